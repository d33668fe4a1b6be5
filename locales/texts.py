"""A text that people will read, as the sources write it: `Text("nav.skip", "Skip")`."""

from string import Formatter
from typing import NamedTuple


class Text(NamedTuple):
    """A key of the glossary and its English sentence, with placeholders such as `{place}`.

    The key is the `msgctxt` of the catalogues, the English the `msgid`. Both are written as plain
    string literals, so that `python -m locales.upkeep extract` finds them.
    """

    context: str
    english: str


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces of a sentence: "From {a} to {b}" gives a and b.

    Raises:
        ValueError: a brace without its partner, or a placeholder that is more than a plain name. A
            translation may therefore not reach into a value (`{n.real}`) or widen it (`{n:9999}`).
    """
    names = set()
    for _, name, spec, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(sentence)
        names.add(name)
    return frozenset(names)
