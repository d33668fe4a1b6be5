"""Cases that were filed while no department up the ladder had a chat: they are told as soon as one has."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import update

from cases import accused, addressees, forwarding, schema
from cases.forwarding import Forwarding
from cases.office import Office
from store.transaction import Transaction


def now_received(tx: Transaction, office: Office) -> tuple[Forwarding, ...]:
    """Give the forwardings that had no receiver and have one now, with their chats; written down at once."""
    return receive(tx, office, forwarding.without_receiver(tx))


def receive(tx: Transaction, office: Office, waiting: Iterable[Forwarding]) -> tuple[Forwarding, ...]:
    """Find receivers for these forwardings, given by case; gives those that have one, with their chats.

    As at filing, a body that the report accuses never receives it in another's place. Where nobody has a
    chat, the forwarding waits for the first one who has.
    """
    found: list[Forwarding] = []
    for number, theirs in groupby(waiting, lambda one: one.case_number):
        around = accused.of_case(tx, office.keys, number)
        found += addressees.received(tx, office, tuple(theirs), accused=around)
    for one in found:
        tx.execute(
            update(schema.forwarding).where(schema.forwarding.c.id == one.id).values(receiver=one.receiver)
        )
    return tuple(one for one in found if one.receiver)
