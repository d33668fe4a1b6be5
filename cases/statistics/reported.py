"""Figures that other bodies tell: inspections, violations, penalties, investigations. Each with its source.

A number is never estimated: None stands for "they say that it is not known", no entry for "nobody told".
A newer entry for the same series, period and region takes the place of the older one, which is kept.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec
from sqlalchemy import select

from cases import history
from cases.history import Entry
from cases.statistics import period as periods
from cases.statistics.errors import FigureUnfit, SeriesUnsound
from cases.statistics.period import Period
from cases.statistics.schema import reported_figure as table
from locales.texts import Text
from store.transaction import Transaction

FILE = Path(__file__).with_name("enforcement_kz.toml")
MOST = 1_000_000_000
LONGEST_SOURCE = 300  # characters


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is counted elsewhere. `area`: labour, criminal, raids."""

    code: str
    area: str
    text: Text


@dataclass(frozen=True, slots=True)
class Told:
    """One figure: `value` None where it is not known; `region` "" is the whole country."""

    series: str
    period: str
    region: str
    value: int | None
    source: str
    entered_at: datetime | None = None


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    area: str
    text: tuple[str, str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    series: tuple[_Row, ...]


@cache
def series() -> tuple[Series, ...]:
    """Give every series, in the order of the file.

    Raises:
        SeriesUnsound: the file cannot be meant.
    """
    try:
        told = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise SeriesUnsound(f"{FILE.name}: {fault}") from fault
    return tuple(Series(one.code, one.area, Text(*one.text)) for one in told.series)


def enter(tx: Transaction, told: Told, *, by: str, actor: str, now: datetime) -> None:
    """Keep a figure; `by` is the role of who typed it, `actor` as the history names them.

    Raises:
        PeriodUnknown: the period is none.
        FigureUnfit: no such series, a number below nought or beyond belief, or no source.
    """
    asked = periods.read(told.period)
    known = told.series in {one.code for one in series()}
    fits = told.value is None or 0 <= told.value <= MOST
    if not (known and fits and 0 < len(told.source.strip()) <= LONGEST_SOURCE):
        raise FigureUnfit
    row = {
        "id": tx.next_id("reported_figure"),
        "series": told.series,
        "period": asked.code,
        "region": told.region,
        "value": told.value,
        "source": told.source.strip(),
        "entered_by": by,
        "entered_at": now,
    }
    tx.insert(table, row)
    history.note(tx, [Entry(actor, f"figure entered: {told.series}", about=asked.code)], now=now)


def of_country(tx: Transaction) -> tuple[Told, ...]:
    """Give what stands, the newest periods first."""
    query = select(table).order_by(table.c.id)
    last = {(one["period"], one["series"], one["region"]): one for one in tx.rows(query)}
    names = ("series", "period", "region", "value", "source", "entered_at")
    found = [Told(**{name: last[key][name] for name in names}) for key in sorted(last)]
    return tuple(sorted(found, key=lambda one: one.period, reverse=True))


def within(tx: Transaction, asked: Period) -> tuple[Told, ...]:
    """Give what stands for periods that lie inside of this one."""

    def inside(one: Told) -> bool:
        span = periods.read(one.period)
        return asked.first <= span.first and span.after <= asked.after

    return tuple(one for one in of_country(tx) if inside(one))
