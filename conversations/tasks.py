"""Tasks shown to the people who are to do them, with a button to say that they are done."""

from collections.abc import Iterable
from datetime import datetime

from cases import enrolment, ladder, progress
from cases import tasks as errands
from cases.enrolment import Chat
from cases.tasks import Errand, Task
from conversations import outward, sending, sentences
from conversations.hearing import Hearing
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.rendering import Speaker
from conversations.saying import Saying
from locales.texts import Text
from store.schema import milliseconds
from store.transaction import Transaction

DONE = "w:"
WORDS = {
    errands.TELEPHONE: Text(
        "task.telephone",
        "Case {number}. Please telephone the police now: {phone}. Then press the button.",
    ),
    errands.RELEASE: Text(
        "task.release",
        "Case {number}. This department has no key for it yet: {department}."
        " Somebody who has one must hand the case over.",
    ),
    errands.DECIDE: Text(
        "task.decide",
        "Case {number}. Two departments say that it is not theirs. Please decide who is responsible.",
    ),
    errands.UNREACHABLE: Text(
        "task.unreachable",
        "The chat of this department cannot be reached: {department}."
        " Please tell its people, or enrol another chat.",
    ),
    errands.OVERDUE: Text(
        "task.overdue",
        "Case {number}. Nobody has confirmed in time, up to the highest level. Please see to it yourself.",
    ),
    errands.REOPEN: Text(
        "task.reopen",
        "Case {number} is closed. Its reporter says that it is still going on. Please look at it again.",
    ),
    errands.REASSESS: Text(
        "task.reassess",
        "Case {number}. A voice message was written down, and what it says may change the danger."
        " Please look at the case again.",
    ),
    errands.APPROVE: Text(
        "task.approve",
        "Case {number}. A worst form of child labour was found on a visit, and the child was not withdrawn at"
        " once. Please read why at the desk, and agree or send the decision back.",
    ),
    errands.REFERRAL: Text(
        "task.referral",
        "Case {number}, line {line} of form 2. The organisation has not answered in time whether it takes"
        " this measure for the child. Please call there, or choose another one.",
    ),
    errands.UNSENT: Text(
        "task.unsent",
        "Case {number}, line {line} of form 2. The letter to the organisation could not be delivered."
        " Please check the address and send it again, or hand over a new link.",
    ),
    errands.CHECK: Text(
        "task.check",
        "Case {number}. A question of the follow-up is due. Please find out how the child is, and write the"
        " answer on the page of the follow-up: {department}.",
    ),
    errands.UNCHECKED: Text(
        "task.unchecked",
        "Case {number}. Nobody could say in time how the child is. Please see to it yourself.",
    ),
    errands.RETURNED: Text(
        "task.returned",
        "Case {number}. The child is in work again. Please look at the case now: what does the family need?",
    ),
    errands.SCHOOL: Text(
        "task.school",
        "Case {number}. The child misses school again. Please help the child to come back: first ask what"
        " is in the way.",
    ),
    errands.NEEDS: Text(
        "task.needs",
        "Case {number}. The follow-up found that the child or the family needs more."
        " Please look at the measures that are proposed now.",
    ),
    errands.UNCLOSED: Text(
        "task.unclosed",
        "Case {number}. The coordinator does not close the case yet. Please read why on the page of the"
        " follow-up.",
    ),
    errands.QUESTION: Text(
        "task.question",
        "Case {number}. This department wants to ask the reporter something in its own words: {department}."
        " Please read the question at the desk and send it or return it.",
    ),
}
ALREADY = Text("dept.acknowledged_by_other", "Already acknowledged.")
NOT_ALLOWED = Text("ack.not_allowed", "Only members of this department can do this.")
AT_DESK = Text("task.at_desk", "Your list of things to do: {link}")
BY_HAND = frozenset(
    {
        errands.TELEPHONE,
        errands.DECIDE,
        errands.UNREACHABLE,
        errands.OVERDUE,
        errands.REOPEN,
        errands.REASSESS,
        errands.REFERRAL,
        errands.UNSENT,
        errands.UNCHECKED,
        errands.RETURNED,
        errands.SCHOOL,
        errands.NEEDS,
    }
)
"""Kinds that somebody ticks; a release is done when the key has been handed over."""


def ask(tx: Transaction, house: House, errand: Errand, now: datetime) -> None:
    """Ask for this and show it, unless it has been asked for before and is open."""
    task = errands.ask(tx, house.keys, errand, now=now)
    if task is not None:
        show(tx, house, [task], now)


def ask_operator(
    tx: Transaction, house: House, kind: str, now: datetime, *, number: int | None = None, about: str = ""
) -> None:
    """Ask the operator; where the directory has none, there is nobody to ask."""
    desk = house.directory.departments.responsible("OPERATOR", "")
    if desk is not None:
        ask(tx, house, Errand(kind, desk.code, number, about), now)


def show(tx: Transaction, house: House, tasks: Iterable[Task], now: datetime) -> None:
    """Show these tasks in the chats of whoever has to do them, or of the nearest above that has any."""
    for task in tasks:
        steps = tuple(ladder.steps(house.directory.departments, task.errand.department, ()))
        chats = enrolment.chats_of(tx, house.keys, steps)
        for chat in next((chats[code] for code in steps if code in chats), ()):
            _send(tx, house, task, chat, now)


def catch_up(tx: Transaction, house: House, department: str, chat: Chat, now: datetime) -> None:
    """Show a chat that is new, or within reach again, what its department has to do."""
    for task in errands.open_ones(tx, departments=[department]):
        _send(tx, house, task, chat, now)


def tick(hearing: Hearing, token: str) -> None:
    """Note that the task of this button is done, when somebody says so who may."""
    speaker, house = hearing.speaker, hearing.house
    task = errands.by_token(hearing.tx, token)
    if task is None or task.errand.kind not in BY_HAND or not _may(hearing, task):
        hearing.toast = speaker.say(NOT_ALLOWED)
        return
    words = Message(speaker.say(sentences.MARKED, option=sentence(house, task, speaker)))
    if errands.tick(hearing.tx, task, by=task.errand.department, now=hearing.now):
        hearing.toast = speaker.say(sentences.WORDS["done"])
    else:
        hearing.toast = speaker.say(ALREADY)
    hearing.change([words])


def _may(hearing: Hearing, task: Task) -> bool:
    address = hearing.incoming.address
    steps = ladder.steps(hearing.house.directory.departments, task.errand.department, ())
    whence = (address.channel, address.chat, f"{address.channel}:{hearing.incoming.sender}")
    return progress.acts_for(hearing.tx, hearing.house.keys, frozenset(steps), whence)


def _send(tx: Transaction, house: House, task: Task, chat: Chat, now: datetime) -> None:
    speaker, address = house.speaker(chat.language), Address(chat.channel, chat.chat)
    done = Button(speaker.say(sentences.WORDS["done"]), f"{DONE}{task.token}")
    buttons = ((done,),) if task.errand.kind in BY_HAND else ()
    words = sentence(house, task, speaker)
    saying = Saying(address, Message(words, buttons), task=task.id)
    key = f"task:{task.id}:{milliseconds(now)}:{sending.lane(house.keys, address)}"
    if outward.goes_out(chat.channel):
        said = Message(f"{words}\n\n{speaker.say(AT_DESK, link=house.desk())}")
        saying = Saying(address, said, task=task.id, docket=outward.task(house, key, address, task, words))
    sending.point(tx, house.keys, saying, key=key, due_at=now, now=now)


def sentence(house: House, task: Task, speaker: Speaker) -> str:
    """Say in one sentence, or two, what is to be done."""
    errand = task.errand
    values: dict[str, object] = {"number": errand.number, "phone": house.emergency}
    if errand.measure is not None:
        values["line"] = errand.measure[0]
    elif errand.about:
        values["department"] = house.department(errand.about, speaker.catalogue.language)
    return speaker.say(WORDS[errand.kind], **values)
