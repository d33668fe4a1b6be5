"""Why services fit a query: which words their kind, needs, name, places and number explain, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory import idle_words
from directory.search import fields
from directory.search.asked import Reason
from directory.search.catalogue import Catalogue
from directory.search.fields import Likenesses, Numbers
from directory.search.query import Token
from directory.search.worth import KIND, NAME, NEED, Worth

_LEAST = 0.6  # likeness from which on a word is known at all …
_EXPLAINS = 0.4  # … and, of a part of a phrase, from which on it explains something
_WORD_OF_A_KIND = 0.7  # what one of many words for a kind is worth: «центр» of «центр занятости» …
_WORD_OF_A_NEED = 0.3  # … and of those for a need: «школа» of «не ходит в школу»
_LETTERS_OF_A_NUMBER = 5.0  # a number weighs as much as a word of so many letters …
_LETTERS_OF_AN_AGE = 1.5  # … and so many for a service that has no number: «работа 16 лет»
_SURELY = 0.95  # likeness from which on a word weighs fully; the less sure it is, the less it weighs …
_UNSURE = 0.3  # … and so much when it is hardly known
_UNKNOWN = 0.15  # what a word weighs that no service knows
_IDLE = 0.1  # what a word weighs that says nothing, «где», «телефон», for a service that has it not …
_WHOLLY = 0.999  # share of a phrase that was typed as a whole
_SAID = 0.5  # … which is, whose worth is less than this
_REASONS: Sequence[Reason] = ("kind", "need", "name", "place")

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fits:
    """How well each of some services fits, 0..100; and for each token and service which reason is best."""

    scores: Numbers
    best: NDArray[np.intp]
    explains: Flags
    numbers: Flags

    def reasons(self, position: int) -> tuple[Reason, ...]:
        """Why one of them fits, in the order of the words."""
        flags = self.explains[:, position]
        told = [_REASONS[one] for one in self.best[flags, position]]
        return tuple(dict.fromkeys([*told, "number"] if self.numbers[position] else told))


class Reasons:
    """Explains hits of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        columns = catalogue.columns
        order = np.argsort(columns.owner, kind="stable")
        self._place, self._number = columns.place[order], columns.number[order]
        self._starts = np.searchsorted(columns.owner[order], np.arange(len(catalogue.services) + 1))
        self._is_numbered = _of_each(np.maximum, self._number, self._starts[:-1]) >= 0
        self._titles = columns.titles[columns.title[order][self._starts[:-1]]]

    def of(self, owners: Numbers, worth: Worth) -> Fits:
        """How well each of these services (their numbers) fits."""
        places, sizes = fields.ranges(self._starts[owners], self._starts[owners + 1])
        firsts = np.cumsum(sizes) - sizes
        best, like = self._best(owners, places, firsts, worth)
        explains = like >= _EXPLAINS
        explained, weight = np.zeros(len(owners)), np.zeros(len(owners))
        for token, row in zip(worth.query.tokens, np.where(explains, like, 0.0), strict=True):
            letters = len(token.word) * _weights(token, row)
            weight += letters
            explained += letters * row
        numbered = np.zeros(len(owners), dtype=bool)
        of_a_number = np.where(self._is_numbered[owners], _LETTERS_OF_A_NUMBER, _LETTERS_OF_AN_AGE)
        for number in worth.query.numbers:
            weight += of_a_number
            same = _of_each(np.logical_or, self._number[places] == number, firsts)
            explained += of_a_number * same
            numbered |= same
        scores = np.rint(100 * explained / np.where(weight > 0, weight, 1))
        return Fits(scores.astype(np.int64), best, explains, numbered)

    def _best(
        self, owners: Numbers, places: Numbers, firsts: Numbers, worth: Worth
    ) -> tuple[NDArray[np.intp], Likenesses]:
        """For each token and service what explains it best, and how well."""
        titles = self._titles[owners]
        kinds, needs = worth.likeness
        by_reason = np.stack([
            kinds.take(titles[:, KIND], axis=1) * _share(worth, KIND, _WORD_OF_A_KIND)[titles[:, KIND]],
            needs.take(titles[:, NEED], axis=1) * _share(worth, NEED, _WORD_OF_A_NEED)[titles[:, NEED]],
            worth.likeness_of_names(titles[:, NAME]),
            _of_each(np.maximum, worth.likeness_of_places.take(self._place[places], axis=1), firsts),
        ])  # fmt: skip
        letters = np.array([len(token.word) == 1 for token in worth.query.tokens], dtype=bool)
        by_reason[1:, letters] = 0  # «ҚҚ» is folded to one letter: it is an abbreviation or says nothing
        by_reason[:1, letters] *= worth.covered[KIND][titles[:, KIND]] >= _WHOLLY
        return by_reason.argmax(axis=0), by_reason.max(axis=0)


def _weights(token: Token, worth: Likenesses) -> Likenesses | float:
    """What a letter of the word weighs for each service, to which it is worth so much."""
    if len(token.word) == 1 or idle_words.says_nothing(token.word):
        return np.where(worth >= _SAID, 1.0, _IDLE)
    if token.best < _LEAST:
        return _UNKNOWN
    return min(1.0, _UNSURE + (1 - _UNSURE) * (token.best - _LEAST) / (_SURELY - _LEAST))


def _share(worth: Worth, field: int, of_one_word: float) -> Likenesses:
    """What a word for each entity is worth: more, the more of its phrase was typed."""
    return of_one_word + (1 - of_one_word) * worth.covered[field].astype(np.float64)


def _of_each(ufunc: np.ufunc, values: NDArray[Any], firsts: Numbers) -> NDArray[Any]:
    """The values of each service together; every service has a row."""
    return ufunc.reduceat(values, firsts, axis=-1) if len(firsts) else values
