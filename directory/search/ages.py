"""Numbers that are the age of a child or a class at school: «мне 15 лет», "I am 15", «9 класс».

They are no numbers of services: «беременна в 15 лет» asks for no clinic № 15, and a line that is called 111
is not further from it than a service without a number. data/age_words.toml has the words.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from directory import folding

_OLDEST = 99


def is_age(words: Sequence[str], position: int) -> bool:
    """Whether the number at this place among folded words is an age, as a word beside it says."""
    if int(words[position]) > _OLDEST:
        return False
    after, before = words[position + 1 : position + 2], words[max(0, position - 1) : position]
    return not _words("after").isdisjoint(after) or not _words("before").isdisjoint(before)


@cache
def _words(where: str) -> frozenset[str]:
    """The words of one side, folded."""
    text = resources.files("directory").joinpath("data/age_words.toml").read_text("utf-8")
    return frozenset(folding.fold_all(tomllib.loads(text)[where]))
