"""How much lower a service stands in the list, because of what was told of it."""

from collections.abc import Mapping

from cases.services import checks, outcomes
from store.transaction import Transaction

DEAD_PHONE = 10
"""Points of 100 that the order takes off for a phone that two people found dead: below its equals."""


def penalties(tx: Transaction) -> Mapping[str, int]:
    """Give by service the points to take off, for the order alone; nothing of whom nobody complains.

    It ends when an editor has made sure.
    """
    told = (check.service for check in checks.open_ones(tx) if check.why == outcomes.DEAD)
    return dict.fromkeys(sorted(told), DEAD_PHONE)
