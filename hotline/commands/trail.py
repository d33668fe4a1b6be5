"""`hotline cases history`: who did what when, to be handed on: for an audit, or the notice after a breach."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from sqlalchemy import RowMapping

from cases import history as histories
from cases.history import Entry
from directory.exchange import cells
from hotline.commands import opened
from hotline.errors import CommandRefused

COLUMNS = ("number", "at", "who", "act", "case", "about", "hash")

Moment = Annotated[str, typer.Option(help="day or moment, 2026-11-23 or 2026-11-23T14:00+05:00; alone: UTC")]


def history(
    since: Moment = "",
    until: Moment = "",
    case: Annotated[int, typer.Option(help="only this case", min=0, max=2**63 - 1)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="as CSV, for a spreadsheet")] = False,
) -> None:
    """Print who did what when: coded rows of the history, no content and no names.

    A day alone counts to its end. That this was asked for is noted in the history too.
    """
    now = datetime.now(UTC)
    start = _moment(since, datetime.min.replace(tzinfo=UTC))
    end = _moment(until, now + timedelta(seconds=1), ends=True)
    with opened.house() as house:
        with house.database.transaction() as tx:
            histories.note(tx, [Entry("desk", "history exported", case or None)], now=now)
        with house.database.reading() as tx:
            rows = (_told(row) for row in histories.between(tx, start, end))
            count = _print(
                (row for row in rows if not case or row["case"] == case), as_json=as_json, as_csv=as_csv
            )
            broken = histories.verify(tx)
    whole = "the history is whole" if broken is None else f"THE HISTORY IS BROKEN at row {broken}"
    typer.echo(f"{count} rows; {whole}.", err=True)
    if broken is not None:
        raise typer.Exit(1)


def _told(row: RowMapping) -> dict[str, object]:
    at = row["at"].isoformat(timespec="milliseconds")
    values = (row["id"], at, row["actor"], row["act"], row["case_number"], row["about"], row["hash"])
    return dict(zip(COLUMNS, values, strict=True))


def _print(rows: Iterator[dict[str, object]], *, as_json: bool, as_csv: bool) -> int:
    """Print as it comes; gives how many rows there were."""
    count = 0
    table = cells.Table(sys.stdout, COLUMNS) if as_csv else None
    for count, row in enumerate(rows, 1):
        if as_json:
            typer.echo(("[\n " if count == 1 else " ,") + json.dumps(row, ensure_ascii=False))
        elif table is not None:
            table.row(row[name] for name in COLUMNS)
        else:
            typer.echo(
                f"{row['at']}  {row['who']:<24} {row['act']:<22} {row['case'] or '–':>6}  {row['about']}"
            )
    if as_json:
        typer.echo("]" if count else "[]")
    return count


def _moment(told: str, otherwise: datetime, *, ends: bool = False) -> datetime:
    if not told:
        return otherwise
    try:
        moment = datetime.fromisoformat(told)
    except ValueError as error:
        raise CommandRefused(
            f"{told} is no day and no moment: write 2026-11-23 or 2026-11-23T14:00."
        ) from error
    whole_day = timedelta(days=1) if ends and len(told) == len("2026-11-23") else timedelta()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) + whole_day
