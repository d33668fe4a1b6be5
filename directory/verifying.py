"""Somebody has made sure of a service: that stands in directory.db, for everybody to see.

A row of `verification` says when, in which role and what was found. Who finds that all is right makes it
fresh (`assured_date`) and open again; who finds it closed has it shown as closed for a time. What else is
wrong is mended in the list that is imported: nobody changes a phone or an address by saying that it is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from directory.editing import history
from directory.editing.history import Writer
from directory.errors import UnknownService
from directory.exchange import workshop
from directory.hsds import facts
from directory.service import CLOSED, RIGHT

WAYS = ("phone", "visit", "source")
"""How somebody made sure: telephoned, saw the place, read it where its owner publishes it."""

_ACTIVE, _FOR_A_TIME = "active", "temporarily closed"
_LATER = "UPDATE service SET assured_date = :day WHERE id = :id AND coalesce(assured_date, '') < :day"
_STATUS = "UPDATE service SET status = :new WHERE id = :id AND status = :old"
_CHANGED = "UPDATE service SET last_modified = :moment WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Verified:
    """One service was made sure of: `by_role` a role, never a name; `found` is one of `service.FOUND`.

    `way`: how, one of `WAYS`; "" where nobody said.
    """

    service: str
    on: date
    by_role: str
    found: str = RIGHT
    way: str = ""


def verify(path: Path, told: Iterable[Verified], now: datetime) -> int:
    """Write these down, all or none; gives how many were not known yet. The same again changes nothing.

    Raises:
        UnknownService: the directory has no service of this id.
        DirectoryMissing, DirectoryDamaged, DirectoryBusy: directory.db cannot be changed.
    """
    rows = {_id(one): one for one in told}
    with workshop.changing(path, keep=True) as database:
        known = {row["id"] for row in database.query("SELECT id FROM verification")}
        fresh = {id: one for id, one in rows.items() if id not in known}
        for id, one in fresh.items():
            _write(database, id, one, now)
    return len(fresh)


def _write(database: Database, id: str, one: Verified, now: datetime) -> None:
    if not database.execute("SELECT 1 FROM service WHERE id = ?", [one.service]).fetchone():
        raise UnknownService(one.service[:36])
    day = one.on.isoformat()
    row = {"id": id, "service_id": one.service, "on_day": day, "by_role": one.by_role, "outcome": one.found}
    database.table("verification").insert(row)
    if one.found == RIGHT:
        database.execute(_LATER, {"id": one.service, "day": day})
        database.execute(_STATUS, {"id": one.service, "old": _FOR_A_TIME, "new": _ACTIVE})
    elif one.found == CLOSED:
        database.execute(_STATUS, {"id": one.service, "old": _ACTIVE, "new": _FOR_A_TIME})
    moment = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    database.execute(_CHANGED, {"id": one.service, "moment": moment})
    if one.way:
        writer = Writer(one.by_role, one.on, history.VERIFY)
        history.note(database, one.service, [(history.VERIFICATION, one.way, one.found)], writer)


def _id(one: Verified) -> str:
    return facts.identifier("verification", one.service, one.on.isoformat(), one.by_role, one.found)
