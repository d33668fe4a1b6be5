"""What may come of a duty that was acted on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.duties import Claimed
from store.transaction import Transaction


def _nothing(tx: Transaction) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Settled:
    """It is done. `unit` writes what follows from it, in the very transaction that settles the duty.

    Where `unit` gives a moment, the duty is not settled: it is looked at again then. `apart`: the unit
    touches nothing but rows of one chat, and may run beside other writing (`Transaction.alone`).
    """

    unit: Callable[[Transaction], datetime | None] = _nothing
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Deferred:
    """It could not be done; see `store.duties.defer` for the fields.

    `unit` writes down what was done all the same, in the transaction that defers the duty. `apart` as above.
    """

    reason: str
    after: timedelta | None = None
    doubtful: bool = True
    unit: Callable[[Transaction], object] = _nothing
    apart: bool = False


Outcome = Settled | Deferred
Act = Callable[[Claimed], Awaitable[Outcome]]
"""Acts on one duty, outside of any transaction."""

Deed = Callable[[Transaction, Claimed, datetime], datetime | None]
"""All there is to do is in the store: gives when to look again, None when it is done."""


def in_store(deed: Deed, now: Callable[[], datetime]) -> Act:
    """Give the act of a deed."""

    async def act(duty: Claimed) -> Outcome:
        return Settled(lambda tx: deed(tx, duty, now()))

    return act
