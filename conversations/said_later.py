"""What a reporter says of a report that was filed, by whatever channel: words, an answer, how it goes on."""

from collections.abc import Mapping
from datetime import datetime

from cases import accused, additions, case, questions
from cases import tasks as errands
from cases.office import Office
from cases.questions import Question
from conversations import limits, remarks, tally, tasks
from conversations.dialogue import collecting
from conversations.house import House
from store.transaction import Transaction

COURSES = {"still": additions.COURSES[0], "stopped": additions.COURSES[1]}


def question(tx: Transaction, house: House, number: int) -> Question | None:
    """Give the oldest question to the reporter that waits for an answer."""
    waiting = questions.open_of(tx, number)
    return questions.get(tx, house.keys, waiting[0]) if waiting else None


def has_room(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Tell whether one more addition may come within the hour, and count it."""
    name = f"addition:{number}"
    [so_far] = tally.within(tx, (name,), limits.AN_HOUR, now=now)
    if so_far < limits.ADDITIONS:
        tally.add(tx, (name,), now=now)
    return so_far < limits.ADDITIONS


def lock_pictures(tx: Transaction, house: House, number: int, text: str) -> None:
    """Lock the pictures of a case where these words tell of sexual exploitation."""
    if any(collecting.tells_of_abuse(one, house.lexicon, text) for one in house.scripts.values()):
        accused.lock_pictures(tx, house.keys, number)


def tells_of_danger(house: House, text: str) -> bool:
    """Tell whether these words bring the number to call."""
    return any("danger" in house.lexicon.marks(script, text) for script in house.scripts)


def keep(
    tx: Transaction,
    house: House,
    office: Office,
    number: int,
    told: Mapping[str, object],
    *,
    now: datetime,
) -> None:
    """Keep an addition, and have those who work on the case told that there is one."""
    additions.add(tx, office, number, told, now=now)
    remarks.remark(tx, house, number, "added", now=now)


def answer(
    tx: Transaction,
    house: House,
    office: Office,
    asked: Question,
    told: Mapping[str, object],
    *,
    now: datetime,
) -> None:
    """Keep the answer to a question, and have the department told that asked it."""
    questions.answer(tx, office, asked, told, now=now)
    remarks.answered(tx, house, asked, now=now)


def course(tx: Transaction, house: House, number: int, act: str, *, now: datetime) -> None:
    """Note that it is "still" going on, or has "stopped"; of a closed case a person looks again."""
    if additions.note(tx, number, COURSES[act], now=now):
        remarks.remark(tx, house, number, act, now=now)
        if act == "still" and case.get(tx, number).state == "closed":
            tasks.ask_operator(tx, house, errands.REOPEN, now, number=number)
