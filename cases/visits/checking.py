"""Typed answers read: what each means, and what does not fit. What cannot be read is kept as it was typed.

Hours such as "10-13" keep both ends and the text; a comma is a point; an age in the place of a date gives an
estimated year; somebody of 18 or more is asked about, never dropped (DIALOGUES 3).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases import ages, hours
from cases.facts import MOST_KILOGRAMS
from cases.visits import birth
from cases.visits import point as points
from cases.visits.findings import Finding
from cases.visits.form import Question

LONGEST = 4000  # characters of one answer; more is kept, and asked about
MOST_COUNTED = 999
_LONGEST_NUMBER = 9  # digits; Python refuses to read thousands of them
WEEK = "x_hours_week"
_TODAY_AT_THE_LATEST = ("q9", "q12")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_LIKE_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}")
_UNIT = re.compile(r"\s*(?:ч|час|часа|часов|сағ|сағат|саат|soat|h|hours?|кг|kg)\.?\Z", re.IGNORECASE)
_NEGATIVE = re.compile(r"\s*[-−–]\s*\d")

Typed = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Read:
    """One answer read. `value` None: nothing was typed, or it cannot be read (then `findings` say why).

    `more`: answers to other questions that follow from it, by their ids.
    """

    value: Any
    findings: tuple[Finding, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def read(question: Question, typed: Typed, today: date) -> Read:
    """Read what was typed as the answer to a question. Never refuses."""
    if question.kind == "codes":
        return _codes(question, typed)
    text = (typed if isinstance(typed, str) else ", ".join(typed)).strip()
    return _READERS[question.kind](question, text, today) if text else Read(None)


def _text(question: Question, text: str, today: date) -> Read:
    if len(text) <= LONGEST:
        return Read(text)
    return Read(text, (Finding("too_long", question.id, values=(("n", str(LONGEST)),)),))


def _choice(question: Question, text: str, today: date) -> Read:
    if text in question.codes:
        return Read(text)
    return Read(None, (Finding("not_a_choice", question.id),))


def _codes(question: Question, typed: Typed) -> Read:
    told = re.split(r"[\s,;]+", typed) if isinstance(typed, str) else list(typed)
    chosen = [code for code in told if code]
    known = [code for code in question.codes if code in chosen]
    wrong = () if set(chosen) <= set(known) else (Finding("not_a_choice", question.id),)
    return Read(known or None, wrong)


def _birth(question: Question, text: str, today: date) -> Read:
    found = birth.read(text, today)
    if found is None:
        return Read(None, (_below_zero(question, text) or _no_day(question, text),))
    if found.age is not None:
        more = (Finding("adult", question.id),) if found.age >= ages.ADULT else ()
        return Read(found.value, (Finding("year_estimated", question.id), *more), {"x_age": found.age})
    if birth.is_future(found.value, today):
        return Read(found.value, (Finding("birth_in_future", question.id),))
    told = birth.age(found.value, today)
    if told is not None and ages.parse(told).only_adults:
        return Read(found.value, (Finding("adult", question.id),))
    return Read(found.value)


def _age(question: Question, text: str, today: date) -> Read:
    whole = _whole(question, text, birth.OLDEST)
    if whole.value is not None and whole.value >= ages.ADULT:
        return Read(whole.value, (Finding("adult", question.id),))
    return whole


def _number(question: Question, text: str, today: date) -> Read:
    return _whole(question, text, MOST_COUNTED)


def _whole(question: Question, text: str, most: int) -> Read:
    if text.isdecimal() and len(text) <= _LONGEST_NUMBER and int(text) <= most:
        return Read(int(text))
    limits = (("min", "0"), ("max", str(most)))
    return Read(None, (_below_zero(question, text) or Finding("not_a_number", question.id, values=limits),))


def _day(question: Question, text: str, today: date) -> Read:
    found = _DAY_FIRST.fullmatch(text)
    iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return Read(None, (_no_day(question, text),))
    late = question.id in _TODAY_AT_THE_LATEST and day > today
    return Read(day.isoformat(), (Finding("in_future", question.id),) if late else ())


def _hours(question: Question, text: str, today: date) -> Read:
    return _span(question, text, 24 * (hours.DAYS_OF_WEEK if question.id == WEEK else 1), "not_hours")


def _load(question: Question, text: str, today: date) -> Read:
    return _span(question, text, MOST_KILOGRAMS, "not_a_number")


def _span(question: Question, typed: str, most: float, code: str) -> Read:
    text = _without_unit(typed)
    try:
        span = hours.parse(text, most=most)
    except ValueError:
        if code == "not_hours" and _is_span(text):
            return Read(None, (Finding("too_many_hours", question.id, values=(("max", f"{most:g}"),)),))
        limits = () if code == "not_hours" else (("min", "0"), ("max", f"{most:g}"))
        return Read(None, (_below_zero(question, text) or Finding(code, question.id, values=limits),))
    return Read({"low": span.low, "high": span.high, "told": text})


def _without_unit(text: str) -> str:
    return _UNIT.sub("", text)


def _is_span(text: str) -> bool:
    """Is it a number or a span of hours, only of too many?"""
    try:
        return hours.parse(text, most=float("inf")).high > 0
    except ValueError:
        return False


def day_fault(text: str) -> str:
    """Give the code of why a text is no day: it looks like one, or it does not."""
    return "no_such_day" if _LIKE_A_DAY.fullmatch(text) else "not_a_date"


def _no_day(question: Question, text: str) -> Finding:
    return Finding(day_fault(text), question.id)


def _time(question: Question, text: str, today: date) -> Read:
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 24 or int(found[2]) > 59 or (int(found[1]) == 24 and int(found[2])):
        return Read(None, (Finding("not_a_time", question.id),))
    return Read(f"{int(found[1]):02}:{found[2]}")


def _point(question: Question, text: str, today: date) -> Read:
    found = points.read(text)
    if found is None:
        return Read(None, (Finding("not_a_point", question.id),))
    told = {"lat": found.lat, "lon": found.lon, "told": f"{found.lat:.5f}, {found.lon:.5f}"}
    return Read(told, () if found.is_near else (Finding("point_elsewhere", question.id),))


def _below_zero(question: Question, text: str) -> Finding | None:
    return Finding("negative", question.id) if _NEGATIVE.match(text) else None


_READERS: Mapping[str, Callable[[Question, str, date], Read]] = {
    "text": _text,
    "long": _text,
    "choice": _choice,
    "birth": _birth,
    "age": _age,
    "number": _number,
    "date": _day,
    "hours": _hours,
    "load": _load,
    "time": _time,
    "point": _point,
}
