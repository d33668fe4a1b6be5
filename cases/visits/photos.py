"""Photos of the workplace: with the visit until it is submitted, then sealed files of its cases.

They were cleaned before (`cases.cleaning`): nothing is left of place, time and telephone. A copy goes to each
child's case, because its readers may open no other; in a crowd to the gravest ones, which are linked with the
rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, func, select

from cases import accused, media, readers
from cases.filing import Filed
from cases.office import Office
from cases.visits import drafts, errors
from cases.visits.body import Body
from cases.visits.schema import visit, visit_photo
from store.seal import Keys
from store.transaction import Transaction

MOST = 6
"""Photos of one visit."""
LARGEST = 3 * 1024 * 1024
"""Bytes of one, cleaned; one of 2560 pixels rarely has a third of it."""
MOST_CASES = 10
"""Cases of one visit that get copies: all at once are written in one transaction."""
_ABUSE = ("q19f", "q19g", "q19h")
_FOUND = "found"


class _Kept(msgspec.Struct, frozen=True):
    told: dict[str, Any]
    body: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A cleaned photo: its description (`cases.media.description`) and its bytes."""

    told: dict[str, Any] = field(repr=False)
    body: bytes = field(repr=False)


def are_barred(content: Body) -> bool:
    """Was sexual exploitation found? Then nobody takes or keeps a picture here: it might show abuse."""
    return any(content.values(child).get(id) == _FOUND for child in content.children for id in _ABUSE)


def add(tx: Transaction, keys: Keys, token: str, account: str, photo: Photo, *, now: datetime) -> None:
    """Keep a photo with a visit that is under way.

    Raises:
        UnknownVisit, VisitSent: as `drafts.save`.
        PhotosRefused: there are `MOST` already, it is too large, or pictures are barred.
    """
    draft = drafts.held(tx, keys, token, account)
    if are_barred(draft.content):
        raise errors.PhotosRefused("barred")
    if len(photo.body) > LARGEST:
        raise errors.PhotosRefused("size")
    row = tx.row(select(func.count().label("many")).where(visit_photo.c.visit == draft.id))
    if row is not None and row["many"] >= MOST:
        raise errors.PhotosRefused("count")
    id = tx.next_number("visit_photo")
    sealed = keys.seal(msgspec.msgpack.encode(_Kept(photo.told, photo.body)), _context(id))
    tx.insert(visit_photo, {"id": id, "visit": draft.id, "made_at": now, "body": sealed})
    tx.update(visit, {"id": draft.id}, {"state": drafts.OPEN, "touched_at": now})


def of_visit(tx: Transaction, visit: int) -> tuple[int, ...]:
    """Give the numbers of the photos of a visit, in the order in which they came."""
    query = select(visit_photo.c.id).where(visit_photo.c.visit == visit).order_by(visit_photo.c.id)
    return tuple(row["id"] for row in tx.rows(query))


def get(tx: Transaction, keys: Keys, visit: int, photo: int) -> Photo | None:
    """Give a photo of this visit; None: it has none of this number."""
    mine = (visit_photo.c.id == photo, visit_photo.c.visit == visit)
    row = tx.row(select(visit_photo).where(*mine))
    if row is None:
        return None
    kept = msgspec.msgpack.decode(keys.unseal(row["body"], _context(photo)), type=_Kept)
    return Photo(kept.told, kept.body)


def drop(tx: Transaction, visit: int, photo: int) -> None:
    """Delete a photo of this visit; nothing happens where it has none of this number."""
    tx.execute(delete(visit_photo).where(visit_photo.c.id == photo, visit_photo.c.visit == visit))


def drop_all(tx: Transaction, visit: int) -> None:
    """Delete the photos of a visit."""
    tx.delete(visit_photo, {"visit": visit})


def attach(
    tx: Transaction, office: Office, visit: int, content: Body, filed: Sequence[Filed], *, now: datetime
) -> None:
    """Make the photos of a visit files of its cases, for the readers of each; the visit keeps none.

    Where sexual exploitation was found they are locked in every case of the visit: it is the same picture.
    """
    barred = are_barred(content)
    gravest = sorted(filed, key=lambda one: -one.severity)[:MOST_CASES]
    for number in of_visit(tx, visit):
        if (photo := get(tx, office.keys, visit, number)) is not None:
            for one in gravest:
                _attach(tx, office, one.number, photo, barred, now)
    drop_all(tx, visit)


def _attach(tx: Transaction, office: Office, case: int, photo: Photo, barred: bool, now: datetime) -> None:
    medium = media.number(tx)
    media.expect(tx, office.keys, medium, f"visit photo:{medium}", "photo", now=now)
    sealed = media.sealed(medium, photo.told, photo.body)
    media.keep(tx, office, medium, sealed, now=now)
    locked = barred or accused.locks_pictures(tx, office.keys, case)
    theirs = readers.of_case(tx, office, case)
    media.attach(tx, office.keys, case, [medium], theirs, locked=locked, now=now)


def _context(id: int) -> str:
    return f"visit photo:{id}"
