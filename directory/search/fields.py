"""One thing that services are found by – their kinds, needs, names, places – as arrays over all words.

An entity is one value of the field (a kind, a place …) with the phrases that people call it by.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from directory.search.query import Token
from directory.search.words import Words

Phrases: TypeAlias = Sequence[Sequence[str]]  # of one entity: each a row of folded words, none empty
Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matches:
    """All words that the tokens of a query may be, in three columns; `worth`: likeness squared."""

    count: int  # of tokens
    tokens: Numbers
    words: Numbers
    worth: Floats


def matches_of(tokens: Sequence[Token]) -> Matches:
    """The tokens' words as columns."""
    sizes = numbers_of(len(token.alike) for token in tokens)
    words = numbers_of(word for token in tokens for word in token.alike)
    likeness = np.fromiter((one for token in tokens for one in token.alike.values()), dtype=np.float32)
    return Matches(len(tokens), np.repeat(np.arange(len(tokens)), sizes), words, likeness * likeness)


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
        bounds = np.searchsorted(self._entities[by_entity], np.arange(1, self.size))
        self._own = [frozenset(part.tolist()) for part in np.split(holding[by_entity], bounds)]
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
        begin = self._postings[matches.words]
        sizes = self._postings[matches.words + 1] - begin
        places = np.repeat(begin - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        width = self.size + 1
        found = np.zeros(matches.count * width, dtype=np.float32)
        worth = np.repeat(matches.worth * self._weights[matches.words], sizes)
        np.maximum.at(found, np.repeat(matches.tokens, sizes) * width + self._entities[places], worth)
        return found.reshape(matches.count, width)

    def covered(self, typed: Floats) -> Floats:
        """Which share of each entity's best phrase was typed; `typed`: for each word its likeness squared."""
        found = np.zeros(self.size + 1, dtype=np.float32)
        if len(self._starts):
            phrases = np.add.reduceat(typed[self._words] * self._shares, self._starts)
            found[self._owners] = np.maximum.reduceat(phrases, self._first)
        return found

    def holding(self, token: Token) -> dict[int, float]:
        """The entities that have a word like the token: entity → likeness."""
        found: dict[int, float] = {}
        for word, likeness in token.alike.items():
            for entity in self._entities[self._postings[word] : self._postings[word + 1]].tolist():
                found[entity] = max(found.get(entity, 0.0), likeness)
        return found

    def likeness(self, entity: int, token: Token) -> float:
        """How like the token is to the likeliest word of one entity."""
        if entity < 0:
            return 0.0
        own = self._own[entity]
        return max((likeness for word, likeness in token.alike.items() if word in own), default=0.0)


def numbers_of(values: Iterable[int]) -> Numbers:
    """The whole numbers as an array."""
    return np.fromiter(values, dtype=np.int64)


def _number(words: Words, word: str) -> int:
    number = words.number(word)
    assert number is not None, "every word of an entity is among the words"
    return number
