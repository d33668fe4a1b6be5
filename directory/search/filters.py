"""Which services answer what is asked beside the text: yes, no, or nobody told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from directory import daytime, point
from directory.search import catalogue
from directory.search.asked import Asked, Reason
from directory.service import Service

YES, UNKNOWN, NO = 1, 0, -1
_DAY = 1440  # minutes

States = NDArray[np.int8]
Owners = NDArray[np.int64]


class Table:
    """What was told of each service, as columns."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._size = len(services)
        terms = [one.terms for one in services]
        self._youngest = _numbers([one.youngest for one in terms])
        self._oldest = _numbers([one.oldest for one in terms])
        self._free = _states([one.free for one in terms])
        self._without_documents = _states([one.without_documents for one in terms])
        self._kinds = _owners(one.kinds for one in services)
        self._needs = _owners(map(catalogue.needs_of, services))
        self._languages = _owners(one.languages for one in terms)
        self._sexes = _owners([one.sex] if one.sex else () for one in terms)
        self._referrals = _owners([one.referral] if one.referral else () for one in terms)
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
        found = np.full(self._size, np.inf)
        np.minimum.at(found, self._point_owner, point.kilometres(self._points, lat, lon))
        return found

    def _asked(self, asked: Asked) -> Iterator[tuple[Reason, States]]:
        if asked.kind:
            yield "kind", self._told({}, asked.kind, self._kinds, NO)
        if asked.need:
            yield "need", self._told({}, asked.need, self._needs, NO)
        if asked.age is not None:
            yield "age", self._of_age(asked.age)
        if asked.sex:  # who says nothing takes both
            yield "sex", self._told(self._sexes, asked.sex, self._sexes, YES)
        if asked.language:
            yield "language", self._told(self._languages, asked.language, self._languages, UNKNOWN)
        if asked.free:
            yield "free", self._free
        if asked.without_documents:
            yield "without_documents", self._without_documents
        if asked.referral:
            yield "referral", self._told(self._referrals, asked.referral, self._referrals, UNKNOWN)
        if asked.open_at:
            yield "open", self._open(asked.open_at)

    def _told(
        self, others: Mapping[str, Owners], wanted: str, owners: Mapping[str, Owners], untold: int
    ) -> States:
        """YES of those who say what is wanted, NO of those who say something else, `untold` of the rest."""
        found = np.full(self._size, untold, dtype=np.int8)
        for some in others.values():
            found[some] = NO
        found[owners.get(wanted, [])] = YES
        return found

    def _of_age(self, age: float) -> States:
        """Both ends belong to it: "up to 17" is until the eighteenth birthday."""
        untold = np.isnan(self._youngest) & np.isnan(self._oldest)
        fits = ~(age < self._youngest) & ~(age >= self._oldest + 1)
        return np.where(untold, UNKNOWN, np.where(fits, YES, NO)).astype(np.int8)

    def _open(self, at: datetime) -> States:
        local = daytime.here(at)
        minute = local.weekday() * _DAY + local.hour * 60 + local.minute
        owner, opens, closes = self._opened.T
        found = np.zeros(self._size, dtype=np.int8)
        found[owner] = NO
        found[owner[(opens <= minute) & (minute < closes)]] = YES
        return found


def _owners(told: Iterable[Iterable[str]]) -> dict[str, Owners]:
    """For each value the numbers of those of whom it was told."""
    found: dict[str, list[int]] = defaultdict(list)
    for owner, values in enumerate(told):
        for value in values:
            found[value].append(owner)
    return {value: np.array(owners, dtype=np.int64) for value, owners in found.items()}


def _states(told: Sequence[bool | None]) -> States:
    states = {True: YES, False: NO, None: UNKNOWN}
    return np.array([states[one] for one in told], dtype=np.int8)


def _numbers(told: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if one is None else one for one in told], dtype=np.float64)
