"""One thing that services are found by – their kinds, needs, names, places – as arrays over all words.

An entity is one value of the field (a kind, a place …) with the phrases that people call it by.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from directory.search.query import Token
from directory.search.words import Words

Phrases: TypeAlias = Sequence[Sequence[str]]  # of one entity: each a row of folded words, none empty
Floats: TypeAlias = NDArray[np.float32]
Likenesses: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matches:
    """All words that the tokens of a query may be, in columns; `worth`: likeness squared."""

    count: int  # of tokens
    tokens: Numbers
    words: Numbers
    likeness: Likenesses
    worth: Floats


def matches_of(tokens: Sequence[Token]) -> Matches:
    """The tokens' words as columns."""
    sizes = numbers_of(len(token.alike) for token in tokens)
    words = numbers_of(word for token in tokens for word in token.alike)
    likeness = np.fromiter((one for token in tokens for one in token.alike.values()), dtype=np.float64)
    rough = likeness.astype(np.float32)
    return Matches(len(tokens), np.repeat(np.arange(len(tokens)), sizes), words, likeness, rough * rough)


class Field:
    """The entities of one field; behind the last one there is always one more, that nothing fits.

    So −1 is the entity of a service that has no value in this field.
    """

    def __init__(self, entities: Sequence[Phrases], words: Words, services: Numbers) -> None:
        """`services`: how many of them each entity has."""
        self.size = len(entities)
        self._words = numbers_of(
            _number(words, word) for one in entities for phrase in one for word in phrase
        )
        lengths = numbers_of(len(phrase) for one in entities for phrase in one)
        self._starts = np.cumsum(lengths) - lengths
        owners = np.repeat(np.arange(self.size), numbers_of(map(len, entities)))
        self._first = np.flatnonzero(np.diff(owners, prepend=-1))
        self._owners = owners[self._first]
        pairs = np.unique(self._words * (self.size + 1) + np.repeat(owners, lengths))
        holding, self._entities = np.divmod(pairs, self.size + 1)
        self._postings = np.searchsorted(holding, np.arange(len(words) + 1))
        by_entity = np.argsort(self._entities, kind="stable")
        self._own = holding[by_entity]  # the words of each entity, one after the other …
        self._own_starts = np.searchsorted(self._entities[by_entity], np.arange(self.size + 1))
        self.found_in = np.bincount(holding, weights=services[self._entities], minlength=len(words))
        self.weigh(np.ones(len(words), dtype=np.float32))

    def weigh(self, weights: Floats) -> None:
        """Say what each word weighs: rare ones more. Called once, before anything is asked."""
        self._weights = weights
        self._shares = weights[self._words]  # of a word in its phrase
        if len(self._starts):
            lengths = np.diff(self._starts, append=len(self._words))
            self._shares = self._shares / np.repeat(np.add.reduceat(self._shares, self._starts), lengths)

    def points(self, matches: Matches) -> Floats:
        """How well each entity explains each token: likeness squared, times the weight of the word."""
        found = np.zeros((matches.count, self.size + 1), dtype=np.float32)
        self._spread(matches, matches.worth * self._weights[matches.words], found)
        return found

    def likenesses(self, matches: Matches) -> Likenesses:
        """How like each token is to the likeliest word of each entity."""
        found = np.zeros((matches.count, self.size + 1))
        self._spread(matches, matches.likeness, found)
        return found

    def _spread(self, matches: Matches, values: NDArray[Any], found: NDArray[Any]) -> None:
        """Give each entity of `found` the highest value of its words, for each token."""
        begin = self._postings[matches.words]
        places, sizes = ranges(begin, self._postings[matches.words + 1])
        targets = np.repeat(matches.tokens, sizes) * (self.size + 1) + self._entities[places]
        np.maximum.at(found.reshape(-1), targets, np.repeat(values, sizes))

    def likenesses_of(self, entities: Numbers, like: Likenesses) -> Likenesses:
        """The same for these entities only; `like`: how like each token is to every word there is."""
        found = np.zeros((len(like), len(entities)))
        known = np.flatnonzero(entities >= 0)
        if len(known):
            chosen = entities[known]
            places, sizes = ranges(self._own_starts[chosen], self._own_starts[chosen + 1])
            firsts = np.cumsum(sizes) - sizes
            found[:, known] = np.maximum.reduceat(like.take(self._own[places], axis=1), firsts, axis=1)
        return found

    def covered(self, typed: Floats) -> Floats:
        """Which share of each entity's best phrase was typed; `typed`: for each word its likeness squared."""
        found = np.zeros(self.size + 1, dtype=np.float32)
        if len(self._starts) and typed.any():
            phrases = np.add.reduceat(typed[self._words] * self._shares, self._starts)
            found[self._owners] = np.maximum.reduceat(phrases, self._first)
        return found


def ranges(begins: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """All numbers from each begin to before its end, one range after the other; and how many of each."""
    sizes = ends - begins
    return np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum()), sizes


def numbers_of(values: Iterable[int]) -> Numbers:
    """The whole numbers as an array."""
    return np.fromiter(values, dtype=np.int64)


def _number(words: Words, word: str) -> int:
    number = words.number(word)
    assert number is not None, "every word of an entity is among the words"
    return number
