"""Why a service fits a query: which words its kind, needs, name, places and number explain, and how well."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from directory.search.asked import Reason
from directory.search.catalogue import Catalogue
from directory.search.fields import Field
from directory.search.index import KIND, NAME, NEED, Index
from directory.search.query import Query, Token

_LEAST = 0.6  # likeness from which on a word is known at all …
_EXPLAINS = 0.4  # … and, of a part of a phrase, from which on it explains something
_WORD_OF_A_KIND = 0.7  # what one of many words for a kind is worth: «центр» of «центр занятости» …
_WORD_OF_A_NEED = 0.3  # … and of those for a need: «школа» of «не ходит в школу»
_LETTERS_OF_A_NUMBER = 5  # a number weighs as much as a word of so many letters
_IDLE = 0.3  # what a word weighs that no service knows: «нужен», «срочно», "where is"

_Known = dict[tuple[str, int, str], float]  # field, entity, typed word → likeness: looked up once a query


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the query is explained, 0..100, and by what."""

    score: int
    reasons: tuple[Reason, ...]


class Reasons:
    """Explains hits of one index."""

    def __init__(self, index: Index, catalogue: Catalogue) -> None:
        self._index = index
        self._fields: Mapping[str, Field] = {
            "kind": index.kinds, "need": index.needs, "name": index.names, "place": index.places,
        }  # fmt: skip
        columns = catalogue.columns
        self._titles = dict(zip(columns.owner.tolist(), columns.titles[columns.title].tolist(), strict=True))
        self._places: dict[int, set[int]] = defaultdict(set)
        self._numbers: dict[int, set[int]] = defaultdict(set)
        rows = zip(columns.owner.tolist(), columns.place.tolist(), columns.number.tolist(), strict=True)
        for owner, place, number in rows:
            self._places[owner].add(place)
            self._numbers[owner].add(number)

    def of(self, owners: Iterable[int], query: Query) -> Iterator[tuple[int, Fit]]:
        """How well each of these services (their numbers) fits."""
        kinds, needs = self._index.covered(query)
        known: _Known = {}
        for owner in owners:
            title = self._titles[owner]
            shares = {
                "kind": _WORD_OF_A_KIND + (1 - _WORD_OF_A_KIND) * float(kinds[title[KIND]]),
                "need": _WORD_OF_A_NEED + (1 - _WORD_OF_A_NEED) * float(needs[title[NEED]]),
            }
            yield owner, self._fit(owner, query, shares, known)

    def _fit(self, owner: int, query: Query, shares: Mapping[str, float], known: _Known) -> Fit:
        explained = weight = 0.0
        reasons: dict[Reason, None] = {}
        for token in query.tokens:
            reason, likeness = self._best(owner, token, shares, known)
            letters = len(token.word) * (1.0 if token.best >= _LEAST else _IDLE)
            weight += letters
            if likeness >= _EXPLAINS:
                explained += letters * likeness
                reasons[reason] = None
        for number in query.numbers:
            weight += _LETTERS_OF_A_NUMBER
            if number in self._numbers[owner]:
                explained += _LETTERS_OF_A_NUMBER
                reasons["number"] = None
        return Fit(round(100 * explained / weight) if weight else 0, tuple(reasons))

    def _best(
        self, owner: int, token: Token, shares: Mapping[str, float], known: _Known
    ) -> tuple[Reason, float]:
        title = self._titles[owner]
        named: list[tuple[Reason, int]] = [
            ("kind", title[KIND]),
            ("need", title[NEED]),
            ("name", title[NAME]),
        ]
        named += [("place", place) for place in self._places[owner]]
        best: tuple[Reason, float] = ("kind", 0.0)
        for reason, entity in named:
            key = (reason, entity, token.word)
            likeness = known.get(key)
            if likeness is None:
                likeness = known[key] = self._fields[reason].likeness(entity, token)
            worth = likeness * shares.get(reason, 1.0)
            if worth > best[1]:
                best = (reason, worth)
        return best
