"""What a reporter can do with a report after it was sent: see how far it is, add, answer, end the link.

Which report is meant is remembered in the person's sealed session, for an hour, and never in a button. A
button carries only the random name of the view that it belongs to, so that one of an older view cannot act
on another report.
"""

from collections.abc import Mapping
from datetime import timedelta

from cases import case, consent, escalation, questions
from cases.case import CaseRow
from conversations import asking, files, menu, notices, said_later, sending, sentences, telling
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales import daytime
from locales.texts import Text
from store import identifiers

REMEMBERED = timedelta(hours=1)
FILES = ("voice", "photo", "file")
ADDED = ("text", "edited", *FILES)
"""Kinds of what somebody may send when something is to be added."""

ADD = Text("follow.add_button", "Add something")
WHAT_TO_ADD = Text("follow.add", "What would you like to add?")
IN_WORDS = Text("follow.in_words", "Please write it in words.")
ADDED_NOW = Text("follow.added", "Added to your report. Thank you.")
ANSWER = Text("follow.answer", "Answer the question")
ANSWERED = Text("follow.answered", "Thank you. The department will receive your answer.")
NO_QUESTION = Text("follow.no_question", "There is no open question.")
STILL = Text("follow.still", "It is still going on")
STOPPED = Text("follow.stopped", "It has stopped")
NOTED = Text("follow.noted", "Thank you. The department will be told.")
UNLINK = Text("follow.delete_link", "Delete my link to the report")
UNLINKED = Text(
    "follow.link_deleted",
    "The link has been deleted. We can no longer write to you. The report stays with the department.",
)
DAY_OF = Text(
    "follow.day_of",
    "Working day {day} of {days}: the time in which a department passes on a report that is not its own.",
)
OTHER = Text("follow.other", "Use another code")
MENU = Text("nav.menu", "Menu")
SLOW_DOWN = Text("err.slow_down", "Too many messages. Please wait a little.")


def show(hearing: Hearing, number: int) -> None:
    """Follow this case from now on, and show how far it is, an open question, and what can be done."""
    view = identifiers.token(hearing.house.entropy, size=3)
    since = int(hearing.now.timestamp() * 1000)
    hearing.remember(awaits="", follows=number, follows_since=since, view=view, offered=())
    row = case.get(hearing.tx, number)
    speaker = hearing.speaker
    said = [notices.status(speaker, row, asked=bool(questions.open_of(hearing.tx, number))).text]
    said += _passing_on(hearing, row)
    question = said_later.question(hearing.tx, hearing.house, number)
    if question:
        said.append(asking.put(hearing.house, speaker, question).text)
    hearing.say(Message("\n\n".join(said), _buttons(hearing, row, asked=question is not None)))


def _passing_on(hearing: Hearing, row: CaseRow) -> list[str]:
    """Say which day it is of those in which the body that has it now passes on what is not its own."""
    if row.state != "received" or consent.reporter(hearing.tx, row.number) is None:
        return []
    term = escalation.term(hearing.tx, hearing.office, row.number)
    day = term.day(daytime.day(hearing.now))
    return [hearing.speaker.say(DAY_OF, day=day, days=term.days)] if 0 < day <= term.days else []


def current(hearing: Hearing) -> CaseRow | None:
    """Give the case that this person follows; None when nothing is followed, an hour after the code (unless
    this chat is told of it anyway), and once its content has been erased.
    """
    person = hearing.person
    if not person.follows:
        return None
    age = timedelta(milliseconds=hearing.now.timestamp() * 1000 - person.follows_since)
    if age > REMEMBERED and not _is_told_here(hearing, person.follows):
        return None
    row = case.get(hearing.tx, person.follows)
    return None if row.erased_at else row


def press(hearing: Hearing, act: str, view: str) -> None:
    """Do what a button under the followed case says; one of an older view only shows the present one."""
    row = current(hearing)
    if row is None or view != hearing.person.view:
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])))
        if row is not None:
            show(hearing, row.number)
        return
    match act:
        case "add":
            hearing.remember(awaits="addition")
            hearing.say(Message(hearing.speaker.say(WHAT_TO_ADD)))
        case "still" | "stopped":
            _note(hearing, row, act)
        case "answer":
            answer(hearing, row.number)
        case "unlink":
            _unlink(hearing, row)
        case _:
            hearing.say(menu.menu(hearing.speaker))


def answer(hearing: Hearing, number: int) -> None:
    """Put the oldest open question of a case once more; the next words are its answer."""
    question = said_later.question(hearing.tx, hearing.house, number)
    if question is None:
        hearing.say(Message(hearing.speaker.say(NO_QUESTION)))
        show(hearing, number)
        return
    await_answer(hearing, number)
    hearing.say(asking.put(hearing.house, hearing.speaker, question))


def await_answer(hearing: Hearing, number: int) -> None:
    """Take the next words as the answer to the open question of this case."""
    since = int(hearing.now.timestamp() * 1000)
    hearing.remember(awaits="answer", follows=number, follows_since=since)


def hear(hearing: Hearing, row: CaseRow) -> None:
    """Take what was sent as the answer that is awaited, or as an addition to the followed case.

    A file, with the words under it, is both: it is fetched, and stands in the addition as its kind. Words of
    danger bring the number to call, as in a report; after words of sexual exploitation pictures are locked.
    """
    incoming, text = hearing.incoming, hearing.incoming.text.strip()
    is_file = incoming.kind in FILES
    # Before a file that came with these words is kept.
    said_later.lock_pictures(hearing.tx, hearing.house, row.number, text)
    is_asked = hearing.person.awaits == "answer"
    question = said_later.question(hearing.tx, hearing.house, row.number) if is_asked else None
    if not text and not is_file:
        hearing.say(Message(hearing.speaker.say(IN_WORDS)))
    elif question is None and not said_later.has_room(hearing.tx, row.number, now=hearing.now):
        hearing.say(Message(hearing.speaker.say(SLOW_DOWN)))
    elif is_file and (refusal := files.take_for_case(hearing, row.number)):
        hearing.say(files.words(hearing.house, refusal, hearing.speaker.catalogue.language))
    else:
        told = {"text": text, "file": incoming.kind} if is_file else {"text": text}
        _keep(hearing, row, question, told)


def _keep(
    hearing: Hearing, row: CaseRow, question: questions.Question | None, told: Mapping[str, str]
) -> None:
    tx, house, office, now = hearing.tx, hearing.house, hearing.office, hearing.now
    if question is not None:
        said_later.answer(tx, house, office, question, told, now=now)
        _confirm(hearing, row, ANSWERED, told["text"])
    else:
        said_later.keep(tx, house, office, row.number, told, now=now)
        _confirm(hearing, row, ADDED_NOW, told["text"])


def _confirm(hearing: Hearing, row: CaseRow, done: Text, text: str) -> None:
    """Say that it arrived. Further words are added too: few say everything in one message."""
    speaker = hearing.speaker
    if said_later.tells_of_danger(hearing.house, text):
        emergency = speaker.say(sentences.NOTICES["emergency"], number=speaker.emergency)
        hearing.say(Message(emergency))
    hearing.say(Message(speaker.say(done)))
    show(hearing, row.number)
    hearing.remember(awaits="addition")


def _note(hearing: Hearing, row: CaseRow, act: str) -> None:
    said_later.course(hearing.tx, hearing.house, row.number, act, now=hearing.now)
    hearing.say(Message(hearing.speaker.say(NOTED)))


def _unlink(hearing: Hearing, row: CaseRow) -> None:
    telling.end(hearing.tx, row.number, now=hearing.now)
    hearing.remember(awaits="", follows=0, view="", offered=(), asked=0)
    speaker = hearing.speaker
    hearing.say(Message(speaker.say(UNLINKED), menu.menu(speaker).buttons))


def _buttons(hearing: Hearing, row: CaseRow, *, asked: bool) -> tuple[tuple[Button, ...], ...]:
    speaker = hearing.speaker
    linked = consent.reporter(hearing.tx, row.number) is not None
    acts = [
        *([(ANSWER, "answer")] if asked else []),
        (ADD, "add"),
        (STILL, "still"),
        (STOPPED, "stopped"),
        *([(UNLINK, "unlink")] if linked else []),
    ]
    view = hearing.person.view
    rows = [(Button(speaker.say(text), f"f:{act}:{view}"),) for text, act in acts]
    last = (Button(speaker.say(OTHER), "f:code"), Button(speaker.say(MENU), "m:menu"))
    return (*rows, last)


def _is_told_here(hearing: Hearing, number: int) -> bool:
    lookup = sending.lane(hearing.house.keys, hearing.incoming.address)
    return number in consent.told(hearing.tx, lookup)
