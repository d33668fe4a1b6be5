"""Whether an absence becomes a report. Pure; the numbers are data (`thresholds`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.absences import absences, calendar, thresholds
from cases.absences.absences import Absence, Told
from cases.absences.thresholds import Thresholds
from cases.law import Law


@dataclass(frozen=True, slots=True)
class Spell:
    """Days that a pupil missed for a reason nobody knows: from one day to another, so many of them."""

    since: date
    until: date
    days: int


def flag(told: Told, before: Iterable[Spell], numbers: Thresholds, law: Law) -> str:
    """Give the code of the threshold that is reached, "" for none: then it is only counted.

    Work that the school itself sends to is never excused: whoever sends would excuse it. `before` are the
    earlier spells of the pupil.
    """
    by_school = absences.WORK in told.reasons and told.employer == absences.SCHOOL_SENT
    if told.excused == absences.YES and not by_school:
        return ""
    if absences.WORK in told.reasons:
        return thresholds.WORK if told.days >= numbers.work.days else ""
    if absences.MOVE in told.reasons:
        is_due = told.days >= numbers.moved.days and told.has_papers is not True
        return thresholds.MOVED if is_due else ""
    if told.reasons and absences.UNKNOWN not in told.reasons:
        return ""
    spells = (Spell(told.since, told.until, told.days), *before)
    missed = recent(spells, told.until, numbers.unknown.within, law)
    return thresholds.UNKNOWN if missed >= numbers.unknown.days else ""


def recent(spells: Iterable[Spell], until: date, within: int, law: Law) -> int:
    """Count the days of these spells among the last `within` school days up to a day."""
    begins = calendar.before(calendar.nearest(until, until, law), law, number=within - 1)
    counted = 0
    for spell in spells:
        since, last = max(spell.since, begins), min(spell.until, until)
        if since <= last:
            counted += min(calendar.missed(since, last, law), spell.days)
    return min(counted, within)


def spells(known: Iterable[Absence], until: date) -> tuple[Spell, ...]:
    """Give the spells of a pupil's earlier absences whose reason nobody knows and nobody excused."""
    return tuple(
        Spell(one.since, one.back_on or until, one.days)
        for one in known
        if one.state != absences.VOID and one.excused != absences.YES and absences.is_unknown(one.reasons)
    )
