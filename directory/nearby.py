"""The settlements around a point, with distance and direction: from the directory's own points."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from directory.territory import Territories, Territory

KM_PER_DEGREE = 111.195
WINDS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_KINDS = ("settlement", "city", "town")
_WIDEST = 2.0  # degrees of latitude that are looked at: nothing in the country is farther from its neighbours


@dataclass(frozen=True, slots=True)
class Near:
    """A settlement near a point: the point lies `km` away from it, `east` and `north` of it (km)."""

    code: str
    km: float
    east: float
    north: float

    @property
    def wind(self) -> str:
        """In which direction from the settlement the point lies: one of WINDS."""
        turns = math.degrees(math.atan2(self.east, self.north)) % 360 / 45
        return WINDS[round(turns) % len(WINDS)]


def nearest(territories: Territories, lat: float, lon: float, *, limit: int = 4) -> tuple[Near, ...]:
    """Give the nearest settlements to a point, the nearest first; none where the directory knows of none."""
    return tuple(sorted(_around(territories, lat, lon), key=lambda one: (one.km, one.code))[:limit])


def _around(territories: Territories, lat: float, lon: float) -> Iterator[Near]:
    width = KM_PER_DEGREE * math.cos(math.radians(lat))
    for one in territories:
        if one.lat is not None and one.lon is not None and _counts(one) and abs(lat - one.lat) < _WIDEST:
            north, east = (lat - one.lat) * KM_PER_DEGREE, (lon - one.lon) * width
            yield Near(one.code, math.hypot(east, north), east, north)


def _counts(one: Territory) -> bool:
    return one.level in _KINDS or one.kind in _KINDS
