"""Proving: is it really them? A password opens their key, a one-time password comes from their phone.

Both are always tried, and the answer is one: nobody learns which of the two was wrong, or whether the name
exists. In three steps, since the middle one is slow on purpose: `candidate` (read), `opened` (a third of a
second, 128 MB), `proven` (written down).
"""

from dataclasses import dataclass, field
from datetime import datetime

from cases import errors, keyring, officers, passwords, schema
from cases.admission import onetime
from cases.officers import Officer, SignedIn
from locales import daytime
from store.boxes import Pair
from store.seal import Keys
from store.transaction import Transaction

_DECOY = bytes(onetime.SECRET_SIZE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What was typed: `code` is a one-time password or a recovery code, "" while they have none."""

    name: str
    password: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """Whose name it was, None: nobody's; and what the password opened, None: nothing."""

    officer: Officer | None = field(repr=False)
    pair: Pair | None = field(repr=False)


def name_of(keys: Keys, claim: Claim) -> str:
    """Give the keyed hash under which tries for this name are counted."""
    return officers.lookup_of(keys, officers.tidy(claim.name))


def candidate(tx: Transaction, keys: Keys, claim: Claim) -> Officer | None:
    """Give whose name was typed; None when nobody here has it."""
    found = officers.by_lookup(tx, keys, name_of(keys, claim))
    return None if found is None or found.left_at is not None else found


def opened(officer: Officer | None, password: str) -> Tried:
    """Try the password. Slow on purpose, for a name that nobody has as well."""
    try:
        return Tried(officer, passwords.opened(officer, password))
    except errors.SignInRefused:
        return Tried(officer, None)


def proven(
    tx: Transaction, keys: Keys, tried: Tried, code: str, *, is_asked: bool = True, now: datetime
) -> bool:
    """Tell whether it is them, and note it: a code is used up, the day is kept.

    `is_asked`: False where no one-time passwords are used at all (the demonstration).
    """
    if not _matches(tx, keys, tried, code if is_asked else None, now):
        return False
    assert tried.officer is not None
    tx.update(schema.officer, {"lookup": tried.officer.lookup}, {"signed_in_on": day(now)})
    return True


def day(now: datetime) -> str:
    """Give the day in Kazakhstan, as the last sign-in is kept."""
    return daytime.day(now).isoformat()


def keys_of(tx: Transaction, keys: Keys, tried: Tried) -> SignedIn:
    """Give who was proven, as they are now, with every key that they have been granted.

    Raises:
        SignInRefused: they have left meanwhile, or the password is another now, or their one-time passwords
            are: whoever was let in without one, because there was none yet, does not pass as proven by it.
    """
    assert tried.officer is not None
    assert tried.pair is not None
    now = officers.by_lookup(tx, keys, tried.officer.lookup)
    if now is None or now.left_at is not None or _what(now) != _what(tried.officer):
        raise errors.SignInRefused
    return SignedIn(now, keyring.unlocked(tx, now.grantee, officers.ONLY, tried.pair))


def _what(one: Officer) -> tuple[bytes, bytes | None]:
    return one.locked, one.totp


def _matches(tx: Transaction, keys: Keys, tried: Tried, code: str | None, now: datetime) -> bool:
    """Tell whether both are right. What is not needed for the answer is done all the same: it takes time."""
    officer = tried.officer
    if officer is not None and tried.pair is not None and (code is None or officer.totp is None):
        return True
    if officer is not None and officer.totp is not None and tried.pair is not None and code is not None:
        return onetime.take(tx, keys, officer, code, now)
    secret = _DECOY if officer is None or officer.totp is None else officer.totp
    onetime.take_nothing(tx, keys, secret, code or "", now)
    return False
