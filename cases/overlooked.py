"""Cases that were filed while no department up the ladder had a chat: they are told as soon as one has."""

from itertools import groupby

from sqlalchemy import update

from cases import accused, addressees, forwarding, schema
from cases.forwarding import Forwarding
from cases.office import Office
from store.transaction import Transaction


def now_received(tx: Transaction, office: Office) -> tuple[Forwarding, ...]:
    """Give the forwardings that had no receiver and have one now, with their chats; written down at once.

    As at filing, a body that the report accuses never receives it in another's place.
    """
    found: list[Forwarding] = []
    for number, waiting in groupby(forwarding.without_receiver(tx), lambda one: one.case_number):
        around = accused.of_case(tx, office.keys, number)
        found += [
            one for one in addressees.received(tx, office, tuple(waiting), accused=around) if one.receiver
        ]
    for one in found:
        tx.execute(
            update(schema.forwarding).where(schema.forwarding.c.id == one.id).values(receiver=one.receiver)
        )
    return tuple(found)
