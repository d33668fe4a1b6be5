"""Re-checks: an editor is to make sure of a service, because of what was told of it. One at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select, update

from cases import history
from cases.history import Entry
from cases.services import errors
from cases.services.schema import service_check as _table
from directory.service import FOUND
from store.transaction import Transaction

_OPEN = _table.c.done_at.is_(None)


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be looked at again, and why: a code of what was told."""

    number: int
    service: str
    why: str
    opened_at: datetime


def ask(tx: Transaction, service: str, why: str, *, now: datetime) -> int | None:
    """Ask the editor to look again; gives the number, None while one of this service is open."""
    if tx.row(select(_table.c.number).where(_OPEN, _table.c.service == service)) is not None:
        return None
    number = tx.next_number("service_check")
    row = {"number": number, "service": service, "why": why, "opened_at": now}
    tx.insert(_table, row | {"done_at": None, "outcome": "", "done_by": ""})
    history.note(
        tx, [Entry("service", f"re-check {number} asked: {why}", about=f"service:{service}")], now=now
    )
    return number


def open_ones(tx: Transaction) -> tuple[Check, ...]:
    """Give what waits to be looked at, the oldest first."""
    return tuple(_read(row) for row in tx.rows(select(_table).where(_OPEN).order_by(_table.c.number)))


def get(tx: Transaction, number: int) -> Check:
    """Give the open re-check of this number. Raises UnknownCheck."""
    row = tx.row(select(_table).where(_OPEN, _table.c.number == number))
    if row is None:
        raise errors.UnknownCheck
    return _read(row)


def done(tx: Transaction, number: int, outcome: str, *, by: str, now: datetime) -> str:
    """Note what was found; gives the service. `by` is a role.

    Raises:
        UnknownCheck: there is none of this number that is open.
        UnknownCode: `outcome` is none of `directory.service.FOUND`.
    """
    if outcome not in FOUND:
        raise errors.UnknownCode(FOUND)
    service = get(tx, number).service
    _settle(tx, service, outcome, by, now)
    history.note(tx, [Entry(by, f"re-check {number} done: {outcome}", about=f"service:{service}")], now=now)
    return service


def settle(tx: Transaction, service: str, outcome: str, *, by: str, now: datetime) -> bool:
    """Note the same of a service, whether or not anybody had asked: what was told before no longer counts.

    Gives whether a re-check was open.
    """
    if _settle(tx, service, outcome, by, now):
        return True
    number = tx.next_number("service_check")
    row = {"number": number, "service": service, "why": "", "opened_at": now}
    tx.insert(_table, row | {"done_at": now, "outcome": outcome, "done_by": by})
    return False


def last_done(tx: Transaction) -> dict[str, datetime]:
    """Give by service when somebody last made sure of it."""
    query = select(_table.c.service, func.max(_table.c.done_at).label("at")).where(~_OPEN)
    return {row["service"]: row["at"] for row in tx.rows(query.group_by(_table.c.service))}


def _settle(tx: Transaction, service: str, outcome: str, by: str, now: datetime) -> bool:
    is_meant = (_OPEN, _table.c.service == service)
    found = {"done_at": now, "outcome": outcome, "done_by": by}
    return bool(tx.execute(update(_table).where(*is_meant).values(**found)))


def _read(row: RowMapping) -> Check:
    return Check(row["number"], row["service"], row["why"], row["opened_at"])
