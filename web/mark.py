"""The mark of a practice house across every page of paper: what was practised is no evidence."""

from pathlib import Path

import msgspec

from conversations.house import House
from locales.texts import Text

PRACTICE = Text("practice.mark", "Practice")
_LANGUAGES = ("kk", "ru")
_ACROSS = (
    '#set page(foreground: rotate(-40deg, text(size: 64pt, weight: "bold", fill: rgb(91, 42, 134, 60),'
    ' font: ("Libertinus Serif", "DejaVu Sans Mono"))[#json(bytes({words}))]))\n'
)  # typst keeps the foreground when the template sets the rest of its page


def source(template: Path, house: House) -> bytes:
    """Give a template of typst as it is, in a practice house with the mark across every page."""
    read = template.read_bytes()
    if not house.is_practice:
        return read
    words = " · ".join(house.speaker(one).say(PRACTICE) for one in _LANGUAGES)
    told = msgspec.json.encode(msgspec.json.encode(words).decode()).decode()
    return _ACROSS.replace("{words}", told).encode() + read
