"""A reason that a teacher learns later takes the place of what was told; that stays beside it, as history."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cases.absences import absences
from cases.absences.absences import Absence, Told
from cases.absences.schema import absence_earlier as table
from store.seal import Keys
from store.transaction import Transaction

_CODES = ("season", "employer", "known", "excused", "contacted")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was told of an absence until then, in codes; `told_by`: keyed hash, "" once it is forgotten."""

    reasons: tuple[str, ...]
    season: str
    employer: str
    known: str
    excused: str
    contacted: str
    told_by: str
    until_at: datetime


def learn(
    tx: Transaction, keys: Keys, one: Absence, told: Told, *, account: str, now: datetime
) -> Absence | None:
    """Write down what is known now of an absence; gives it as it stands. None: it was told so already."""
    before = {name: getattr(one, name) for name in _CODES} | {"reasons": " ".join(one.reasons)}
    changed = absences.retell(tx, keys, one, told, account=account)
    after = {name: getattr(changed, name) for name in _CODES} | {"reasons": " ".join(changed.reasons)}
    if before == after and _beside(one) == _beside(changed):
        return None
    row = {"absence": one.id, "number": _many(tx, one.id) + 1, "told_by": one.made_by, "until_at": now}
    tx.insert(table, row | before)
    return changed


def _beside(one: Absence) -> tuple[object, ...]:
    return one.since, one.has_papers, one.note


def _many(tx: Transaction, id: str) -> int:
    row = tx.row(select(func.count().label("many")).select_from(table).where(table.c.absence == id))
    return int(row["many"]) if row else 0


def earlier(tx: Transaction, id: str) -> tuple[Earlier, ...]:
    """Give what was told of an absence before, the first first."""
    rows = tx.rows(select(table).where(table.c.absence == id).order_by(table.c.number))
    names = (*_CODES, "told_by", "until_at")
    return tuple(
        Earlier(reasons=tuple(row["reasons"].split()), **{name: row[name] for name in names}) for row in rows
    )
