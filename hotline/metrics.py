"""The page of `/metrics`, in the text format of Prometheus. What each figure means: docs/OBSERVABILITY.md.

Label values come from short fixed lists; nothing names a place, a department, a chat or a person.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from hotline import acts, commits, figures, tally, troubles
from hotline.commits import Commits, Spread
from hotline.figures import Counted, Stored
from hotline.health import Watch
from hotline.tally import Tally
from store import database as databases
from store.errors import StoreUnavailable

COUNTED_FOR = timedelta(minutes=1)
"""So long a count that takes long is shown again, however often the page is asked for."""
STATES = ("held", "open", "delivered", "acknowledged", "declined")
"""Of a forwarding; see `cases.forwarding`."""


@dataclass(slots=True, eq=False)
class Metrics(Collector):
    """The figures of one process. `files` are those whose size is shown: the database and its log."""

    watch: Watch
    tally: Tally
    files: Mapping[str, Path] = field(default_factory=dict)
    _registry: CollectorRegistry = field(default_factory=lambda: CollectorRegistry(auto_describe=False))
    _counted: Counted | None = None
    _counted_at: datetime | None = None

    def __post_init__(self) -> None:
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def page(self) -> bytes:
        """Give the page; reads the database, so it is to be asked for in a thread."""
        return generate_latest(self._registry)

    def describe(self) -> Iterable[Metric]:
        """Nothing: names are given with the figures."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Give every figure that can be told now."""
        now = self.watch.now()
        try:
            with self.watch.database.reading() as tx:
                stored = figures.stored(tx, now)
                if self._counted_at is None or now - self._counted_at >= COUNTED_FOR:
                    self._counted, self._counted_at = figures.count(tx, now), now
        except StoreUnavailable:
            yield _gauge("database_up", "Whether the database answers", 0)
        else:
            yield _gauge("database_up", "Whether the database answers", 1)
            yield from _of_store(stored, now)
        if self._counted is not None:
            yield from _of_counted(self._counted)
        yield from _of_messages(self.tally)
        yield from self._of_telegram(now)
        standing = {code: int(code in self.watch.troubles) for code in troubles.CODES}
        yield _labelled(GaugeMetricFamily, "trouble", "1: the alarm sees this trouble", "code", standing)
        if self.watch.commits is not None:
            yield from _of_commits(self.watch.commits)
        yield _labelled(
            GaugeMetricFamily, "file_bytes", "Size of a file of the database", "file", _sizes(self.files)
        )

    def _of_telegram(self, now: datetime) -> Iterator[Metric]:
        polling = self.watch.polling
        taken = {"heard": polling.heard, "aside": polling.aside}
        yield _labelled(CounterMetricFamily, "updates", "Updates taken from Telegram", "outcome", taken)
        yield _gauge("telegram_failures", "Requests to Telegram that failed in a row", polling.failures)
        for name, moment in (("answer", polling.last_poll_at), ("update", polling.last_update_at)):
            if moment is not None:
                text = f"Seconds since the last {name} of Telegram"
                yield _gauge(f"telegram_{name}_age_seconds", text, (now - moment).total_seconds())


def files(address: str) -> dict[str, Path]:
    """Give the files of the database at this address; none where they are another machine's.

    Raises:
        DatabaseRefused: the address is not one of a database.
    """
    if databases.is_postgres(address):
        return {}
    path = databases.path_of(address)
    return {"database": path, "log": path.with_name(f"{path.name}-wal")}


def _of_store(stored: Stored, now: datetime) -> Iterator[Metric]:
    waiting = stored.waiting
    overdue = max(0.0, (now - waiting.oldest_due).total_seconds()) if waiting.oldest_due else 0.0
    yield _gauge("oldest_due_seconds", "How long the oldest due duty has been due", overdue)
    yield _gauge("duties_failing", "Duties that were tried five times or more", waiting.failing)
    yield _gauge("updates_aside", "Updates that lie aside", waiting.aside)
    yield _gauge("cases_untold", "Open cases of which no department could be told", stored.untold)
    yield _gauge("cases_overdue", "Cases that nobody acknowledged in time", stored.overdue)
    yield _gauge("tasks_open", "Tasks that nobody has done", stored.tasks_open)
    yield _gauge("telephone_late", "Calls to the police not ticked for an hour", stored.telephone_late)
    yield _gauge("receipts_wrong", "Wrong receipts within the hour", stored.guesses)


def _of_counted(counted: Counted) -> Iterator[Metric]:
    filed = CounterMetricFamily("hotline_cases_filed", "Cases that were ever filed")
    filed.add_metric([], counted.filed)
    yield filed
    known = {kind.partition(":")[0] for kind in acts.KINDS}
    kinds = dict.fromkeys(sorted(known), 0) | {"other": 0}
    for kind, number in counted.duties.items():
        kinds[kind if kind in known else "other"] += number
    yield _labelled(
        GaugeMetricFamily, "duties_open", "Duties that are due and not done, by kind", "kind", kinds
    )
    states = {state: counted.forwardings.get(state, 0) for state in STATES}
    yield _labelled(
        GaugeMetricFamily, "forwardings", "Forwardings of cases that nobody has acknowledged", "state", states
    )


def _of_messages(counts: Tally) -> Iterator[Metric]:
    done = {"delivered": counts.delivered, "refused": counts.refused}
    yield _labelled(CounterMetricFamily, "messages", "Messages that were carried", "outcome", done)
    reasons = {reason: counts.deferred[reason] for reason in tally.CODES}
    yield _labelled(CounterMetricFamily, "messages_deferred", "Tries put off, by reason", "reason", reasons)


def _of_commits(written: Commits) -> Iterator[Metric]:
    for name, text, value in (
        ("commits", "Transactions that are on the disk", written.commits),
        ("units", "Units of work that they hold", written.units),
        ("units_lost", "Units of which nothing was kept: the storage failed", written.lost),
    ):
        counter = CounterMetricFamily(f"hotline_{name}", text)
        counter.add_metric([], value)
        yield counter
    yield _spread("commit_seconds", "From a transaction's first unit to the disk", written.lasting)
    yield _spread("keeping_seconds", "From handing a unit in to the disk", written.waiting)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"hotline_{name}", text, value=value)


def _labelled(
    family: type[GaugeMetricFamily] | type[CounterMetricFamily],
    name: str,
    text: str,
    label: str,
    values: Mapping[str, float],
) -> Metric:
    made = family(f"hotline_{name}", text, labels=[label])
    for value, number in values.items():
        made.add_metric([value], number)
    return made


def _spread(name: str, text: str, spread: Spread) -> Metric:
    reached, buckets = 0, []
    for bound, number in zip((*map(str, commits.BOUNDS), "+Inf"), tuple(spread.counts), strict=True):
        reached += number
        buckets.append((bound, float(reached)))
    return HistogramMetricFamily(f"hotline_{name}", text, buckets=buckets, sum_value=spread.seconds)


def _sizes(files: Mapping[str, Path]) -> dict[str, float]:
    return {name: path.stat().st_size for name, path in files.items() if path.exists()}
