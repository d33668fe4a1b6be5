"""Which names of places resemble a piece of typed text."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from directory import folding, respelling, vocabulary
from directory.likeness import Likeness
from directory.vocabulary import Key

#: Below this likeness two words are different words; several words as one name must be nearer.
LEAST = 0.7
LEAST_OF_SEVERAL = 0.8
_SKELETON = 0.8  # likeness of two names that differ in vowels and kindred consonants only
_PREFIX = 0.75  # likeness of a name of which only the beginning was typed
_SHORTEST = 4  # letters; shorter words must be right
_FOREIGN = 0.89  # likeness of a name as another language writes it: it is offered, not taken
_SHORTEST_FOREIGN = 6  # letters of a word that is read so
_OF_FEMININE = ("e", "u", "i")  # Russian case endings of names in -a
_MOST = 40  # names, the most similar ones, for one piece of text

Meanings = Mapping[int, tuple[float, int]]  # a territory's number → likeness 0..1, and how a name names it


class Vocabulary:
    """Every name once, with the territories (by number) that bear it."""

    def __init__(self, number: Mapping[str, int], names: Iterable[Key]) -> None:
        """`number`: of each territory's code; `names`: as `vocabulary.names_of` gives them."""
        self._keys: list[str] = []
        self._senses: list[tuple[tuple[int, int], ...]] = []
        for key, rows in groupby(names, key=itemgetter(0)):
            self._keys.append(key)
            self._senses.append(tuple([(number[code], how) for _, code, how in rows]))
        self._number = {key: number for number, key in enumerate(self._keys)}
        self._likeness = Likeness(self._keys, shortest=_SHORTEST)
        self._skeletons: dict[str, list[int]] = defaultdict(list)
        for place, bones in enumerate(folding.skeleton("\n".join(self._keys)).split("\n")):
            if len(bones) >= _SHORTEST:
                self._skeletons[bones].append(place)

    def meanings(self, words: Sequence[str], *, exactly: bool = False, widely: bool = False) -> Meanings:
        """The territories that a piece of text may name.

        Similar names only if none is the same or, `widely`, beside it.
        """
        key = vocabulary.key_of(words)
        names = self._same(key) or self._respelt(key)
        if widely or not names:
            names = self._inflected(key) | names
        if (widely or not names) and not exactly and len(key) >= _SHORTEST and not key.isdigit():
            names = self._similar(key, LEAST if len(words) == 1 else LEAST_OF_SEVERAL) | names
        found: dict[int, tuple[float, int]] = {}
        for name, likeness in names.items():
            for number, how in self._senses[name]:
                known = found.get(number)
                if known is None or (likeness, known[1]) > (known[0], how):
                    found[number] = (likeness, how)
        return found

    def _same(self, key: str) -> dict[int, float]:
        number = self._number.get(key)
        return {} if number is None else {number: 1.0}

    def _respelt(self, key: str) -> dict[int, float]:
        if len(key) < _SHORTEST_FOREIGN:
            return {}
        found = (self._number.get(other) for other in respelling.respelt(key))
        return {number: _FOREIGN for number in found if number is not None}

    def _inflected(self, key: str) -> dict[int, float]:
        stems = [*vocabulary.stems_of(key), vocabulary.name_inside(key)]
        if key[-1:] in _OF_FEMININE:  # «в Караганде»
            stems.append(key[:-1] + "a")
        found = (self._number.get(stem) for stem in stems if stem != key)
        return {number: vocabulary.INFLECTED for number in found if number is not None}

    def _similar(self, key: str, least: float) -> dict[int, float]:
        found = dict.fromkeys(self._beginning_with(key), _PREFIX)
        for number in self._skeletons.get(folding.skeleton(key), ())[:_MOST]:
            found[number] = _SKELETON
        for number, likeness in self._likeness.of(key, least).items():
            found[number] = max(found.get(number, 0.0), likeness)
        return found

    def _beginning_with(self, key: str) -> list[int]:
        first = bisect_left(self._keys, key)
        last = bisect_left(self._keys, key + "\uffff", lo=first, hi=min(len(self._keys), first + _MOST))
        return list(range(first, last))
