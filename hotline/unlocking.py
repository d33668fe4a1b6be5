"""Unlocking: who stands at the keyboard, and which keys they open. Only in the memory of this command."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cases import errors, keyring, opening, passwords
from cases.keyring import Unlocked
from cases.officers import SignedIn
from hotline import asking
from hotline.compose import Composed
from store import recovery


@dataclass(frozen=True, slots=True)
class Hand:
    """Keys at hand; `actor` is how the history names who holds them."""

    unlocked: Unlocked
    actor: str


def by(house: Composed, name: str) -> Hand:
    """Give the keys of this officer, who is asked for the password; without a name, of the recovery key.

    Raises:
        SignInRefused, RecoveryKeyUnreadable, RecoveryKeyWrong: it was not right.
    """
    if not name:
        return with_recovery_key(house)
    signed = sign_in(house, name)
    return Hand(signed.unlocked, signed.officer.actor)


def sign_in(house: Composed, name: str) -> SignedIn:
    """Ask an officer for the password. Raises SignInRefused, the same for a wrong name."""
    password = asking.secret(f"Password of {name}")
    with house.database.reading() as tx:
        return passwords.sign_in(tx, house.keys, name, password)


def read(house: Composed, number: int, name: str, part: str = "") -> dict[str, Any]:
    """Give what an officer may read of a case, asking for the password; the history says that it was opened.

    `content` is the report, `further` the names of what more they may read; the `part` named of those comes
    under its own name.

    Raises:
        SignInRefused, UnknownCase, NotTheirCase, NotForThisKey.
    """
    signed, now = sign_in(house, name), datetime.now(UTC)
    with house.database.transaction() as tx:
        told = opening.open_case(tx, house.house.office, signed, number, now=now)
        more = (
            {part: opening.open_part(tx, house.house.office, signed, number, part, now=now)} if part else {}
        )
    return {"content": dict(told.content), "further": list(told.further), **more}


def with_recovery_key(house: Composed) -> Hand:
    """Ask for the recovery key. Raises RecoveryKeyUnreadable and RecoveryKeyWrong."""
    private = recovery.read(asking.secret("Recovery key (AGE-SECRET-KEY-1…)"))
    with house.database.reading() as tx:
        unlocked = keyring.with_recovery_key(tx, private)
        present = keyring.locks(tx, [keyring.RECOVERY])[keyring.RECOVERY]
    if (keyring.RECOVERY, present.version) not in unlocked.pairs:
        raise errors.RecoveryKeyWrong("This recovery key has been replaced by a newer one: use that.")
    return Hand(unlocked, "recovery")
