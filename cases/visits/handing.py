"""A visit handed to a colleague, or filled in by two: by a code that one shows and the other opens.

Nobody is named: a monitor is a keyed hash here. The code is good once, for an hour, for a monitor whose
territory holds the visit's district.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from cases import people
from cases.visits import drafts, errors
from cases.visits.drafts import Draft
from cases.visits.schema import visit, visit_monitor, visit_offer
from directory.territory import Territories
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

HAND, SHARE = "hand", "share"
VALID_FOR = timedelta(hours=1)


def offer(
    tx: Transaction, keys: Keys, draft: Draft, kind: str, *, entropy: Callable[[int], bytes], now: datetime
) -> str:
    """Give the code with which a colleague takes this visit over (`HAND`) or joins in (`SHARE`).

    Raises:
        VisitSent: there is nothing left to fill in.
    """
    if draft.body is None:
        raise errors.VisitSent
    code = identifiers.token(entropy)
    row = {"lookup": _lookup(keys, code), "visit": draft.id, "kind": kind, "expires_at": now + VALID_FOR}
    tx.insert(visit_offer, row)
    return code


def take(
    tx: Transaction, keys: Keys, territories: Territories, code: str, account: str, *, now: datetime
) -> Draft:
    """Give the visit that the code offers, now this account's too, or alone.

    Raises:
        UnknownVisit: the code is unknown, used or too old, or the account is no monitor of that district.
    """
    known = tx.row(select(visit_offer).where(visit_offer.c.lookup == _lookup(keys, code)))
    if known is None or known["expires_at"] <= now:
        raise errors.UnknownVisit
    row = tx.row(select(visit).where(visit.c.id == known["visit"]))
    if row is None or row["body"] is None or not _may(tx, territories, account, row["territory"]):
        raise errors.UnknownVisit
    tx.delete(visit_offer, {"lookup": known["lookup"]})
    if known["kind"] == HAND:  # codes that were shown before would let others back in
        tx.delete(visit_offer, {"visit": row["id"]})
        tx.delete(visit_monitor, {"visit": row["id"]})
        tx.update(visit, {"id": row["id"]}, {"account": account, "touched_at": now})
    elif row["account"] != account:
        tx.insert_once(visit_monitor, {"visit": row["id"], "account": account})
    return drafts.get(tx, keys, row["token"], account)


def sweep(tx: Transaction, now: datetime) -> int:
    """Forget the codes that nobody used in time; gives how many."""
    return tx.execute(delete(visit_offer).where(visit_offer.c.expires_at <= now))


def _may(tx: Transaction, territories: Territories, account: str, territory: str) -> bool:
    person = people.by_account(tx, account)
    if person is None or person.role != "monitor":
        return False
    return not person.territory or not territory or territories.is_within(territory, person.territory)


def _lookup(keys: Keys, code: str) -> str:
    return keys.index("visit offer", code)
