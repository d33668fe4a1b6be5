"""What a list tells that is not public goes to the database of cases, and to nobody who need not know it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cases.services import private
from directory.exchange.withheld import Withheld
from hotline import compose
from hotline.settings import Settings
from store import belonging, seal


def is_possible(told: Settings) -> bool:
    """Whether there is a database of cases to keep it in."""
    file = compose.file_of(told)
    return file is None or file.is_file()


def entrust(told: Settings, withheld: Mapping[str, Withheld]) -> None:
    """Keep these facts, by the ids of services, beside what is kept already.

    Raises:
        KeyTrouble: a key file is missing, damaged or another database's.
    """
    keys, now = seal.load_keys(told.keys), datetime.now(UTC)
    database = compose.open_database(told)
    try:
        database.upgrade()
        belonging.claim(database, keys)
        with database.transaction() as tx:
            private.entrust(tx, keys, withheld, by="editor", now=now)
    finally:
        database.close()
