"""The search itself: services as rows of numbers, sorted by place, compared with a query.

The words are compared with the vocabulary, never with the services; the services with the most fitting
places, names and numbers are then weighed against each other. Equal ones keep the order they were given in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search import fields
from directory.search import query as reading
from directory.search.fields import Field, Floats, Matches, Numbers, Phrases
from directory.search.query import Query
from directory.search.words import Words

_MOST_PLACES = 30
_FITTING = 0.3  # a place is looked at when it has this share of the points of the best one
_MOST_ELSEWHERE = 2048  # services that are weighed when no place was understood
_MOST_IN_PLACES, _MOST_INSIDE = 4096, 65536  # rows that are all weighed, if a place was understood, or not
_PLACE_MEANT = 0.75  # likeness from which on a word may be taken for a place's name
_WHOLE_TITLE = (3.0, 2.0, 2.0)  # points for a kind, a need, a proper name that was typed as a whole …
_WHOLE_PLACE = 3.0  # … and for such a place
_SAME_NUMBER = 10.0
_EXACT = 10_000  # points are compared to four places behind the point

KIND, NEED, NAME = range(3)


@dataclass(frozen=True, slots=True)
class Columns:
    """Services as numbers.

    `titles`: rows of (kinds, needs, name), entities or −1. The four others are as long as there are rows:
    a service stands in one row for each of its places. `owner`: its number; `place`, `number`: −1 if it has
    none.
    """

    kinds: Sequence[Phrases]
    needs: Sequence[Phrases]
    names: Sequence[Phrases]
    places: Sequence[Phrases]
    titles: NDArray[np.int64]
    owner: Numbers
    title: Numbers
    place: Numbers
    number: Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """A service by its number, and how many points it got; only their order means something."""

    owner: int
    points: float


@dataclass(frozen=True, slots=True)
class _Points:
    """What the query gives to the entities of each field: for each token, and for being named as a whole."""

    fields: tuple[tuple[Floats, Floats], ...]  # kinds, needs, names
    places: Floats
    whole_places: Floats

    def of_titles(self, titles: Numbers) -> tuple[Floats, Floats]:
        """For each of these titles what each token gives, the best of kind, need and name, and the wholes."""
        tokens, whole = self.fields[KIND]
        best, wholes = tokens[:, titles[:, KIND]], whole[titles[:, KIND]]
        for column in (NEED, NAME):
            tokens, whole = self.fields[column]
            np.maximum(best, tokens[:, titles[:, column]], out=best)
            wholes = wholes + whole[titles[:, column]]
        return best, wholes


class Index:
    """All services, ready to be found; it never changes."""

    def __init__(self, columns: Columns) -> None:
        order = np.lexsort((columns.owner, columns.number, columns.title, columns.place))
        self._owner, self._title = columns.owner[order], columns.title[order]
        self._place, self._number = columns.place[order], columns.number[order]
        self._titles = columns.titles
        self._services = int(self._owner.max(initial=-1)) + 1
        given = (columns.kinds, columns.needs, columns.names, columns.places)
        self.words = Words(word for field in given for one in field for phrase in one for word in phrase)
        of_title = columns.titles[self._title]
        entities = (of_title[:, KIND], of_title[:, NEED], of_title[:, NAME], self._place)
        self.kinds, self.needs, self.names, self.places = (
            Field(field, self.words, np.bincount(one[one >= 0], minlength=len(field)))
            for field, one in zip(given, entities, strict=True)
        )
        self._weigh(len(order))
        self._place_starts = np.searchsorted(self._place, np.arange(len(columns.places) + 1))
        self._by_title = np.argsort(self._title, kind="stable")
        self._title_starts = np.searchsorted(self._title[self._by_title], np.arange(len(columns.titles) + 1))
        self._by_number = np.argsort(self._number, kind="stable")
        self._numbers = self._number[self._by_number]

    def read(self, text: str) -> Query:
        """The text as words of these services."""
        return reading.read(text, self.words)

    def search(
        self, query: Query, *, limit: int = 5, allowed: NDArray[np.bool_] | None = None
    ) -> list[Found]:
        """The services that fit best, the best first; `allowed`: for each service whether it may be found."""
        if not query.tokens and not query.numbers:
            return []
        points = self._points(query)
        rows = self._candidates(query, points, allowed)
        return self._best(rows, self._weighed(rows, query, points), limit) if len(rows) else []

    def _weigh(self, rows: int) -> None:
        every = (self.kinds, self.needs, self.names, self.places)
        found_in = np.maximum.reduce([field.found_in for field in every])
        weights = np.log(1 + rows / np.maximum(found_in, 1)).astype(np.float32)
        for field in every:
            field.weigh(weights)

    def covered(self, query: Query) -> tuple[Floats, Floats]:
        """Which share of the best phrase for each kind, and for each need, was typed."""
        typed = self._typed(fields.matches_of(query.tokens))
        return self.kinds.covered(typed), self.needs.covered(typed)

    def _typed(self, matches: Matches) -> Floats:
        """For each word its likeness, squared, to what was typed."""
        typed = np.zeros(len(self.words), dtype=np.float32)
        np.maximum.at(typed, matches.words, matches.worth)
        return typed

    def _points(self, query: Query) -> _Points:
        matches = fields.matches_of(query.tokens)
        typed = self._typed(matches)
        of_titles = tuple(
            (field.points(matches), np.float32(worth) * field.covered(typed))
            for field, worth in zip((self.kinds, self.needs, self.names), _WHOLE_TITLE, strict=True)
        )
        places = self.places.points(matches)
        return _Points(of_titles, places, np.float32(_WHOLE_PLACE) * self.places.covered(typed))

    def _candidates(
        self, query: Query, points: _Points, allowed: NDArray[np.bool_] | None
    ) -> NDArray[np.int64]:
        """The rows that are weighed; all that are allowed, if that is not too many."""
        meant = self._place_is_meant(query, points)
        inside = None if allowed is None else np.flatnonzero(allowed[self._owner])
        if inside is not None and len(inside) <= (_MOST_IN_PLACES if meant else _MOST_INSIDE):
            return inside
        rows = self._in_places(points)
        if not len(rows) or not meant:
            rows = np.union1d(rows, self._anywhere(query, points))
        return rows if allowed is None else rows[allowed[self._owner[rows]]]

    def _in_places(self, points: _Points) -> NDArray[np.int64]:
        worth = points.places.sum(axis=0)[:-1] + points.whole_places[:-1]
        best = np.argsort(-worth, kind="stable")[:_MOST_PLACES]
        best = best[worth[best] > _FITTING * worth.max(initial=0.0)]
        return _ranges(self._place_starts, best)

    def _place_is_meant(self, query: Query, points: _Points) -> bool:
        """Whether some word says rather a place than anything else."""
        if not query.tokens:
            return False
        others = np.maximum.reduce([tokens.max(axis=1) for tokens, _ in points.fields])
        rather = points.places.max(axis=1) > others
        return any(
            flag and token.best >= _PLACE_MEANT for flag, token in zip(rather, query.tokens, strict=True)
        )

    def _anywhere(self, query: Query, points: _Points) -> NDArray[np.int64]:
        """Services of the best titles, and those with the number, wherever they are."""
        found = [
            self._by_number[
                np.searchsorted(self._numbers, number) : np.searchsorted(self._numbers, number, "right")
            ][:_MOST_ELSEWHERE]
            for number in query.numbers
        ]
        tokens, whole = points.of_titles(self._titles)
        worth = tokens.sum(axis=0) + whole
        best = np.argsort(-worth, kind="stable")[:_MOST_ELSEWHERE]
        best = best[worth[best] > 0]
        sizes = np.cumsum(self._title_starts[best + 1] - self._title_starts[best])
        best = best[: int(np.searchsorted(sizes, _MOST_ELSEWHERE)) + 1]
        found.append(self._by_title[_ranges(self._title_starts, best)[: 2 * _MOST_ELSEWHERE]])
        return np.concatenate(found)

    def _weighed(self, rows: NDArray[np.int64], query: Query, points: _Points) -> Floats:
        """The points of each of these rows; equal title and place are weighed once."""
        pairs = self._place[rows] * len(self._titles) + self._title[rows]
        changes = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))  # rows stand in order of both
        place, title = self._place[rows[changes]], self._title[rows[changes]]
        tokens, whole = points.of_titles(self._titles[title])
        worth = np.maximum(tokens, points.places[:, place]).sum(axis=0) + whole + points.whole_places[place]
        weighed = np.repeat(worth, np.diff(changes, append=len(rows)))
        if query.numbers:
            numbers = self._number[rows]
            same = np.logical_or.reduce([numbers == number for number in query.numbers])
            weighed = weighed + np.float32(_SAME_NUMBER) * same
        return np.asarray(weighed, dtype=np.float32)

    def _best(self, rows: NDArray[np.int64], weighed: Floats, limit: int) -> list[Found]:
        """The first of these rows, each service once; of equal ones the service with the lower number."""
        owners = self._owner[rows]
        ranks = np.round(weighed * _EXACT).astype(np.int64) * self._services + (self._services - 1 - owners)
        most = min(len(rows), 8 * limit)
        while True:
            first = np.argpartition(-ranks, most - 1)[:most]
            found: dict[int, float] = {}
            for place in first[np.argsort(-ranks[first])].tolist():
                found.setdefault(int(owners[place]), float(weighed[place]))
            if len(found) >= limit or most == len(rows):
                return [Found(owner, worth) for owner, worth in list(found.items())[:limit]]
            most = len(rows)


def _ranges(starts: Numbers, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all rows of the chosen ones, in their order of rows."""
    parts = [np.arange(starts[one], starts[one + 1]) for one in np.sort(chosen)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
