"""Whether a point lies in Kazakhstan."""

import json
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

#: How far outside the drawn border a point still counts as inside, in kilometres. The line is simplified
#: to about 0.9 km, phones are wrong by some hundred metres, and fields reach up to the fence.
TOLERANCE_KM = 3.0
_KM_PER_DEGREE = 111.195  # of a great circle on a sphere of 6,371 km


def is_inside(lat: float, lon: float) -> bool:
    """Whether the point (degrees) lies inside the border, or at most some three kilometres outside it."""
    return _is_within(lat, lon) or _distance_km(lat, lon) <= TOLERANCE_KM


@cache
def _segments() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both ends of every piece of the border, as rows of (lon, lat)."""
    text = resources.files("directory").joinpath("data/border.json").read_text("utf-8")
    rings = [np.array(ring, dtype=np.float64) for ring in json.loads(text)["rings"]]
    return np.concatenate(rings), np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])


def _is_within(lat: float, lon: float) -> bool:
    """Ray casting: a ray to the east crosses the border an odd number of times."""
    begin, end = _segments()
    crosses = np.flatnonzero((begin[:, 1] > lat) != (end[:, 1] > lat))
    begin, end = begin[crosses], end[crosses]
    at = begin[:, 0] + (lat - begin[:, 1]) / (end[:, 1] - begin[:, 1]) * (end[:, 0] - begin[:, 0])
    return bool(np.count_nonzero(at > lon) % 2)


def _distance_km(lat: float, lon: float) -> float:
    """From the point to the nearest piece of the border, on a plane laid through the point."""
    scale = np.array([np.cos(np.radians(lat)), 1.0]) * _KM_PER_DEGREE
    begin, end = ((side - (lon, lat)) * scale for side in _segments())
    along = end - begin
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(-(begin * along).sum(axis=1) / length, 0.0, 1.0)
    nearest = begin + along * share[:, None]
    return float(np.sqrt((nearest**2).sum(axis=1)).min())
