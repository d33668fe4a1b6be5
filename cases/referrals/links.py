"""Links for organisations that have no account: each opens one page, for a while, and is kept as a hash.

Used for referrals ("measure") and for follow-up ("check"). What may be read behind a link is sealed with the
service key and goes when the link is over: an organisation holds no key of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, select, update

from cases import history
from cases.history import Entry
from cases.referrals import errors
from cases.referrals.schema import answer_link as _link
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

MEASURE, CHECK = "measure", "check"
_SIZE = 24  # bytes: nobody guesses it
LOOKED = "link opened"
KNOWN = timedelta(days=90)
"""So long after it ended a link is answered with "too old", afterwards with "unknown"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that opens: what it is about, until when, and what may be read behind it."""

    lookup: str = field(repr=False)
    kind: str
    about: int
    case_number: int
    expires_at: datetime
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a new link opens: which kind of page, the id of its measure or check, and what is read there."""

    kind: str
    about: int
    case_number: int
    body: Mapping[str, Any] = field(repr=False)


def make(
    tx: Transaction,
    keys: Keys,
    behind: Behind,
    *,
    until: datetime,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Make a link; earlier links to the same are void from now on. Gives the token of `/answer/<token>`."""
    end(tx, behind.kind, behind.about, now=now)
    token = identifiers.token(entropy, size=_SIZE)
    lookup = _hash(keys, token)
    row = {
        "lookup": lookup,
        "kind": behind.kind,
        "about": behind.about,
        "case_number": behind.case_number,
        "made_at": now,
        "expires_at": until,
        "used_at": None,
        "body": keys.seal(msgspec.json.encode(dict(behind.body)), _context(lookup)),
    }
    tx.insert(_link, row)
    return token


def find(tx: Transaction, keys: Keys, token: str, *, now: datetime) -> Link:
    """Give what a token opens; looking uses nothing up.

    Raises:
        LinkOver: it is unknown, too old, or the last word was said.
    """
    lookup = _hash(keys, token)
    row = tx.row(select(_link).where(_link.c.lookup == lookup))
    if row is None:
        raise errors.LinkOver("unknown")
    if row["used_at"] is not None:
        raise errors.LinkOver("used")
    if row["expires_at"] <= now or row["body"] is None:
        raise errors.LinkOver("expired")
    body = msgspec.json.decode(keys.unseal(row["body"], _context(lookup)))
    return Link(lookup, row["kind"], row["about"], row["case_number"], row["expires_at"], body)


def is_open(tx: Transaction, link: Link) -> bool:
    """Tell whether a link that was found before still stands: neither over nor erased with its case."""
    mine = (_link.c.lookup == link.lookup) & _link.c.used_at.is_(None)
    return tx.row(select(_link.c.lookup).where(mine)) is not None


def looked(tx: Transaction, link: Link, *, now: datetime) -> None:
    """Note in the history that somebody has read what stands behind a link."""
    history.note(tx, [Entry("organisation", f"{link.kind} {LOOKED}", link.case_number)], now=now)


def lengthen(tx: Transaction, kind: str, about: int, *, until: datetime) -> None:
    """Let the open link to this live until then."""
    tx.execute(update(_link).where(_is(kind, about)).values(expires_at=until))


def end(tx: Transaction, kind: str, about: int, *, now: datetime) -> None:
    """Void every link to this, and delete what stood behind it."""
    tx.execute(update(_link).where(_is(kind, about)).values(used_at=now, body=None))


def sweep(tx: Transaction, now: datetime) -> int:
    """Delete what stands behind links that are too old; the hash stays, so that their page says so."""
    tx.execute(delete(_link).where(_link.c.expires_at <= now - KNOWN))
    old = _link.c.body.is_not(None) & (_link.c.expires_at <= now)
    return tx.execute(update(_link).where(old).values(body=None))


def _is(kind: str, about: int) -> ColumnElement[bool]:
    return (_link.c.kind == kind) & (_link.c.about == about) & _link.c.used_at.is_(None)


def _hash(keys: Keys, token: str) -> str:
    return keys.index("answer link", token)


def _context(lookup: str) -> str:
    return f"answer:{lookup}"
