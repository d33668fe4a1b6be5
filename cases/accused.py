"""What later steps must know of a case that nobody has opened: which bodies it accuses, so that none of them
gets it, and whether it tells of sexual exploitation, so that pictures which come later are locked.

Codes only, sealed with the service key. Whether pictures are locked does not show in the length.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import bindparam, select, update

from cases import schema
from store.seal import Keys
from store.transaction import Transaction

_OF_CASE = select(schema.case.c.routing).where(schema.case.c.number == bindparam("number"))
_codes = msgspec.json.Decoder(tuple[str, ...])
_LOCKED, _OPEN = "+", "-"
"""Stands before the bodies; cases of an earlier version have neither."""


def sealed(keys: Keys, number: int, bodies: Iterable[str], *, locks_pictures: bool = False) -> bytes:
    """Give the codes of the accused bodies, and whether pictures are locked, sealed for this case."""
    told = (_LOCKED if locks_pictures else _OPEN, *bodies)
    return keys.seal(msgspec.json.encode(told), _context(number))


def of_case(tx: Transaction, keys: Keys, number: int) -> tuple[str, ...]:
    """Give the codes of the bodies that the report of this case accuses."""
    return tuple(code for code in _read(tx, keys, number) if code not in (_LOCKED, _OPEN))


def locks_pictures(tx: Transaction, keys: Keys, number: int) -> bool:
    """Tell whether sexual exploitation was told of, in the report or later: pictures may show abuse."""
    return _LOCKED in _read(tx, keys, number)


def lock_pictures(tx: Transaction, keys: Keys, number: int) -> None:
    """Remember that sexual exploitation was told of: pictures that are kept from now on are locked."""
    anew = sealed(keys, number, of_case(tx, keys, number), locks_pictures=True)
    tx.execute(update(schema.case).where(schema.case.c.number == number).values(routing=anew))


def _read(tx: Transaction, keys: Keys, number: int) -> tuple[str, ...]:
    row = tx.row(_OF_CASE, {"number": number})
    if row is None or row["routing"] is None:
        return ()
    return _codes.decode(keys.unseal(row["routing"], _context(number)))


def _context(number: int) -> str:
    return f"accused:{number}"
