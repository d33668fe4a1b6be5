"""Passes to the pages of the field: for teachers and monitors, who work from a chat and have no password.

A link of the chat is good once and for half an hour; what it opens is a session of twelve hours in one
browser, which a restart survives. Names of children and the personal fields of the forms are typed there, not
into a chat (DESIGN 4).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from cases import errors, people
from cases.admission.schema import field_pass, field_session
from cases.people import Person
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

LINK_VALID = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)
"""A working day with the way there and back."""

_SIZE = 24  # bytes: nobody guesses it, and it has no throttle to fill


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a session belongs to: what they may be, the keyed hash of their account, the token of their forms,
    and the language that they read.
    """

    person: Person
    account: str = field(repr=False)
    csrf: str = field(repr=False)
    language: str = ""


def issue(
    tx: Transaction,
    keys: Keys,
    account: str,
    *,
    language: str,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a link that opens the pages, in this language, for this account (`people.index`).

    It does not ask whether the account may be anything: `enter` does, when the link is used.
    """
    token = identifiers.token(entropy, size=_SIZE)
    whose = {"lookup": _pass(keys, token), "account": account, "language": language}
    tx.insert(field_pass, whose | {"expires_at": now + LINK_VALID, "used_at": None})
    return token


def is_good(tx: Transaction, keys: Keys, token: str, now: datetime) -> bool:
    """Tell whether a link still opens: looking at it uses nothing up, for chats fetch links by themselves."""
    row = tx.row(select(field_pass).where(field_pass.c.lookup == _pass(keys, token)))
    return row is not None and row["used_at"] is None and row["expires_at"] > now


def enter(tx: Transaction, keys: Keys, token: str, *, entropy: Callable[[int], bytes], now: datetime) -> str:
    """Use a link up; gives the number for the cookie of a new session.

    Raises:
        InvitationExpired: unknown, used, too old, or its account may be nothing any more; which is not told.
    """
    table, lookup = field_pass.c, _pass(keys, token)
    fresh = (table.lookup == lookup) & table.used_at.is_(None) & (table.expires_at > now)
    if not tx.execute(update(field_pass).where(fresh).values(used_at=now)):
        raise errors.InvitationExpired
    row = tx.row(select(table.account, table.language).where(table.lookup == lookup))
    if row is None or people.by_account(tx, row["account"]) is None:
        raise errors.InvitationExpired
    number = identifiers.token(entropy, size=_SIZE)
    session = {"lookup": _session(keys, number), "expires_at": now + SESSION_LASTS}
    tx.insert(field_session, session | dict(row))
    return number


def find(tx: Transaction, keys: Keys, number: str, now: datetime) -> Standing | None:
    """Give whose session this is; None: it is over, never was, or its account may be nothing any more."""
    table = field_session.c
    query = select(field_session).where(table.lookup == _session(keys, number), table.expires_at > now)
    row = tx.row(query) if number else None
    person = people.by_account(tx, row["account"]) if row is not None else None
    if row is None or person is None:
        return None
    return Standing(person, row["account"], keys.index("field form", number), row["language"])


def speak(tx: Transaction, keys: Keys, number: str, language: str) -> None:
    """Go on in this language."""
    tx.update(field_session, {"lookup": _session(keys, number)}, {"language": language})


def end(tx: Transaction, keys: Keys, number: str) -> None:
    """End this session."""
    tx.delete(field_session, {"lookup": _session(keys, number)})


def end_of(tx: Transaction, account: str) -> None:
    """End every session and void every link of an account (keyed hash): they were let go."""
    tx.delete(field_session, {"account": account})
    tx.execute(delete(field_pass).where(field_pass.c.account == account))


def sweep(tx: Transaction, now: datetime) -> int:
    """Delete what is over; gives how many."""
    used = or_(field_pass.c.used_at.is_not(None), field_pass.c.expires_at <= now)
    gone = tx.execute(delete(field_pass).where(used))
    return gone + tx.execute(delete(field_session).where(field_session.c.expires_at <= now))


def _pass(keys: Keys, token: str) -> str:
    return keys.index("field pass", token)


def _session(keys: Keys, number: str) -> str:
    return keys.index("field session", number)
