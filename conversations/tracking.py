"""Finding a report again: by its receipt, from any chat, or from the very chat that chose to be told.

The answer to a wrong code, a mistyped one, and one whose report has been erased is the same, and takes the
same time. Past the limits no code is looked up, right or wrong.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from cases import case, consent, questions, receipt
from conversations import following, limits, menu, notices, sending, tally
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales.texts import Text
from store.seal import Keys
from store.transaction import Transaction

ASK_CODE = Text("follow.ask_code", "Send your code.")
ASK_AGAIN = Text("follow.again", "For your safety, please send your code once more.")
CHOOSE = Text("follow.choose", "Which report? Choose one, or send a code.")
NOT_FOUND = Text("follow.not_found", "This code was not found. Please check it and try again.")
SLOW_DOWN = Text("err.slow_down", "Too many messages. Please wait a little.")

IN_ALL = "wrong receipt"
"""Name under which unknown receipts of everybody are counted; one account's has its keyed hash behind it."""

LOOKS_LIKE_CODE = 8
"""Digits from which on words are taken for a mistyped receipt of 16."""

NEARLY_CODE = range(14, 19)
"""Numbers of digits that, with no letter beside them, are taken for a receipt that was mistyped."""

MOST_OFFERED = 5

_log = structlog.get_logger(__name__)


def ask(hearing: Hearing) -> None:
    """Show the report that this chat chose to be told of, or several to choose from; else ask for a code."""
    _find(hearing, ASK_CODE)


def ask_for_code(hearing: Hearing) -> None:
    """Ask for a code, whatever this chat is told of."""
    hearing.remember(awaits="code")
    hearing.say(Message(hearing.speaker.say(ASK_CODE)))


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether what was awaited may still come: with a report open, words are an answer to its question
    unless they look like a code. Changing the language changes nothing.
    """
    incoming = hearing.incoming
    if incoming.kind == "button":
        return incoming.text.startswith("l:")
    if hearing.person.awaits != "code":
        return incoming.kind in following.ADDED
    digits = sum(char.isdecimal() for char in incoming.text)
    return incoming.kind == "text" and (hearing.person.draft is None or digits >= LOOKS_LIKE_CODE)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a code led to: the number of its case, or None; `is_held`: none is looked up for now."""

    number: int | None = None
    is_held: bool = False


def look_up(tx: Transaction, keys: Keys, account: str, text: str, *, now: datetime) -> Looked:
    """Look for the case of a code that somebody gave, by whatever channel; `account` is their keyed hash.

    Wrong ones count: five an hour of one account, a thousand of all together.
    """
    theirs = f"{IN_ALL}:{account}"
    of_account, of_all = tally.within(tx, (theirs, IN_ALL), limits.AN_HOUR, now=now)
    if of_account >= limits.WRONG_RECEIPTS or of_all >= limits.WRONG_RECEIPTS_IN_ALL:
        return Looked(is_held=True)
    number = receipt.living(tx, keys, text)
    if number is not None:
        return Looked(number)
    tally.add(tx, (theirs, IN_ALL), now=now)
    if of_all + 1 == limits.WRONG_RECEIPTS_IN_ALL:
        _log.warning("receipts.guessed", wrong=of_all + 1)
    return Looked()


def hear(hearing: Hearing, text: str) -> None:
    """Look the code up and show how far the report is."""
    speaker = hearing.speaker
    looked = look_up(hearing.tx, hearing.house.keys, hearing.sender, text, now=hearing.now)
    if looked.number is not None:
        following.show(hearing, looked.number)
        return
    words = speaker.say(SLOW_DOWN if looked.is_held else NOT_FOUND)
    hearing.say(Message(words, menu.menu(speaker).buttons))


def wrong_receipts(tx: Transaction, now: datetime) -> int:
    """Give how many unknown codes everybody together has tried within the last hour."""
    return tally.within(tx, (IN_ALL,), limits.AN_HOUR, now=now)[0]


def hear_more(hearing: Hearing) -> None:
    """Take what was sent as an addition or an answer to the followed report; too late, ask which it is.

    A code is looked up, never handed to a department; nor is one with a slip of the finger in it.
    """
    row, text = following.current(hearing), hearing.incoming.text
    if receipt.read(text) or _is_nearly_code(text):
        hear(hearing, text)
    elif row is None:
        _find(hearing, ASK_AGAIN)
    else:
        following.hear(hearing, row)


def answers(hearing: Hearing) -> bool:
    """Take words that nothing else explains as the answer to the question that this chat was asked.

    Few press "Answer" before they write. False, and nothing done, unless exactly one report of this chat has
    an open question.
    """
    if hearing.incoming.kind != "text":
        return False
    asked = [number for number in _of_chat(hearing) if questions.open_of(hearing.tx, number)]
    if len(asked) != 1:
        return False
    following.await_answer(hearing, asked[0])
    hear_more(hearing)
    return True


def takes_edits(hearing: Hearing) -> bool:
    """Tell whether a changed message is an addition: a report is followed."""
    return following.current(hearing) is not None


def press(hearing: Hearing, token: str) -> None:
    """Do what a button of the follow-up says, behind its "f:".

    An hour after the code it is asked for again, kindly. The button of a question that was sent without
    being asked for names no report: the one of this chat that has an open question is meant.
    """
    act, _, view = token.partition(":")
    if act == "code":
        ask_for_code(hearing)
    elif act.isdecimal():
        _choose(hearing, int(act))
    elif act == "answer" and not view:
        _answer(hearing)
    elif following.current(hearing) is None:
        _find(hearing, ASK_AGAIN)
    else:
        following.press(hearing, act, view)


def _is_nearly_code(text: str) -> bool:
    """Tell whether this is a receipt with a slip in it; a telephone number is shorter."""
    digits = sum(char.isdecimal() for char in text)
    return digits in NEARLY_CODE and not any(char.isalpha() for char in text)


def _find(hearing: Hearing, otherwise: Text) -> None:
    numbers = _of_chat(hearing)
    if len(numbers) == 1:
        following.show(hearing, numbers[0])
        return
    hearing.remember(awaits="code", offered=numbers)
    if not numbers:
        hearing.say(Message(hearing.speaker.say(otherwise)))
        return
    lines = [notices.line(hearing.speaker, case.get(hearing.tx, number)) for number in numbers]
    buttons = tuple((Button(line, f"f:{place}"),) for place, line in enumerate(lines, start=1))
    hearing.say(Message(hearing.speaker.say(CHOOSE), buttons))


def _choose(hearing: Hearing, place: int) -> None:
    offered = hearing.person.offered
    mine = _of_chat(hearing)
    if 1 <= place <= len(offered) and offered[place - 1] in mine:
        following.show(hearing, offered[place - 1])
    else:
        _find(hearing, ASK_AGAIN)


def _answer(hearing: Hearing) -> None:
    current = following.current(hearing)
    followed = () if current is None else (current.number,)
    asked = [one for one in (*followed, *_of_chat(hearing)) if questions.open_of(hearing.tx, one)]
    if asked and (followed[:1] == (asked[0],) or len(asked) == 1):
        following.answer(hearing, asked[0])
    else:
        _find(hearing, ASK_AGAIN)


def _of_chat(hearing: Hearing) -> tuple[int, ...]:
    """Give the numbers of the newest reports that this chat chose to be told of, oldest first."""
    lookup = sending.lane(hearing.house.keys, hearing.incoming.address)
    return consent.told(hearing.tx, lookup)[-MOST_OFFERED:]
