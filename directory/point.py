"""The district of a point on the map: that of the nearest known place."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from directory.territory import Territories, Territory

_EARTH_KM = 6371.0
#: A rule of thumb for how far a town reaches around its one known point, in kilometres: without it a suburb's
#: point beats the town itself in the town's own streets.
_REACH_KM = {"republican_city": 9.0, "city_administration": 4.0, "town": 2.0}
_KNOWN = ("city", "rural_district", "settlement")


@dataclass(frozen=True, slots=True)
class Found:
    """The district or city of the nearest known place, and how far that place is."""

    code: str
    km: float


class Points:
    """All places with coordinates, ready to be compared with a point."""

    def __init__(self, territories: Territories) -> None:
        rows = [row for row in territories if row.level in _KNOWN and row.lat is not None]
        self._codes = [_district_code(territories, row) for row in rows]
        self._at = np.radians(np.array([(row.lat, row.lon) for row in rows], dtype=np.float64)).reshape(-1, 2)
        self._reach = np.array([_REACH_KM.get(row.kind, 0.0) for row in rows])

    def nearest(self, lat: float, lon: float) -> Found | None:
        """The district of the nearest known place (degrees in, kilometres out); None if no place is known."""
        if not self._codes:
            return None
        km = self._distances(lat, lon)
        best = int(np.argmin(km - self._reach))
        return Found(self._codes[best], float(km[best]))

    def _distances(self, lat: float, lon: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """Great-circle distances (haversine) in kilometres."""
        here_lat, here_lon = np.radians(lat), np.radians(lon)
        lats, lons = self._at[:, 0], self._at[:, 1]
        half = np.sin((lats - here_lat) / 2) ** 2
        half += np.cos(here_lat) * np.cos(lats) * np.sin((lons - here_lon) / 2) ** 2
        return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(half)))


def _district_code(territories: Territories, row: Territory) -> str:
    return next(unit.code for unit in _of_district(territories, row))


def _of_district(territories: Territories, row: Territory) -> Iterable[Territory]:
    yield from (unit for unit in [territories.district_of(row.code)] if unit)
    yield territories.oblast_of(row.code)
