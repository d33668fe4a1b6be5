"""What a list tells that is not public goes to the database of cases, and to nobody who need not know it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cases.services import private
from cases.services.private import Private
from directory import folding
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
            known = private.get_all(tx, keys, withheld)
            for own, one in sorted(withheld.items()):
                private.put(tx, keys, own, joined(known.get(own, Private()), one), by="editor", now=now)
    finally:
        database.close()


def joined(known: Private, told: Withheld) -> Private:
    """What is told now, over what was known; addresses that were known stay, behind new ones."""
    there = {folding.fold(one) for one in known.addresses}
    new = tuple(one for one in told.addresses if folding.fold(one) not in there)
    return Private(
        addresses=(*new, *known.addresses),
        contact=told.contact or known.contact,
        phone=told.phone or known.phone,
        capacity=told.capacity or known.capacity,
    )
