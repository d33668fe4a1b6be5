"""What somebody can do with a case now, for the page of the case (`desk/acts/acts.html`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cases.casework import permitted, standing
from cases.officers import SignedIn
from conversations.house import House
from locales.texts import Text
from store.transaction import Transaction
from web.desk.acts.sayings import SAYINGS


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `path` is the last part of its address. `asks`: it has a page of its own, else one press."""

    path: str
    text: Text
    kind: str = ""  # of the button: main, danger or nothing
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """Everything that can be done with the case of this number, in the order in which it is shown.

    `sayings` has the sentence for each code with which an act leads back (`?said=`).
    """

    number: int
    acts: tuple[Act, ...]
    sayings: Mapping[str, Text] = MappingProxyType(SAYINGS)


ALL = (Act("acknowledge", Text("dept.acknowledge", "Received"), "main"),)
"""Every act that the desk has, in order."""


def offered(tx: Transaction, house: House, signed: SignedIn, number: int, now: datetime) -> Acts:
    """Give the acts that are open to this officer.

    Raises:
        UnknownCase: there is no case of this number.
    """
    stands = standing.of(tx, house.office_at(now), signed, number, now=now)
    may = permitted.acts(stands)
    return Acts(number, tuple(act for act in ALL if act.path in may))
