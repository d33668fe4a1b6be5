"""`hotline directory corrections`, `checks`, `verify`: an editor makes sure of what people tell."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any

import typer

from cases.services import checks as rechecks
from cases.services import corrections as told
from cases.services import outcomes
from cases.services import reached as reached_
from directory import reading, service, verifying
from directory.verifying import Verified
from hotline.commands import opened
from hotline.compose import Books
from hotline.errors import CommandRefused
from locales import daytime

app = typer.Typer()

ROLES = ("editor", "coordinator", "operator", "monitor")
"""In which role somebody makes sure of a service; the file says it, and never a name."""

Json = Annotated[bool, typer.Option("--json", help="as JSON")]
Role = Annotated[str, typer.Option("--by-role", help=f"who did it: {', '.join(ROLES)}")]
Number = Annotated[int, typer.Argument(help="its number in the list", min=1, max=2**31 - 1)]


@app.command()
def corrections(
    state: Annotated[str, typer.Option(help=f"one of: {', '.join(told.STATES)}")] = "open",
    as_json: Json = False,
) -> None:
    """List what people say is wrong with services, the oldest first, with their words."""
    if state not in told.STATES:
        raise CommandRefused(f"--state is one of {', '.join(told.STATES)}.")
    with opened.books() as books, books.database.reading() as tx:
        name = _naming(books)
        rows = [
            {"number": one.number, "day": _day(one.told_at), "what": one.what, "service": one.service}
            | {"name": name(one.service), "words": one.words}
            for one in told.listing(tx, books.keys, state)
        ]
    _show(rows, as_json, empty=f"No correction is {state}.", line=_correction_line)


@app.command()
def correction(
    number: Number,
    decision: Annotated[str, typer.Argument(help="accept or refuse")],
    by_role: Role = "editor",
) -> None:
    """Accept or refuse a correction. What is right is then put into the list and imported."""
    states = {"accept": "accepted", "refuse": "refused"}
    if decision not in states:
        raise CommandRefused("A correction is decided by `accept` or `refuse`.")
    by, now = role(by_role), datetime.now(UTC)
    with opened.books() as books, books.database.transaction() as tx:
        about = told.decide(tx, number, states[decision], by=by, now=now)
    typer.echo(f"Correction {number} is {states[decision]}.")
    if decision == "accept":
        typer.echo(
            "Now put what is right into the sheet and import it: hotline directory import FILE. "
            f"Then: hotline directory verify {about} --outcome right"
        )


@app.command()
def checks(as_json: Json = False) -> None:
    """List services that somebody must look at again, the oldest first, and what people told of each."""
    since = datetime.now(UTC) - reached_.SINCE
    with opened.books() as books, books.database.reading() as tx:
        name = _naming(books)
        rows = [
            {"number": one.number, "since": _day(one.opened_at), "why": one.why, "service": one.service}
            | {"name": name(one.service), "told": outcomes.tally(tx, one.service, since=since)}
            for one in rechecks.open_ones(tx)
        ]
        reached = len(_reached(books, outcomes.confirmed(tx, since=since)))
    _show(rows, as_json, empty="No service is to be looked at again.", line=_check_line)
    if reached and not as_json:
        typer.echo(
            f"Monitors have reached {reached} services since somebody made sure of them: "
            "hotline directory verify --reached"
        )


@app.command()
def check(
    number: Number,
    done: Annotated[str, typer.Argument(help="the word `done`")],
    outcome: Annotated[str, typer.Option(help=f"what was found: {', '.join(service.FOUND)}")],
    by_role: Role = "editor",
) -> None:
    """Write down what was found of a service that was to be looked at again; directory.db says it too."""
    if done != "done":
        raise CommandRefused(f"`hotline directory check {number} done --outcome right` ends a re-check.")
    by, found, now = role(by_role), _found(outcome), datetime.now(UTC)
    with opened.books() as books:
        with books.database.reading() as tx:
            about = rechecks.get(tx, number).service
        is_there = about in reading.open_directory(books.settings.directory).services
        if is_there:  # first, for it may be done twice: a re-check is not
            _write(books, [Verified(about, daytime.day(now), by, found)], now)
        with books.database.transaction() as tx:
            rechecks.done(tx, number, found, by=by, now=now)
    typer.echo(f"Re-check {number} is done: {found}.")
    if not is_there:
        typer.echo("The directory has no such service any more: nothing is written there.")


@app.command()
def verify(
    service_id: Annotated[str, typer.Argument(help="the id of the service")] = "",
    outcome: Annotated[str, typer.Option(help=f"what was found: {', '.join(service.FOUND)}")] = "right",
    by_role: Role = "editor",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day, if not today")] = None,
    reached: Annotated[
        bool, typer.Option("--reached", help="instead: all services that monitors have reached")
    ] = False,
) -> None:
    """Write into directory.db that somebody made sure of a service, when, in which role and what was found.

    `right` makes it fresh; `closed` has it shown as closed for a time, until it is `right` again.
    """
    if bool(service_id) == reached:
        raise CommandRefused("Name a service by its id, or say --reached.")
    now = datetime.now(UTC)
    if on is not None and on.date() > daytime.day(now):
        raise CommandRefused("--on is a day that has been.")
    with opened.books() as books:
        if reached:
            with books.database.reading() as tx:
                found = _reached(books, outcomes.confirmed(tx, since=now - reached_.SINCE))
            written = _write(books, [Verified(id, day, outcomes.MONITOR) for id, day in found.items()], now)
            typer.echo(f"{written} services are verified by monitors.")
            return
        day = on.date() if on is not None else daytime.day(now)
        _verify_one(books, Verified(service_id, day, role(by_role), _found(outcome)), now)


def _verify_one(books: Books, one: Verified, now: datetime) -> None:
    is_new = _write(books, [one], now)
    with books.database.transaction() as tx:
        was_open = rechecks.settle(tx, one.service, one.found, by=one.by_role, now=now)
    typer.echo(f"Verified: {one.found}." if is_new else "That stands there already.")
    if was_open:
        typer.echo("A re-check of it is done with this.")


def _write(books: Books, found: list[Verified], now: datetime) -> int:
    return verifying.verify(books.settings.directory, found, now) if found else 0


def _reached(books: Books, confirmed: tuple[outcomes.Confirmed, ...]) -> dict[str, date]:
    """Services that are still there, and that monitors reached later than somebody made sure of them."""
    if not confirmed:
        return {}
    return reached_.later(confirmed, reading.open_directory(books.settings.directory).services)


def role(given: str) -> str:
    """Give the role if it is one in which somebody may do this; raises CommandRefused."""
    if given not in ROLES:
        raise CommandRefused(f"--by-role is one of {', '.join(ROLES)}.")
    return given


def _found(given: str) -> str:
    if given not in service.FOUND:
        raise CommandRefused(f"--outcome is one of {', '.join(service.FOUND)}.")
    return given


def _show(
    rows: list[dict[str, Any]], as_json: bool, *, empty: str, line: Callable[[dict[str, Any]], str]
) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        typer.echo(line(row))
    if not rows:
        typer.echo(empty)


def _correction_line(row: dict[str, Any]) -> str:
    said = f"{row['number']:>4}  {row['day']}  {row['what']:<8} {row['service']}  {row['name']}"
    return f"{said}\n      {plain(row['words'])}" if row["words"] else said


def _check_line(row: dict[str, Any]) -> str:
    counts = ", ".join(f"{outcome} {many}" for outcome, many in sorted(row["told"].items()))
    return f"{row['number']:>4}  {row['since']}  {row['service']}  {row['name']}  ({counts})"


def plain(words: str) -> str:
    """Give words of a stranger without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _naming(books: Books) -> Callable[[str], str]:
    """Give what names a service; the directory is read when the first name is asked for."""
    known = cache(lambda: reading.open_directory(books.settings.directory).services)

    def name(id: str) -> str:
        found = known().get(id)
        return service.in_language(found.names, "ru") if found is not None else "(not in the directory)"

    return name


def _day(moment: datetime) -> str:
    return daytime.day(moment).isoformat()
