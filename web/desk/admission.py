"""Whether a session still stands: one read of the database before any door opens."""

from dataclasses import dataclass, field
from datetime import datetime

from cases import errors, keyring, officers, opening, outstanding
from cases.keyring import Unlocked
from cases.officers import Officer, SignedIn
from store.transaction import Transaction
from web.desk import access
from web.desk.sessions import Session
from web.parts import Parts


@dataclass(frozen=True, slots=True)
class Admitted:
    """The officer as they are now, with the keys that are theirs now; whether the case asked for is; how many
    tasks wait for them.
    """

    signed: SignedIn = field(repr=False)
    standing: tuple[int, datetime | None]
    is_theirs: bool
    to_do: int


def admitted(tx: Transaction, parts: Parts, session: Session, number: int | None) -> Admitted | None:
    """Give whom the session is of; None when it ends here: they left, or are not what they were.

    A key that was granted or made new meanwhile lies open from here on, without signing in again.
    """
    assert parts.house is not None
    before = session.signed.officer
    now = officers.by_lookup(tx, parts.keys, before.lookup)
    if now is None or now.left_at is not None or _what(now) != _what(before):
        return None
    standing = keyring.standing(tx, now.grantees)
    unlocked = session.signed.unlocked if standing == session.standing else _opened(tx, now, session)
    signed = SignedIn(now, unlocked)
    is_theirs = number is None or _is_theirs(tx, parts, signed, number)
    return Admitted(signed, standing, is_theirs, _to_do(tx, parts, now))


def _to_do(tx: Transaction, parts: Parts, officer: Officer) -> int:
    """Count for each page: a number that was true on some earlier page would be no help."""
    assert parts.house is not None
    if officer.role not in access.CASEWORK:
        return 0
    return outstanding.count(tx, parts.house.office, officer, now=parts.now())


def _what(one: Officer) -> tuple[object, ...]:
    return one.locked, one.role, one.department


def _opened(tx: Transaction, now: Officer, session: Session) -> Unlocked:
    own = session.signed.unlocked.pairs[(now.grantee, officers.ONLY)]
    return keyring.unlocked(tx, now.grantee, officers.ONLY, own)


def _is_theirs(tx: Transaction, parts: Parts, signed: SignedIn, number: int) -> bool:
    assert parts.house is not None
    try:
        return opening.admitted(tx, parts.house.office, signed, number, now=parts.now())
    except errors.UnknownCase:
        return False
