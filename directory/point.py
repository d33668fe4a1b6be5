"""The district of a point on the map: that of the nearest known place."""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from directory.territory import Territories, Territory

_EARTH_KM = 6371.0
#: A rule of thumb for how far a town reaches around its one known point, in kilometres: without it a suburb's
#: point beats the town itself in the town's own streets.
_REACH_KM = {"republican_city": 9.0, "city_administration": 4.0, "town": 2.0}
_EDGE_KM = 1.0  # the same for a known point near the edge of a large city, whose neighbours are villages
_WIDEST_KM = max(_REACH_KM.values()) + 0.1  # and a little for what a cosine cannot tell apart
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
        edges = [edge for edge in _edges() if territories.find(edge[0])]
        self._codes = [*(_district_code(territories, row) for row in rows), *(code for code, *_ in edges)]
        at = [*((row.lat, row.lon) for row in rows), *((lat, lon) for _, lat, lon in edges)]
        self._at = np.radians(np.array(at, dtype=np.float64)).reshape(-1, 2)
        self._reach = np.array([_REACH_KM.get(row.kind, 0.0) for row in rows] + [_EDGE_KM] * len(edges))
        self._on_sphere = np.ascontiguousarray(_on_sphere(self._at[:, 0], self._at[:, 1]).T)

    def nearest(self, lat: float, lon: float) -> Found | None:
        """The district of the nearest known place (degrees in, kilometres out); None if no place is known."""
        if not self._codes:
            return None
        near = self._near(lat, lon)
        km = kilometres(self._at[near], lat, lon)
        best = int(np.argmin(km - self._reach[near]))
        return Found(self._codes[near[best]], float(km[best]))

    def _near(self, lat: float, lon: float) -> NDArray[np.intp]:
        """The few places that may come first, found by one product: none farther than the widest reach."""
        cosines = self._on_sphere @ _on_sphere(np.radians(lat), np.radians(lon))
        closest = math.acos(min(1.0, float(cosines.max())))
        return np.flatnonzero(cosines >= math.cos(closest + _WIDEST_KM / _EARTH_KM))


def _edges() -> Iterator[tuple[str, float, float]]:
    """Known points near the edges of large cities, where one point in the middle says too little."""
    text = resources.files("directory").joinpath("data/city_points.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield row["code"], float(row["lat"]), float(row["lon"])


def kilometres(points: NDArray[np.float64], lat: float, lon: float) -> NDArray[np.float64]:
    """Great-circle distances (haversine) from points, rows of radians, to one in degrees."""
    here = np.radians([lat, lon])
    half = np.sin((points - here) / 2) ** 2
    share = half[:, 0] + np.cos(here[0]) * np.cos(points[:, 0]) * half[:, 1]
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(share)))


def _on_sphere(lat: NDArray[np.float64] | float, lon: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """The point (radians) on a sphere of radius 1, as x, y, z."""
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _district_code(territories: Territories, row: Territory) -> str:
    return next(unit.code for unit in _of_district(territories, row))


def _of_district(territories: Territories, row: Territory) -> Iterable[Territory]:
    yield from (unit for unit in [territories.district_of(row.code)] if unit)
    yield territories.oblast_of(row.code)
