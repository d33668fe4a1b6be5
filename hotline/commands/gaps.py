"""`hotline directory gaps`: what to collect first."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from cases.services import demand as asking
from directory import demand, kinds, reading
from directory import gaps as lacking
from directory.demand import Demand, Weighed
from directory.exchange import cells
from directory.gaps import Gap
from directory.reading import Directory
from hotline.commands import entrusting, opened
from hotline.errors import CommandRefused
from hotline.settings import Settings

FORMATS = ("text", "csv", "json")
COLUMNS = ("need", "need_name", "district", "district_name", "oblast", "beyond", "body", "department",
           "in_vain", "reports")  # fmt: skip
_ELSEWHERE = {"oblast": "elsewhere in the oblast", "country": "for the whole country only", "": "nowhere"}
_SINCE = timedelta(days=365)
_FIRST = 10  # gaps that are named as those to begin with


def gaps(
    territory: Annotated[
        str, typer.Option("--territory", "--oblast", help="code (KATO) of an oblast or district: names all")
    ] = "",
    form: Annotated[str, typer.Option("--format", help=f"one of: {', '.join(FORMATS)}")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="the same as --format json")] = False,
) -> None:
    """Tell for which needs which districts have no service, what to collect first, and who could answer.

    First come gaps for which people searched in vain, then those where most was reported, if there is a
    database of cases here; else needs in the order in which they are offered.
    """
    if form not in FORMATS:
        raise CommandRefused(f"--format is one of {', '.join(FORMATS)}.")
    told = opened.told()
    directory = reading.open_directory(told.directory)
    if territory and not lacking.districts(directory.territories, territory):
        raise CommandRefused(f"{territory} is no oblast, district or city with services of its own.")
    rows = _found(directory, territory, _demand(told))
    if as_json or form == "json":
        typer.echo(json.dumps([_plain(one, directory) for one in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        plain = (_plain(one, directory) for one in rows)
        cells.Table(sys.stdout, COLUMNS).rows([one[name] for name in COLUMNS] for one in plain)
    else:
        for line in _lines(rows, directory, territory):
            typer.echo(line)


def _found(directory: Directory, territory: str, known: Demand | None) -> tuple[Weighed, ...]:
    services, departments = directory.services.values(), directory.departments
    found = lacking.gaps(services, directory.territories, departments, territory)
    return demand.weighed(found, directory.territories, known)


def _demand(told: Settings) -> Demand | None:
    """What was asked for in the last year; None where there is no database of cases."""
    if not entrusting.is_possible(told):
        return None
    since = datetime.now(UTC) - _SINCE
    with opened.house() as house, house.database.reading() as tx:
        return Demand(asking.in_vain(tx, since=since), asking.reports(tx, since=since))


def _lines(rows: Sequence[Weighed], directory: Directory, territory: str) -> Iterator[str]:
    """One line for each need, the need with most gaps first; then those to begin with."""
    total = len(lacking.districts(directory.territories, territory))
    by_need: dict[str, list[Gap]] = defaultdict(list)
    for one in rows:
        by_need[one.gap.need].append(one.gap)
    for code, found in sorted(by_need.items(), key=lambda item: -len(item[1])):
        name = kinds.get_need(code).names["en"]
        yield f"{code:<18} {len(found):>3} of {total} districts have no service: {name}"
        if territory:
            yield from _of_territory(found, directory, territory, is_everywhere=len(found) == total)
    if by_need:
        yield "Collect first:"
        yield from (_to_collect(one, directory) for one in rows[:_FIRST])
    yield _last(by_need, territory, directory)


def _to_collect(one: Weighed, directory: Directory) -> str:
    place = directory.territories.full_name(one.gap.district, "ru")
    why = [
        f"{many} {what}"
        for many, what in ((one.in_vain, "searches in vain"), (one.reports, "reports"))
        if many
    ]
    reasons = f" ({', '.join(why)} in a year)" if why else ""
    return f"    {one.gap.need:<18} {one.gap.district} {place}{reasons}"


def _last(by_need: dict[str, list[Gap]], territory: str, directory: Directory) -> str:
    if not by_need:
        return "No gaps: every district has a service for every need."
    if territory:
        oblast = directory.territories.oblast_of(territory).code
        return f"`hotline directory template FILE --oblast {oblast}` makes a sheet to fill these in."
    return "Name one with --territory CODE to see its districts and who could answer."


def _of_territory(
    rows: list[Gap], directory: Directory, territory: str, *, is_everywhere: bool
) -> Iterable[str]:
    names = [
        directory.territories.name(gap.district, "ru") for gap in sorted(rows, key=lambda one: one.district)
    ]
    yield f"    in {'every district' if is_everywhere and len(rows) > 1 else ', '.join(names)}"
    yield f"    there is one {' or '.join(sorted({_ELSEWHERE[gap.beyond] for gap in rows}))}"
    code = lacking.who_answers(rows[0].need, territory, directory.departments)
    department = directory.departments.find(code)
    yield (
        f"    could answer: {department.code} {department.name('ru')}"
        if department
        else f"    could answer: {rows[0].body}, which the directory does not have"
    )


def _plain(one: Weighed, directory: Directory) -> dict[str, Any]:
    """The row; None (in CSV nothing) where nothing was counted."""
    told = asdict(one.gap) | {
        "need_name": kinds.get_need(one.gap.need).names["en"],
        "district_name": directory.territories.name(one.gap.district, "ru"),
        "oblast": directory.territories.oblast_of(one.gap.district).code,
        "in_vain": one.in_vain,
        "reports": one.reports,
    }
    return {name: told[name] for name in COLUMNS}
