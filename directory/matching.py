"""How well a typed text names each place: by its own name, its parents' names and the words for its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory import grammar, standing, type_words
from directory.resembling import Meanings, Vocabulary
from directory.territory import Territory
from directory.type_words import Named
from directory.vocabulary import INFLECTED, OLD

_LONGEST_NAME = 3  # words that are compared as one name
_MOST_WORDS = 8  # of a text that are looked at
_FEW_WORDS = 4  # up to so many, names of several words may be misspelt as well
_WRONG_KIND = 20.0  # taken off for «город» said of a village
_AROUND_IT = 10.0  # how much more than a village the district around it is meant by a word for a district
_WITH_ITS_WORD = 0.5  # added, only for ordering, to a name of which the word for the kind is a piece
# How much a word that names neither the place nor a parent of it counts …
_BESIDE_KIND = 0.4  # beside a name whose kind was said and is right: «в Сарыагашском районе на бахче»
_ELSEWHERE = (
    0.6  # when it is the name of a place elsewhere: a village that our list puts into another district
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place (its number) that the text may mean. `alone`: by its own name, without a parent's.

    `rank`: what hits are ordered by, the score less what speaks against the place though it fits.
    """

    number: int
    score: float
    alias: bool
    alone: bool
    rank: float


@dataclass(frozen=True, slots=True)
class _Text:
    """The words that name something, what each weighs, and what it weighs where it explains nothing.

    `named`: of each word, whether some place is called so.
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    named: tuple[bool, ...]
    weights: tuple[float, ...]
    idle: tuple[float, ...]

    def left(self, bits: int) -> float:
        """The weight of the words that are not among these."""
        return sum(weight for place, weight in enumerate(self.idle) if not bits >> place & 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some neighbouring words of the text, as bits, and the places they may name."""

    bits: int
    weight: float
    words: Sequence[str]
    meanings: Meanings


@dataclass(frozen=True, slots=True)
class _Around:
    """What the names of a place's parents explain of the text."""

    bits: int = 0
    known: float = 0.0
    weight: float = 0.0
    parents: tuple[int, ...] = ()


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
        named = type_words.split(typed[: 2 * _MOST_WORDS], typed=True)
        text = self._read(named)
        best: dict[int, Hit] = {}
        for hit in self._scored(text, list(self._pieces(text))):
            _keep(best, hit)
        if text.kinds:  # «Жаңа ауыл»: the word for a kind may be a piece of the name
            for number, (likeness, how) in self._words.meanings(typed, exactly=True).items():
                against = standing.against(self._places[number], how, None, with_kind=True)
                rank = 100 * likeness - against + _WITH_ITS_WORD
                _keep(best, Hit(number, 100 * likeness, bool(how & OLD), True, rank))
        return best, named

    def _read(self, named: Named) -> _Text:
        words = named.words[:_MOST_WORDS]
        places = tuple(self._names_a_place(word) for word in words)
        weights = tuple(1.0 if word.isdigit() else float(len(word)) for word in words)
        idle = tuple(
            0.0 if len(word) == 1 and not word.isdigit() else weight * (_ELSEWHERE if is_place else 1.0)
            for word, weight, is_place in zip(words, weights, places, strict=True)
        )
        return _Text(words, named.kinds, places, weights, idle)

    def _names_a_place(self, word: str) -> bool:
        return not type_words.is_landmark(word) and bool(self._words.meanings([word], exactly=True))

    def _pieces(self, text: _Text) -> Iterator[_Piece]:
        words = text.words
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for begin in range(len(words) - length + 1):
                piece = words[begin : begin + length]
                exactly = length > 1 and (len(words) > _FEW_WORDS or all(text.named[begin : begin + length]))
                meanings = self._words.meanings(piece, exactly=exactly, widely=bool(text.kinds))
                if meanings:
                    bits = ((1 << length) - 1) << begin
                    yield _Piece(bits, sum(text.weights[begin : begin + length]), piece, meanings)

    def _scored(self, text: _Text, pieces: Sequence[_Piece]) -> Iterator[Hit]:
        for piece in pieces:
            others = [other for other in pieces if not other.bits & piece.bits]
            form = None if text.kinds else grammar.form_of(piece.words)
            for number, (likeness, how) in piece.meanings.items():
                around = self._around(number, piece, others, text.kinds) if others else _Around()
                wrong = self._wrong(number, around, text.kinds) if text.kinds else 0
                left = text.left(piece.bits | around.bits)
                if text.kinds and not wrong:
                    left *= _BESIDE_KIND
                known = piece.weight * likeness + around.known
                score = 100 * known / (piece.weight + around.weight + left)
                # The word for a kind may belong to what we do not know: then it counts half.
                score -= wrong * (_WRONG_KIND / 2 if left else _WRONG_KIND)
                against = standing.against(self._places[number], how, form, with_kind=bool(text.kinds))
                yield Hit(number, score, bool(how & OLD), not around.parents, score - against)
                if wrong and likeness >= INFLECTED:
                    small = standing.against(self._places[number], how, None, with_kind=False)
                    yield from self._called_after(number, score + _AROUND_IT - small, text.kinds)

    def _wrong(self, number: int, around: _Around, kinds: frozenset[str]) -> int:
        """How many of the kinds that were said neither the place is nor a parent that was named."""
        places = [self._places[one] for one in (number, *around.parents)]
        return sum(not any(type_words.fits(kind, place) for place in places) for kind in kinds)

    def _called_after(self, number: int, score: float, kinds: frozenset[str]) -> Iterator[Hit]:
        """«Ленгерский район», «Уральская область»: what is around a place and was once called after it."""
        for up in self._paths[number]:
            if self._places[up].level in kinds:
                yield Hit(up, score, True, True, score)

    def _around(self, number: int, own: _Piece, pieces: Sequence[_Piece], kinds: frozenset[str]) -> _Around:
        around = _Around()
        for piece, ups in self._parent_names(number, own, pieces):
            free = [up for up in ups if up not in around.parents]
            if free and not piece.bits & around.bits:
                best = max(free, key=lambda up: (piece.meanings[up][0], self._is_called(up, kinds)))
                known = around.known + piece.weight * piece.meanings[best][0]
                weight = around.weight + piece.weight
                around = _Around(around.bits | piece.bits, known, weight, (*around.parents, best))
        return around

    def _parent_names(
        self, number: int, own: _Piece, pieces: Sequence[_Piece]
    ) -> list[tuple[_Piece, list[int]]]:
        """The pieces and the parents they name: the longer first, then those that can name but one parent.

        A piece that names none may name the place itself by another name: «Өскемен (Усть-Каменогорск)».
        """
        path = self._paths[number]
        named = []
        for piece in pieces:
            ups = [up for up in path if up in piece.meanings]
            if not ups and number in piece.meanings and piece.words != own.words:
                ups = [number] if piece.meanings[number][0] >= INFLECTED else ups
            if ups:
                named.append((piece, ups))
        if len(named) > 1:
            named.sort(key=lambda item: (-item[0].bits.bit_count(), len(item[1])))
        return named

    def _is_called(self, number: int, kinds: frozenset[str]) -> bool:
        return any(type_words.fits(kind, self._places[number]) for kind in kinds)


def _keep(best: dict[int, Hit], hit: Hit) -> None:
    known = best.get(hit.number)
    if known is None or hit.rank > known.rank:
        best[hit.number] = hit
