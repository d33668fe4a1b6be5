"""What people are told when a check was answered: tasks shown, and the reporter of a case opened again."""

from datetime import datetime

from cases.followups.answering import Answered
from conversations import tasks, tidings
from conversations.house import House
from store.transaction import Transaction


def follow(tx: Transaction, house: House, said: Answered, now: datetime) -> None:
    """Show the tasks that follow from an answer; tell the reporter who chose it that a case goes on."""
    tasks.show(tx, house, said.tasks, now)
    if said.is_reopened:
        tidings.reopened(tx, house, said.check.case_number, now)
