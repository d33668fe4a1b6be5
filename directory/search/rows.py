"""Services as rows of numbers – kind, need, name, place, number – sorted by place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search import fields
from directory.search.fields import Numbers, Phrases


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


class Rows:
    """The columns in order of place, title and number; they never change. A row is named by its position."""

    def __init__(self, columns: Columns) -> None:
        order = np.lexsort((columns.owner, columns.number, columns.title, columns.place))
        self.owner, self.title = columns.owner[order], columns.title[order]
        self.place, self.number = columns.place[order], columns.number[order]
        self.titles = columns.titles
        self.services = int(self.owner.max(initial=-1)) + 1
        self._place_starts = np.searchsorted(self.place, np.arange(len(columns.places) + 1))
        self._by_title = np.argsort(self.title, kind="stable")
        self._title_starts = np.searchsorted(self.title[self._by_title], np.arange(len(columns.titles) + 1))
        self._by_number = np.argsort(self.number, kind="stable")
        self._numbers = self.number[self._by_number]

    def __len__(self) -> int:
        return len(self.owner)

    def in_places(self, places: Numbers) -> Numbers:
        """The rows of these places, in their order."""
        return fields.ranges(self._place_starts[places], self._place_starts[places + 1])[0]

    def of_titles(self, titles: Numbers, most: int) -> Numbers:
        """Rows of the first of these titles: of so many titles that they have `most` rows, and twice that."""
        sizes = np.cumsum(self._title_starts[titles + 1] - self._title_starts[titles])
        chosen = np.sort(titles[: int(np.searchsorted(sizes, most)) + 1])
        places, _ = fields.ranges(self._title_starts[chosen], self._title_starts[chosen + 1])
        return self._by_title[places[: 2 * most]]

    def with_number(self, number: int, most: int) -> Numbers:
        """Rows with the number, at most so many."""
        first, last = np.searchsorted(self._numbers, number), np.searchsorted(self._numbers, number, "right")
        return self._by_number[first:last][:most]
