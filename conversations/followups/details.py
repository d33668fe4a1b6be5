"""The short dialogue after a press: which work, how many hours or days, why not. Numbers and buttons only.

Words are never taken here: they could name somebody; they lead to our own page. What was pressed waits in a
duty from the first moment (`whole`): whoever goes away in the middle has answered all the same.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from cases import case
from cases.followups import amounts, checks, errors, verifying
from cases.followups.checks import Check
from conversations.fieldwork import entrance
from conversations.followups import begun as begun_ones
from conversations.followups import questions, thanks, whole
from conversations.followups.begun import Begun
from conversations.hearing import Hearing
from conversations.message import Message

_MOST = 8
"""Answers that one person may have begun at once."""
_BESIDE = ("l:", "m:help", "m:language")


def begin(hearing: Hearing, known: Check, answer: str, verifier: str) -> None:
    """Take an answer; ask what belongs to it, or write it down where nothing does."""
    band = case.get(hearing.tx, known.case_number).age_band
    left = begun_ones.steps(known.fact, answer, band)
    before = _of(hearing, known.token)
    if before is not None and before.answer == answer:  # pressed twice: the same question once more
        _go_on(hearing, known, replace(before, listens=True))
        return
    _go_on(hearing, known, Begun(known.token, known.tries, verifier, answer, left))


def press(hearing: Hearing, known: Check, said: str) -> bool:
    """Take the button of a step; False, and nothing done, for one that is not asked (any more)."""
    begun, (step, _, place) = _of(hearing, known.token), said.partition(":")
    if begun is None or not begun.asks or step != str(begun_ones.ALL.index(begun.asks)):
        return False
    if place == questions.SKIPPED:
        _go_on(hearing, known, begun_ones.after(begun))
        return True
    options = questions.answers(hearing, begun.asks)
    if not (place.isascii() and place.isdecimal() and len(place) < 4 and int(place) < len(options)):
        return False
    value = options[int(place)][0]
    if begun.asks == begun_ones.WHY and value == "other":
        _go_on(hearing, known, begun_ones.after(begun, why="other"))
        return True
    _go_on(hearing, known, begun_ones.after(begun, **{begun.asks: value}))
    return True


def is_waiting(hearing: Hearing) -> bool:
    """Tell whether the next words are an answer to what is asked here."""
    return any(one.listens and one.asks for one in hearing.person.begun)


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether the question stays open: it is being answered, or what came changes nothing of it."""
    incoming = hearing.incoming
    if incoming.kind == "button":
        return incoming.text.startswith((questions.BUTTON, *_BESIDE))
    return incoming.kind != "command" or incoming.text in ("help", "language")


def leave(hearing: Hearing) -> None:
    """Listen no more: something else was begun. What was pressed waits, and its buttons work."""
    if is_waiting(hearing):
        hearing.remember(begun=tuple(replace(one, listens=False) for one in hearing.person.begun))


def again(hearing: Hearing) -> None:
    """Ask the open question again, in the language of now."""
    hearing.say(questions.put(hearing, _listening(hearing)))


def hear(hearing: Hearing) -> None:
    """Take a number that was written; of anything else say what is asked. No word of it is kept."""
    begun = _listening(hearing)
    known = checks.by_token(hearing.tx, begun.token)
    if known is None or entrance.account(hearing) not in _asked(hearing, known):
        _forget(hearing, begun.token)
        hearing.say(Message(hearing.speaker.say(entrance.NOT_YOURS)))
        return
    try:
        found = _number(hearing, begun.asks)
    except errors.AnswerUnfit:
        hearing.say(questions.wrong(hearing, begun))
        return
    _go_on(hearing, known, begun_ones.after(begun, **found))


def _number(hearing: Hearing, step: str) -> Mapping[str, object]:
    """Give the number of the words. Raises AnswerUnfit: they are none, or none is asked."""
    incoming = hearing.incoming
    if incoming.kind not in ("text", "edited") or step not in begun_ones.NUMBERS:
        raise errors.AnswerUnfit
    if step == begun_ones.WEEK:
        return {"hours_week": amounts.hours(incoming.text, amounts.A_WEEK)}
    return {"days": amounts.days(incoming.text)}


def _go_on(hearing: Hearing, known: Check, begun: Begun) -> None:
    """Ask the next step; where there is none, write the answer down."""
    account = entrance.account(hearing)
    if begun.asks:
        others = tuple(
            replace(one, listens=False) for one in hearing.person.begun if one.token != begun.token
        )
        hearing.remember(begun=(*others, begun)[-_MOST:])
        whole.wait(hearing.tx, hearing.house, known, begun, account, hearing.now)
        hearing.say(questions.put(hearing, begun))
        return
    _forget(hearing, begun.token)
    whole.drop(hearing.tx, known, begun.tries, account)
    try:
        said = whole.note(hearing.tx, hearing.house, known, begun, hearing.now)
    except (errors.AnsweredBefore, errors.AnswerUnfit):
        hearing.say(Message(hearing.speaker.say(thanks.ALREADY)))
        return
    hearing.say(thanks.of(hearing, said))


def _listening(hearing: Hearing) -> Begun:
    return next(one for one in reversed(hearing.person.begun) if one.listens and one.asks)


def _of(hearing: Hearing, token: str) -> Begun | None:
    return next((one for one in hearing.person.begun if one.token == token), None)


def _forget(hearing: Hearing, token: str) -> None:
    kept = tuple(one for one in hearing.person.begun if one.token != token)
    if kept != hearing.person.begun:
        hearing.remember(begun=kept)


def _asked(hearing: Hearing, known: Check) -> tuple[str, ...]:
    return verifying.of(hearing.tx, hearing.office, known).accounts
