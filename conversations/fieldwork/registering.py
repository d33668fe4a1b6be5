"""What is remembered while a teacher says who is absent, and its buttons. Kept sealed with the person.

The buttons carry places in `offered`, so that they tell nothing to who reads them.
"""

import re
from datetime import date

from msgspec import Struct

from conversations.dialogue import tokens
from conversations.dialogue.session import Session

BUTTON = "a:"
"""Before the token of every button: a:<view>:<act>[place]; of a morning's message a:<act>:<class>."""
HERE, WHO, QUIET, LOUD = "a:here:", "a:who:", "a:quiet", "a:loud"

CLASS, PAGE, PUPIL, TODAY, OTHER_DAY, DAY = "c", "p", "t", "s", "o", "d"
EVERYONE, STILL, BACK, ALL_BACK, ALL_STILL, CLASSES, NEW, LINK = "e", "k", "b", "y", "z", "w", "n", "l"
REASON = "r"

NEW_CLASS, PUPILS, SINCE, QUESTIONS = "new_class", "pupils", "since", "questions"
"""What the next words are."""
ON_PAGE = 8  # pupils on one page (DIALOGUES 2)
_DATE = re.compile(r"^\D*(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?\D*$")


class Register(Struct, frozen=True, omit_defaults=True):
    """One flag that is being told. `class_id`, `chosen`, `offered` are opaque; `session`: the questions."""

    asks: str = ""
    class_id: str = ""
    chosen: tuple[str, ...] = ()
    page: int = 0
    since: str = ""  # ISO, once it is known
    offered: tuple[str, ...] = ()  # classes, pupils or days, as they were shown last
    view: str = ""  # random name of what was shown last: older buttons do nothing
    session: Session | None = None
    learns: str = ""  # the absence whose reason became known; else pupils are told of anew
    listens: bool = True  # False: something else was begun since; its buttons still work


class Press(Struct, frozen=True):
    """A pressed button: an act and the place of what was meant; -1 for none."""

    view: str
    act: str
    place: int = -1


def make(register: Register, act: str, place: int | None = None) -> str:
    """Give the token of a button."""
    return f"{BUTTON}{register.view}:{act}{'' if place is None else place}"


def read(token: str) -> Press:
    """Read a token; one that is none of ours names a view that never was."""
    view, _, act = token.removeprefix(BUTTON).partition(":")
    number = act[1:]
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else -1
    return Press(view, act[:1], place)


def owns(register: Register | None, token: str) -> bool:
    """Tell whether a button belongs to the questions of this register."""
    pressed = tokens.read(token)
    session = register.session if register is not None else None
    return pressed is not None and session is not None and pressed.draft == session.draft


def day(text: str, today: date) -> date | None:
    """Give the day that was typed, "20.11" or "20.11.2026"; None for anything else.

    Without a year it is the last day of that name; one of the coming two months is taken for the coming one,
    so that whoever is wrong is told so.
    """
    found = _DATE.match(text.strip())
    if found is None:
        return None
    year = int(found[3]) if found[3] else today.year
    try:
        told = date(year, int(found[2]), int(found[1]))
        if not found[3] and (told - today).days > 60:
            told = told.replace(year=year - 1)
    except ValueError:
        return None
    return told
