"""What the public has been told, quarter by quarter. A quarter is counted once and kept in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from cases.statistics import counting, digest
from cases.statistics import period as periods
from cases.statistics.counting import Map
from cases.statistics.digest import Published
from cases.statistics.period import Period
from store.transaction import Transaction


@dataclass(slots=True)
class Releases:
    """The quarters that somebody has asked for since this process began: a few dozen at most."""

    _kept: dict[str, Published] = field(default_factory=dict)

    def of(self, tx: Transaction, chart: Map, period: Period, now: datetime) -> Published | None:
        """Give what is told of a period; None while nothing of it is."""
        quarters = [one for one in period.quarters if one.released_at <= now]
        if not quarters or len(period.months) < len(quarters[0].months):
            return None
        return digest.together(period, [self._quarter(tx, chart, one) for one in quarters])

    def _quarter(self, tx: Transaction, chart: Map, quarter: Period) -> Published:
        found = self._kept.get(quarter.code)
        if found is None:
            found = self._kept[quarter.code] = digest.of_quarter(tx, chart, quarter)
        return found


RELEASES = web.AppKey("figures told to the public", Releases)


def offered(tx: Transaction, now: datetime) -> tuple[Period, ...]:
    """Give the periods that can be asked for, the newest first: quarters, then years that are whole."""
    since = counting.first_filed(tx)
    quarters = periods.released(since, now) if since is not None else ()
    years = dict.fromkeys(one.code[:4] for one in quarters)
    whole = (periods.read(year) for year in years)
    return (*quarters, *(one for one in whole if set(one.quarters) <= set(quarters)))
