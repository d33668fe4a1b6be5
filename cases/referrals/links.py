"""Links for organisations that have no account: each opens one page, for a while, and is kept as a hash.

Used for referrals ("measure") and for follow-up ("check"). What may be read behind a link is sealed with the
service key and goes when the link is over: an organisation holds no key of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, RowMapping, delete, select, update

from cases import history
from cases.history import Entry
from cases.referrals import errors
from cases.referrals.schema import answer_link as _link
from cases.schema import case as _case
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

MEASURE, CHECK = "measure", "check"
ANSWERED, RENEWED, OVER, BACK = "answered", "renewed", "over", "back"
"""Why a link opens nothing any more, as `LinkOver.why` says it."""
_SIZE = 24  # bytes: nobody guesses it
LOOKED = "link opened"
KNOWN = timedelta(days=90)
"""So long after it ended a link is answered with "too old", afterwards with "unknown"."""
UNDONE = timedelta(days=1)
"""So long after its case was closed what stood behind a referral is kept: closing can be undone."""


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
    end(tx, behind.kind, behind.about, why=RENEWED, now=now)
    token = identifiers.token(entropy, size=_SIZE)
    kept = lookup(keys, token)
    row = {
        "lookup": kept,
        "kind": behind.kind,
        "about": behind.about,
        "case_number": behind.case_number,
        "made_at": now,
        "expires_at": until,
        "used_at": None,
        "ended": "",
        "body": keys.seal(msgspec.json.encode(dict(behind.body)), _context(kept)),
    }
    tx.insert(_link, row)
    return token


def find(tx: Transaction, keys: Keys, token: str, *, now: datetime) -> Link:
    """Give what a token opens; looking uses nothing up.

    Raises:
        LinkOver: it opens nothing (any more).
    """
    kept = lookup(keys, token)
    row = _open(tx, kept, now)
    body = msgspec.json.decode(keys.unseal(row["body"], _context(kept)))
    return Link(kept, row["kind"], row["about"], row["case_number"], row["expires_at"], body)


def recheck(tx: Transaction, link: Link, *, now: datetime) -> None:
    """See that a link that was found before still stands.

    Raises:
        LinkOver: it does not.
    """
    _open(tx, link.lookup, now)


def lookup(keys: Keys, token: str) -> str:
    """Give what is kept of a token: nobody can make the link of it."""
    return keys.index("answer link", token)


def measure(tx: Transaction, lookup: str) -> int | None:
    """Give the measure that an open link of this `lookup` is about; None: it is none, or it is over."""
    row = tx.row(select(_link.c.kind, _link.c.about, _link.c.used_at).where(_link.c.lookup == lookup))
    is_open = row is not None and row["used_at"] is None and row["kind"] == MEASURE
    return int(row["about"]) if row is not None and is_open else None


def looked(tx: Transaction, link: Link, *, now: datetime) -> None:
    """Note in the history that somebody has read what stands behind a link."""
    history.note(tx, [Entry("organisation", f"{link.kind} {LOOKED}", link.case_number)], now=now)


def lengthen(tx: Transaction, kind: str, about: int, *, until: datetime) -> None:
    """Let the open link to this live until then."""
    tx.execute(update(_link).where(_is(kind, about)).values(expires_at=until))


def end(tx: Transaction, kind: str, about: int, *, why: str, now: datetime) -> None:
    """Void every link to this, and delete what stood behind it."""
    tx.execute(update(_link).where(_is(kind, about)).values(used_at=now, ended=why, body=None))


def erase(tx: Transaction, number: int, *, now: datetime) -> None:
    """Void every link of a case whose content is erased; that there was one is told for a while."""
    of_case = _link.c.case_number == number
    tx.execute(update(_link).where(of_case, _link.c.used_at.is_(None)).values(used_at=now, ended=OVER))
    tx.execute(update(_link).where(of_case).values(body=None))


def sweep(tx: Transaction, now: datetime) -> int:
    """Delete what stands behind links that are too old; the hash stays, so that their page says so.

    So goes what stands behind referrals of cases that have been closed for a while (`UNDONE`).
    """
    tx.execute(delete(_link).where(_link.c.expires_at <= now - KNOWN))
    closed = select(_case.c.number).where(_case.c.state == "closed", _case.c.closed_at <= now - UNDONE)
    settled = (_link.c.kind == MEASURE) & _link.c.case_number.in_(closed)
    old = _link.c.body.is_not(None) & ((_link.c.expires_at <= now) | settled)
    return tx.execute(update(_link).where(old).values(body=None))


def _open(tx: Transaction, lookup: str, now: datetime) -> RowMapping:
    row = tx.row(select(_link).where(_link.c.lookup == lookup))
    if row is None:
        raise errors.LinkOver("unknown")
    if row["used_at"] is not None:
        raise errors.LinkOver(row["ended"])
    if row["kind"] == MEASURE and _is_closed(tx, row["case_number"]):
        raise errors.LinkOver(OVER)
    if row["expires_at"] <= now or row["body"] is None:
        raise errors.LinkOver("expired")
    return row


def _is_closed(tx: Transaction, number: int) -> bool:
    row = tx.row(select(_case.c.state).where(_case.c.number == number))
    return row is None or bool(row["state"] == "closed")


def _is(kind: str, about: int) -> ColumnElement[bool]:
    return (_link.c.kind == kind) & (_link.c.about == about) & _link.c.used_at.is_(None)


def _context(lookup: str) -> str:
    return f"answer:{lookup}"
