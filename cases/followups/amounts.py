"""Hours and days as a verifier told them: a number, a decimal comma, "10-13"; never more than there are."""

import re
import unicodedata

from cases import hours as spans
from cases.followups.errors import AnswerUnfit
from cases.hours import Span

A_DAY, A_WEEK = 24, 168
MOST_DAYS = 180
"""School days that can have been missed between two rounds (DIALOGUES 2)."""
_WORDS = re.compile(r"[^\W\d_]+\.?$")
_BAND = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")


def hours(typed: str, most: int) -> str:
    """Give hours as the assessment reads them ("9.5", "10-13"), of one that may be typed "9,5 сағат".

    Raises:
        AnswerUnfit: it is no number, nothing, less than nothing, or more than `most`.
    """
    text = _plain(typed).replace("—", "-").replace("–", "-").replace(",", ".")
    span = _span(text, most)
    if span.high <= 0 or text[:1] in "<>≤":
        raise AnswerUnfit
    return text.replace(" ", "")


def days(typed: str) -> int:
    """Give school days missed, a whole number; of "10-13" the upper end (DIALOGUES 3).

    Raises:
        AnswerUnfit: it is no whole number, or not between 0 and `MOST_DAYS`.
    """
    text = _plain(typed)
    found = _BAND.fullmatch(text)
    ends = (int(found[1]), int(found[2])) if found else (0, _whole(text))
    if not ends[0] <= ends[1] <= MOST_DAYS:
        raise AnswerUnfit
    return ends[1]


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_DAYS))):
        raise AnswerUnfit
    return int(text)


def _span(text: str, most: int) -> Span:
    try:
        return spans.parse(text, most=most)
    except ValueError as fault:
        raise AnswerUnfit from fault


def _plain(typed: str) -> str:
    """Without the unit behind it ("12 күн", "9 ч."), in the digits that everybody can read."""
    digits = "".join(str(unicodedata.digit(one, one)) for one in typed.strip())
    return _WORDS.sub("", digits).strip()
