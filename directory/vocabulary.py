"""All names of all places, folded: what is stored so that a place is found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from directory import compass, folding, type_words
from directory.territory import Territory

INFLECTED = 0.97  # likeness of a name with a case ending
#: How a key names a place, beside 0, its name of today in the state's classifier: by an old or other name …
OLD = 1
#: … by a piece of a name: «Узунколь» of «Узункольский район», «Мусрепов» of «район Габита Мусрепова» …
INSIDE = 2
#: … by the name of what was around it: «Южно-Казахстанская область» of Shymkent …
AROUND = 4
#: … or by another spelling of its name.
SPELT = 8
#: Of aliases; those in Arabic letters are of any time, and say so nowhere.
_KINDS = {"old": OLD, "old_or_other": OLD, "arabic_script": OLD, "old_around": OLD | AROUND}

_SHORTEST = 4  # letters of a name inside of an adjective or before a case ending
_SHORTEST_SURNAME = 6
_ALIKE = 0.6  # from this likeness on a name is another spelling of the name that two places share
_WIDE = ("oblast", "district")
_LARGE = (*_WIDE, "city")

#: The end of a folded adjective of a place: Узункольск(ий), Аршалынск(ий).
_OF_A_PLACE = re.compile(r"(?<=\w{4})(?:in)?sk$")
#: Russian adjectives of a place in all cases become one: Сарыагашский, -ского, -ском, -ская …
_ADJECTIVE = re.compile(r"sk(?<=\w{3}sk)(?:ogo|omu|om|imi?|ih|oi|oe|u|i|a|e)\b")
#: Case endings of Kazakh, Uzbek and Russian place names («Таразда», «в Шымкенте», "Toshkentda").
_ENDINGS = re.compile(
    r"(?:n?dagi|tagi|[ndt]in|[ndt]an|[ndt]en|n?d[ae]|t[ae]|g[ae]|k[ae]|n[aei]|[dt]i|[oe][mi]|[aeui])$"
)

Key = tuple[str, str, int]  # a key, the code of a territory, how the key names it


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a place, and its keys, with the word for the kind and without: how each names the place."""

    code: str
    keys: Mapping[str, int]


def names_of(territories: Iterable[Territory], aliases: Iterable[tuple[str, str, str]]) -> list[Key]:
    """What is stored to be found: (key, code, how the key names the place), in order of the key.

    `aliases`: (code, alias, its kind). A city that is listed once more as a settlement is left out, and
    its other names are the city's. How: 0 or a sum of OLD, INSIDE, AROUND, SPELT.
    """
    rows = list(territories)
    places = {unit.code: unit for unit in rows if unit.kind != "city_proper"}
    twins = {unit.code: unit.parent for unit in rows if unit.kind == "city_proper"}
    own = [(code, name, 0) for code, unit in places.items() for name in unit.names.values()]
    told = [(twins.get(code, code), alias, _KINDS.get(kind, SPELT)) for code, alias, kind in aliases]
    names = _names(places, [*own, *(row for row in told if row[0] in places)])
    best: dict[tuple[str, str], int] = {}
    for key, code, how in _keys(places, names[: len(own)], names[len(own) :]):
        best[key, code] = min(how, best.get((key, code), how), key=_by_standing)
    return sorted((key, code, how) for (key, code), how in best.items())


def _by_standing(how: int) -> tuple[int, int]:
    return how & OLD, how


def stems_of(key: str) -> Iterator[str]:
    """The key without each case ending that it may have, the shortest ending first; at least four letters."""
    for length in range(1, 5):
        if len(key) - length >= _SHORTEST and _ENDINGS.fullmatch(key[-length:]):
            yield key[:-length]


def name_inside(key: str) -> str:
    """The name inside of the adjective that a key may be: "uzunkol" of "uzunkolsk"; else the key."""
    return _OF_A_PLACE.sub("", key)


def key_of(words: Sequence[str]) -> str:
    """The words as one key, so that «Ақ су» is «Ақсу» and «Жаңа ауыл» is «Жаңаауыл»."""
    return _whole([" ".join(words)])[0]


def _keys(places: Mapping[str, Territory], own: Sequence[_Name], other: Sequence[_Name]) -> Iterator[Key]:
    for name in (*own, *other):
        yield from ((key, name.code, how) for key, how in name.keys.items())
        if places[name.code].level in _WIDE:
            stems = ((name_inside(key), how | INSIDE) for key, how in name.keys.items() if not how & OLD)
            yield from ((key, name.code, how) for key, how in stems if len(key) >= _SHORTEST)
    yield from _of_sides(places)
    yield from _surnames(places)
    yield from _shared(places, own, other)


def _of_sides(places: Mapping[str, Territory]) -> Iterator[Key]:
    told = [row for row in compass.names() if row[0] in places]
    keys = _whole([phrase for _, phrase, _ in told])
    yield from ((key, code, int(old)) for key, (code, _, old) in zip(keys, told, strict=True))


def _surnames(places: Mapping[str, Territory]) -> Iterator[Key]:
    """«Мусрепов» for a district that bears a person's whole name."""
    districts = [unit for unit in places.values() if unit.level == "district"]
    told = [(name, unit.code) for unit in districts for name in unit.names.values()]
    for key, (_, code) in zip(folding.fold_all([name for name, _ in told]), told, strict=True):
        words = type_words.split(key.split(), typed=False).words
        if len(words) > 1 and len(words[-1]) >= _SHORTEST_SURNAME:
            yield key_of(words[-1:]), code, INSIDE


def _shared(places: Mapping[str, Territory], own: Sequence[_Name], other: Sequence[_Name]) -> Iterator[Key]:
    """Another spelling of a name, for every large place that bears the name, one inside of the other.

    «Аягуз» is told of the town, and its district is called as the town is.
    """
    called: dict[str, set[str]] = {}
    for name in own:
        inside = map(name_inside, name.keys) if places[name.code].level in _WIDE else ()
        called.setdefault(name.code, set()).update(name.keys, inside)
    for name in other:
        for up in _ups(places, name.code):
            both = called[name.code] & called[up]
            spelt = [key for key, how in name.keys.items() if how == SPELT and _is_spelling(key, both)]
            for code in (name.code, up):
                if places[code].level in _LARGE:
                    yield from ((key, code, SPELT) for key in spelt)


def _ups(places: Mapping[str, Territory], code: str) -> Iterator[str]:
    """The large places around a place."""
    up = places[code].parent
    while up:
        if places[up].level in _LARGE:
            yield up
        up = places[up].parent


def _is_spelling(key: str, names: Iterable[str]) -> bool:
    return any(OSA.normalized_similarity(key, name) >= _ALIKE for name in names)


def _names(places: Mapping[str, Territory], rows: Sequence[tuple[str, str, int]]) -> list[_Name]:
    """The names with their keys, of (code, name, how)."""
    folded = folding.fold_all([name for _, name, _ in rows])
    split = [type_words.split(key.split(), typed=False) for key in folded]
    bare = _whole(" ".join(one.words) for one in split)
    found = []
    for (code, _, how), key, short, named in zip(rows, _whole(folded), bare, split, strict=True):
        fitting = not named.kinds or any(type_words.fits(kind, places[code]) for kind in named.kinds)
        keys = {short: how if fitting else how | INSIDE, key: how}
        keys.pop("", None)
        found.append(_Name(code, keys))
    return found


def _whole(folded: Iterable[str]) -> list[str]:
    """`key_of` of many folded names at once."""
    lines = list(folded)
    return (
        folding.single(_ADJECTIVE.sub("sk", "\n".join(lines)).replace(" ", "")).split("\n") if lines else []
    )
