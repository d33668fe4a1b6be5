"""`hotline cases tasks` and `hotline cases reroute`: what people have to do, and a lead chosen by hand."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import errors, rerouting
from cases import tasks as errands
from cases.rerouting import Wish
from conversations import declining
from hotline.commands import opened
from hotline.errors import CommandRefused


def tasks(as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """List what people have to do and nobody has done yet, the oldest first."""
    with opened.house() as house, house.database.reading() as tx:
        rows = [
            {
                "task": one.errand.kind,
                "case": one.errand.number,
                "asked": one.errand.department,
                "about": one.errand.about,
                "since": one.made_at.isoformat(timespec="minutes"),
            }
            for one in errands.open_ones(tx)
        ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        typer.echo("Nobody has anything to do.")
    for row in rows:
        case = row["case"] or "–"
        typer.echo(f"{row['task']:<12} {case:>6}  {row['asked']:<24} {row['about']:<28} {row['since']}")


def reroute(
    number: Annotated[int, typer.Argument(help="number of the case", min=1, max=2**63 - 1)],
    code: Annotated[str, typer.Argument(help="code of the department that is to lead")],
    reason: Annotated[str, typer.Option(help=f"one of: {', '.join(rerouting.REASONS)}")] = "decided",
) -> None:
    """Give a case to another department, which is told at once; the clock starts anew."""
    if reason not in rerouting.REASONS:
        raise CommandRefused(f"{reason!r} is none of {', '.join(rerouting.REASONS)}.")
    now = datetime.now(UTC)
    with opened.house() as house, house.database.transaction() as tx:
        if house.directory.departments.find(code) is None:
            raise CommandRefused(f"There is no department {code}: `hotline departments list` prints them.")
        office, wish = house.house.office_at(now), Wish(code, reason, actor="desk")
        try:
            done = rerouting.reroute(tx, office, number, wish, now=now)
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
        except errors.ReroutingRefused as error:
            raise CommandRefused(str(error)) from error
        declining.told(tx, house.house, done, now)
    typer.echo(f"Case {number} goes to {code}.")
    if any(task.errand.kind == errands.RELEASE for task in done.asked):
        typer.echo(
            f"It cannot read the case yet. Who can: hotline cases release {number} {code} --officer NAME"
        )
