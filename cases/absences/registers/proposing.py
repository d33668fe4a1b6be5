"""Whose days in a register have reached a threshold, each with the days that count. A person decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cases.absences import calendar
from cases.absences.registers.attendance import Marked
from cases.absences.thresholds import Threshold
from cases.law import Law


@dataclass(frozen=True, slots=True)
class Proposed:
    """One pupil: school days missed without a good reason, and whether they are as many as is due.

    `is_back`: the register has them in class after the last of these days.
    """

    pupil: str
    days: tuple[date, ...]
    is_due: bool
    is_back: bool


def proposed(marked: Iterable[Marked], until: date, unknown: Threshold, law: Law) -> tuple[Proposed, ...]:
    """Give who has missed days without a good reason, whoever missed most first.

    A register of months has spells: due is the latest in which so many days lie within so many school
    days, as the threshold says for an unknown reason, though the pupil may be back since. Of whoever has
    none, the days among the last ones are given. A mark on a day without lessons does not count.
    """
    last = calendar.nearest(until, until, law)
    first = calendar.before(last, law, number=unknown.within - 1)
    found = []
    for one in marked:
        missed = [day for day in one.absent if day <= last and calendar.is_school_day(day, law)]
        due = [spell for spell in _spells(missed, unknown.within, law) if _reaches(spell, unknown, law)]
        days = due[-1] if due else tuple(day for day in missed if day >= first)
        if days:
            is_back = one.last_present is not None and one.last_present > days[-1]
            found.append(Proposed(one.pupil, days, bool(due), is_back))
    return tuple(sorted(found, key=lambda one: -len(one.days)))


def _spells(missed: Sequence[date], within: int, law: Law) -> list[tuple[date, ...]]:
    """Divide days into spells: between two of them lie so many school days that no span holds both."""
    spells: list[tuple[date, ...]] = []
    for day in missed:
        if spells and calendar.missed(spells[-1][-1], day, law) <= within:
            spells[-1] = (*spells[-1], day)
        else:
            spells.append((day,))
    return spells


def _reaches(spell: Sequence[date], unknown: Threshold, law: Law) -> bool:
    """Tell whether enough days of a spell lie within the span of the threshold."""
    ends = zip(spell, spell[unknown.days - 1 :], strict=False)
    return any(calendar.missed(begin, end, law) <= unknown.within for begin, end in ends)
