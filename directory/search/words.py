"""All words that services are found by, and which of them a typed word may be."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from directory import folding, vocabulary
from directory.likeness import Likeness

_LEAST = 0.6  # below this likeness two words are different words …
_LEAST_OF_KNOWN = 0.8  # … and below this, when the typed word is itself one of them
_SKELETON = 0.85  # likeness of words that differ in vowels and kindred consonants only …
_SHORT_SKELETON = {3: 0.7, 4: 0.8}  # … when they have so few consonants, and vowels were typed
_SKELETON_BEGINS = 0.72  # … of which only the beginning was typed, without vowels
_BEGINNING = 0.75  # likeness of a word of which hardly anything was typed; of nearly all of it 0.2 more
_SHORTEST_BEGINNING = 3  # letters
_SHORTEST_BONES = 3
_SHORTEST_BONES_BEGINNING = 4
_SHORTEST_MISSPELT = 4
_SHORTEST_PROMISE = 4
_MOST = 60  # words that begin alike
_MOST_BONES = 40

Alike = Mapping[int, float]  # a word's number → likeness 0..1


class Words:
    """Every folded word once, in order of the alphabet."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words) - {""})
        self._number = {word: number for number, word in enumerate(self._words)}
        self._likeness = Likeness(self._words, shortest=_SHORTEST_BEGINNING)
        self._bones: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for bones in _bones(word):
                self._bones[bones].append(number)
        self._sorted_bones = sorted(self._bones)

    def __len__(self) -> int:
        return len(self._words)

    def number(self, word: str) -> int | None:
        """The number of this very word, or None."""
        return self._number.get(word)

    def promises(self, typed: str) -> bool:
        """Whether the typed word is certainly one of them, or its beginning, or one without vowels; cheap."""
        if typed in self._number or any(stem in self._number for stem in vocabulary.stems_of(typed)):
            return True
        if len(typed) < _SHORTEST_PROMISE or typed.isdigit():
            return False
        begun = _beginning(self._words, typed, 1)
        return bool(begun) or any(
            len(one) >= _SHORTEST_PROMISE and one in self._bones for one in _bones(typed)
        )

    def alike(self, typed: str) -> dict[int, float]:
        """The words that a typed one may be: misspelt, begun, without vowels. A number is only itself."""
        same = self._number.get(typed)
        found: dict[int, float] = {}
        if not typed.isdigit():
            if len(typed) >= _SHORTEST_MISSPELT:
                found = self._likeness.of(typed, _LEAST if same is None else _LEAST_OF_KNOWN)
            for number, likeness in self._kindred(typed):
                found[number] = max(found.get(number, 0.0), likeness)
        if same is not None:
            found[same] = 1.0
        return found

    def _kindred(self, typed: str) -> Iterable[tuple[int, float]]:
        if len(typed) >= _SHORTEST_BEGINNING:
            for number in _beginning(self._words, typed, _MOST):
                yield number, _BEGINNING + 0.2 * len(typed) / len(self._words[number])
        bare = len(folding.skeleton(typed)) == len(typed)  # typed without any vowel
        for bones in _bones(typed):
            likeness = _SKELETON if bare else _SHORT_SKELETON.get(len(bones), _SKELETON)
            for number in self._bones.get(bones, ())[:_MOST_BONES]:
                yield number, likeness
        for stem in vocabulary.stems_of(typed):
            if stem in self._number:
                yield self._number[stem], vocabulary.INFLECTED
        if bare and len(typed) >= _SHORTEST_BONES_BEGINNING:
            for place in _beginning(self._sorted_bones, folding.skeleton(typed), _MOST_BONES):
                for number in self._bones[self._sorted_bones[place]]:
                    yield number, _SKELETON_BEGINS


def _bones(word: str) -> Iterable[str]:
    """The word without vowels: without any, and with the first one, which people leave: «астн», «орл»."""
    bones = {folding.skeleton(word), word[:1] + folding.skeleton(word[1:])}
    return sorted(one for one in bones if len(one) >= _SHORTEST_BONES)


def _beginning(ordered: list[str], typed: str, most: int) -> range:
    first = bisect_left(ordered, typed)
    return range(first, bisect_left(ordered, typed + "\uffff", lo=first, hi=min(len(ordered), first + most)))
