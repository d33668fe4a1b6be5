"""How well a typed text names each place: by its own name, its parents' names and the words for its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory import type_words
from directory.territory import Territory
from directory.type_words import Named
from directory.vocabulary import Vocabulary

_LONGEST_NAME = 3  # words that are compared as one name
_MOST_WORDS = 8  # of a text that are looked at
_FEW_WORDS = 4  # up to so many, names of several words may be misspelt as well
_WRONG_KIND = 12.0  # taken off for «город» said of a village
_ALIAS = 5.0  # taken off, only for ordering, when an old or other name matched
_UNEXPLAINED = 0.4  # how much other words count beside a name whose kind was said and is right

Meanings = Mapping[int, tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place (its number) that the text may mean. `alone`: by its own name, without a parent's."""

    number: int
    score: float
    alias: bool
    alone: bool

    @property
    def rank(self) -> float:
        """What hits are ordered by."""
        return self.score - (_ALIAS if self.alias else 0.0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some neighbouring words of the text, as bits, and the places they may name."""

    bits: int
    weight: float
    meanings: Meanings


class Matcher:
    """Compares texts with all places of the country."""

    def __init__(
        self, places: Sequence[Territory], paths: Sequence[tuple[int, ...]], words: Vocabulary
    ) -> None:
        self._places = places
        self._paths = paths
        self._words = words

    def hits(self, typed: Sequence[str]) -> tuple[dict[int, Hit], Named]:
        """Every place that the folded words may mean, with its score, and how the words were read."""
        text = type_words.split(typed[: 2 * _MOST_WORDS], typed=True)
        words = text.words[:_MOST_WORDS]
        weights = [1.0 if word.isdigit() else float(len(word)) for word in words]
        pieces = list(self._pieces(words, weights))
        best: dict[int, Hit] = {}
        for hit in self._scored(pieces, sum(weights), text.kinds):
            _keep(best, hit)
        if text.kinds:  # «Жаңа ауыл»: the word for a kind may be a piece of the name
            for number, (likeness, alias) in self._words.meanings(typed, exactly=True).items():
                _keep(best, Hit(number, 100 * likeness, alias, True))
        return best, text

    def _pieces(self, words: Sequence[str], weights: Sequence[float]) -> Iterator[_Piece]:
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for begin in range(len(words) - length + 1):
                piece = words[begin : begin + length]
                exactly = length > 1 and len(words) > _FEW_WORDS
                if meanings := self._words.meanings(piece, exactly=exactly):
                    bits = ((1 << length) - 1) << begin
                    yield _Piece(bits, sum(weights[begin : begin + length]), meanings)

    def _scored(self, pieces: Sequence[_Piece], total: float, kinds: frozenset[str]) -> Iterator[Hit]:
        for piece in pieces:
            others = [other for other in pieces if not other.bits & piece.bits]
            for number, (likeness, alias) in piece.meanings.items():
                around, used = self._parents(number, others) if others else (_NOTHING, [])
                known = piece.weight * likeness + around.weight
                explained = piece.weight + around.full
                named = [self._places[number], *(self._places[parent] for parent in used)]
                wrong = sum(not any(type_words.fits(kind, place) for place in named) for kind in kinds)
                left = (total - explained) * (_UNEXPLAINED if kinds and not wrong else 1.0)
                score = 100 * known / (explained + left) - _WRONG_KIND * wrong
                yield Hit(number, score, alias, not used)

    def _parents(self, number: int, pieces: Sequence[_Piece]) -> tuple["_Around", list[int]]:
        """What the parents' names explain of the rest of the text."""
        taken, weight, full = 0, 0.0, 0.0
        used: list[int] = []
        for piece in pieces:
            if piece.bits & taken:
                continue
            likeness, parent = max(
                ((piece.meanings[up][0], up) for up in self._paths[number] if up in piece.meanings),
                default=(0.0, -1),
            )
            if parent >= 0:
                taken |= piece.bits
                weight += likeness * piece.weight
                full += piece.weight
                used.append(parent)
        return _Around(weight, full), used


@dataclass(frozen=True, slots=True)
class _Around:
    weight: float
    full: float


_NOTHING = _Around(0.0, 0.0)


def _keep(best: dict[int, Hit], hit: Hit) -> None:
    known = best.get(hit.number)
    if known is None or hit.rank > known.rank:
        best[hit.number] = hit
