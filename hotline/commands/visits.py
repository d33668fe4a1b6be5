"""`hotline visits`: a visit where there is no network, as a sheet to fill in and to read back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cases.visits.errors import SheetUnreadable
from cases.visits.sheets import plain, reading, xlsform
from cases.visits.sheets.sheet import Fault
from hotline.errors import CommandRefused
from locales import catalogue, daytime, languages

app = typer.Typer(help="Visits of monitors, on paper and without network.", no_args_is_help=True)
TEXT, XLSFORM = "text", "xlsform"


@app.callback()
def _visits() -> None:
    """Visits of monitors, on paper and without network."""


@app.command()
def sheet(
    language: Annotated[str, typer.Option(help="kk, ru, en, uz or ky")] = "kk",
    format: Annotated[str, typer.Option(help="text: for any phone; xlsform: for ODK or Kobo")] = TEXT,
    into: Annotated[Path | None, typer.Option(help="the file to write; an XLSForm needs one")] = None,
) -> None:
    """Write an empty sheet of a visit (form 1) that can be filled in without network and read back."""
    if language not in languages.CODES:
        raise CommandRefused(f"There is no language {language!r}; possible: {', '.join(languages.CODES)}.")
    if format not in (TEXT, XLSFORM):
        raise CommandRefused(f"There is no format {format!r}; possible: {TEXT}, {XLSFORM}.")
    if into is None:
        if format == XLSFORM:
            raise CommandRefused("An XLSForm is a file: say where with --into visit.xlsx")
        typer.echo(plain.written(language), nl=False)
        return
    if format == XLSFORM:
        xlsform.write(into)
    else:
        into.write_text(plain.written(language), encoding="utf-8")
    typer.echo(f"written: {into}")


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="a filled-in sheet, or the XML that ODK sends")],
    language: Annotated[str, typer.Option(help="of what is said about its lines")] = "en",
) -> None:
    """Check a filled-in sheet: how much it holds, and every line that cannot be read. Nothing is stored.

    Monitors read it in on the page of their visit. No answer is printed: sheets hold names of children.
    """
    if language not in languages.CODES:
        raise CommandRefused(f"There is no language {language!r}; possible: {', '.join(languages.CODES)}.")
    try:
        found = reading.read(_content(file), daytime.day(datetime.now(UTC)))
    except SheetUnreadable as error:
        _say(error.faults, language)
        raise typer.Exit(1) from error
    typer.echo(
        f"answers: {found.count}, children: {len(found.children)}, lines to look at: {len(found.faults)}"
    )
    _say(found.faults, language)
    if found.faults:
        raise typer.Exit(1)


def _say(faults: tuple[Fault, ...], language: str) -> None:
    words = catalogue.load(language)
    for line, finding in faults:
        about = f"{finding.question}: " if finding.question else ""
        where = f"line {line}: " if line else ""
        typer.echo(f"{where}{about}{words.say(finding.text, **dict(finding.values))}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandRefused(f"{file} cannot be read: {error.strerror}.") from error
