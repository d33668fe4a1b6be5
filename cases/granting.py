"""Granting: whoever holds a key puts it into a box for an officer, who then opens it with a password."""

from datetime import datetime

from cases import errors, history, keyring
from cases.keyring import Unlocked
from cases.officers import Officer
from store.transaction import Transaction


def grant(tx: Transaction, unlocked: Unlocked, officer: Officer, *, actor: str, now: datetime) -> None:
    """Give an officer every key of their department, or the coordinator's, that lies open here.

    Whoever may do it: an officer of the same department, a coordinator, the recovery key.

    Raises:
        NotForThisKey: the present key of the department does not lie open here.
    """
    theirs = {key: pair for key, pair in unlocked.pairs.items() if key[0] == officer.department}
    present = keyring.locks(tx, [officer.department]).get(officer.department)
    if present is None or (officer.department, present.version) not in theirs:
        raise errors.NotForThisKey
    for key, pair in theirs.items():
        keyring.give(tx, key, pair, to=(officer.grantee, officer.lock), now=now)
    history.note(tx, [history.Entry(actor, "granted", about=officer.department)], now=now)
