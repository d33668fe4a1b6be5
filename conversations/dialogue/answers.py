"""One answer to one question, and what numbers people type."""

import re
import unicodedata

from msgspec import Struct

from conversations.dialogue import durations

UNKNOWN = frozenset({"unknown", "none"})
"""Codes that say "I don't know" or "none of these"."""

LONGEST = 1000
"""Characters of a typed answer; more is offered to be kept from the beginning (DIALOGUES 0)."""


class Answer(Struct, frozen=True, omit_defaults=True):
    """What was answered: pressed codes, typed words as they are, numbers, a place, a voice message."""

    codes: tuple[str, ...] = ()
    text: str = ""
    number: float | None = None
    ages: tuple[int, ...] = ()
    place: str = ""  # code of a territory; "" with a text or point: not known yet
    point: tuple[float, float] | None = None
    voice: str = ""  # the channel's id of a voice message
    medium: int = 0  # number of the file that holds it
    skipped: bool = False
    review: bool = False  # taken as it is after three tries: a person looks at it
    message: int | None = None  # message it came in: an edit of that message replaces it

    def says_something(self) -> bool:
        """Tell whether it holds anything other than "I don't know"."""
        told = [code for code in self.codes if code not in UNKNOWN]
        return bool(told or self.text or self.voice or self.ages or self.number is not None)


_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_TWO_AGES = re.compile(r"(?<=\d),(?!5\b)(?=\d)")


def numbers(text: str) -> list[float]:
    """Give the numbers in a text, digits of any script, comma or point: "2,5 сағат" → [2.5]."""
    plain = "".join(
        str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in text
    )
    return [float(found.replace(",", ".")) for found in _NUMBER.findall(plain) if len(found) < 10]


def ages(text: str) -> tuple[int, ...]:
    """Give the ages in a text: "10 лет" → (10,), "12-14" → (12, 13, 14), "10,12" → (10, 12).

    A school grade («5 класс») is no age, nor is how long somebody works: «16 лет, работает 3 года» → (16,).
    A comma stands between two children, except in "12,5".
    """
    text = _TWO_AGES.sub(", ", durations.left_out(text))
    found = [int(number) for number in numbers(text)]
    ranged = re.search(r"\d\s*[-–—]\s*\d", text)
    if ranged and len(found) == 2 and found[0] < found[1] <= 99:
        return tuple(range(found[0], found[1] + 1))
    return tuple(dict.fromkeys(found[:20]))


def has_words(text: str) -> bool:
    """Tell whether the text holds at least two letters of any script; digits and emoji alone do not count."""
    return sum(char.isalpha() for char in text) >= 2
