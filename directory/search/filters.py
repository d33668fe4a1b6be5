"""Which services answer what is asked beside the text: yes, no, or nobody told."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from directory import point
from directory.search import catalogue
from directory.search.asked import Asked, Reason
from directory.service import Service

YES, UNKNOWN, NO = 1, 0, -1
_LOCAL = timedelta(hours=5)  # Kazakhstan has one time zone, UTC+5, since 1 March 2024
_DAY = 1440  # minutes

States = NDArray[np.int8]


class Table:
    """What was told of each service, as columns."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = services
        self._youngest = _numbers(services, lambda one: one.terms.youngest)
        self._oldest = _numbers(services, lambda one: one.terms.oldest)
        self._free = _states(services, lambda one: one.terms.free)
        self._without_documents = _states(services, lambda one: one.terms.without_documents)
        self._kinds = [frozenset(one.kinds) for one in services]
        self._needs = [frozenset(catalogue.needs_of(one)) for one in services]
        points = [
            (owner, seat.point) for owner, one in enumerate(services) for seat in one.seats if seat.point
        ]
        self._point_owner = np.array([owner for owner, _ in points], dtype=np.int64)
        self._points = np.radians(np.array([one for _, one in points], dtype=np.float64).reshape(-1, 2))
        opened = [
            (owner, day * _DAY + opening.opens, day * _DAY + opening.closes)
            for owner, one in enumerate(services)
            for opening in one.openings
            for day in sorted(opening.days)
        ]
        self._opened = np.array(opened, dtype=np.int64).reshape(-1, 3)

    def states(self, asked: Asked) -> dict[Reason, States]:
        """For each thing that is asked, what every service says to it."""
        return dict(self._asked(asked))

    def kilometres(self, lat: float, lon: float) -> NDArray[np.float64]:
        """From every nearest seat to the point, along the great circle; infinite where none is known."""
        found = np.full(len(self._services), np.inf)
        np.minimum.at(found, self._point_owner, point.kilometres(self._points, lat, lon))
        return found

    def _asked(self, asked: Asked) -> Iterator[tuple[Reason, States]]:
        if asked.kind:
            yield "kind", _certain([asked.kind in kinds for kinds in self._kinds])
        if asked.need:
            yield "need", _certain([asked.need in needs for needs in self._needs])
        if asked.age is not None:
            yield "age", self._of_age(asked.age)
        if asked.sex:
            yield "sex", _certain([one.terms.sex in (None, asked.sex) for one in self._services])
        if asked.language:
            yield "language", self._speaking(asked.language)
        if asked.free:
            yield "free", self._free
        if asked.without_documents:
            yield "without_documents", self._without_documents
        if asked.referral:
            wanted = asked.referral
            yield "referral", _states(self._services, lambda one: _same(one.terms.referral, wanted))
        if asked.open_at:
            yield "open", self._open(asked.open_at)

    def _of_age(self, age: float) -> States:
        """Both ends belong to it: "up to 17" is until the eighteenth birthday."""
        untold = np.isnan(self._youngest) & np.isnan(self._oldest)
        fits = ~(age < self._youngest) & ~(age >= self._oldest + 1)
        return np.where(untold, UNKNOWN, np.where(fits, YES, NO)).astype(np.int8)

    def _speaking(self, language: str) -> States:
        return _states(
            self._services, lambda one: language in one.terms.languages if one.terms.languages else None
        )

    def _open(self, at: datetime) -> States:
        local = at + _LOCAL - (at.utcoffset() or timedelta())
        minute = local.weekday() * _DAY + local.hour * 60 + local.minute
        owner, opens, closes = self._opened.T
        found = np.zeros(len(self._services), dtype=np.int8)
        found[owner] = NO
        found[owner[(opens <= minute) & (minute < closes)]] = YES
        return found


def _same(told: str | None, wanted: str) -> bool | None:
    return None if told is None else told == wanted


def _certain(flags: Sequence[bool]) -> States:
    return np.where(np.array(flags, dtype=bool), YES, NO).astype(np.int8)


def _states(services: Sequence[Service], told: Callable[[Service], bool | None]) -> States:
    states = {True: YES, False: NO, None: UNKNOWN}
    return np.array([states[told(one)] for one in services], dtype=np.int8)


def _numbers(services: Sequence[Service], told: Callable[[Service], float | None]) -> NDArray[np.float64]:
    return np.array(
        [np.nan if (number := told(one)) is None else number for one in services], dtype=np.float64
    )
