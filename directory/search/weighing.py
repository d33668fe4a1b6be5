"""One query weighed against the rows: which of them are looked at, and which are best."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from directory.search.fields import Floats, Numbers
from directory.search.rows import Rows
from directory.search.worth import Worth

_MOST_PLACES = 30
_FITTING = 0.3  # a place is looked at when it has this share of the points of the best one
_MOST_ELSEWHERE = 2048  # services that are weighed when no place was understood
_MOST_IN_PLACES, _MOST_INSIDE = 4096, 65536  # rows that are all looked at, if a place was understood, or not
_PLACE_MEANT = 0.75  # likeness from which on a word may be taken for a place's name
_SAME_NUMBER = np.float32(10.0)
_EXACT = 10_000  # points are compared to four places behind the point
_AT_ONCE = 4096  # rows that are weighed without first asking which of them can be among the best
_ROUNDING = np.float32(1e-3)  # by how much two ways to add the same points may differ
_NO_ROWS = np.zeros(0, dtype=np.int64)


class Weighing:
    """The rows as one query sees them."""

    def __init__(self, rows: Rows, worth: Worth) -> None:
        self._rows = rows
        self._worth = worth

    def best(self, *, limit: int, allowed: NDArray[np.bool_] | None = None) -> tuple[Numbers, Floats]:
        """The numbers of the services that fit best, the best first, and their points.

        `allowed`: for each service whether it may be found.
        """
        query = self._worth.query
        rows = self._candidates(allowed) if query.tokens or query.numbers else _NO_ROWS
        if len(rows) > max(_AT_ONCE, 16 * limit, len(self._rows.titles) // 4):
            rows = self._hopeful(rows, limit)
        return self._first(rows, self._weighed(rows), limit)

    def _candidates(self, allowed: NDArray[np.bool_] | None) -> Numbers:
        """The rows that are looked at; all that are allowed, if that is not too many."""
        owner = self._rows.owner
        inside = None if allowed is None else np.flatnonzero(allowed[owner])
        if inside is not None and len(inside) <= (_MOST_IN_PLACES if self._place_is_meant else _MOST_INSIDE):
            return inside
        rows = self._rows.in_places(self._best_places)
        if not len(rows) or not self._place_is_meant:
            rows = np.union1d(rows, self._anywhere)
        return rows if allowed is None else rows[allowed[owner[rows]]]

    @cached_property
    def _of_places(self) -> Floats:
        return self._worth.of_places()

    @cached_property
    def _of_titles(self) -> Floats:
        return self._worth.of_titles(self._rows.titles)

    @cached_property
    def _best_places(self) -> Numbers:
        points = self._of_places[:-1]
        best = np.argsort(-points, kind="stable")[:_MOST_PLACES]
        return np.sort(best[points[best] > _FITTING * points.max(initial=0.0)])

    @cached_property
    def _anywhere(self) -> Numbers:
        """Rows of the best titles, and those with the number, wherever they are."""
        best = np.argsort(-self._of_titles, kind="stable")[:_MOST_ELSEWHERE]
        best = best[self._of_titles[best] > 0]
        numbered = [self._rows.with_number(one, _MOST_ELSEWHERE) for one in self._worth.query.numbers]
        return np.concatenate([*numbered, self._rows.of_titles(best, _MOST_ELSEWHERE)])

    @cached_property
    def _place_is_meant(self) -> bool:
        """Whether some word says rather a place than anything else."""
        tokens = self._worth.query.tokens
        if not tokens:
            return False
        *others, places = (points.max(axis=1) for points in self._worth.points)
        rather = places > np.maximum.reduce(others)
        return any(flag and token.best >= _PLACE_MEANT for flag, token in zip(rather, tokens, strict=True))

    def _hopeful(self, rows: Numbers, limit: int) -> Numbers:
        """Those that can be among the best: at most a row gets the points of title and place together.

        At least it gets the better of both. What gets at most less than the last of the best gets at least
        need not be weighed.
        """
        title, place = self._of_titles[self._rows.title[rows]], self._of_places[self._rows.place[rows]]
        least = np.maximum(title, place) + self._of_numbers(rows)
        most = 8 * limit
        first = np.argpartition(-least, most - 1)[:most]
        first = first[np.argsort(-least[first])]
        _, once = np.unique(self._rows.owner[rows[first]], return_index=True)
        if len(once) < limit:
            return rows
        needed = least[first[np.sort(once)[limit - 1]]] - _ROUNDING
        may_be = title + place + self._of_numbers(rows) >= needed
        return np.asarray(rows[may_be])

    def _weighed(self, rows: Numbers) -> Floats:
        """The points of each of these rows; equal title and place are weighed once."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        title, place = self._rows.title[rows], self._rows.place[rows]
        pairs = place * len(self._rows.titles) + title
        changes = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))  # rows stand in order of both
        points = self._worth.of_rows(self._rows.titles[title[changes]], place[changes])
        return np.asarray(np.repeat(points, np.diff(changes, append=len(rows))) + self._of_numbers(rows))

    def _of_numbers(self, rows: Numbers) -> Floats:
        """What the rows get for having a number that was typed."""
        same = np.zeros(len(rows), dtype=bool)
        for number in self._worth.query.numbers:
            same |= self._rows.number[rows] == number
        return _SAME_NUMBER * same.astype(np.float32)

    def _first(self, rows: Numbers, weighed: Floats, limit: int) -> tuple[Numbers, Floats]:
        """The first of these rows, each service once; of equal ones the service with the lower number."""
        owners, services = self._rows.owner[rows], self._rows.services
        ranks = np.round(weighed * _EXACT).astype(np.int64) * services + (services - 1 - owners)
        most = min(len(rows), 8 * limit)
        while True:
            first = np.argpartition(-ranks, most - 1)[:most] if most else rows
            first = first[np.argsort(-ranks[first])]
            _, once = np.unique(owners[first], return_index=True)
            if len(once) >= limit or most == len(rows):
                chosen = first[np.sort(once)[:limit]]
                return owners[chosen], weighed[chosen]
            most = len(rows)
