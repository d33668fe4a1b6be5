"""The point of a place on the map, as people copy it from a map: degrees, or degrees, minutes and seconds."""

import re

from directory import border
from directory.editing import whereabouts
from directory.editing.errors import Refused
from directory.editing.sheet import Sheet

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_DEGREES = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*")
_PART = re.compile(
    rf"\s*{_NUMBER}\s*°\s*(?:{_NUMBER}\s*['′’]\s*)?(?:{_NUMBER}\s*(?:\"|″|”|''|′′)\s*)?"
    r"(?:[NE]|с\.?\s?ш\.?|в\.?\s?д\.?)?\s*[,;]?\s*"
)
_DIGITS = 6
"""Behind the point: a tenth of a metre. More no map knows."""


def read(sheet: Sheet) -> str:
    """Latitude and longitude, "43.238949, 76.889709"; "" while nobody told."""
    place = sheet.place or {}
    lat, lon = place.get("latitude"), place.get("longitude")
    if lat is None or lon is None:
        return ""
    return f"{_written(float(str(lat)))}, {_written(float(str(lon)))}"


def write(sheet: Sheet, value: str) -> None:
    """Let it lie there; "" nobody knows where. That of a hidden seat is taken out before the file is kept.

    Raises:
        Refused: it is no point, or none in Kazakhstan.
    """
    if not value:
        if sheet.place is not None:
            sheet.place.pop("latitude", None)
            sheet.place.pop("longitude", None)
        return
    found = _degrees(value)
    if found is None:
        raise Refused({"point": "point"})
    lat, lon = (round(one, _DIGITS) for one in found)
    if not border.is_inside(lat, lon):
        raise Refused({"point": "abroad"})
    whereabouts.place(sheet).update(latitude=lat, longitude=lon)


def _degrees(text: str) -> tuple[float, float] | None:
    if "°" not in text:
        told = _DEGREES.fullmatch(text)
        return (_number(told[1]), _number(told[2])) if told else None
    first = _PART.match(text)
    second = _PART.fullmatch(text, first.end()) if first else None
    return (_whole(first), _whole(second)) if first and second else None


def _whole(part: re.Match[str]) -> float:
    return _number(part[1]) + _number(part[2] or "0") / 60 + _number(part[3] or "0") / 3600


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _written(value: float) -> str:
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
