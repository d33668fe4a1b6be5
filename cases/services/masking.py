"""Words of a search without what points at a person: numbers, addresses of the net, names.

What stays is enough to learn from: what people call the help they need. Where a word may be a name, it is
masked: a synonym comes again, a name must not come once.
"""

import re
from collections.abc import Callable, Sequence

NUMBER, NAME = "#", "…"
"""What stands instead of a number, and instead of a name or an address."""
LONGEST, MOST_WORDS = 120, 8
"""Characters that are kept, and words that a search has."""

_ADDRESS = re.compile(r"\S*@\S+|https?://\S+|\bwww\.\S+|\bt\.me/\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\+?\d(?:[\s().–-]*\d){4,}")  # five digits and more, however they are grouped
_WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ`][^\W\d_]+)*")
_NAMED = re.compile(
    r"(?:[оеё]ва|(?:[оеё]|[иы]н)вич|[оеё]вна|[ұуү]лы|[қк]ызы|уулу"
    r"|[oe]va|[oe]vich|[oe]vna|uly|[ou][ʻ’'`]?g[ʻ’'`]?li|qizi|[qk]yzy|uulu)"
    r"(?:ға|ге|қа|ке|на|не|а|у|е|ы|ем|ны|ні|ның|нің|дың|дің|ga|ni|ning|na)?$"
)
_SHORTEST = 6  # letters: «қызы» alone is a daughter, «снова» is no name
_ABBREVIATION = 5  # letters: ИДН, УБЖЦ

Known = Callable[[str], bool]
"""Tells whether a word is one of places, kinds or needs: then it is no name."""


def mask(text: str, is_known: Known) -> str:
    """Give the words without numbers of five digits and more, addresses of the net, and what may be a name.

    A name: a word with the ending of a father's name or of a woman's surname, the word before it, and
    capitalised words – the first one of the text only with another capitalised one behind it. Known words
    stay, short ones in capitals, and texts all in capitals. Of a text of more than eight words nothing is
    kept: it tells a story.
    """
    if len(text.split()) > MOST_WORDS:
        return NAME
    text = _DIGITS.sub(NUMBER, _ADDRESS.sub(NAME, " ".join(text.split())))
    words = list(_WORD.finditer(text))
    unknown = [not is_known(word[0]) for word in words]
    hidden = {place for place, word in enumerate(words) if unknown[place] and _is_surname(word[0])}
    hidden |= {place - 1 for place in hidden if place and unknown[place - 1]}
    if not text.isupper():
        hidden |= {place for place in _capitals([word[0] for word in words]) if unknown[place]}
    parts, end = [], 0
    for place in sorted(hidden):
        parts += [text[end : words[place].start()], NAME]
        end = words[place].end()
    return "".join([*parts, text[end:]])[:LONGEST]


def _capitals(words: Sequence[str]) -> set[int]:
    """Places of capitalised words; not of the first one, which begins the sentence, if the second is not."""
    found = {place for place, word in enumerate(words) if word[0].isupper() and not _is_short(word)}
    return found if 1 in found else found - {0}


def _is_short(word: str) -> bool:
    return word.isupper() and len(word) <= _ABBREVIATION


def _is_surname(word: str) -> bool:
    return len(word) >= _SHORTEST and _NAMED.search(word.casefold()) is not None
