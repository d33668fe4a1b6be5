"""The sealed parts of a case: what was reported, whole, each part under a key of its own.

The part's key is kept once for everyone who may read it. Now that is the service alone; departments, their
ladder and the recovery key become further holders of the same row.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, select

from cases import errors, schema
from store import seal
from store.seal import Keys, SealedPart
from store.transaction import Transaction


def keep(tx: Transaction, keys: Keys, number: int, part: str, told: Mapping[str, object]) -> None:
    """Seal what was told as this part of the case. JSON must be able to hold it."""
    sealed = seal.seal_part(keys, msgspec.json.encode(told), _context(number, part))
    tx.insert(schema.sealed_part, {"case_number": number, "part": part, "body": sealed.body})
    for holder, key in sealed.keys:
        tx.insert(schema.part_key, {"case_number": number, "part": part, "holder": holder, "key": key})


def read(tx: Transaction, keys: Keys, number: int, part: str) -> dict[str, Any]:
    """Give a part of a case, unsealed.

    Raises:
        UnknownCase: the case has no such part.
        SealBroken: it was changed, or sealed with other keys.
    """
    row = tx.row(select(schema.sealed_part).where(_is(schema.sealed_part, number, part)))
    if row is None:
        raise errors.UnknownCase(number)
    wrapped = tx.rows(select(schema.part_key).where(_is(schema.part_key, number, part)))
    sealed = SealedPart(row["body"], tuple((one["holder"], one["key"]) for one in wrapped))
    told: dict[str, Any] = msgspec.json.decode(seal.unseal_part(keys, sealed, _context(number, part)))
    return told


def _is(table: Table, number: int, part: str) -> ColumnElement[bool]:
    return (table.c.case_number == number) & (table.c.part == part)


def _context(number: int, part: str) -> str:
    return f"case:{number}:{part}"
