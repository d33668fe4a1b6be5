"""Corrections: somebody tells that a service is described wrongly; an editor accepts or refuses it.

What they write may be the right number, or something of a person: it is sealed, for the editor to read.
Nothing in directory.db changes by itself: the editor makes sure first.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select, update

from cases import history
from cases.history import Entry
from cases.services import errors, tellers
from cases.services.schema import service_correction as _table
from store.seal import Keys
from store.transaction import Transaction

PARTS = ("phone", "address", "hours", "closed", "other")
"""What may be wrong."""
LONGEST = 500
"""Characters that are kept of somebody's own words."""
MOST_OPEN = 3
"""Corrections of one account about one service that wait at the same time."""
STATES = ("open", "accepted", "refused")
REASONS = ("right", "unclear", "repeated", "abuse")
"""Why a correction is refused: what stands there is right; not to be understood; told before; abuse."""

_CODES = (_table.c.number, _table.c.service, _table.c.told_at, _table.c.what, _table.c.state)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody told. `words` is "" where they said no more; `told_at` is the day."""

    number: int
    service: str
    told_at: datetime
    what: str
    words: str
    state: str


def tell(
    tx: Transaction, keys: Keys, service: str, what: str, words: str, *, account: str, now: datetime
) -> int | None:
    """Keep it for the editor; gives its number, None when this account has enough waiting about it.

    Raises:
        UnknownCode: `what` is none of `PARTS`.
    """
    if what not in PARTS:
        raise errors.UnknownCode(PARTS)
    teller = tellers.index(keys, service, account)
    theirs = (_table.c.service == service, _table.c.account == teller, _table.c.state == "open")
    waiting = tx.row(select(func.count().label("many")).select_from(_table).where(*theirs))
    if teller and waiting is not None and waiting["many"] >= MOST_OPEN:
        return None
    number = tx.next_number("service_correction")
    sealed = keys.seal(words[:LONGEST].encode(), _context(number)) if words else None
    told = {"number": number, "service": service, "told_at": tellers.day(now), "what": what}
    decided = {"state": "open", "decided_at": None, "decided_by": ""}
    tx.insert(_table, told | {"words": sealed, "account": teller} | decided)
    return number


def listing(tx: Transaction, keys: Keys, state: str = "open") -> tuple[Correction, ...]:
    """Give the corrections in this state, the oldest first, with their words."""
    query = select(*_CODES, _table.c.words).where(_table.c.state == state).order_by(_table.c.number)
    return tuple(_read(keys, row) for row in tx.rows(query))


def find(tx: Transaction, keys: Keys, number: int) -> Correction | None:
    """Give the correction of this number with its words, in whatever state; None if there is none."""
    row = tx.row(select(*_CODES, _table.c.words).where(_table.c.number == number))
    return _read(keys, row) if row is not None else None


def decide(tx: Transaction, number: int, state: str, *, by: str, now: datetime, reason: str = "") -> str:
    """Accept or refuse an open correction; gives the service. `by` is a role. Who told it is forgotten now.

    Raises:
        UnknownCorrection: there is none of this number that is open.
        UnknownCode: `state` is neither "accepted" nor "refused", or `reason` none of `REASONS` nor "".
    """
    if state not in STATES[1:]:
        raise errors.UnknownCode(STATES[1:])
    if reason not in ("", *REASONS):
        raise errors.UnknownCode(REASONS)
    is_meant = (_table.c.number == number, _table.c.state == "open")
    row = tx.row(select(_table.c.service).where(*is_meant))
    if row is None:
        raise errors.UnknownCorrection
    decided = {"state": state, "decided_at": now, "decided_by": by, "account": "", "reason": reason}
    tx.execute(update(_table).where(*is_meant).values(**decided))
    service = str(row["service"])
    act = f"correction {number} {state}{f': {reason}' if reason else ''}"
    history.note(tx, [Entry(by, act, about=f"service:{service}")], now=now)
    return service


def waiting(tx: Transaction, *, before: datetime) -> int:
    """Count the open corrections that were told before this moment."""
    is_old = (_table.c.state == "open", _table.c.told_at < before)
    row = tx.row(select(func.count().label("many")).select_from(_table).where(*is_old))
    return int(row["many"]) if row is not None else 0


def _read(keys: Keys, row: RowMapping) -> Correction:
    sealed = row["words"]
    words = keys.unseal(sealed, _context(row["number"])).decode() if sealed else ""
    return Correction(row["number"], row["service"], row["told_at"], row["what"], words, row["state"])


def _context(number: int) -> str:
    return f"service_correction:{number}"
