"""Photos, videos and voice messages: awaited, kept sealed in pieces, given to those who read the case.

What is kept is the cleaned file alone. Of the one that was sent, its SHA-256 stays, so that whoever still has
it can show that it is the one. Until its draft is filed a medium's key is sealed with the service key; from
then on it lies in boxes for the readers, and the service cannot open it.

    fetching ─▶ kept          locked: may show abuse, only the police read it, fetched or not
        └─────▶ refused
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, func, select, update

from cases import accused, history, judgement, parts, readers, schema
from cases.history import Entry
from cases.office import Office
from cases.readers import Readers
from store import seal
from store.seal import Keys
from store.transaction import Transaction

PIECE = 256 * 1024
"""Bytes of the cleaned file in one sealed piece."""
PICTURES = ("photo", "video")
ABUSE = "W-b"
"""The rule on sexual exploitation (ILO C182 art. 3 b): pictures of a case in which it fires are locked."""

_medium, _piece = schema.medium, schema.medium_piece
_ONE = select(_medium).where(_medium.c.id == bindparam("id"))
_TOLD = 0  # the piece that describes the others, until there is a case whose part it becomes


@dataclass(frozen=True, slots=True)
class Sealed:
    """A cleaned file under its own new key, ready to be written down: made outside of any transaction."""

    key: bytes = field(repr=False)
    told: dict[str, Any] = field(repr=False)
    pieces: tuple[bytes, ...] = field(repr=False)


def number(tx: Transaction) -> int:
    """Give a number for a file that may be awaited."""
    return tx.next_number("medium")


def expect(tx: Transaction, keys: Keys, medium: int, origin: str, kind: str, *, now: datetime) -> None:
    """Await a file of the draft `origin` (as in its report): "photo", "video" or "voice"."""
    row = {"id": medium, "origin": keys.index("origin", origin), "kind": kind, "state": "fetching"}
    tx.insert(_medium, row | {"reason": "", "received_at": now})


def expect_for_case(tx: Transaction, case_number: int, medium: int, kind: str, *, now: datetime) -> None:
    """Await a file that is added to a case after it was filed.

    A picture for a case of the worst forms is locked: which of them it is, is sealed.
    """
    locked = kind in PICTURES and _is_worst(tx, case_number)
    row = {"id": medium, "origin": "", "kind": kind, "state": "locked" if locked else "fetching"}
    tx.insert(_medium, row | {"reason": "", "received_at": now, "case_number": case_number})


def count(tx: Transaction, case_number: int) -> int:
    """Give how many files a case has, refused ones too."""
    query = select(func.count().label("many")).where(_medium.c.case_number == case_number)
    row = tx.row(query.select_from(_medium))
    return row["many"] if row else 0


def case_of(tx: Transaction, medium: int) -> int | None:
    """Give the number of the case to which a file belongs; None: to none yet."""
    row = tx.row(_ONE, {"id": medium})
    return row["case_number"] if row else None


def touch(tx: Transaction, media: Sequence[int], *, now: datetime) -> None:
    """Let files of a draft that somebody goes on with live as long as the draft does."""
    theirs = update(_medium).where(_medium.c.id.in_(media), _medium.c.case_number.is_(None))
    tx.execute(theirs.values(received_at=now))


def is_awaited(tx: Transaction, medium: int) -> bool:
    """Tell whether a file is still to come: not there yet, not refused, its draft not deleted."""
    row = tx.row(_ONE, {"id": medium})
    return row is not None and row["state"] in ("fetching", "locked") and not _has_pieces(tx, medium)


def sealed(medium: int, told: dict[str, Any], body: bytes) -> Sealed:
    """Seal a cleaned file under a key of its own, in pieces; `told` describes it, as JSON can hold it."""
    key = seal.make_part_key()
    cut = [body[start : start + PIECE] for start in range(0, len(body), PIECE)]
    pieces = tuple(
        seal.seal_part(key, one, _context(medium, place, len(cut))) for place, one in enumerate(cut, 1)
    )
    return Sealed(key, {**told, "pieces": len(cut)}, pieces)


def description(kind: str, raw: bytes, *, ending: str, cleaned: int, received_at: datetime) -> dict[str, Any]:
    """Describe a file: sizes in bytes, the hash of what was sent, the hour in which it came (UTC)."""
    return {
        "kind": kind,
        "ending": ending,
        "size": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "cleaned_size": cleaned,
        "received": received_at.replace(minute=0, second=0, microsecond=0).isoformat(),
    }


def keep(tx: Transaction, office: Office, medium: int, content: Sealed, *, now: datetime) -> bool:
    """Write a fetched file down. False: nobody awaits it any more, and nothing was written."""
    if not is_awaited(tx, medium):
        return False
    row = tx.row(_ONE, {"id": medium})
    assert row is not None
    for place, body in enumerate(content.pieces, 1):
        tx.insert(_piece, {"medium": medium, "number": place, "body": body})
    if row["case_number"] is None:
        told = seal.seal_part(content.key, msgspec.json.encode(content.told), _context(medium, _TOLD, 0))
        tx.insert(_piece, {"medium": medium, "number": _TOLD, "body": told})
        _change(tx, medium, state="kept", key=office.keys.seal(content.key, _key_context(medium)))
        return True
    number = row["case_number"]
    told_of = row["kind"] in PICTURES and accused.locks_pictures(tx, office.keys, number)
    locked = row["state"] == "locked" or told_of
    parts.lay(tx, number, part(medium), content.told, content.key)
    holders = _holders(readers.of_case(tx, office, number), locked=locked)
    parts.share(tx, number, part(medium), content.key, holders, now=now)
    _change(tx, medium, state="locked" if locked else "kept", key=None)
    history.note(tx, [Entry("service", "medium kept", number, part(medium))], now=now)
    return True


def refuse(tx: Transaction, medium: int, reason: str) -> bool:
    """Note that a file was refused; `reason` is a code. False: nobody awaited it any more."""
    if not is_awaited(tx, medium):
        return False
    _change(tx, medium, state="refused", reason=reason, key=None)
    return True


def attach(
    tx: Transaction,
    keys: Keys,
    number: int,
    media: Iterable[int],
    theirs: Readers,
    *,
    locked: bool,
    now: datetime,
) -> None:
    """Make the files of a draft files of the case that it has become, for its readers.

    `locked`: photos and videos may show abuse; only the police of the case and the recovery key open them.
    What is still being fetched follows by itself.
    """
    wanted = select(_medium).where(_medium.c.id.in_(sorted(set(media))), _medium.c.case_number.is_(None))
    for row in tx.rows(wanted.order_by(_medium.c.id)):
        medium, closed = row["id"], locked and row["kind"] in PICTURES
        state = "locked" if closed and row["state"] != "refused" else row["state"]
        if row["key"] is not None:
            key = keys.unseal(row["key"], _key_context(medium))
            parts.lay(tx, number, part(medium), _told(tx, medium, key), key)
            parts.share(tx, number, part(medium), key, _holders(theirs, locked=closed), now=now)
            tx.execute(delete(_piece).where(_piece.c.medium == medium, _piece.c.number == _TOLD))
        _change(tx, medium, case_number=number, state=state, key=None)


def body(tx: Transaction, medium: int, key: bytes, count: int) -> bytes:
    """Give the cleaned file, opened with its key; `count` is how many pieces its description names.

    Raises:
        SealBroken: a piece is missing, changed, or stands in the place of another.
    """
    query = select(_piece.c.number, _piece.c.body).where(_piece.c.medium == medium, _piece.c.number > _TOLD)
    rows = tx.rows(query.order_by(_piece.c.number))
    opened = [seal.unseal_part(key, row["body"], _context(medium, row["number"], len(rows))) for row in rows]
    return b"".join(opened) if len(rows) == count else seal.unseal_part(key, b"", "a piece is missing")


def span(tx: Transaction, medium: int, key: bytes, count: int, asked: range) -> bytes:
    """Give these bytes of the cleaned file: only the pieces that hold them are read and opened.

    Raises:
        SealBroken: as `body`.
    """
    if not asked:
        return b""
    first, last = asked.start // PIECE + 1, (asked.stop - 1) // PIECE + 1
    query = select(_piece.c.number, _piece.c.body).where(_piece.c.medium == medium)
    rows = tx.rows(query.where(_piece.c.number.between(first, last)).order_by(_piece.c.number))
    if len(rows) != last - first + 1:
        seal.unseal_part(key, b"", "a piece is missing")
    opened = (seal.unseal_part(key, row["body"], _context(medium, row["number"], count)) for row in rows)
    begins = (first - 1) * PIECE
    return b"".join(opened)[asked.start - begins : asked.stop - begins]


def locked_of(tx: Transaction, case_number: int) -> frozenset[int]:
    """Give the ids of the files of a case that may show abuse: they open for the police alone."""
    query = select(_medium.c.id).where(_medium.c.case_number == case_number, _medium.c.state == "locked")
    return frozenset(row["id"] for row in tx.rows(query))


def part(medium: int) -> str:
    """Give the name of the part of a case that describes this file and whose key opens it."""
    return f"medium:{medium}"


def _change(tx: Transaction, medium: int, **changes: object) -> None:
    tx.execute(update(_medium).where(_medium.c.id == medium).values(**changes))


def _is_worst(tx: Transaction, number: int) -> bool:
    row = tx.row(select(schema.case.c.severity).where(schema.case.c.number == number))
    return row is not None and row["severity"] >= judgement.UNCONDITIONAL


def _has_pieces(tx: Transaction, medium: int) -> bool:
    row = tx.row(select(func.count().label("many")).select_from(_piece).where(_piece.c.medium == medium))
    return bool(row and row["many"])


def _holders(theirs: Readers, *, locked: bool) -> tuple[str, ...]:
    return theirs.police if locked else theirs.whole


def _told(tx: Transaction, medium: int, key: bytes) -> dict[str, Any]:
    row = tx.row(select(_piece.c.body).where(_piece.c.medium == medium, _piece.c.number == _TOLD))
    assert row is not None
    told: dict[str, Any] = msgspec.json.decode(seal.unseal_part(key, row["body"], _context(medium, _TOLD, 0)))
    return told


def _context(medium: int, place: int, count: int) -> str:
    return f"medium:{medium}:{place}/{count}"


def _key_context(medium: int) -> str:
    return f"medium:{medium}:key"
