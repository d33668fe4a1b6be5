"""A button under a check: the answer of a monitor or a teacher, what belongs to it, what more is needed."""

from cases.followups import answering, checks, errors, needing, verifying
from cases.followups.checks import Check
from conversations import sentences, tasks
from conversations.fieldwork import entrance
from conversations.followups import choices, details, questions, thanks, words
from conversations.followups.putting import BUTTON
from conversations.hearing import Hearing
from conversations.message import Message


def press(hearing: Hearing, token: str) -> None:
    """Do what a button says, if whoever pressed it was asked."""
    name, _, said = token.removeprefix(BUTTON).partition(":")
    check = checks.by_token(hearing.tx, name.replace("\0", ""))  # PostgreSQL looks for no such sign
    if check is None or entrance.account(hearing) not in _asked(hearing, check):
        hearing.say(Message(hearing.speaker.say(entrance.NOT_YOURS)))
        return
    act, _, more = said.partition(":")
    if act == thanks.WHY:
        _note_why(hearing, check, more)
    elif act == thanks.NEED:
        _need(hearing, check, more)
    elif act == questions.PAGE:
        _page(hearing, check)
    elif act == questions.STEP:
        if not details.press(hearing, check, more):
            hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])))
    elif said in checks.ANSWERS[check.fact] and _takes(check, said):
        details.begin(hearing, check, said, _verifier(check))
    else:
        hearing.say(Message(hearing.speaker.say(thanks.ALREADY)))


def _takes(check: Check, said: str) -> bool:
    """An answered check takes nothing but that the child works again: that is never thrown away."""
    return check.is_open or (check.fact == checks.WORK and said == "yes" != check.answer)


def _asked(hearing: Hearing, check: Check) -> tuple[str, ...]:
    return verifying.of(hearing.tx, hearing.office, check).accounts


def _verifier(check: Check) -> str:
    return checks.TEACHER if check.fact == checks.SCHOOL else checks.MONITOR


def _page(hearing: Hearing, check: Check) -> None:
    if check.is_open:
        account = entrance.account(hearing)
        hearing.say(questions.page(hearing, check, _verifier(check), account))
    else:
        hearing.say(Message(hearing.speaker.say(thanks.ALREADY)))


def _need(hearing: Hearing, check: Check, place: str) -> None:
    """Note a need, and offer the others; the list alone where none is named yet."""
    offered = choices.needs(hearing.speaker.catalogue.language)
    if not (place.isascii() and place.isdecimal() and len(place) < 4 and int(place) < len(offered)):
        hearing.say(thanks.which_need(hearing, check.token))
        return
    (code, name), verifier = offered[int(place)], _verifier(check)
    try:
        asked = needing.note(
            hearing.tx, hearing.office, check, [code], verifier=verifier, by=verifier, now=hearing.now
        )
    except errors.AnsweredBefore:
        hearing.say(Message(hearing.speaker.say(thanks.ALREADY)))
        return
    tasks.show(hearing.tx, hearing.house, asked, hearing.now)
    hearing.say(thanks.which_need(hearing, check.token, name))


def _note_why(hearing: Hearing, check: Check, why: str) -> None:
    if answering.note_why(hearing.tx, check, why):
        answer = hearing.speaker.say(words.WHY[why])
        hearing.say(Message(hearing.speaker.say(thanks.NOTED, answer=answer)))
    else:
        hearing.say(Message(hearing.speaker.say(thanks.ALREADY)))
