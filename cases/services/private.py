"""What of a service only monitors, operators, coordinators and editors may know. Never in directory.db.

The address of a hidden seat may cost a life, so nothing here is plain but the id of the service. The running
server can open it, for it shows it to monitors: whoever has the disk and the keys can read it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select

from cases import history
from cases.history import Entry
from cases.services.schema import service_private
from directory import folding
from directory.exchange.withheld import Withheld
from store.lookup import Lookup
from store.seal import Keys
from store.transaction import Transaction

ROLES = frozenset({"monitor", "operator", "coordinator", "editor"})
"""Roles of `cases.people` that may be shown it."""


class Private(Struct, frozen=True, omit_defaults=True):
    """Facts for those who send children there; "" and () are unknown.

    `addresses`: of the hidden seats, as their source wrote them. `contact`: whom to ask for; `phone`: their
    number, which is not given to the public. `capacity`: places, as somebody told it.
    """

    addresses: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    capacity: str = ""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Private)
_NOTHING = Private()
_OF = Lookup(
    select(service_private.c.service, service_private.c.facts).where(
        service_private.c.service.in_(bindparam("services", expanding=True))
    )
)


def put(tx: Transaction, keys: Keys, service: str, facts: Private, *, by: str, now: datetime) -> bool:
    """Keep these facts of a service in place of what was kept; an empty `Private` deletes. `by`: a role.

    False: that is what was kept already; then nothing is written, and nothing noted.
    """
    if get(tx, keys, service) == facts:
        return False
    if facts == _NOTHING:
        tx.delete(service_private, {"service": service})
    else:
        sealed = keys.seal(_encoder.encode(facts), _context(service))
        tx.upsert(service_private, {"service": service, "facts": sealed, "changed_at": now})
    history.note(tx, [Entry(by, "private facts changed", about=f"service:{service}")], now=now)
    return True


def get(tx: Transaction, keys: Keys, service: str) -> Private:
    """Give what is kept of a service, an empty `Private` where nothing is; whose role is asked about first.

    Raises:
        SealBroken: the row was changed, or belongs to another service.
    """
    return get_all(tx, keys, [service]).get(service, _NOTHING)


def get_all(tx: Transaction, keys: Keys, services: Iterable[str]) -> dict[str, Private]:
    """Give what is kept of those of these services of which something is. Raises SealBroken as `get`."""
    rows = tx.rows(_OF, {"services": sorted(set(services))})
    return {
        row["service"]: _decoder.decode(keys.unseal(row["facts"], _context(row["service"]))) for row in rows
    }


def entrust(tx: Transaction, keys: Keys, withheld: Mapping[str, Withheld], *, by: str, now: datetime) -> None:
    """Keep what a list tells and directory.db may not hold, beside what is kept already."""
    known = get_all(tx, keys, withheld)
    for own, one in sorted(withheld.items()):
        put(tx, keys, own, joined(known.get(own, _NOTHING), one), by=by, now=now)


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


def _context(service: str) -> str:
    return f"service:{service}:private"
