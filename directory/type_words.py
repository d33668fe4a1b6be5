"""Words that say what kind of place is meant, in every language: «район», «ауданы», "tumani", «г.»."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from directory import compass, folding
from directory.territory import Territory

FILLER = "filler"
_OBLAST_OF_A_SIDE = "oblast of a side"  # «Северный Казахстан»: one name, though the country alone is none
_NAMED_AFTER = "named_after"
_LANDMARK = "landmark"
_LONGEST = 3  # words


@dataclass(frozen=True, slots=True)
class Named:
    """A folded text in two: the words of the name, and the kinds of place that stood beside it."""

    words: tuple[str, ...]
    kinds: frozenset[str]


def split(words: Sequence[str], *, typed: bool) -> Named:
    """The words of a name without the words for its kind.

    Of a name that is nothing but such words («Қала») all words are kept. `typed`: a person wrote it,
    so that single letters («г.») and words that say nothing («живу в») count as well.
    """
    name: list[str] = []
    fillers: list[str] = []
    kinds: set[str] = set()
    position = 0
    while position < len(words):
        kind, length = _kind_at(words, position, typed)
        if not kind:
            name.append(words[position])
        elif kind == _OBLAST_OF_A_SIDE:
            name.append("".join(words[position : position + length]))
        elif kind in (FILLER, _NAMED_AFTER):
            fillers += words[position : position + length]
        else:
            kinds.add(kind)
        position += length
    if name or (typed and fillers and not kinds):  # «Казахстан» alone is no place, «село Казахстан» is
        return Named(tuple(name), frozenset(kinds))
    return Named(tuple(fillers), frozenset(kinds)) if fillers else Named(tuple(words), frozenset())


def fits(kind: str, territory: Territory) -> bool:
    """Whether people call such a territory by a word of this kind."""
    if kind == "city":
        return territory.level == "city" or territory.kind in ("town", "city_proper", "town_admin")
    if kind == "settlement":
        return territory.level in ("settlement", "rural_district")
    if kind == "rural_district":
        return territory.level in ("rural_district", "settlement")
    return territory.level == kind


def is_landmark(word: str) -> bool:
    """Whether a folded word is a thing in a place («базар», «мектеп»), though a village may be called so."""
    return word in _lists()[_LANDMARK]


def is_kind(word: str) -> bool:
    """Whether a folded word says what kind of place is meant: «район», "oblysy"."""
    return _kinds().get(word, FILLER) not in (FILLER, _NAMED_AFTER, _OBLAST_OF_A_SIDE)


def is_named_after(word: str) -> bool:
    """Whether a folded word only says that something bears a person's name: «имени», «атындағы»."""
    return word in _lists()[_NAMED_AFTER]


def _kind_at(words: Sequence[str], position: int, typed: bool) -> tuple[str, int]:
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        key = " ".join(words[position : position + length])
        kind = _kinds().get(key, "")
        if kind and (typed or (len(key) > 1 and kind not in (FILLER, _OBLAST_OF_A_SIDE))):
            return kind, length
    return "", 1


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = resources.files("directory").joinpath("data/type_words.toml").read_text("utf-8")
    return {kind: frozenset(folding.fold_all(words)) for kind, words in tomllib.loads(text).items()}


@cache
def _kinds() -> Mapping[str, str]:
    """The kind that each word or phrase stands for; of two kinds the one listed first."""
    lists = _lists()
    found = dict.fromkeys(compass.phrases(), _OBLAST_OF_A_SIDE) | dict.fromkeys(compass.countries(), FILLER)
    return found | {word: kind for kind in reversed(list(lists)) if kind != _LANDMARK for word in lists[kind]}
