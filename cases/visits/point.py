"""A point on the map as people write or paste it: two numbers, or the link of a map. Pure.

Nothing is fetched: a short link that says no numbers cannot be read.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_LATITUDES, _LONGITUDES = (40.5, 55.5), (46.4, 87.4)
"""Degrees between which Kazakhstan lies."""
_NUMBER = r"[-+]?\d{1,3}(?:[.,]\d{1,17})?"
_PAIR = re.compile(rf"\(?({_NUMBER})°?\s*[,;/\s]\s*({_NUMBER})°?\)?(?:\s+{_NUMBER}){{0,2}}")
_IN_LINK = re.compile(r"([-+]?\d{1,3}\.\d{2,17})\s*(?:[,/|:;&+]+(?:mlon=)?|!4d)\s*([-+]?\d{1,3}\.\d{2,17})")
_LONGITUDE_FIRST = re.compile(r"yandex|2gis|maps\.ya")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east. `is_near`: it lies where Kazakhstan does."""

    lat: float
    lon: float

    @property
    def is_near(self) -> bool:
        """Does it lie between the outermost degrees of the country?"""
        return _LATITUDES[0] <= self.lat <= _LATITUDES[1] and _LONGITUDES[0] <= self.lon <= _LONGITUDES[1]


def read(text: str) -> Point | None:
    """Give the point; None: there is none in it. Numbers the other way round are put right where that alone
    can be meant.
    """
    told = unquote(text[:_LONGEST]).strip().removeprefix("geo:")
    is_link = "://" in told
    found = _last(_IN_LINK, told) if is_link else _PAIR.fullmatch(told)
    if found is None:
        return None
    first, second = (float(one.replace(",", ".")) for one in found.groups()[:2])
    turned = is_link and _LONGITUDE_FIRST.search(told.lower()) is not None
    point, other = Point(first, second), Point(second, first)
    if turned:
        point, other = other, point
    if not point.is_near and other.is_near:
        return other
    return point if abs(point.lat) <= 90 and abs(point.lon) <= 180 else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The pin of a link stands behind the middle of its map."""
    return next(reversed(list(pattern.finditer(text))), None)
