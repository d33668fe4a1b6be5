"""A poster for a school or a district: a few warm words for children, a code for the camera, 111 and 112.

Pupils write where they would not call, and a code at the school is how they come.
"""

import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from conversations.rendering import Speaker
from hotline.paper import leading
from locales.texts import Text
from web import typesetting
from web.typesetting import Form

TEMPLATE = Path(__file__).parent / "poster.typ"
TITLE = Text("poster.title", "Do you have to work instead of going to school?")
NOT_FAULT = Text("poster.not_fault", "It is not your fault. You can tell us about it.")
HOW = Text(
    "poster.how",
    "Point a phone’s camera at the code and write to us. It is free, and you need not give your name.",
)
FRIEND = Text("poster.friend", "You can tell us about a friend, too.")
DANGER = Text("poster.danger", "In danger now? Call {number}.")
TALK = Text("poster.talk", "Want to talk? Call {number}, day and night, free.")
BY_HAND = Text("poster.by_hand", "Or type it in the browser:")
STRIPS = 9
"""Strips to tear off, side by side."""
LONGEST_NAME = 160  # characters of a school's name
QUIET = 4  # modules around the code that stay white: ISO/IEC 18004


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on it. `link`: where the code leads, by `leading.to`; `name`: school, place or ""."""

    link: str
    name: str = ""
    with_strips: bool = False


def draw(poster: Poster, speaker: Speaker, *, form: Form = "pdf") -> bytes:
    """Give an A4 page, upright."""
    say = speaker.say
    told = {
        "lang": speaker.catalogue.language,
        "title": say(TITLE),
        "lines": [say(NOT_FAULT), say(HOW), say(FRIEND)],
        "danger": say(DANGER, number=speaker.emergency),
        "talk": say(TALK, number=speaker.helpline),
        "by_hand": say(BY_HAND),
        "address": leading.spoken(poster.link),
        "name": _plain(poster.name),
        "code": code(poster.link),
        "numbers": f"{speaker.helpline} · {speaker.emergency}",
        "strips": STRIPS if poster.with_strips else 0,
    }
    return typesetting.pages(TEMPLATE, told, form=form)


def code(link: str) -> str:
    """Give the code as SVG with its white edge. A quarter of it may be dirty or torn (level Q)."""
    import segno  # here: only posters need it

    made = segno.make(link, error="q", micro=False, boost_error=False)
    drawn = io.BytesIO()
    made.save(drawn, kind="svg", border=QUIET, dark="#000", light="#fff", omitsize=True)
    return drawn.getvalue().decode()


def _plain(name: str) -> str:
    """A name in one line: nothing that turns the direction of writing, or that cannot be seen."""
    shown = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    return " ".join(shown.split())[:LONGEST_NAME]
