"""`hotline statistics` and what is below it: digest, half-year report, open data, the week."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.commands import digest, halfyear, opendata, statistics

app = typer.Typer(help="Figures: for the public, or exact, for the house alone.", invoke_without_command=True)
app.command("digest")(digest.digest)
app.command("week")(digest.week)
app.command("half-year")(halfyear.half_year)
app.command("open-data")(opendata.open_data)


@app.callback()
def figures(
    context: typer.Context,
    period: Annotated[str, typer.Option("--period", help="2026-Q4, 2026 or, exact, 2026-11")] = "",
    form: Annotated[str, typer.Option("--format", help="csv, json, xlsx or pdf")] = "csv",
    exact: Annotated[bool, typer.Option("--exact", help="not for the public: small counts too")] = False,
    lang: Annotated[str, typer.Option("--lang", help="else the first of HOTLINE_LANGUAGES")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="file to write; needed for xlsx and pdf")] = None,
) -> None:
    """Give figures: reports by month, region, kind of department, work, age, sex, how soon, how it ended.

    Without --exact they are those of the public page: rounded, nothing below five, whole quarters a month
    after their end. With it they are meant for the house alone, and the history says that they were taken.
    """
    if context.invoked_subcommand is None:
        statistics.statistics(period, form, exact, lang, out)
