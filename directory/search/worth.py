"""What one query gives to the kinds, needs, names and places: reckoned once, looked at often."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from directory.search import fields
from directory.search.fields import Field, Floats, Likenesses, Numbers
from directory.search.query import Query

KIND, NEED, NAME, PLACE = range(4)
_WHOLE = (3.0, 2.0, 2.0, 3.0)  # points for a kind, a need, a proper name, a place that was typed as a whole


class Worth:
    """For each field the points of its entities (tokens × entities), and which share of each was typed."""

    def __init__(self, query: Query, every: Sequence[Field], words: int) -> None:
        """`every`: kinds, needs, names, places; `words`: how many they have together."""
        self.query = query
        self._fields, self._words = every, words
        self._matches = fields.matches_of(query.tokens)
        typed = np.zeros(words, dtype=np.float32)
        np.maximum.at(typed, self._matches.words, self._matches.worth)
        self.points = [field.points(self._matches) for field in every]
        self.covered = [field.covered(typed) for field in every]
        self._whole = [
            np.float32(worth) * covered for worth, covered in zip(_WHOLE, self.covered, strict=True)
        ]

    @cached_property
    def likeness(self) -> Sequence[Likenesses]:
        """Of kinds and needs: how like each token is to the likeliest word of each entity."""
        return [self._fields[field].likenesses(self._matches) for field in (KIND, NEED)]

    @cached_property
    def likeness_of_places(self) -> Likenesses:
        """The same of places."""
        return self._fields[PLACE].likenesses(self._matches)

    @cached_property
    def _typed(self) -> Likenesses:
        like = np.zeros((self._matches.count, self._words))
        like[self._matches.tokens, self._matches.words] = self._matches.likeness
        return like

    def likeness_of_names(self, names: Numbers) -> Likenesses:
        """The same of these proper names: of all of them it would be dear."""
        return self._fields[NAME].likenesses_of(names, self._typed)

    def of_places(self) -> Floats:
        """The points of each place, of all tokens and as a whole; behind the last one those of none."""
        return np.asarray(self.points[PLACE].sum(axis=0) + self._whole[PLACE], dtype=np.float32)

    def of_titles(self, titles: Numbers) -> Floats:
        """The same of each of these titles."""
        tokens, whole = self._each_of_titles(titles)
        return np.asarray(tokens.sum(axis=0) + whole, dtype=np.float32)

    def of_rows(self, titles: Numbers, places: Numbers) -> Floats:
        """The points of rows, each a title and a place: of each token the better of both."""
        tokens, whole = self._each_of_titles(titles)
        both = np.maximum(tokens, self.points[PLACE].take(places, axis=1)).sum(axis=0)
        return np.asarray(both + whole + self._whole[PLACE][places], dtype=np.float32)

    def _each_of_titles(self, titles: Numbers) -> tuple[Floats, Floats]:
        """For each of these titles what each token gives, the best of kind, need and name, and the wholes."""
        best, whole = self.points[KIND].take(titles[:, KIND], axis=1), self._whole[KIND][titles[:, KIND]]
        for field in (NEED, NAME):
            np.maximum(best, self.points[field].take(titles[:, field], axis=1), out=best)
            whole = whole + self._whole[field][titles[:, field]]
        return best, whole
