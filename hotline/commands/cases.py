"""`hotline cases`: read cases, acknowledge and close them by hand, ask their reporters."""

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cases import case, closing, erasure, errors, opening, progress, viewing
from cases import release as releasing
from cases.case import CaseRow
from cases.followups.errors import NotYet
from cases.questions import Asking
from conversations import asking, pointing, tidings
from hotline import unlocking
from hotline.commands import errands, opened, trail
from hotline.errors import CommandRefused

app = typer.Typer(help="Read cases, acknowledge and close them, ask their reporters.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="as JSON")]
LONGEST_QUESTION = 300

Number = Annotated[int, typer.Argument(help="number of the case", min=1, max=2**63 - 1)]


@app.command("list")
def listing(
    as_json: Json = False,
    state: Annotated[str, typer.Option(help="only cases in this state: received, acknowledged, closed")] = "",
    department: Annotated[str, typer.Option(help="only cases of this department's code")] = "",
    limit: Annotated[int, typer.Option(help="at most so many", min=1, max=100_000)] = 100,
) -> None:
    """List cases, the newest first: plain coded facts, no content."""
    with opened.house() as house, house.database.reading() as tx:
        rows = case.listing(tx, state=state, department=department, limit=limit)
    if as_json:
        typer.echo(json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=1))
        return
    table = Table(box=None, pad_edge=False, collapse_padding=True)
    for heading in ("number", "state", "urgency", "lead", "activity", "due (UTC)"):
        table.add_column(heading, overflow="fold")  # nothing is cut, on a narrow terminal neither
    for row in rows:
        due = f"{row.due_at:%Y-%m-%d %H:%M}" if row.due_at else ""
        table.add_row(str(row.number), row.state, row.urgency, row.lead, row.activity, due)
    Console().print(table)


@app.command()
def show(
    number: Number,
    as_json: Json = False,
    officer: Annotated[str, typer.Option(help="sign-in name: with the content, for a password")] = "",
    part: Annotated[str, typer.Option(help="with --officer: one of the further parts, addition:1")] = "",
) -> None:
    """Show the plain facts of one case; with --officer what they may read of it as well."""
    with opened.house() as house:
        with house.database.reading() as tx:
            try:
                told = plain(case.get(tx, number))
            except errors.UnknownCase as error:
                raise CommandRefused(f"There is no case {number}.") from error
        if officer:
            try:
                told |= unlocking.read(house, number, officer, part)
            except errors.UnknownCase as error:
                raise CommandRefused(_nothing_there(number, part, told)) from error
    typer.echo(json.dumps(told, ensure_ascii=False, indent=None if as_json else 2, default=str))


@app.command()
def release(
    number: Number,
    department: Annotated[str, typer.Argument(help="code of the department that cannot read it yet")],
    officer: Annotated[str, typer.Option(help="sign-in name of who lets it go")],
) -> None:
    """Let a department read a case: a copy that was held back, or one that came in from outside."""
    now = datetime.now(UTC)
    with opened.house() as house:
        signed = unlocking.sign_in(house, officer)
        with house.database.transaction() as tx:
            if not opening.admitted(tx, house.house.office, signed, number, now=now):
                raise errors.NotTheirCase
            actor = signed.officer.actor
            office = house.house.office
            held = releasing.give(tx, office, signed.unlocked, number, department, actor=actor, now=now)
            pointing.catch_up(tx, house.house, now)
    told = " and is being told of it" if held else ""
    typer.echo(f"{department} can read case {number} now{told}.")


@app.command()
def medium(
    number: Number,
    which: Annotated[int, typer.Argument(help="number of the file: 7 for medium:7", min=1, max=2**63 - 1)],
    file: Annotated[Path, typer.Argument(help="where to write it; must not exist yet")],
    officer: Annotated[str, typer.Option(help="sign-in name of who opens it")],
) -> None:
    """Write a photo, video or voice message of a case to a file; the history says first who opened it.

    One that may show abuse of a child opens for officers of the police alone: see docs/ABUSE_IMAGES.md.
    """
    if file.exists():
        raise CommandRefused(f"{file} is there already.")
    with opened.house() as house:
        signed = unlocking.sign_in(house, officer)
        with house.database.transaction() as tx:
            seen = viewing.open_medium(tx, house.house.office, signed, number, which, now=datetime.now(UTC))
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(seen.body)
    typer.echo(json.dumps(seen.told, indent=2))


@app.command()
def acknowledge(number: Number) -> None:
    """Acknowledge a case for its responsible department; the reporter who chose it is told."""
    now = datetime.now(UTC)
    with opened.house() as house, house.database.transaction() as tx:
        try:
            done = progress.acknowledge(tx, number=number, actor="desk", now=now)
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
        tidings.acknowledged(tx, house.house, done, now)
    typer.echo(f"Case {number} is acknowledged." if done.first else f"Case {number} was acknowledged before.")


@app.command()
def close(
    number: Number, outcome: Annotated[str, typer.Option(help=f"one of: {', '.join(closing.OUTCOMES)}")]
) -> None:
    """Close a case with a coded outcome; the reporter who chose it is told that it is closed."""
    now = datetime.now(UTC)
    with opened.house() as house, house.database.transaction() as tx:
        try:
            first = closing.close(tx, number, outcome, actor="desk", now=now)
        except errors.UnknownOutcome as error:
            raise CommandRefused(f"The outcome is one of: {', '.join(closing.OUTCOMES)}.") from error
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
        except NotYet as error:
            why = ", ".join(error.hindrances)
            raise CommandRefused(f"The follow-up of case {number} hinders it: {why}.") from error
        if first:
            tidings.closed(tx, house.house, number, now)
    typer.echo(f"Case {number} is closed." if first else f"Case {number} was closed before.")


@app.command()
def erase(
    number: Number, reason: Annotated[str, typer.Option(help=f"one of: {', '.join(erasure.REASONS)}")]
) -> None:
    """Erase what was told in a case, for good, with its files, its receipt and the reporter's link."""
    if reason not in erasure.REASONS:
        raise CommandRefused(f"The reason is one of: {', '.join(erasure.REASONS)}.")
    with opened.house() as house:
        with house.database.transaction() as tx:
            try:
                first = erasure.erase(tx, number, actor="desk", reason=reason, now=datetime.now(UTC))
            except errors.UnknownCase as error:
                raise CommandRefused(f"There is no case {number}.") from error
        gone = house.database.empty_log()
        copies = house.database.forget_former()
    typer.echo(f"Case {number} is erased." if first else f"Case {number} was erased before.")
    if copies:
        typer.echo("The copy from before the upgrade had it too: deleted. The way back is the last backup.")
    if not gone:
        typer.echo("Traces in the write-ahead log go within an hour, with the housekeeping of the service.")


@app.command()
def ask(number: Number) -> None:
    """Ask the reporter of a case in own words, read from standard input, in the name of its lead.

    For the operator: the words reach the reporter as they are. They must name nobody, and tell nothing of
    the report that somebody else who reads the reporter's telephone should not know.
    """
    words = " ".join(typer.get_text_stream("stdin").read().split())
    if not 2 <= len(words) <= LONGEST_QUESTION:
        raise CommandRefused(f"A question has 2 to {LONGEST_QUESTION} characters.")
    with opened.house() as house, house.database.transaction() as tx:
        try:
            wish = Asking(case.get(tx, number).lead, words=words)
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
        became = asking.ask(tx, house.house, number, wish, datetime.now(UTC))
    if became != "asked":
        raise CommandRefused(
            f"Case {number} is closed." if became == "closed" else "Three questions are open already."
        )
    typer.echo(f"The question for the reporter of case {number} is kept.")


def _nothing_there(number: int, part: str, told: dict[str, Any]) -> str:
    if told["erased_at"] is not None:
        return f"Case {number} is erased: only its plain facts are left."
    return f"Case {number} has no part {part}. Without --part, “further” names what there is."


def plain(row: CaseRow) -> dict[str, Any]:
    """Give the plain facts of a case as JSON can hold them."""
    told = asdict(row)
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if name == "copies" else value
        for name, value in told.items()
    }


app.command()(errands.tasks)
app.command()(errands.reroute)
app.command()(trail.history)
