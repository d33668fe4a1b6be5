"""Lists of services that somebody has brought and not yet taken in: sealed, one for each who brings them.

They are kept from the preview until somebody decides. Nobody but who brought a list can look at it.
"""

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import delete, select

from cases.services.schema import service_list as _table
from store.seal import Keys
from store.transaction import Transaction

KEPT = timedelta(days=1)
"""So long a list waits; then it is gone with the next one that comes."""


class Brought(Struct, frozen=True):
    """A file as it was brought: its name for people, its bytes, and whose list it is."""

    name: str
    data: bytes
    source: str


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Brought)


def keep(tx: Transaction, keys: Keys, id: str, lookup: str, brought: Brought, *, now: datetime) -> None:
    """Keep a list in place of the one that this officer brought before; old ones of all are gone now."""
    tx.execute(delete(_table).where((_table.c.lookup == lookup) | (_table.c.brought_at < now - KEPT)))
    sealed = keys.seal(_encoder.encode(brought), _context(id))
    tx.insert(_table, {"id": id, "lookup": lookup, "brought_at": now, "content": sealed})


def find(tx: Transaction, keys: Keys, id: str, lookup: str) -> Brought | None:
    """Give the list of that id if this officer brought it; None if there is none."""
    theirs = (_table.c.id == id, _table.c.lookup == lookup)
    row = tx.row(select(_table.c.content).where(*theirs))
    return _decoder.decode(keys.unseal(row["content"], _context(id))) if row is not None else None


def drop(tx: Transaction, lookup: str) -> None:
    """Forget what this officer brought."""
    tx.delete(_table, {"lookup": lookup})


def _context(id: str) -> str:
    return f"service_list:{id}"
