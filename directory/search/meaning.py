"""The place in a query: the words that name one, and which one they mean – or that the person must say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from directory import idle_words, places, type_words
from directory.places import Places
from directory.search.query import Query, Token
from directory.search.worth import KIND, NEED, PLACE, Worth

_MEANT = 0.8  # likeness from which on a word of the services names a place …
_SAID = 0.9  # likeness from which on a word is certainly one for a kind or need
_RATHER = 0.05  # … if it is like nothing else, up to this much
_PIECE = 0.5  # what a word is worth as one for a kind or need when nothing else of its phrase was typed
_SHORTEST = 4  # letters of a word that may be a place unknown to the services
_CLEARLY = 0.1  # by how much a place must be more like the word than any word of the services
_SURELY, _EXACTLY = 75, 97  # score of a place that is offered for such a word, or for one of a service's name
_HALF = 0.6  # share of a name that must be typed where the name is known to the services alone
_WRITTEN = 95  # score of a place whose name stands there, with an ending perhaps
_ITSELF = 0.97  # likeness of a word that stands there as it is written
_OFFERED = 85  # score from which on it is worth asking which of several places is meant
_KNOWN = 0.6


@dataclass(frozen=True, slots=True)
class Meaning:
    """A query in two: `rest` without the words of the place, and the place's code, "" if there is none.

    `which`: what to ask the person; "none" in it when a word says nothing to anybody.
    """

    rest: Query
    territory: str = ""
    which: places.Asked | None = None


class PlaceInText:
    """Looks for places first among those of the services, then among all of the country."""

    def __init__(self, codes: Sequence[str], everywhere: Places) -> None:
        """`codes`: what the numbers of the index's places stand for."""
        self._codes = codes
        self._everywhere = everywhere

    def is_a_place(self, word: str) -> bool:
        """Whether the word is written as the name of a place of the country is."""
        asked = self._everywhere.ask(word)
        return asked.kind != "none" and asked.places[0].score >= _WRITTEN

    def of(self, worth: Worth) -> Meaning:
        """The place that the query names, and what else is in it."""
        query, said = worth.query, _said(worth)
        named = [position for position in range(len(query.tokens)) if _names_a_place(worth, position, said)]
        named = [one for one in named if said[one] < _MEANT] or named  # «семей» beside «Павлодар»
        if named:
            return self._known(worth, named)
        left = [
            position
            for position, token in enumerate(query.tokens)
            if len(token.word) >= _SHORTEST
            and said[position] < _SAID
            and not idle_words.says_nothing(token.word)
        ]
        for positions in [left, *([one] for one in left if len(left) > 1)] if left else []:
            tokens = [query.tokens[one] for one in positions]
            meaning = self._unknown(query, tokens, max(said[one] for one in positions))
            if meaning.rest is not query:
                return meaning
        nothing = any(query.tokens[one].best < _KNOWN for one in left)
        return Meaning(query, which=places.Asked("none") if nothing else None)

    def _known(self, worth: Worth, named: Sequence[int]) -> Meaning:
        query = worth.query
        said = [
            token
            for position, token in enumerate(query.tokens)
            if position in named or type_words.is_kind(token.word)
        ]
        rest = _without(query, said)
        asked = self._everywhere.ask(" ".join(token.word for token in said))
        ours = self._meant(worth, named, _HALF if asked.kind == "none" else 0)
        if asked.kind == "city_or_oblast" and not query.numbers:
            return Meaning(rest, which=asked)
        if asked.kind in ("one", "city_or_oblast") and asked.places[0].code in ours:
            return Meaning(rest, asked.places[0].code)
        if len(ours) == 1:
            return Meaning(rest, ours[0])
        offered = tuple(place for place in asked.places if place.code in ours)
        if asked.kind == "choose" and len(offered) > 1:
            return Meaning(rest, which=places.Asked("choose", offered))
        return Meaning(rest, offered[0].code) if offered else Meaning(query)

    def _unknown(self, query: Query, tokens: Sequence[Token], best: float) -> Meaning:
        """A place of the country; where it may be a service's own name it must be named exactly."""
        asked = self._everywhere.ask(" ".join(token.word for token in tokens))
        least = _SURELY if all(token.best < _MEANT for token in tokens) else _EXACTLY
        if asked.kind == "none" or asked.places[0].score < max(least, 100 * (best + _CLEARLY)):
            return Meaning(query)
        if asked.kind == "choose" and asked.places[0].score < _OFFERED:  # «девочку» is not Диевка
            return Meaning(query)
        rest = _without(query, tokens)
        return Meaning(rest, asked.places[0].code) if asked.kind == "one" else Meaning(rest, which=asked)

    def _meant(self, worth: Worth, named: Sequence[int], least: float) -> list[str]:
        """The services' places that explain the words best, all words together.

        `least`: which share of a name must have been typed: «Казахстан» is not the South of it.
        """
        likeness = worth.likeness_of_places[named]
        like = likeness > likeness.max(axis=1, keepdims=True) - _RATHER
        sums = (likeness * like).sum(axis=0)
        is_named = worth.covered[PLACE] >= least
        best = np.flatnonzero(like.any(axis=0) & is_named & (sums > sums.max() - _RATHER))
        return [self._codes[place] for place in best.tolist()]


def _said(worth: Worth) -> list[float]:
    """How like each token is to a word for a kind or need; own names are often those of their places."""
    found: list[float] = np.maximum(*(like.max(axis=1) for like in worth.likeness)).tolist()
    return found


def _names_a_place(worth: Worth, position: int, said: Sequence[float]) -> bool:
    """Whether it says rather a place: «семей» does, unless «поддержка семей» stands there as a whole."""
    best = float(worth.likeness_of_places[position].max())
    word = worth.query.tokens[position].word  # «району» says that the word before it is one
    if type_words.is_kind(word) or idle_words.says_nothing(word):
        return False
    if best < _ITSELF <= said[position] or best < _MEANT:  # «керек» is a word, and only nearly «Кереку»
        return False
    as_another = max(
        float(
            (
                worth.likeness[field][position] * (_PIECE + (1 - _PIECE) * worth.covered[field].astype(float))
            ).max()
        )
        for field in (KIND, NEED)
    )
    return best > as_another + _RATHER


def _without(query: Query, tokens: Sequence[Token]) -> Query:
    return replace(query, tokens=tuple([token for token in query.tokens if token not in tokens]))
