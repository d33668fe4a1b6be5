"""Questions answered in one's own words, and the question "when?", where a typed date counts as an option."""

import re
from datetime import date, timedelta

from conversations.dialogue import plausible
from conversations.dialogue.answers import LONGEST, Answer, has_words
from conversations.dialogue.kinds import options
from conversations.dialogue.kinds.scene import Accepted, Asking, Outcome, Scene, Unclear
from conversations.dialogue.session import Ask, Inner, Notice
from conversations.dialogue.tokens import Press
from locales import daytime

KEEP = "keep_first"
_DATE = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?\b")


def ask(scene: Scene) -> Ask:
    """Ask for words; a step of kind "day" shows its chips."""
    return Ask(scene.step.name, choices=scene.buttons())


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand a pressed chip."""
    return options.press(scene, pressed)


def hear(scene: Scene, text: str) -> Outcome:
    """Take the words as they are; for "when?" a date such as 20.11 becomes today, this week or earlier."""
    if scene.step.kind == "day":
        code = day(text, daytime.day(scene.now))
        return Accepted(Answer(codes=(code,), text=text)) if code else options.hear(scene, text)
    if not has_words(text) and not any(char.isalnum() for char in text):
        return Unclear(raw=text)
    check = scene.step.check
    if check and not plausible.CHECKS[check](text):
        return Unclear(Notice(check), raw=text)
    return Accepted(Answer(text=text), (Notice("note"),))


def too_long(text: str) -> Asking:
    """Offer to keep the beginning of a text that is too long."""
    return Asking(Inner(KEEP, text=text[:LONGEST]), (Notice("too_long", {"n": LONGEST}),))


def day(text: str, today: date) -> str:
    """Give the option code that a typed date means: "today", "this_week", "earlier"; "" when there is
    none.
    """
    found = _DATE.search(text)
    if not found:
        return ""
    number, month = int(found[1]), int(found[2])
    year = int(found[3]) if found[3] else today.year
    try:
        told = date(year + 2000 if year < 100 else year, month, number)
    except ValueError:
        return ""
    if told > today and not found[3]:
        told = told.replace(year=told.year - 1) if (told.month, told.day) != (2, 29) else today
    if told > today:
        return ""
    return "today" if told == today else "this_week" if today - told < timedelta(days=7) else "earlier"
