"""Oblasts called by a side of the world: «Северный Казахстан», "Ost-Kasachstan", "Kazakhstan-Occidental"."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from directory import folding

_SETTINGS = ("oblasts", "old")  # what in the data is no language


def names() -> Iterator[tuple[str, str, bool]]:
    """Every way to say it: the oblast's code, the words, folded, and whether it is called so no more."""
    told = _told()
    for side, code in told["oblasts"].items():
        old = side in told["old"]["sides"]
        yield from ((code, phrase, old) for phrase in _phrases(side))


@cache
def phrases() -> frozenset[str]:
    """Every way to say it in several words, folded."""
    return frozenset(phrase for _, phrase, _ in names() if " " in phrase)


@cache
def countries() -> frozenset[str]:
    """The words for the country, folded."""
    return frozenset(folding.fold_all(word for one in _languages() for word in one["country"]))


def _phrases(side: str) -> Iterator[str]:
    found: dict[str, None] = {}
    for language in _languages():
        lands = folding.fold_all([*language["country"], *language.get("adjective", ())])
        for word, land in product(folding.fold_all(language[side]), lands):
            found |= dict.fromkeys((f"{word} {land}", f"{land} {word}"))
    return iter(found)


def _languages() -> list[Mapping[str, list[str]]]:
    return [one for name, one in _told().items() if name not in _SETTINGS]


@cache
def _told() -> Mapping[str, Any]:
    text = resources.files("directory").joinpath("data/compass.toml").read_text("utf-8")
    return tomllib.loads(text)
