"""Words that say nothing of what is looked for: «где», «телефон», "please"; data/idle_words.toml has them."""

import tomllib
from functools import cache
from importlib import resources
from itertools import chain

from directory import folding, kinds, vocabulary


def says_nothing(word: str) -> bool:
    """Whether a folded word is one of them, with or without a case ending."""
    return word in _words() or any(stem in _words() for stem in vocabulary.stems_of(word))


@cache
def _words() -> frozenset[str]:
    """All of them, folded; not what is folded as an abbreviation is: "son" and «ЦОН» are alike."""
    text = resources.files("directory").joinpath("data/idle_words.toml").read_text("utf-8")
    idle = folding.fold_all(chain.from_iterable(tomllib.loads(text).values()))
    return frozenset(idle) - set(folding.fold_all(kinds.abbreviations()))
