"""The number under which a body has registered a report in its own books: who wrote it down, and when.

A body registers an appeal on the day it comes, and passes on what is not its own within three working days
(`appeals_kz.toml`). The number is sealed like all else about a case; the history says who wrote it down.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from cases import history, opening, parts, readers
from cases.history import Entry
from cases.keyring import Unlocked
from cases.office import Office
from store.schema import milliseconds
from store.transaction import Transaction

LONGEST = 60
_PART = "registration:"


@dataclass(frozen=True, slots=True)
class Registered:
    """A number of a body's own books; `at` is when it was written down here."""

    department: str
    number: str = field(repr=False)
    at: datetime


def note(tx: Transaction, office: Office, number: int, typed: str, *, by: str, now: datetime) -> bool:
    """Keep the number that a body gave; `by` is a role or department. False: it is empty or too long."""
    own = " ".join(typed.split())
    if not own or len(own) > LONGEST:
        return False
    many = sum(name.startswith(_PART) for name in parts.names(tx, number))
    told = {"department": by, "number": own, "at": milliseconds(now)}
    whole = readers.of_case(tx, office, number).whole
    parts.keep(tx, number, f"{_PART}{many + 1}", told, whole, now=now)
    history.note(tx, [Entry(by, "registered", number)], now=now)
    return True


def of_case(tx: Transaction, unlocked: Unlocked, number: int) -> tuple[Registered, ...]:
    """Give the numbers of a case that these keys open, in the order in which they were written down."""
    mine = (name for name in opening.openable(tx, unlocked, number) if name.startswith(_PART))
    read = (parts.read(tx, unlocked, number, name) for name in mine)
    found = (
        Registered(told["department"], told["number"], datetime.fromtimestamp(told["at"] / 1000, tz=UTC))
        for told in read
    )
    return tuple(sorted(found, key=lambda one: one.at))
