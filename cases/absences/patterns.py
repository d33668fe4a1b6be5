"""A whole class that is away in the season: one alert, not thirty cases (DIALOGUES 2)."""

from collections.abc import Iterable

from cases.absences import absences
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.absences.thresholds import Thresholds

_FOR_WORK = frozenset({absences.WORK, absences.MOVE, absences.UNKNOWN})


def counted(lasting: Iterable[Absence]) -> list[Absence]:
    """Give the absences that may be for work: that reason, or none that anybody knows, and not excused."""
    return [
        one
        for one in lasting
        if (one.excused != absences.YES or one.employer == absences.SCHOOL_SENT)
        and (not one.reasons or not _FOR_WORK.isdisjoint(one.reasons))
    ]


def is_whole_class(of: SchoolClass, lasting: Iterable[Absence], season: str, numbers: Thresholds) -> bool:
    """Tell whether so many of the class are away at once, in the season, that it is one matter.

    `lasting` are the open absences of the class, `season` the work of the place now, "" out of season.
    """
    absent, size = len(counted(lasting)), len(of.present)
    share = numbers.whole_class
    return bool(season) and absent >= share.pupils and 100 * absent >= share.percent * size
