"""Seasonal work of a place and a day (`season_kz.toml`): what stands chosen when a teacher says "work"."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from cases import errors, law
from cases.absences.calendar import Span
from directory.territory import Territories

FILE = Path(__file__).parent / "season_kz.toml"


class Season(Span, frozen=True, kw_only=True):
    """Work of one kind in some territories, in a part of every year."""

    activity: str
    territories: tuple[str, ...]


@cache
def _book() -> tuple[Season, ...]:
    try:
        seasons = msgspec.convert(tomllib.loads(FILE.read_text("utf-8"))["season"], tuple[Season, ...])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, LookupError) as fault:
        raise errors.LawUnsound(f"{FILE.name}: {fault}") from fault
    unknown = {one.activity for one in seasons} - set(law.book().activity_codes)
    if unknown:
        raise errors.LawUnsound(f"{FILE.name}: no such work: {', '.join(sorted(unknown))}")
    return seasons


def of_place(territory: str, day: date, territories: Territories) -> str:
    """Give the code of the seasonal work of a place on that day, "" where there is none.

    Raises:
        LawUnsound: the file names work that the rules do not know.
    """
    for season in _book():
        if season.covers(day) and any(territories.is_within(territory, one) for one in season.territories):
            return season.activity
    return ""
