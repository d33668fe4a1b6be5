"""Answers of form 1 as they stand on paper, in the words of one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.visits import form
from cases.visits.form import Question
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from web.forms.sheet import Choice, Row

MOST_BOXES = 4
"""Questions with more answers are answered in words."""
BESIDE: Mapping[str, str] = {
    "q5": "x_citizenship",
    "q9": "x_medical",
    "q11": "x_grade",
    "q14d": "x_night_hours",
    "q19l": "x_q19l",
    "q22g": "x_q22g",
}
"""What is asked besides and belongs to a line of the paper: it stands there, not under "other"."""
WITHHELD = Text("form.withheld", "Only for those who act on the child’s case")
_LONG, _SHORT = 3, 1


def row(speaker: Speaker, question: Question, told: Mapping[str, Any], *, withheld: bool = False) -> Row:
    """Give the line of a question with its answer; `told`: answers by id, a text where it was not understood.

    `withheld`: there may be an answer, which this reader does not get.
    """
    boxes = 0 < len(question.options) <= MOST_BOXES and question.kind == "choice" and not withheld
    answer = told.get(question.id)
    return Row(
        number=number(question.id),
        label=speaker.say(question.text),
        value=speaker.say(WITHHELD) if withheld else "" if boxes else said(speaker, question, answer),
        choices=_boxes(speaker, question, answer) if boxes else (),
        beside="" if withheld else _beside(speaker, question, told),
        lines=_LONG if question.kind in ("long", "codes") else _SHORT,
    )


def number(id: str) -> str:
    """Give the number of a question as on paper: "4 a" for q4a; "" for those that the paper does not have."""
    if not id.startswith("q"):
        return ""
    digits = id[1:].rstrip("abcdefghijkl")
    letter = id[1 + len(digits) :]
    return f"{digits} {letter}".strip()


def said(speaker: Speaker, question: Question, answer: Any) -> str:
    """Give an answer in words; "" where there is none."""
    if answer is None or answer == "":
        return ""
    language = speaker.catalogue.language
    if question.options and isinstance(answer, str | list | tuple):
        names = {one.code: speaker.say(one.text) for one in question.options}
        chosen = [answer] if isinstance(answer, str) else answer
        return "; ".join(names.get(code, code) for code in chosen)
    if question.kind in ("hours", "load") and isinstance(answer, Mapping):
        return formatting.bands(str(answer["told"]))
    if isinstance(answer, Mapping):
        return str(answer["told"])
    return day(str(answer), language) if question.kind in ("date", "birth") else str(answer)


def day(told: str, language: str) -> str:
    """Give a day as people write it; also of a month, a year, or an estimated year ("2013~")."""
    if told.endswith("~"):
        return f"≈ {told[:-1]}"
    if len(told) == len("2012-05"):
        return f"{told[5:]}.{told[:4]}"
    try:
        return formatting.date(date.fromisoformat(told), language)
    except ValueError:  # a year, or what could not be read as a day
        return told


def _boxes(speaker: Speaker, question: Question, answer: Any) -> tuple[Choice, ...]:
    return tuple(Choice(speaker.say(one.text), one.code == answer) for one in question.options)


def _beside(speaker: Speaker, question: Question, told: Mapping[str, Any]) -> str:
    other = form.question(BESIDE.get(question.id, ""))
    if other is None or told.get(other.id) in (None, ""):
        return ""
    return f"{speaker.say(other.text)}: {said(speaker, other, told[other.id])}"
