"""Which keys a database belongs to: it remembers the mark of the keys it was first opened with."""

from sqlalchemy import bindparam, select

from store.database import Database
from store.errors import KeyWrong
from store.schema import counter
from store.seal import Keys
from store.transaction import Transaction

_PREFIX = "keys:"
_MARKS = select(counter.c.name).where(counter.c.name.startswith(bindparam("prefix"), autoescape=False))


def claim(database: Database, keys: Keys) -> None:
    """Make the database belong to these keys, if it belongs to none yet.

    Raises:
        KeyWrong: it belongs to others. Better said at the start than when the first sealed row does not open.
        StoreUnavailable: the database cannot be read or written.
    """
    name = _PREFIX + keys.mark()
    with database.reading() as tx:
        marks = [row["name"] for row in tx.rows(_MARKS, {"prefix": _PREFIX})]
    if not marks:
        with database.transaction() as tx:
            tx.insert(counter, {"name": name, "value": 1})
    elif name not in marks:
        raise KeyWrong


def is_theirs(tx: Transaction, keys: Keys) -> bool:
    """Tell whether the database belongs to these keys, or to none yet; claims nothing."""
    marks = [row["name"] for row in tx.rows(_MARKS, {"prefix": _PREFIX})]
    return not marks or _PREFIX + keys.mark() in marks
