"""All names of all places, folded, and which of them resemble a piece of typed text."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from directory import folding, type_words
from directory.likeness import Likeness
from directory.territory import Territory

#: Below this likeness two words are different words; several words as one name must be nearer.
LEAST = 0.7
LEAST_OF_SEVERAL = 0.8
_SKELETON = 0.8  # likeness of two names that differ in vowels and kindred consonants only
_PREFIX = 0.75  # likeness of a name of which only the beginning was typed
INFLECTED = 0.97  # likeness of a name with a case ending
_SHORTEST = 4  # letters; shorter words must be right
_MOST = 40  # names, the most similar ones, for one piece of text

#: The end of a folded adjective of a place: Узункольск(ий), Аршалынск(ий).
_OF_A_PLACE = re.compile(r"(?<=\w{4})(?:in)?sk$")
#: Russian adjectives of a place in all cases become one: Сарыагашский, -ского, -ском, -ская …
_ADJECTIVE = re.compile(r"sk(?<=\w{3}sk)(?:ogo|omu|om|imi?|ih|oi|oe|u|i|a|e)\b")
#: Case endings of Kazakh, Uzbek and Russian place names («Таразда», «в Шымкенте», "Toshkentda").
_ENDINGS = re.compile(
    r"(?:n?dagi|tagi|[ndt]in|[ndt]an|[ndt]en|n?d[ae]|t[ae]|g[ae]|k[ae]|n[aei]|[dt]i|[oe][mi]|[aeui])$"
)

Meanings = Mapping[int, tuple[float, bool]]  # a territory's number → likeness 0..1, by an old or other name


class Vocabulary:
    """Every name once, with the territories (by number) that bear it."""

    def __init__(self, number: Mapping[str, int], names: Iterable[tuple[str, str, int]]) -> None:
        """`number`: of each territory's code; `names`: (key, code, old or other), in order of the key."""
        self._keys: list[str] = []
        self._senses: list[tuple[tuple[int, bool], ...]] = []
        for key, rows in groupby(names, key=itemgetter(0)):
            self._keys.append(key)
            self._senses.append(tuple([(number[code], bool(other)) for _, code, other in rows]))
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
        key = key_of(words)
        names = self._same(key)
        if widely or not names:
            names = self._inflected(key) | names
        if (widely or not names) and not exactly and len(key) >= _SHORTEST and not key.isdigit():
            names = self._similar(key, LEAST if len(words) == 1 else LEAST_OF_SEVERAL) | names
        found: dict[int, tuple[float, bool]] = {}
        for name, likeness in names.items():
            for number, alias in self._senses[name]:
                known = found.get(number)
                if known is None or (likeness, known[1]) > (known[0], alias):
                    found[number] = (likeness, alias)
        return found

    def _same(self, key: str) -> dict[int, float]:
        number = self._number.get(key)
        return {} if number is None else {number: 1.0}

    def _inflected(self, key: str) -> dict[int, float]:
        stems = (self._number.get(stem) for stem in (*stems_of(key), _OF_A_PLACE.sub("", key)) if stem != key)
        return {number: INFLECTED for number in stems if number is not None}

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


def stems_of(key: str) -> Iterator[str]:
    """The key without each case ending that it may have, the shortest ending first; at least four letters."""
    for length in range(1, 5):
        if len(key) - length >= _SHORTEST and _ENDINGS.fullmatch(key[-length:]):
            yield key[:-length]


def key_of(words: Sequence[str]) -> str:
    """The words as one key, so that «Ақ су» is «Ақсу» and «Жаңа ауыл» is «Жаңаауыл»."""
    return folding.single(_ADJECTIVE.sub("sk", " ".join(words)).replace(" ", ""))


def names_of(
    territories: Iterable[Territory], aliases: Iterable[tuple[str, str, str]]
) -> list[tuple[str, str, int]]:
    """What is stored to be found: (key, code, 1 if only an old or other name), in order of the key.

    `aliases`: (code, alias, its kind). A city that is listed once more as a settlement is left out.
    """
    places = {unit.code: unit for unit in territories if unit.kind != "city_proper"}
    rows = [(code, name, 0) for code, unit in places.items() for name in unit.names.values()]
    rows += [
        (code, alias, int(kind.startswith("old")))
        for code, alias, kind in aliases
        if code in places and kind != "arabic_script"
    ]
    keys = _all_keys({name for _, name, _ in rows})
    found: dict[tuple[str, str], int] = {}
    for code, name, other in rows:
        wide = places[code].level in ("oblast", "district")
        for key in _with_stems(keys[name]) if wide else keys[name]:
            found[key, code] = min(other, found.get((key, code), 1))
    return sorted((key, code, other) for (key, code), other in found.items())


def _with_stems(keys: Iterable[str]) -> set[str]:
    """The keys, and of adjectives the name inside: «Узункольский район» is called «Узунколь» as well."""
    stems = {_OF_A_PLACE.sub("", key) for key in keys}
    return {*keys, *(stem for stem in stems if len(stem) >= _SHORTEST)}


def _all_keys(names: Iterable[str]) -> dict[str, set[str]]:
    """The keys of each name: with the word for its kind («мақтааралауданы») and without."""
    names = list(names)
    folded = folding.fold_all(names)
    whole = _whole(folded)
    bare = _whole(
        " ".join(type_words.split(key.split(), typed=False).words) if " " in key else key for key in folded
    )
    return {name: {one, other} - {""} for name, one, other in zip(names, whole, bare, strict=True)}


def _whole(folded: Iterable[str]) -> list[str]:
    """`key_of` of many folded names at once."""
    return folding.single(_ADJECTIVE.sub("sk", "\n".join(folded)).replace(" ", "")).split("\n")
