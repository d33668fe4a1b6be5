"""Is it enough to inspect? What is known of a place of work, what is missing, which question would give it.

Since 2023 an unannounced inspection needs grounds and evidence enclosed (`evidence_kz.toml`, with source).
Pure. Never asked: the child's name, a photo of a face.
"""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from cases.errors import LawUnsound
from cases.provisions import Row

FILE = Path(__file__).parent / "evidence_kz.toml"
WORST = "worst"
_GRAVEST_FIRST = ("worst", "household")  # where several kinds of work were told, the most careful list counts


class Thing(Row, frozen=True, kw_only=True):
    """Something an inspector needs; `step` is the question of the script that gives it."""

    code: str
    step: str


class Sector(Row, frozen=True, kw_only=True):
    """A kind of workplace: what is needed there, what helps."""

    code: str
    activities: tuple[str, ...]
    needs: tuple[str, ...]
    helps: tuple[str, ...] = ()


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of the file, all days together."""

    version: str
    law: str
    source: str
    checked_on: date
    review: str
    thing: tuple[Thing, ...]
    sector: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """How far a report goes: codes of what is known and missing, in the order in which they matter.

    `enough`: everything that is needed is known; what only helps may still be missing. `steps` are the
    questions that would give what is missing, one for each.
    """

    sector: str
    known: tuple[str, ...]
    missing: tuple[str, ...]
    steps: tuple[str, ...]
    enough: bool


def read(path: Path) -> Book:
    """The lists of a file. Raises `LawUnsound` naming the row that cannot be meant."""
    try:
        book = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Book)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise LawUnsound(f"{path.name}: {fault}") from fault
    things = {one.code for one in book.thing}
    for one in book.sector:
        if lost := sorted({*one.needs, *one.helps} - things):
            raise LawUnsound(f"{path.name}: sector {one.code} names {', '.join(lost)}, which is not there")
    return book


@cache
def book() -> Book:
    """The lists that come with the program."""
    return read(FILE)


def weigh(activities: Iterable[str], known: Collection[str], day: date, *, worst: bool = False) -> Meter:
    """Give the meter of a report about these kinds of work, of which these things are known.

    `worst`: a worst form of child labour is reported, whatever the work is called.
    """
    rules = book()
    sector = _sector([WORST] if worst else list(activities), day)
    steps = {one.code: one.step for one in rules.thing}
    asked = (*sector.needs, *sector.helps)
    missing = tuple(code for code in asked if code not in known)
    return Meter(
        sector.code,
        tuple(code for code in asked if code in known),
        missing,
        tuple(steps[code] for code in missing),
        not set(missing) & set(sector.needs),
    )


@lru_cache(maxsize=8)
def _held(day: date) -> tuple[Sector, ...]:
    return tuple(one for one in book().sector if one.holds_on(day))


def _sector(activities: list[str], day: date) -> Sector:
    held = _held(day)
    found = [one for one in held if not set(activities).isdisjoint(one.activities)]
    careful = [one for code in _GRAVEST_FIRST for one in found if one.code == code]
    return next(iter([*careful, *found, *held[-1:]]))
