"""What both forms have in common: words of the head, lines to sign, the foot of every page."""

from collections.abc import Sequence

from conversations.rendering import Speaker
from locales.texts import Text
from web.forms.sheet import Grid

ANNEX = Text("form.annex", "Annex II to the guidance on monitoring child labour")
DATE, NUMBER = Text("form.date", "Date"), Text("form.number", "No.")
WHO = Text("form.signs", "Name, position")
SIGNATURE = Text("form.signature", "Signature")
RULES = Text("form.rules", "{title}. Version {form}, rules {rules}")
LEAST_TO_SIGN = 3


def signing(speaker: Speaker, people: Sequence[str]) -> Grid:
    """Give the lines to sign: one for each of these, and three at the least."""
    empty = [""] * max(0, LEAST_TO_SIGN - len(people))
    return Grid(
        head=tuple(speaker.say(one) for one in (WHO, SIGNATURE, DATE)),
        widths=(5, 3, 2),
        rows=tuple((who, "", "") for who in (*people, *empty)),
    )


def foot(speaker: Speaker, title: str, versions: tuple[str, str]) -> str:
    """Give what stands on every page: the form with its version, and that of the rules."""
    return speaker.say(RULES, title=title.partition(".")[0], form=versions[0], rules=versions[1])
