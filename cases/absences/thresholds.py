"""The numbers from which an absence becomes a report (`thresholds_kz.toml`), as of a day."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from cases import errors
from cases.provisions import Row

FILE = Path(__file__).parent / "thresholds_kz.toml"
WORK, UNKNOWN, MOVED, CLASS = "work", "unknown", "moved", "class"


class Threshold(Row, frozen=True, kw_only=True):
    """So many unexcused days, within so many school days (0: however long); or a share of a class."""

    code: str
    days: int = 0
    within: int = 0
    percent: int = 0
    pupils: int = 0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds of one day."""

    work: Threshold
    unknown: Threshold
    moved: Threshold
    whole_class: Threshold


@cache
def in_force(day: date) -> Thresholds:
    """Give the thresholds of that day.

    Raises:
        LawUnsound: a row cannot be meant, or a threshold is missing or there twice.
    """
    try:
        told = tomllib.loads(FILE.read_text("utf-8"))["threshold"]
        rows = [row for row in msgspec.convert(told, list[Threshold]) if row.holds_on(day)]
        by_code = {row.code: row for row in rows}
        if len(by_code) != len(rows):
            raise errors.LawUnsound(f"{FILE.name}: {day}: a threshold is there twice")
        return Thresholds(*(by_code[code] for code in (WORK, UNKNOWN, MOVED, CLASS)))
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, LookupError) as fault:
        raise errors.LawUnsound(f"{FILE.name}: {fault}") from fault
