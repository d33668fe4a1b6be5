"""A class list as a file or a form brings it: line by line what can be taken, and what stands in the way."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases import errors
from cases.absences import classes, pupils
from cases.absences.pupils import Line
from cases.absences.registers import reading, words
from cases.absences.registers.reading import Row
from directory.exchange import cells

MOST_LINES = 300
COLUMNS, TOO_MANY, NO_LINES = "columns", "too_many", "no_lines"
"""Why no line of a file can be read; more reasons in `reading`."""
NO_CLASS, LONG_CLASS, NO_NAME, LONG_NAME, TWICE, FULL = (
    "no_class",
    "long_class",
    "no_name",
    "long_name",
    "twice",
    "full",
)
ODD_SEX, ODD_YEAR, ODD_NUMBER, NUMBER_TWICE = "odd_sex", "odd_year", "odd_number", "number_twice"
FORMULA = "formula"
NOTES = frozenset({FORMULA, NUMBER_TWICE})
"""What is only said; anything else keeps a line from being taken."""
YOUNGEST, OLDEST = 4, 22  # years that a pupil may be
_HEADED = 10  # rows among which the headings are looked for
_LISTED = re.compile(r"(?:(\d{1,3})[.)]?\s)?\s*(.*)")  # "7. Name": its number, and the name
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as it was written. `line`: of the file; `number`, `sex`, `born` as they stand there."""

    line: int
    label: str
    name: str = field(repr=False)
    number: str = ""
    sex: str = ""
    born: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One line with what was found; `taken` is what would be kept of it, None while something is wrong."""

    typed: Typed
    findings: tuple[str, ...]
    taken: Line | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Brought:
    """The lines of a file, and which of the columns that one can do without are missing."""

    lines: tuple[Typed, ...]
    missing: tuple[str, ...]


def read(data: bytes, label: str = "") -> Brought:
    """Give the lines of a class list; `label` is the class of those that name none.

    Raises:
        RegisterRefused: unreadable; a column is missing without which nothing can be taken; too many lines.
    """
    rows = reading.rows(data)
    at, places = _headings(rows)
    needed = {words.PUPIL} | (set() if label else {words.CLASS})
    if needed - set(places):
        raise errors.RegisterRefused(COLUMNS, tuple(sorted(needed - set(places))))
    lines = tuple(_typed(row, places, label) for row in rows[at + 1 :])
    if not lines:
        raise errors.RegisterRefused(NO_LINES)
    if len(lines) > MOST_LINES:
        raise errors.RegisterRefused(TOO_MANY)
    return Brought(lines, tuple(one for one in (words.SEX, words.BIRTH_YEAR) if one not in places))


def names(text: str, label: str) -> Brought:
    """Give the lines of names that somebody wrote one below the other, "1. Name" or "Name".

    Raises:
        RegisterRefused: there is no line, or there are too many.
    """
    written = [" ".join(line.split()) for line in text.splitlines()]
    found = [(at + 1, _LISTED.fullmatch(line)) for at, line in enumerate(written) if line]
    lines = tuple(Typed(at, label, one[2], one[1] or "") for at, one in found if one)
    if not lines:
        raise errors.RegisterRefused(NO_LINES)
    if len(lines) > MOST_LINES:
        raise errors.RegisterRefused(TOO_MANY)
    return Brought(lines, ())


def check(lines: Iterable[Typed], today: date) -> tuple[Checked, ...]:
    """Give each line with what was found in it; a second line of the same pupil is not taken."""
    seen: set[tuple[str, str]] = set()
    numbers: set[tuple[str, int]] = set()
    sizes: dict[str, int] = {}
    checked = []
    for one in lines:
        label, number = _folded(one.label), _number(one.number)
        found = list(_findings(one, today))
        if one.name and (label, _folded(one.name)) in seen:
            found.append(TWICE)
        if number and (label, number) in numbers:
            found.append(NUMBER_TWICE)
        if not set(found) - NOTES:
            sizes[label] = sizes.get(label, 0) + 1
            found += [FULL] if sizes[label] > pupils.MOST else []
        seen.add((label, _folded(one.name)))
        numbers.add((label, number or 0))
        is_fit = not set(found) - NOTES
        checked.append(Checked(one, tuple(found), _line(one) if is_fit else None))
    return tuple(checked)


def by_class(checked: Sequence[Checked]) -> dict[str, list[Line]]:
    """Give what would be kept, by class as it was first written: "7А" and "7 а" are one class."""
    labels: dict[str, str] = {}
    found: dict[str, list[Line]] = {}
    for one in checked:
        if one.taken is not None:
            label = labels.setdefault(_folded(one.typed.label), one.typed.label)
            found.setdefault(label, []).append(one.taken)
    return found


def is_same_class(one: str, other: str) -> bool:
    """Tell whether two labels name the same class: "7А", "7 а" and, in Latin letters, "7A"."""
    return _folded(one) == _folded(other)


def year(text: str, today: date) -> int | None:
    """Give the year of birth in a cell, "2012" or a whole date; 0 for an empty one, None if it cannot be."""
    if not text:
        return 0
    found = _YEAR.findall(text)
    if len(found) != 1 or not YOUNGEST <= today.year - int(found[0]) <= OLDEST:
        return None
    return int(found[0])


def _headings(rows: Sequence[Row]) -> tuple[int, dict[str, tuple[int, ...]]]:
    """Give the row of the headings and the places of each column; a name may stand in several columns."""
    best: tuple[int, dict[str, tuple[int, ...]]] = (0, {})
    for at, row in enumerate(rows[:_HEADED]):
        places: dict[str, tuple[int, ...]] = {}
        for place, cell in enumerate(row.cells):
            column = words.column(cell)
            if column and (column == words.PUPIL or column not in places):
                places[column] = (*places.get(column, ()), place)
        if len(places) > len(best[1]):
            best = at, places
    return best


def _typed(row: Row, places: dict[str, tuple[int, ...]], label: str) -> Typed:
    def cell(column: str) -> str:
        return " ".join(row.cell(place) for place in places.get(column, ()) if row.cell(place))

    return Typed(
        row.line,
        cell(words.CLASS) or label,
        cell(words.PUPIL),
        cell(words.NUMBER).rstrip("."),
        cell(words.SEX),
        cell(words.BIRTH_YEAR),
    )


def _findings(one: Typed, today: date) -> Iterable[str]:
    if not one.label:
        yield NO_CLASS
    if len(one.label) > classes.LONGEST:
        yield LONG_CLASS
    if not any(sign.isalpha() for sign in one.name):
        yield NO_NAME
    if len(one.name) > pupils.LONGEST:
        yield LONG_NAME
    if one.sex and not words.sex(one.sex):
        yield ODD_SEX
    if year(one.born, today) is None:
        yield ODD_YEAR
    if one.number and _number(one.number) is None:
        yield ODD_NUMBER
    if cells.is_formula(one.name):
        yield FORMULA


def _line(one: Typed) -> Line:
    found = _YEAR.search(one.born)
    born = int(found[0]) if found else 0
    return Line(one.name, words.sex(one.sex), born, _number(one.number) or 0)


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 3
    return int(text) if is_number else None


_LATIN = str.maketrans("abcehkmopty", "авсенкморту")


def _folded(text: str) -> str:
    return "".join(words.folded(text).split()).translate(_LATIN)
