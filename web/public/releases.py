"""What the public has been told, quarter by quarter. A quarter is counted once and kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from cases.statistics import codes, counting, groups, releasing
from cases.statistics import period as periods
from cases.statistics.counting import Map
from cases.statistics.period import Period
from cases.statistics.releasing import Release, Told
from store.transaction import Transaction


@dataclass(slots=True)
class Releases:
    """The quarters that somebody has asked for since this process began: a few dozen at most."""

    _kept: dict[str, Release] = field(default_factory=dict)
    _groups: dict[str, Mapping[str, Told]] = field(default_factory=dict)

    def of(self, tx: Transaction, chart: Map, period: Period, now: datetime) -> Release | None:
        """Give what is told of a period; None while nothing of it is."""
        quarters = [one for one in period.quarters if one.released_at <= now]
        if not quarters or len(period.months) < len(quarters[0].months):
            return None
        told = [self._quarter(tx, chart, one) for one in quarters]
        return told[0] if told[0].period.code == period.code else releasing.together(period, told)

    def groups(self, tx: Transaction, period: Period, now: datetime) -> Mapping[str, Told]:
        """Give what is told of visits, referrals, children and absences in a period that `of` tells of."""
        quarters = [one for one in period.quarters if one.released_at <= now]
        parts = [self._of_quarter(tx, one) for one in quarters]
        return {name: releasing.added([one[name] for one in parts]) for name in groups.CODES}

    def _of_quarter(self, tx: Transaction, quarter: Period) -> Mapping[str, Told]:
        found = self._groups.get(quarter.code)
        if found is None:
            exact = groups.count(tx, quarter, until=quarter.released_at)
            told = {one.name: releasing.tell(one.total, one.tables, groups.CODES[one.name]) for one in exact}
            found = self._groups[quarter.code] = told
        return found

    def _quarter(self, tx: Transaction, chart: Map, quarter: Period) -> Release:
        found = self._kept.get(quarter.code)
        if found is None:
            exact = counting.count(tx, chart, quarter, until=quarter.released_at)
            found = self._kept[quarter.code] = releasing.release(exact, codes.of(chart, quarter))
        return found


RELEASES = web.AppKey("figures told to the public", Releases)


def offered(tx: Transaction, now: datetime) -> tuple[Period, ...]:
    """Give the periods that can be asked for, the newest first: quarters, then years that are whole."""
    since = counting.first_filed(tx)
    quarters = periods.released(since, now) if since is not None else ()
    years = dict.fromkeys(one.code[:4] for one in quarters)
    whole = (periods.read(year) for year in years)
    return (*quarters, *(one for one in whole if set(one.quarters) <= set(quarters)))
