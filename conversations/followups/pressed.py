"""A button under a check: the answer of a monitor or a teacher, and why a child went back to work."""

from cases.followups import answering, checks, errors, verifying
from cases.followups.answering import Answered, Told
from cases.followups.checks import Check
from conversations.fieldwork import entrance
from conversations.followups import following, words
from conversations.followups.putting import BUTTON
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales import formatting
from locales.texts import Text

NOTED = Text("f.noted", "Thank you. It is written down: {answer}.")
ALREADY = Text("f.already", "Somebody has answered this before. Thank you.")
ONCE_MORE = Text("f.once_more", "Thank you. We will ask once more on {date}.")
TOLD_ON = Text(
    "f.told_on",
    "The department and the coordinator are being told. If you can, plan another visit to the child: /work",
)
_WHY = "why"


def press(hearing: Hearing, token: str) -> None:
    """Note the answer of a button, if whoever pressed it was asked."""
    name, _, answer = token.removeprefix(BUTTON).partition(":")
    check = checks.by_token(hearing.tx, name)
    if check is None or entrance.account(hearing) not in _asked(hearing, check):
        hearing.say(Message(hearing.speaker.say(entrance.NOT_YOURS)))
    elif answer.startswith(f"{_WHY}:"):
        _note_why(hearing, check, answer.removeprefix(f"{_WHY}:"))
    else:
        _answer(hearing, check, answer)


def _asked(hearing: Hearing, check: Check) -> tuple[str, ...]:
    return verifying.of(hearing.tx, hearing.office, check).accounts


def _answer(hearing: Hearing, check: Check, code: str) -> None:
    verifier = checks.TEACHER if check.fact == checks.SCHOOL else checks.MONITOR
    try:
        said = answering.answer(
            hearing.tx, hearing.office, check.id, Told(code), verifier=verifier, by=verifier, now=hearing.now
        )
    except (errors.AnsweredBefore, errors.AnswerUnfit):
        hearing.say(Message(hearing.speaker.say(ALREADY)))
        return
    following.follow(hearing.tx, hearing.house, said, hearing.now)
    hearing.say(_thanks(hearing, said, code))


def _thanks(hearing: Hearing, said: Answered, code: str) -> Message:
    say, fact = hearing.speaker.say, said.check.fact
    if said.again_on is not None:
        day = formatting.date(said.again_on, hearing.speaker.catalogue.language)
        return Message(say(ONCE_MORE, date=day))
    noted = say(NOTED, answer=say(words.ANSWERS[fact, code]))
    if fact != checks.WORK or code != "yes":
        return Message(noted)
    token = f"{BUTTON}{said.check.token}:{_WHY}:"
    buttons = tuple((Button(say(words.WHY[one]), f"{token}{one}"),) for one in answering.BACK)
    return Message("\n\n".join((noted, say(TOLD_ON), say(words.WHY_BACK))), buttons)


def _note_why(hearing: Hearing, check: Check, why: str) -> None:
    if answering.note_why(hearing.tx, check, why):
        hearing.say(Message(hearing.speaker.say(NOTED, answer=hearing.speaker.say(words.WHY[why]))))
    else:
        hearing.say(Message(hearing.speaker.say(ALREADY)))
