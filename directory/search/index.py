"""The search itself: all words, and services as rows of numbers, compared with a query.

The words are compared with the vocabulary, never with the services; the services with the most fitting
places, names and numbers are then weighed against each other. Equal ones keep the order they were given in.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from directory.search import query as reading
from directory.search.fields import Field
from directory.search.query import Query
from directory.search.rows import Columns, Rows
from directory.search.weighing import Weighing
from directory.search.words import Words
from directory.search.worth import KIND, NAME, NEED, Worth


@dataclass(frozen=True, slots=True)
class Found:
    """A service by its number, and how many points it got; only their order means something."""

    owner: int
    points: float


class Index:
    """All services, ready to be found; it never changes."""

    def __init__(self, columns: Columns) -> None:
        self.rows = Rows(columns)
        given = (columns.kinds, columns.needs, columns.names, columns.places)
        self.words = Words(word for field in given for one in field for phrase in one for word in phrase)
        of_title = columns.titles[self.rows.title]
        entities = (of_title[:, KIND], of_title[:, NEED], of_title[:, NAME], self.rows.place)
        self._fields = [
            Field(field, self.words, np.bincount(one[one >= 0], minlength=len(field)))
            for field, one in zip(given, entities, strict=True)
        ]
        found_in = np.maximum.reduce([field.found_in for field in self._fields])
        weights = np.log(1 + len(self.rows) / np.maximum(found_in, 1)).astype(np.float32)
        for field in self._fields:
            field.weigh(weights)

    def read(self, text: str, is_a_place: Callable[[str], bool] = lambda word: False) -> Query:
        """The text as words of these services; `is_a_place`: whether a word is a place of the country."""
        return reading.read(text, self.words, is_a_place)

    def worth(self, query: Query) -> Worth:
        """What the query gives to the kinds, needs, names and places."""
        return Worth(query, self._fields, len(self.words))

    def search(self, query: Query, *, limit: int = 5) -> list[Found]:
        """The services that fit best, the best first."""
        owners, points = Weighing(self.rows, self.worth(query)).best(limit=limit)
        return [Found(*one) for one in zip(owners.tolist(), points.tolist(), strict=True)]
