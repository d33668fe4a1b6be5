"""One-time passwords (TOTP, RFC 6238: SHA-1, six digits, 30 seconds), and recovery codes for a lost phone.

The secret lies sealed with the service key; codes only as keyed hashes. Nothing is taken twice.
"""

import base64
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update

from cases import errors, history, officers, schema
from cases.admission.schema import recovery_code as _code
from cases.officers import Officer
from store.seal import Keys
from store.transaction import Transaction

STEP = 30  # seconds
SECRET_SIZE = 20  # bytes; RFC 4226 recommends 160 bits
CODES = 10
_DRIFT = 1  # steps before and after: clocks of phones differ
_LETTERS = 10  # of base 32: 50 bits, and neither 0 nor 1
_officer = schema.officer


def secret_of(entropy: Callable[[int], bytes]) -> bytes:
    """Draw a new secret."""
    return entropy(SECRET_SIZE)


def typed(secret: bytes) -> str:
    """Give the secret as an app takes it: letters and digits of base 32."""
    return base64.b32encode(secret).decode("ascii")


def address(secret: bytes, name: str, issuer: str) -> str:
    """Give the otpauth:// address that a QR code carries to the app."""
    return pyotp.TOTP(typed(secret)).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: bytes, said: str, now: datetime) -> int | None:
    """Give the step whose one-time password this is: the present one, the last or the next. None: another."""
    made, digits = pyotp.TOTP(typed(secret)), "".join(said.split())
    present = int(now.timestamp()) // STEP
    found = None
    for step in range(present - _DRIFT, present + _DRIFT + 1):  # all of them: it takes as long for each
        if hmac.compare_digest(made.generate_otp(step).encode(), digits.encode()):
            found = step
    return found


def take(tx: Transaction, keys: Keys, officer: Officer, said: str, now: datetime) -> bool:
    """Tell whether this is their one-time password or a recovery code, which then is used up."""
    assert officer.totp is not None
    step = step_of(officer.totp, said, now)
    if step is not None:
        mine = (_officer.c.lookup == officer.lookup) & (_officer.c.totp_used < step)
        return tx.execute(update(_officer).where(mine).values(totp_used=step)) > 0
    used = delete(_code).where(_code.c.officer == officer.lookup, _code.c.code == _hash(keys, officer, said))
    return tx.execute(used) > 0


def take_nothing(tx: Transaction, keys: Keys, secret: bytes, said: str, now: datetime) -> None:
    """Do what `take` does with a wrong code, for nobody: it takes as long, and writes as much."""
    step_of(secret, said, now)
    nobodys = keys.index("recovery code", said[:40])
    tx.execute(delete(_code).where(_code.c.officer == "", _code.c.code == nobodys))


@dataclass(frozen=True, slots=True)
class Fresh:
    """A secret that was drawn, and the step of its first password, which was typed."""

    secret: bytes = field(repr=False)
    step: int


def keep(
    tx: Transaction,
    keys: Keys,
    officer: Officer,
    fresh: Fresh,
    *,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> tuple[str, ...]:
    """Set up a secret; gives ten new recovery codes, which are kept nowhere.

    Raises:
        SignInRefused: they left, signed in or set up another in the same moment.
    """
    sealed = keys.seal(fresh.secret, officers.totp_context(officer.lookup))
    table = _officer.c
    same = (table.lookup == officer.lookup) & (table.totp_used == officer.totp_used) & table.left_at.is_(None)
    if not tx.execute(update(_officer).where(same).values(totp=sealed, totp_used=fresh.step)):
        raise errors.SignInRefused
    codes = tuple(typed(entropy(SECRET_SIZE))[:_LETTERS].lower() for _ in range(CODES))
    tx.delete(_code, {"officer": officer.lookup})
    for one in codes:
        tx.insert(_code, {"officer": officer.lookup, "code": _hash(keys, officer, one)})
    history.note(tx, [history.Entry(officer.actor, "second_step_set", about=officer.department)], now=now)
    return codes


def drop(tx: Transaction, officer: Officer) -> None:
    """Forget secret and codes: they set them up anew when they next come."""
    tx.update(_officer, {"lookup": officer.lookup}, {"totp": None, "totp_used": 0})
    tx.delete(_code, {"officer": officer.lookup})


def codes_left(tx: Transaction, officer: Officer) -> int:
    """Count their recovery codes that are not used up."""
    row = tx.row(select(func.count().label("n")).select_from(_code).where(_code.c.officer == officer.lookup))
    return int(row["n"]) if row is not None else 0


def in_groups(text: str, size: int) -> Sequence[str]:
    """Give a long word in groups, as people type it."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def _hash(keys: Keys, officer: Officer, said: str) -> str:
    tidy = "".join(letter for letter in said.casefold() if letter.isalnum())
    return keys.index("recovery code", f"{officer.lookup} {tidy[:40]}")
