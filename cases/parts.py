"""The sealed parts of a case: each under a key of its own, and that key in a box for each who may read it.

The service seals and cannot open: only the private half of one of the holders opens a part.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, select

from cases import errors, keyring, schema
from cases.keyring import Unlocked
from store import boxes, seal
from store.boxes import Sealer
from store.transaction import Transaction


def keep(
    tx: Transaction,
    number: int,
    part: str,
    told: Mapping[str, object],
    holders: Iterable[str],
    *,
    now: datetime,
) -> None:
    """Seal what was told as this part of the case, for these holders. JSON must be able to hold it."""
    key = seal.make_part_key()
    lay(tx, number, part, told, key)
    share(tx, number, part, key, holders, now=now)


def lay(tx: Transaction, number: int, part: str, told: Mapping[str, object], key: bytes) -> None:
    """Seal what was told as this part of the case under a key that exists; `share` gives it to readers."""
    body = seal.seal_part(key, msgspec.json.encode(told), _context(number, part))
    tx.insert(schema.sealed_part, {"case_number": number, "part": part, "body": body})


def share(
    tx: Transaction, number: int, part: str, key: bytes, holders: Iterable[str], *, now: datetime
) -> None:
    """Put the key of a part into a box for each of these holders, with their present public keys.

    All boxes of a transaction come from one sealer, which goes with it (docs/decisions/0013).
    """
    sealer = tx.recall(Sealer, Sealer)
    for holder, lock in keyring.ensured(tx, holders, now=now).items():
        tx.upsert(
            schema.part_key,
            {
                "case_number": number,
                "part": part,
                "holder": holder,
                "key": sealer.close(lock.public, key),
                "version": lock.version,
            },
        )


def read(tx: Transaction, unlocked: Unlocked, number: int, part: str) -> dict[str, Any]:
    """Give a part of a case, unsealed with one of these keys.

    Raises:
        UnknownCase: the case has no such part.
        NotForThisKey: the part is sealed for others.
        SealBroken: it was changed.
    """
    row = tx.row(select(schema.sealed_part).where(_is(schema.sealed_part, number, part)))
    if row is None:
        raise errors.UnknownCase(number)
    return unsealed(open_key(tx, unlocked, number, part), number, part, row["body"])


def unsealed(key: bytes, number: int, part: str, body: bytes) -> dict[str, Any]:
    """Give what a part holds, with its key. Raises SealBroken when it was changed."""
    told: dict[str, Any] = msgspec.json.decode(seal.unseal_part(key, body, _context(number, part)))
    return told


def open_key(tx: Transaction, unlocked: Unlocked, number: int, part: str) -> bytes:
    """Give the key of a part, taken out of a box that one of these keys opens.

    Raises:
        NotForThisKey: there is no such box.
        SealBroken: the box was changed.
    """
    for row in tx.rows(select(schema.part_key).where(_is(schema.part_key, number, part))):
        pair = unlocked.pairs.get((row["holder"], row["version"]))
        if pair is not None:
            return boxes.open_box(pair, row["key"])
    raise errors.NotForThisKey


def names(tx: Transaction, number: int) -> tuple[str, ...]:
    """Give the names of the parts that a case has, sorted."""
    query = select(schema.sealed_part.c.part).where(schema.sealed_part.c.case_number == number)
    return tuple(row["part"] for row in tx.rows(query.order_by(schema.sealed_part.c.part)))


def _is(table: Table, number: int, part: str) -> ColumnElement[bool]:
    return (table.c.case_number == number) & (table.c.part == part)


def _context(number: int, part: str) -> str:
    return f"case:{number}:{part}"
