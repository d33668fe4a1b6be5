"""`hotline directory gaps`: what to collect first."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from directory import gaps as lacking
from directory import kinds, reading
from directory.gaps import Gap
from directory.reading import Directory
from hotline.commands import opened
from hotline.errors import CommandRefused

_ELSEWHERE = {"oblast": "elsewhere in the oblast", "country": "for the whole country only", "": "nowhere"}


def gaps(
    oblast: Annotated[str, typer.Option(help="code (KATO) of one oblast: names its districts")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON: every need and district")] = False,
) -> None:
    """Tell for which needs which districts have no service, and who could answer there."""
    directory = reading.open_directory(opened.told().directory)
    if oblast and directory.territories.get(oblast).parent:
        raise CommandRefused(f"{oblast} is no oblast, nor a city of the first level.")
    found = lacking.gaps(directory.services.values(), directory.territories, directory.departments, oblast)
    if as_json:
        typer.echo(json.dumps([_plain(gap, directory) for gap in found], ensure_ascii=False, indent=1))
        return
    for line in _lines(found, directory, oblast):
        typer.echo(line)


def _lines(found: Iterable[Gap], directory: Directory, oblast: str) -> Iterable[str]:
    """One line for each need, the need with most gaps first; of one oblast more about each."""
    total = len(lacking.districts(directory.territories, oblast))
    by_need: dict[str, list[Gap]] = defaultdict(list)
    for gap in found:
        by_need[gap.need].append(gap)
    for code, rows in sorted(by_need.items(), key=lambda item: -len(item[1])):
        name = kinds.get_need(code).names["en"]
        yield f"{code:<18} {len(rows):>3} of {total} districts have no service: {name}"
        if oblast:
            yield from _of_oblast(rows, directory, oblast, is_everywhere=len(rows) == total)
    yield _last(by_need, oblast)


def _last(by_need: dict[str, list[Gap]], oblast: str) -> str:
    if not by_need:
        return "No gaps: every district has a service for every need."
    if oblast:
        return f"`hotline directory template FILE --oblast {oblast}` makes a sheet to fill these in."
    return "Name one with --oblast CODE to see its districts and who could answer."


def _of_oblast(rows: list[Gap], directory: Directory, oblast: str, *, is_everywhere: bool) -> Iterable[str]:
    names = [directory.territories.name(gap.district, "ru") for gap in rows]
    yield f"    in {'every district' if is_everywhere else ', '.join(names)}"
    yield f"    there is one {' or '.join(sorted({_ELSEWHERE[gap.beyond] for gap in rows}))}"
    code = lacking.who_answers(rows[0].need, oblast, directory.departments)
    department = directory.departments.find(code)
    yield (
        f"    could answer: {department.code} {department.name('ru')}"
        if department
        else (f"    could answer: {rows[0].body}, which the directory does not have")
    )


def _plain(gap: Gap, directory: Directory) -> dict[str, str]:
    names = {
        "district_name": directory.territories.name(gap.district, "ru"),
        "oblast": directory.territories.oblast_of(gap.district).code,
    }
    return asdict(gap) | names
