"""What a reporter who chose to be told hears of their report: that it was received, closed, taken up again.

Whoever did it, in a chat, at the desk or at the terminal: the sentences are the same, and each is said once.
"""

from datetime import datetime

from cases import case
from cases.progress import Acknowledged
from conversations import notices, telling
from conversations.house import House
from store.schema import milliseconds
from store.transaction import Transaction


def acknowledged(tx: Transaction, house: House, done: Acknowledged, now: datetime) -> None:
    """Tell the reporter that the department has the report: once, and only if they chose to be told."""
    if done.now_acknowledged and done.tell:
        row = case.get(tx, done.number)
        telling.tell(
            tx,
            house,
            done.number,
            "acknowledged",
            say=lambda speaker: notices.acknowledged(speaker, row),
            now=now,
        )


def closed(tx: Transaction, house: House, number: int, now: datetime) -> None:
    """Tell the reporter that the case is closed: each time it is, and only if they chose to be told."""
    row = case.get(tx, number)
    event = f"closed:{milliseconds(row.closed_at or now)}"
    telling.tell(tx, house, number, event, say=lambda speaker: notices.closed(speaker, row), now=now)


def reopened(tx: Transaction, house: House, number: int, now: datetime) -> None:
    """Tell the reporter that the work on a closed case goes on: only if they chose to be told."""
    row = case.get(tx, number)
    event = f"reopened:{milliseconds(now)}"
    telling.tell(tx, house, number, event, say=lambda speaker: notices.reopened(speaker, row), now=now)
