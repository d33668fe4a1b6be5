"""Sample cases of an earlier quarter, told and closed, so that the public figures have something to show.

Most are three taps long, as most reports are. Some counts are small on purpose: those are not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import case, closing
from cases.statistics import period
from hotline.samples.elapsing import Elapsing
from hotline.samples.happening import ACKNOWLEDGE, Event, pressed
from hotline.samples.reporter import Reporter, Told

_MAKTAARAL, _ZHETISAI, _SHYMKENT, _SARYAGASH = "614400000", "613800000", "790000000", "615400000"
_YEAR = timedelta(days=365)
_DAYS = timedelta(days=3)
"""So many days lie between two reports."""
_SOON, _LATE, _CLOSED = timedelta(hours=3), timedelta(days=6), timedelta(days=8)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Reports that resemble each other: so many, about this, and how they ended."""

    count: int
    what: str
    where: str
    outcome: str
    age: str = ""
    confirmed: timedelta = _SOON


_KINDS = (
    _Kind(8, "cotton", _ZHETISAI, "helped", "12-13"),
    _Kind(6, "cotton", _MAKTAARAL, "stopped"),
    _Kind(5, "market_carry", _SHYMKENT, "not_confirmed", "14-15"),
    _Kind(5, "car_wash", _SARYAGASH, "helped"),
    _Kind(3, "construction", _SARYAGASH, "adult", confirmed=_LATE),
)


def events(now: datetime) -> Sequence[Event]:
    """Give what happened in the newest quarter that the public is told of on this day."""
    quarter = period.released(now - _YEAR, now)[0]
    mixed = [(number / kind.count, kind) for kind in _KINDS for number in range(kind.count)]
    found = []
    for place, (_, kind) in enumerate(sorted(mixed, key=lambda one: one[0])):
        ago = now - (quarter.starts_at + _DAYS * place + timedelta(hours=6))
        found += [
            Event(ago, _Reported(f"earlier-{place}", kind)),
            Event(ago - kind.confirmed, pressed(ACKNOWLEDGE, place + 1)),
            Event(ago - _CLOSED, _Closed(place + 1, kind.outcome)),
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Reported:
    name: str
    kind: _Kind

    def __call__(self, elapsing: Elapsing) -> None:
        answers = {"age": self.kind.age} if self.kind.age else {}
        Reporter(elapsing, self.name, "kk").report(
            Told(self.kind.what, self.kind.where, answers), wants_answer=False
        )


@dataclass(frozen=True, slots=True)
class _Closed:
    number: int
    outcome: str

    def __call__(self, elapsing: Elapsing) -> None:
        with elapsing.composed.database.transaction() as tx:
            lead = case.get(tx, self.number).lead
            closing.close(tx, self.number, self.outcome, actor=lead, now=elapsing.now)
