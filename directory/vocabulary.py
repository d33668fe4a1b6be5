"""All names of all places, folded, and which of them resemble a piece of typed text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory import folding, type_words
from directory.territory import Territories

#: Below this likeness two words are different words.
LEAST = 0.7
_SKELETON_LIKENESS = 0.8
_INFLECTED_LIKENESS = 0.97
_SHORTEST_FUZZY = 4  # letters; shorter words must be right
_MOST_NAMES = 40  # of the most similar ones, for one piece of text

_DOUBLED = re.compile(r"([^\W\d_])\1+")
#: Russian adjectives of a place in all cases become one: Сарыагашский, -ского, -ском, -ская …
_ADJECTIVE = (
    "skogo",
    "skomu",
    "skom",
    "skim",
    "skimi",
    "skih",
    "skoi",
    "skoe",
    "skuu",
    "sku",
    "ski",
    "ska",
    "ske",
)
#: Case endings of Kazakh, Uzbek and Russian place names («Таразда», «в Шымкенте», "Toshkentda").
_ENDINGS = (
    "dagi", "tagi", "ndagi", "ninki", "nin", "din", "tin", "nan", "nen", "dan", "den", "tan", "ten", "nda", "nde", "da", "de", "ta", "te",
    "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "om", "em", "oi", "ei", "a", "e", "u", "i",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name may mean: a territory (its number in the list), and whether only by an old or other name."""

    territory: int
    alias: bool


class Vocabulary:
    """Every name once, with the territories that bear it."""

    def __init__(
        self, territories: Territories, codes: Sequence[str], aliases: Iterable[Sequence[str]]
    ) -> None:
        senses: dict[str, dict[int, bool]] = defaultdict(dict)
        number = {code: position for position, code in enumerate(codes)}
        for code, name, alias in _names(territories, number, aliases):
            for key in _keys(name):
                senses[key][code] = senses[key].get(code, True) and alias
        self._keys = list(senses)
        self._number = {key: position for position, key in enumerate(self._keys)}
        self._senses = [tuple(Sense(*item) for item in senses[key].items()) for key in self._keys]
        self._skeletons: dict[str, list[int]] = defaultdict(list)
        for position, key in enumerate(self._keys):
            if len(bones := folding.skeleton(key)) >= _SHORTEST_FUZZY:
                self._skeletons[bones].append(position)
        self._letters = np.array([len(key) for key in self._keys])

    def meanings(self, words: Sequence[str], *, exactly: bool = False) -> dict[int, tuple[float, bool]]:
        """The territories that a piece of text may name: number → likeness (0..1), by alias only."""
        joined = key_of(words)
        names = self._same(joined)
        if not names and not exactly:
            names = self._similar(joined)
        found: dict[int, tuple[float, bool]] = {}
        for name, likeness in names.items():
            for sense in self._senses[name]:
                offer = (likeness, not sense.alias)
                if offer > _as_offer(found.get(sense.territory)):
                    found[sense.territory] = (likeness, sense.alias)
        return found

    def _same(self, joined: str) -> dict[int, float]:
        if (number := self._number.get(joined)) is not None:
            return {number: 1.0}
        found = {}
        for ending in _ENDINGS:
            stem = joined.removesuffix(ending)
            if (
                stem != joined
                and len(stem) >= _SHORTEST_FUZZY
                and (number := self._number.get(stem)) is not None
            ):
                found[number] = _INFLECTED_LIKENESS
        return found

    def _similar(self, joined: str) -> dict[int, float]:
        if len(joined) < _SHORTEST_FUZZY or joined.isdigit():
            return {}
        scores = process.cdist(
            [joined], self._keys, scorer=OSA.normalized_similarity, score_cutoff=LEAST, dtype=np.float32
        )[0]
        scores[self._letters < _SHORTEST_FUZZY] = 0
        best = np.flatnonzero(scores)
        if len(best) > _MOST_NAMES:
            best = best[np.argsort(-scores[best], kind="stable")[:_MOST_NAMES]]
        found = {int(name): float(scores[name]) for name in best}
        for name in self._skeletons.get(folding.skeleton(joined), ())[:_MOST_NAMES]:
            found[name] = max(found.get(name, 0.0), _SKELETON_LIKENESS)
        return found


def adjective(word: str) -> str:
    """The word with the ending of a Russian adjective cut down to its stem (…ск)."""
    for ending in _ADJECTIVE:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + "sk"
    return word


def key_of(words: Sequence[str]) -> str:
    """The words as one key, so that «Ақ су» is «Ақсу» and «Жаңа ауыл» is «Жаңаауыл»."""
    return _DOUBLED.sub(r"\1", "".join(map(adjective, words)))


def _as_offer(found: tuple[float, bool] | None) -> tuple[float, bool]:
    return (found[0], not found[1]) if found else (0.0, False)


def _names(
    territories: Territories, number: dict[str, int], aliases: Iterable[Sequence[str]]
) -> Iterable[tuple[int, str, bool]]:
    codes: list[int] = []
    texts: list[str] = []
    old: list[bool] = []
    for code, position in number.items():
        for name in set(territories.get(code).names.values()):
            codes.append(position)
            texts.append(name)
            old.append(False)
    for code, alias, kind in aliases:
        if code in number and kind != "arabic_script":
            codes.append(number[code])
            texts.append(alias)
            old.append(kind.startswith("old"))
    return zip(codes, folding.fold_all(texts), old, strict=True)


def _keys(name: str) -> set[str]:
    """The keys of a folded name: with the word for its kind («мақтааралауданы») and without."""
    words = name.split()
    bare = type_words.split(words, typed=False).words
    return {key_of(words), key_of(bare)} - {""}
