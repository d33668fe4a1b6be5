"""Linking two cases by hand, and undoing it: the same links as those the places find (`cases.linking`)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_

from cases import case, errors, history, linking, neighbourhood
from store.transaction import Transaction

_link = neighbourhood.link


def link(tx: Transaction, number: int, other: int, *, actor: str, now: datetime) -> bool:
    """Link two cases; False where they are linked already. Whether both are theirs is the caller's to ask.

    Raises:
        UnknownCase: there is no case of this number, or it is the same one.
    """
    case.get(tx, number)
    if other == number:
        raise errors.UnknownCase(other)
    case.get(tx, other)
    if other in linking.of_case(tx, number):
        return False
    tx.insert_once(_link, {"case_number": max(number, other), "other": min(number, other), "linked_at": now})
    _note(tx, "linked", number, other, actor, now)
    return True


def link_new(tx: Transaction, numbers: Sequence[int], *, now: datetime) -> None:
    """Link cases that were filed together, each with each. What made them says so in their history."""
    for place, number in enumerate(numbers):
        for other in numbers[:place]:
            pair = {"case_number": max(number, other), "other": min(number, other)}
            tx.insert_once(_link, pair | {"linked_at": now})


def unlink(tx: Transaction, number: int, other: int, *, actor: str, now: datetime) -> bool:
    """Undo the link of two cases, whoever made it; False where there is none."""
    one, two = _link.c.case_number, _link.c.other
    pair = or_((one == number) & (two == other), (one == other) & (two == number))
    if not tx.execute(delete(_link).where(pair)):
        return False
    _note(tx, "unlinked", number, other, actor, now)
    return True


def _note(tx: Transaction, act: str, number: int, other: int, actor: str, now: datetime) -> None:
    entries = [(number, other), (other, number)]
    history.note(tx, [history.Entry(actor, f"{act}: {two}", one) for one, two in entries], now=now)
