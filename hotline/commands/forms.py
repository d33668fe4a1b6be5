"""`hotline forms`: forms 1 and 2 of Annex II, empty, for pen and paper."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.commands import opened
from hotline.errors import CommandRefused
from locales import languages


def forms(
    into: Annotated[Path, typer.Option("--into", help="folder for the files", file_okay=False)] = Path(),
    lang: Annotated[str, typer.Option("--lang", help="one language; else kk, ru and en")] = "",
) -> None:
    """Write both forms as PDF, in Kazakh, Russian and English: the same layout in each."""
    from web.desk.printing.forms import pages  # here: with all of the desk, which the help goes without
    from web.forms import drawing

    if lang not in ("", *languages.CODES):
        raise CommandRefused(f"The languages are {', '.join(languages.CODES)}.")
    into.mkdir(parents=True, exist_ok=True)
    house = opened.words()
    for code in (lang,) if lang else ("kk", "ru", "en"):
        for name, make in pages.EMPTY.items():
            path = into / f"{name}-{code}.pdf"
            path.write_bytes(drawing.draw(make(house.speaker(code), house.office.law.version), house))
            typer.echo(f"Written: {path}")
