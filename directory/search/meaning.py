"""The place in a query: the words that name one, and which one they mean – or that the person must say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory import places, type_words
from directory.places import Places
from directory.search.fields import Field, Floats
from directory.search.index import Index
from directory.search.query import Query, Token

_MEANT = 0.8  # likeness from which on a word of the services names a place …
_SAID = 0.9  # likeness from which on a word is certainly one for a kind or need
_RATHER = 0.05  # … if it is like nothing else, up to this much
_PIECE = 0.5  # what a word is worth as one for a kind or need when nothing else of its phrase was typed
_SHORTEST = 4  # letters of a word that may be a place unknown to the services
_CLEARLY = 0.1  # by how much a place must be more like the word than any word of the services
_SURELY, _EXACTLY = 75, 97  # score of a place that is offered for such a word, or for one of a service's name
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

    def __init__(self, index: Index, codes: Sequence[str], everywhere: Places) -> None:
        """`codes`: what the numbers of the index's places stand for."""
        self._index = index
        self._codes = codes
        self._everywhere = everywhere

    def of(self, query: Query) -> Meaning:
        """The place that the query names, and what else is in it."""
        kinds, needs = self._index.covered(query)
        shares = ((self._index.kinds, kinds), (self._index.needs, needs))
        named = [token for token in query.tokens if self._names_a_place(token, shares)]
        named = [token for token in named if self._else(token) < _MEANT] or named  # «семей» beside «Павлодар»
        if named:
            return self._known(query, named)
        left = [token for token in query.tokens if len(token.word) >= _SHORTEST and self._else(token) < _SAID]
        for tokens in [left, *([token] for token in left if len(left) > 1)] if left else []:
            meaning = self._unknown(query, tokens)
            if meaning.rest is not query:
                return meaning
        nothing = any(token.best < _KNOWN for token in left)
        return Meaning(query, which=places.Asked("none") if nothing else None)

    def _names_a_place(self, token: Token, shares: Sequence[tuple[Field, Floats]]) -> bool:
        """Whether it says rather a place: «семей» does, unless «поддержка семей» stands there as a whole."""
        best = self._places_like(token)[0]
        if best < _ITSELF <= self._else(token):  # «керек» is a word, and only nearly «Кереку»
            return False
        said = max(
            likeness * (_PIECE + (1 - _PIECE) * float(share[entity]))
            for field, share in shares
            for entity, likeness in {-1: 0.0, **field.holding(token)}.items()
        )
        return best >= _MEANT and best > said + _RATHER

    def _known(self, query: Query, named: Sequence[Token]) -> Meaning:
        kinds = [token for token in query.tokens if type_words.is_kind(token.word)]
        said = [token for token in query.tokens if token in named or token in kinds]
        rest = _without(query, said)
        asked = self._everywhere.ask(" ".join(token.word for token in said))
        ours = self._meant(named)
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

    def _unknown(self, query: Query, tokens: Sequence[Token]) -> Meaning:
        """A place of the country; where it may be a service's own name it must be named exactly."""
        asked = self._everywhere.ask(" ".join(token.word for token in tokens))
        best = max(map(self._else, tokens))
        least = _SURELY if all(token.best < _MEANT for token in tokens) else _EXACTLY
        if asked.kind == "none" or asked.places[0].score < max(least, 100 * (best + _CLEARLY)):
            return Meaning(query)
        if asked.kind == "choose" and asked.places[0].score < _OFFERED:  # «девочку» is not Диевка
            return Meaning(query)
        rest = _without(query, tokens)
        return Meaning(rest, asked.places[0].code) if asked.kind == "one" else Meaning(rest, which=asked)

    def _meant(self, named: Sequence[Token]) -> list[str]:
        """The services' places that explain the words best, all words together."""
        worth: dict[int, float] = {}
        for token in named:
            for place in self._places_like(token)[1]:
                worth[place] = worth.get(place, 0.0) + self._index.places.likeness(place, token)
        best = max(worth.values())
        return [self._codes[place] for place, sum_ in worth.items() if sum_ > best - _RATHER]

    def _places_like(self, token: Token) -> tuple[float, list[int]]:
        found = self._index.places.holding(token)
        best = max(found.values(), default=0.0)
        return best, [place for place, likeness in found.items() if likeness > best - _RATHER]

    def _else(self, token: Token) -> float:
        """How like the token is to a word for a kind or need; own names are often those of their places."""
        fields = (self._index.kinds, self._index.needs)
        return max(max(field.holding(token).values(), default=0.0) for field in fields)


def _without(query: Query, tokens: Sequence[Token]) -> Query:
    return replace(query, tokens=tuple([token for token in query.tokens if token not in tokens]))
