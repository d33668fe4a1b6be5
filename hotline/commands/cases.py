"""`hotline cases`: read cases and acknowledge them by hand."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cases import case, errors, progress
from cases.case import CaseRow
from conversations import departments
from hotline.commands import opened
from hotline.errors import CommandRefused

app = typer.Typer(help="Read cases and acknowledge them by hand.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="as JSON")]
Number = Annotated[int, typer.Argument(help="number of the case", min=1, max=2**63 - 1)]


@app.command("list")
def listing(
    as_json: Json = False,
    state: Annotated[str, typer.Option(help="only cases in this state: received, acknowledged")] = "",
    department: Annotated[str, typer.Option(help="only cases of this department's code")] = "",
    limit: Annotated[int, typer.Option(help="at most so many", min=1, max=100_000)] = 100,
) -> None:
    """List cases, the newest first: plain coded facts, no content."""
    with opened.house() as house, house.database.reading() as tx:
        rows = case.listing(tx, state=state, department=department, limit=limit)
    if as_json:
        typer.echo(json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=1))
        return
    table = Table("number", "state", "urgency", "territory", "activity", "lead", "filed", "due")
    for row in rows:
        due = row.due_at.isoformat(timespec="minutes") if row.due_at else ""
        filed = row.filed_at.isoformat(timespec="minutes")
        table.add_row(
            str(row.number), row.state, row.urgency, row.territory, row.activity, row.lead, filed, due
        )
    Console().print(table)


@app.command()
def show(number: Number, as_json: Json = False) -> None:
    """Show the plain facts of one case."""
    with opened.house() as house, house.database.reading() as tx:
        try:
            told = plain(case.get(tx, number))
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
    typer.echo(json.dumps(told, ensure_ascii=False, indent=None if as_json else 2, default=str))


@app.command()
def acknowledge(number: Number) -> None:
    """Acknowledge a case for its responsible department; the reporter who chose it is told."""
    now = datetime.now(UTC)
    with opened.house() as house, house.database.transaction() as tx:
        try:
            done = progress.acknowledge(tx, number=number, actor="desk", now=now)
        except errors.UnknownCase as error:
            raise CommandRefused(f"There is no case {number}.") from error
        departments.tell_reporter(tx, house.house, done, now)
    typer.echo(f"Case {number} is acknowledged." if done.first else f"Case {number} was acknowledged before.")


def plain(row: CaseRow) -> dict[str, Any]:
    """Give the plain facts of a case as JSON can hold them."""
    told = asdict(row)
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if name == "copies" else value
        for name, value in told.items()
    }
