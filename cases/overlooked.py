"""Cases that were filed while no department up the ladder had a chat: they are told as soon as one has."""

from itertools import groupby

from sqlalchemy import update

from cases import addressees, assessment, facts, forwarding, parts, routing, schema
from cases.forwarding import Forwarding
from cases.office import Office
from store.transaction import Transaction


def now_received(tx: Transaction, office: Office) -> tuple[Forwarding, ...]:
    """Give the forwardings that had no receiver and have one now, with their chats; written down at once.

    As at filing, a body that the report accuses never receives it in another's place; the report is unsealed
    for that with the service key.
    """
    found: list[Forwarding] = []
    for number, waiting in groupby(forwarding.without_receiver(tx), lambda one: one.case_number):
        accused = _accused(tx, office, number)
        found += [
            one for one in addressees.received(tx, office, tuple(waiting), accused=accused) if one.receiver
        ]
    for one in found:
        tx.execute(
            update(schema.forwarding).where(schema.forwarding.c.id == one.id).values(receiver=one.receiver)
        )
    return tuple(found)


def _accused(tx: Transaction, office: Office, number: int) -> list[str]:
    content = parts.read(tx, office.keys, number, "report")
    told = facts.parse({**content["facts"], "place_known": bool(content["territory"])})
    way = routing.route(assessment.assess(told, office.law), told, office.law)
    return [body for body, _ in way.around]
