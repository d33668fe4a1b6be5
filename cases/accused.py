"""Which bodies a report accuses: kept beside the case, so that no later step hands it to one of them.

Codes only, sealed with the service key: routing needs them when nobody has opened the report.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import bindparam, select

from cases import schema
from store.seal import Keys
from store.transaction import Transaction

_OF_CASE = select(schema.case.c.routing).where(schema.case.c.number == bindparam("number"))
_codes = msgspec.json.Decoder(tuple[str, ...])


def sealed(keys: Keys, number: int, bodies: Iterable[str]) -> bytes:
    """Give the codes of the accused bodies, sealed for this case."""
    return keys.seal(msgspec.json.encode(tuple(bodies)), _context(number))


def of_case(tx: Transaction, keys: Keys, number: int) -> tuple[str, ...]:
    """Give the codes of the bodies that the report of this case accuses."""
    row = tx.row(_OF_CASE, {"number": number})
    if row is None or row["routing"] is None:
        return ()
    return _codes.decode(keys.unseal(row["routing"], _context(number)))


def _context(number: int) -> str:
    return f"accused:{number}"
