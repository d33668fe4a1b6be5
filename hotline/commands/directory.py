"""`hotline directory`: lists of services come in and go out, sheets to fill in, what nobody has verified."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from directory import reading
from directory.exchange import exporting, headings, identity, importing, listing, lists, staleness, template
from directory.exchange.importing import Outcome, Wanted, Watch
from directory.exchange.template import Blank
from directory.exchange.withheld import Withheld
from hotline.commands import editing, entrusting, finding, freshness, gaps, opened
from hotline.errors import CommandRefused
from locales import daytime

app = typer.Typer(
    help="The directory of services: import, export, templates, freshness.", no_args_is_help=True
)

for beside in (finding.app, freshness.app, editing.app):
    app.add_typer(beside)  # their commands stand beside these
app.command("gaps")(gaps.gaps)

#: Names of the two lists that an import writes.
REFUSALS, DUPLICATES = "refusals.csv", "duplicates.csv"
_NOT_PUBLIC = "Not public, of {n} services (hidden addresses, contact persons, places): {where}"
_KEPT = "kept in the database of cases, for monitors, operators, coordinators and editors."
_LEFT_OUT = "left out, for there is no database of cases here. Import the lists again beside one."
EVERY = "all"
_SHOWN = 10  # repairs and things left out, the commonest


@app.command("import")
def take_in(
    paths: Annotated[list[Path], typer.Argument(help="files, folders or zip archives")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="change nothing, only say what would come")
    ] = False,
    source: Annotated[str, typer.Option(help="whose list it is, else the name of its folder")] = "",
    lists_in: Annotated[Path, typer.Option("--lists", help="where the two lists go")] = Path(),
) -> None:
    """Take in lists of services: HSDS JSON or CSV, or a sheet with a row for each service (CSV, XLSX).

    A wrong row stops no other: it stands in refusals.csv. Likely duplicates stand in duplicates.csv; nothing
    is merged. The same import again changes nothing.
    """
    told = opened.told()
    is_kept = entrusting.is_possible(told)
    keep = partial(entrusting.entrust, told) if is_kept else _keep_nothing
    with _watching() as watch:
        outcome = importing.take_in(Wanted(told.directory, tuple(paths), source, dry_run), watch, keep)
    lists_in.mkdir(parents=True, exist_ok=True)
    lists.write_refusals(lists_in / REFUSALS, outcome.journal.refusals)
    lists.write_duplicates(lists_in / DUPLICATES, outcome.likely)
    _tell(outcome, lists_in)
    if outcome.journal.withheld:
        typer.echo(_NOT_PUBLIC.format(n=len(outcome.journal.withheld), where=_KEPT if is_kept else _LEFT_OUT))
    if dry_run:
        typer.echo("This was a dry run: nothing has been changed.")
    elif outcome.loaded.new or outcome.loaded.changed:
        typer.echo("A running hotline takes it up by itself within some seconds.")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="made if it is not there")],
    form: Annotated[str, typer.Option("--format", help="hsds-json, hsds-csv or xlsx")] = "hsds-json",
    lang: Annotated[str, typer.Option(help="words for values in XLSX: kk, ru or en")] = "ru",
) -> None:
    """Write the whole directory of services into a folder; the same directory gives the same files."""
    chosen = next((one for one in exporting.FORMATS if one == form), None)
    if chosen is None:
        raise CommandRefused(f"--format is one of {', '.join(exporting.FORMATS)}.")
    for path in exporting.write(opened.told().directory, folder, chosen, _language(lang)):
        typer.echo(path)


@app.command("template")
def blank(
    file: Annotated[Path, typer.Argument(help="the XLSX to write; with --oblast all: a folder")],
    lang: Annotated[str, typer.Option(help="language of the headings: kk, ru or en")] = "ru",
    oblast: Annotated[
        str, typer.Option(help="its code, or all: with a row for each body that must exist there")
    ] = "",
) -> None:
    """Write an empty sheet for a list of services, to fill in and to import."""
    known = exporting.source(opened.told().directory, _language(lang))
    oblasts = known.territories.oblasts("ru")
    if oblast and oblast != EVERY and oblast not in {unit.code for unit in oblasts}:
        codes = ", ".join(f"{unit.code} {unit.names['ru']}" for unit in oblasts)
        raise CommandRefused(f"{oblast} is no oblast. One of: {EVERY}, {codes}.")
    services = list(listing.told(known))
    files = {file: oblast}
    if oblast == EVERY:
        file.mkdir(parents=True, exist_ok=True)
        files = {file / f"{unit.code}.xlsx": unit.code for unit in oblasts}
    for path, code in files.items():
        template.write(path, Blank(lang, code), known.territories, services)
        typer.echo(path)


@app.command()
def stale(
    days: Annotated[int, typer.Option(min=0, help="verified longer ago than this")] = staleness.DAYS,
) -> None:
    """List services that nobody has verified for so many days: the day, the id, the name."""
    services = reading.open_directory(opened.told().directory).services
    found = staleness.stale(services, daytime.day(datetime.now(UTC)), days)
    for one in found:
        name = next(iter(one.service.names.values()), "")
        typer.echo(f"{one.since.isoformat() if one.since else 'never':<10}  {one.service.id}  {name}")
    typer.echo(f"{len(found)} of {len(services)} services: not verified for {days} days.")


def _keep_nothing(withheld: Mapping[str, Withheld]) -> None:
    """Without a database of cases there is nobody to keep it for: the lists still have it."""


def _tell(outcome: Outcome, where: Path) -> None:
    loaded, journal = outcome.loaded, outcome.journal
    counted = (loaded.new, loaded.changed, loaded.same, journal.refused_rows, loaded.aside, loaded.arrived)
    told = [table for table in ("", *identity.ALL) if any(counter[table] for counter in counted)]
    if told:
        columns = ("new", "changed", "the same", "refused", "put aside", "came in")
        typer.echo(f"{'table':<24}" + "".join(f"{name:>10}" for name in columns))
    for table in told:
        typer.echo(f"{table or '(not known)':<24}" + "".join(f"{counter[table]:>10}" for counter in counted))
    for title, counter in (("Repaired", journal.repaired), ("Not taken", journal.left_out)):
        for what, number in (+counter).most_common(_SHOWN):
            typer.echo(f"{title}: {what} ({number})")
        if len(counter) > _SHOWN:
            typer.echo(f"{title}: {len(counter) - _SHOWN} more kinds of it")
    typer.echo(f"Refused values and rows: {len(journal.refusals)}, in {where / REFUSALS}")
    typer.echo(f"Likely duplicates to look at: {len(outcome.likely)}, in {where / DUPLICATES}")


@contextmanager
def _watching() -> Iterator[Watch]:
    """What shows how far it is, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda file, records: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} rows"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda file, records: progress.update(task, description=file, completed=records)


def _language(lang: str) -> str:
    if lang not in headings.LANGUAGES:
        raise CommandRefused(f"--lang is one of {', '.join(headings.LANGUAGES)}.")
    return lang
