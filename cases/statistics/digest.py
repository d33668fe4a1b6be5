"""The digest: all figures of a period together, exact for the house, or as the public may be told them.

Figures that belong to a region or to days of one's own choosing are for the house alone: two such spans that
differ by a day, or regions beside the country, could be taken from each other (docs/decisions/0021).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cases import schema
from cases.statistics import answering, codes, counting, groups, releasing, weeks
from cases.statistics.answering import Times
from cases.statistics.counting import Figures, Map
from cases.statistics.groups import WHOLE, Group, Scope
from cases.statistics.period import Period
from cases.statistics.releasing import Release, Told
from cases.statistics.spans import Span
from directory.territory import Territories
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Digest:
    """Exact figures of a period."""

    period: Period
    cases: Figures
    times: tuple[Times, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What the public may be told of a period. `quarters`: those in it, others are not released yet."""

    period: Period
    cases: Release
    groups: Mapping[str, Told]
    quarters: tuple[Period, ...]


def gather(tx: Transaction, chart: Map, period: Period, scope: Scope = WHOLE, *, until: datetime) -> Digest:
    """Count a period exactly, as it stood at the moment `until`: for those who may see the cases."""
    return Digest(
        period,
        counting.count(tx, chart, period, until=until, only=scope.only),
        answering.by_department(tx, period, until=until, only=scope.only),
        groups.count(tx, period, scope, until=until),
    )


def publish(tx: Transaction, chart: Map, period: Period, *, now: datetime) -> Published | None:
    """Give what may be told of a period: the sum of what each of its quarters tells.

    None: it does not consist of whole quarters, or of none the day of release has come.
    """
    quarters = tuple(one for one in whole_quarters(period) if one.released_at <= now)
    if not quarters:
        return None
    return together(period, [of_quarter(tx, chart, one) for one in quarters])


def of_quarter(tx: Transaction, chart: Map, quarter: Period) -> Published:
    """Give what is told of a quarter: as it stood on its day of release, beside what its weeks told."""
    found = gather(tx, chart, quarter, until=quarter.released_at)
    known = weeks.around(tx, quarter)
    cases = releasing.release(found.cases, codes.of(chart, quarter), known.get(weeks.REPORTS, ()))
    told = {one.name: _tell(quarter, one, known.get(one.name, ())) for one in found.groups}
    return Published(quarter, cases, MappingProxyType(told), (quarter,))


def together(period: Period, parts: Sequence[Published]) -> Published:
    """Give the sum of what was told of the quarters of a period: nothing that was not told before."""
    if [one.period for one in parts] == [period]:
        return parts[0]
    cases = releasing.together(period, [one.cases for one in parts])
    told = {name: releasing.added([one.groups[name] for one in parts]) for name in groups.CODES}
    return Published(period, cases, MappingProxyType(told), tuple(one.period for one in parts))


def _tell(quarter: Period, group: Group, known: Sequence[Span]) -> Told:
    whole = releasing.total_of(quarter, group.total, known)
    return releasing.tell(group.total, group.tables, groups.CODES[group.name], whole)


def whole_quarters(period: Period) -> tuple[Period, ...]:
    """Give the quarters of a period that consists of nothing else; none of any other."""
    found = period.quarters
    fits = found and found[0].first == period.first and found[-1].after == period.after
    return found if fits else ()


def of_region(territories: Territories, code: str) -> Scope:
    """Give the figures that belong to an oblast or district with everything in it."""
    inside = frozenset(_inside(territories, code))
    return Scope(schema.case.c.territory.in_(sorted(inside)), inside)


def _inside(territories: Territories, code: str) -> Iterator[str]:
    yield code
    for child in territories.children(code):
        yield from _inside(territories, child.code)
