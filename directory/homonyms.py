"""Places of one name: which is meant when nothing else was said."""

from collections.abc import Sequence

from directory.matching import Hit
from directory.territory import Territory

_LEVELS = ("city", "oblast", "district", "settlement", "rural_district")
_EQUAL = 1.0  # scores that differ by less are the same
_SEAT = "1000000"  # the end of KATO's code for the chief city of an oblast


def precedence(unit: Territory) -> int:
    """The order of namesakes: cities, oblasts, districts, towns, villages, rural districts."""
    place = 2 * _LEVELS.index(unit.level)
    return place - 1 if unit.kind == "town" else place


Paths = Sequence[tuple[int, ...]]  # of each unit: the numbers of its parents, nearest first


def without_nested(hits: Sequence[Hit], units: Sequence[Territory], paths: Paths) -> list[Hit]:
    """The hits without those that mean the same place more or less exactly.

    Of two places, one inside the other, the one that explains the text better stays. When both do
    equally well: of a district and a town, village or rural district of its name the district, for
    it has the same services and claims less than the person said; of a rural district and its
    village the village. What only bore the name once does not stay beside what bears it.
    """
    known = {hit.number: hit for hit in hits}
    dropped: set[int] = set()
    for number, hit in known.items():
        for up in paths[number]:
            if up in known and up not in dropped and units[up].level != "oblast":
                dropped.add(_looser(hit, known[up], units))
    return [hit for hit in hits if hit.number not in dropped]


def _looser(inner: Hit, outer: Hit, units: Sequence[Territory]) -> int:
    """Which of two nested places does not stay."""
    if abs(inner.score - outer.score) >= _EQUAL:
        return min(inner, outer, key=lambda hit: hit.score).number
    if outer.alias and not inner.alias:  # «Щучинск»: not the district that was called after it once
        return outer.number
    return outer.number if units[outer.number].level == "rural_district" else inner.number


def led_by_centre(hits: Sequence[Hit], units: Sequence[Territory]) -> list[Hit]:
    """Only the chief city if the others are mere villages, or were called so once: «Тараз» is the city."""
    chief = [hit for hit in hits if _is_chief(units[hit.number]) and not hit.alias]
    others = [units[hit.number].level for hit in hits if hit not in chief and not hit.alias]
    if len(chief) == 1 and all(level in ("settlement", "rural_district") for level in others):
        return chief
    return list(hits)


def _is_chief(unit: Territory) -> bool:
    return unit.kind == "republican_city" or (unit.level == "city" and unit.code.endswith(_SEAT))
