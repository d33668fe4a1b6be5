"""A register of who came on which day: pupils down, days across, a mark where they cross."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases import errors
from cases.absences import calendar
from cases.absences.pupils import Pupil
from cases.absences.registers import reading, words
from cases.absences.registers.reading import Row

NO_DAYS, COLUMNS = "no_days", "columns"
"""Why no mark of a file can be read; more reasons in `reading`."""
_HEADED = 10  # rows among which the headings are looked for
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GRADES = frozenset("2345")
_DIGITS = frozenset("01")
_MINUS, _DOTS = frozenset("-–—"), frozenset("+.·•✓√")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the file does not say: the month of bare day numbers, today, and which of 0 and 1 is absent."""

    month: date
    today: date
    absent: str = "0"


@dataclass(frozen=True, slots=True)
class Marked:
    """The days of one pupil: absent without a word, and absent with a good reason; sorted."""

    pupil: str
    absent: tuple[date, ...]
    excused: tuple[date, ...]
    last_present: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What a file says. `unknown`: (line, name or number) of whom the class list does not have; `odd`: marks
    that mean nothing, with how often; `until`: its last day with a mark.
    """

    pupils: tuple[Marked, ...]
    until: date
    unknown: tuple[tuple[int, str], ...] = field(repr=False)
    odd: tuple[tuple[str, int], ...] = ()
    later: int = 0  # columns of days that are still to come
    no_days: tuple[str, ...] = ()  # headings that look like a day, and are none of this school year: "29.02"


def read(data: bytes, listed: Sequence[Pupil], asked: Asked) -> Register:
    """Give the marks of these pupils, who are found by their name or by their number of the register.

    Raises:
        RegisterRefused: unreadable; no column with names or numbers, or none with days.
    """
    rows = reading.rows(data)
    at, who, days = _headings(rows, asked)
    passed = {place: day for place, day in days.items() if day <= asked.today}
    marks = {row.line: _marks(row, passed) for row in rows[at + 1 :]}
    if not any(marks.values()):
        raise errors.RegisterRefused(NO_DAYS)
    said = {mark for one in marks.values() for mark in one.values()}
    digit = asked.absent if said <= _DIGITS else ""
    meant = {mark: _meant(mark, digit, is_signed="+" in said) for mark in said}
    found, unknown = _found(rows[at + 1 :], listed, who)
    return Register(
        tuple(_marked(pupil, marks[line], meant, passed.values()) for pupil, line in found.items()),
        max(day for one in marks.values() for day in one),
        unknown,
        _odd(marks.values(), meant),
        len(days) - len(passed),
        tuple(cell for place, cell in enumerate(rows[at].cells) if place not in days and _is_meant(cell)),
    )


def _headings(rows: Sequence[Row], asked: Asked) -> tuple[int, dict[str, tuple[int, ...]], dict[int, date]]:
    """Give the row of the headings, the places of names and numbers, and the day of each column."""
    best: tuple[int, dict[str, tuple[int, ...]], dict[int, date]] = (0, {}, {})
    for at, row in enumerate(rows[:_HEADED]):
        named = {place: words.column(cell) for place, cell in enumerate(row.cells)}
        who = {
            column: tuple(place for place, told in named.items() if told == column)
            for column in (words.PUPIL, words.NUMBER)
        }
        days = {place: day for place, cell in enumerate(row.cells) if (day := _day(cell, asked))}
        if (bool(any(who.values())), len(days)) > (bool(any(best[1].values())), len(best[2])):
            best = at, who, days
    if not any(best[1].values()):
        raise errors.RegisterRefused(COLUMNS, (words.PUPIL,))
    if not best[2]:
        raise errors.RegisterRefused(NO_DAYS)
    return best


def _day(heading: str, asked: Asked) -> date | None:
    """Give the day that a heading names; a day without a year lies in the school year of today."""
    iso, told = _ISO.search(heading), _DAY.search(heading)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if told and told[3]:
            return date(int(told[3]) + (2000 if len(told[3]) == 2 else 0), int(told[2]), int(told[1]))
        if told:
            begins, named = calendar.year_begins(asked.today), (int(told[2]), int(told[1]))
            return date(begins.year + (named < (begins.month, begins.day)), *named)
        if heading.isascii() and heading.isdecimal() and len(heading) <= 2:
            return asked.month.replace(day=int(heading))
    except ValueError:
        return None
    return None


def _is_meant(heading: str) -> bool:
    """Tell whether a heading is meant as a day."""
    is_number = heading.isascii() and heading.isdecimal() and len(heading) <= 2
    return is_number or bool(_ISO.search(heading) or _DAY.search(heading))


def _marks(row: Row, days: Mapping[int, date]) -> dict[date, str]:
    return {day: row.cell(place) for place, day in days.items() if row.cell(place)}


def _meant(mark: str, absent_digit: str, *, is_signed: bool) -> str:
    """Give what a mark says, "" for nothing that is known; grades stand for who was there.

    `is_signed`: the register has a plus for who is there, so that a minus is for who is not.
    """
    if absent_digit:
        return words.ABSENT if mark == absent_digit else words.PRESENT
    if mark in _MINUS:
        return words.ABSENT if is_signed else ""
    if mark in _DOTS:
        return words.PRESENT
    return words.PRESENT if set(mark) & _GRADES and mark.isdecimal() else words.mark(mark)


def _found(
    rows: Iterable[Row], listed: Sequence[Pupil], who: Mapping[str, tuple[int, ...]]
) -> tuple[dict[str, int], tuple[tuple[int, str], ...]]:
    """Give the line of each pupil, and the lines of whom the list does not have."""
    by_name = {_folded(one.name): one.id for one in listed if one.name}
    by_number = {str(one.number): one.id for one in listed}
    found: dict[str, int] = {}
    unknown = []
    for row in rows:
        name = " ".join(row.cell(place) for place in who[words.PUPIL] if row.cell(place))
        number = "".join(row.cell(place) for place in who[words.NUMBER][:1]).rstrip(".")
        known = by_name.get(_folded(name)) if name else by_number.get(number)
        if known is not None and known not in found:
            found[known] = row.line
        elif name or number:
            unknown.append((row.line, name or number))
    return found, tuple(unknown)


def _marked(pupil: str, marks: Mapping[date, str], meant: Mapping[str, str], days: Iterable[date]) -> Marked:
    told = {day: meant[mark] for day, mark in marks.items()}
    absent = tuple(sorted(day for day, one in told.items() if one == words.ABSENT))
    excused = tuple(sorted(day for day, one in told.items() if one in (words.ILL, words.EXCUSED)))
    there = [day for day in days if told.get(day, words.PRESENT) == words.PRESENT]
    return Marked(pupil, absent, excused, max(there, default=None))


def _odd(marks: Iterable[Mapping[date, str]], meant: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for one in marks:
        for mark in one.values():
            if not meant[mark]:
                counted[mark] = counted.get(mark, 0) + 1
    return tuple(sorted(counted.items()))


def _folded(name: str) -> str:
    return words.folded(name)
