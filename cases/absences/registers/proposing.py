"""Whose days in a register have reached a threshold, each with the days that count. A person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.absences import calendar
from cases.absences.registers.attendance import Marked
from cases.absences.thresholds import Threshold
from cases.law import Law


@dataclass(frozen=True, slots=True)
class Proposed:
    """One pupil: the school days missed without a good reason among the last ones, and whether that is due.

    `is_back`: the register has them in class after the last of these days.
    """

    pupil: str
    days: tuple[date, ...]
    is_due: bool
    is_back: bool


def proposed(marked: Iterable[Marked], until: date, unknown: Threshold, law: Law) -> tuple[Proposed, ...]:
    """Give who has missed days without a good reason, whoever missed most first.

    Counted are the last `unknown.within` school days up to the register's last day, as the threshold says for
    an unknown reason: the register tells none. A mark on a day without lessons does not count.
    """
    last = calendar.nearest(until, until, law)
    first = calendar.before(last, law, number=unknown.within - 1)
    found = []
    for one in marked:
        days = tuple(day for day in one.absent if first <= day <= last and calendar.is_school_day(day, law))
        if days:
            is_back = one.last_present is not None and one.last_present > days[-1]
            found.append(Proposed(one.pupil, days, len(days) >= unknown.days, is_back))
    return tuple(sorted(found, key=lambda one: -len(one.days)))
