"""A check put to people: to monitors and teachers with buttons, to departments as a task."""

from datetime import datetime

from msgspec.structs import replace

from cases import case, people
from cases.absences import classes
from cases.errors import UnknownClass
from cases.followups import asking, checks, verifying
from cases.followups.asking import Step
from cases.followups.checks import Check
from cases.people import Reach
from conversations import sending, tasks
from conversations.followups import questions, whole, words
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales.texts import Text
from store.duties import Claimed
from store.transaction import Transaction

BUTTON = "v:"
HEAD = Text("f.head", "Follow-up after {months} months. Case {number}, {district}.")
AGAIN = Text("f.again", "Follow-up. Case {number}, {district}.")
WHICH_CHILD = Text(
    "f.which_child",
    "Names are not sent here: {department} can tell you which child it is."
    " Please go there as on an ordinary round, and do not say that anybody has reported.",
)
PUPIL = Text("f.pupil", "Class {grade}, pupil {pupil}")
REMINDER = Text("f.reminder", "A reminder: we still need your answer.")


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> datetime | None:
    """See to the check of this duty; gives when to look again, None when there is no need to."""
    if whole.is_begun(duty):
        whole.settle(tx, house, duty, now)
        return None
    check, _, tries = duty.payload.decode().partition(":")
    found = asking.look(tx, house.office_at(now), int(check), int(tries), now=now)
    if not isinstance(found, Step):
        return found
    tasks.show(tx, house, found.tasks, now)
    if found.act != asking.ESCALATE:
        for account in found.asked.accounts:
            _put(tx, house, found, account, now)
    return found.again


def question(tx: Transaction, house: House, check: Check, speaker: Speaker) -> Message:
    """Give a check as a message with a button for each answer."""
    buttons = tuple(
        (Button(speaker.say(words.ANSWERS[check.fact, code]), f"{BUTTON}{check.token}:{code}"),)
        for code in checks.ANSWERS[check.fact]
    )
    page = Button(speaker.say(questions.ON_PAGE), f"{BUTTON}{check.token}:{questions.PAGE}")
    return Message("\n\n".join(_lines(tx, house, check, speaker)), (*buttons, (page,)), protect=True)


def _lines(tx: Transaction, house: House, check: Check, speaker: Speaker) -> list[str]:
    row = case.get(tx, check.case_number)
    told = {"number": row.number, "district": speaker.place(row.territory)}
    head = speaker.say(HEAD, months=check.round, **told) if check.round else speaker.say(AGAIN, **told)
    asked = speaker.say(words.QUESTIONS[check.fact])
    if check.fact == checks.SCHOOL:
        return [head, *_pupil(tx, house, check, speaker), asked]
    name = house.department(verifying.working(tx, row.number), speaker.catalogue.language)
    return [head, asked, speaker.say(WHICH_CHILD, department=name)]


def _pupil(tx: Transaction, house: House, check: Check, speaker: Speaker) -> list[str]:
    known = verifying.pupil_of(tx, house.office, check.case_number)
    if known is None:
        return []
    try:
        of = classes.get(tx, house.keys, known.class_id)
    except UnknownClass:
        return []
    pupil = of.pupil(known.pupil)
    return [] if pupil is None else [speaker.say(PUPIL, grade=of.label, pupil=pupil.label)]


def _put(tx: Transaction, house: House, step: Step, account: str, now: datetime) -> None:
    reach = people.reach(tx, house.keys, account)
    if reach is not None:
        _say(tx, house, step, reach, account, now)


def _say(tx: Transaction, house: House, step: Step, reach: Reach, account: str, now: datetime) -> None:
    speaker = house.speaker(reach.language)
    message = question(tx, house, step.check, speaker)
    if step.act == asking.REMIND:
        message = replace(message, text=f"{speaker.say(REMINDER)}\n\n{message.text}")
    key = f"check:{step.check.id}:{step.check.tries}:{step.act}:{step.check.reminders}:{account}"
    sending.say(tx, house.keys, Address(reach.channel, reach.chat), [message], key=key, now=now)
