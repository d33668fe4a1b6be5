"""Checking a report by its receipt: the same answer for a wrong code and for one that is no longer known."""

from cases import case, receipt
from conversations import limits, menu, notices
from conversations.hearing import Hearing
from conversations.message import Message
from locales.texts import Text

ASK_CODE = Text("follow.ask_code", "Send your code.")
NOT_FOUND = Text("follow.not_found", "This code was not found. Please check it and try again.")
SLOW_DOWN = Text("err.slow_down", "Too many messages. Please wait a little.")

LOOKS_LIKE_CODE = 8
"""Digits from which on words are taken for a mistyped receipt of 16."""


def ask(hearing: Hearing) -> None:
    """Ask for the code; the next words are taken as one."""
    hearing.remember(awaits="code")
    hearing.say(Message(hearing.speaker.say(ASK_CODE)))


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether a receipt may still come: with a report open, words are an answer unless they look like
    one.
    """
    incoming = hearing.incoming
    if incoming.kind == "text":
        digits = sum(char.isdecimal() for char in incoming.text)
        return hearing.person.draft is None or digits >= LOOKS_LIKE_CODE
    return incoming.kind == "button" and incoming.text.startswith("l:")


def hear(hearing: Hearing, text: str) -> None:
    """Look the code up and say how far the report is. After five wrong codes an hour nothing is looked up."""
    person, speaker = hearing.person, hearing.speaker
    if limits.reached(person.wrong, limits.RECEIPTS, hearing.now):
        hearing.say(Message(speaker.say(SLOW_DOWN), menu.menu(speaker).buttons))
        return
    digits = receipt.read(text)
    number = receipt.case_number(hearing.tx, hearing.house.keys, digits) if digits else None
    if number is None:
        hearing.remember(wrong=limits.added(person.wrong, limits.RECEIPTS, hearing.now))
        hearing.say(Message(speaker.say(NOT_FOUND), menu.menu(speaker).buttons))
        return
    hearing.remember(awaits="")
    hearing.say(notices.status(speaker, case.get(hearing.tx, number)), menu.menu(speaker))
