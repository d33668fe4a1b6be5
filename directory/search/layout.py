"""What was meant by a text typed with the wrong keyboard, or with digits for letters.

«vtrntg» is «мектеп», «lf5lfhsc» is «дағдарыс»: a Kazakh keyboard has letters where others have digits.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_KAZAKH = _TO_RUSSIAN | str.maketrans("2345890-=", "әіңғүұқөһ")
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_NUMBER_SIGNS = "№#"
_LATIN_LETTER = re.compile("[a-z]")
_CYRILLIC_LETTER = re.compile("[а-яё]")
_SOUNDS = (
    (re.compile("6(?=[a-z])|(?<=[a-z])6"), "sh"),
    (re.compile("4(?=[a-z])|(?<=[a-z])4"), "ch"),
)


_HELD = re.compile(r"(?<![^\W_])([^\W\d_])\1{2,}(?![^\W_])")  # "zzzz": one key that was held down
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST_RUN = 3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_BESIDE = frozenset(
    pair
    for row in _ROWS
    for one, two in [*pairwise(row), *zip(row, row, strict=True)]
    for pair in (one + two, two + one)
)


def without_held_keys(text: str) -> str:
    """The text without words that are one letter three times or more."""
    return _HELD.sub(" ", text)


def is_a_run(text: str) -> bool:
    """Whether fingers ran along the keys – "asdf", «фывапр», «йцукен» – or a single letter was typed."""
    words = _LETTERS.findall(text)
    runs = all(_runs(word) for word in words if len(word) >= _SHORTEST_RUN)
    longest = max(map(len, words), default=0)
    return longest == 1 or (longest >= _SHORTEST_RUN and runs)


def _runs(word: str) -> bool:
    return all(one + two in _BESIDE for one, two in pairwise(word))


def keyboards(text: str) -> Iterator[str]:
    """The text in lower case as another keyboard would have written it; nothing when it has no letters."""
    latin, cyrillic = len(_LATIN_LETTER.findall(text)), len(_CYRILLIC_LETTER.findall(text))
    if latin and cyrillic * 2 <= latin:
        yield " ".join(map(_kazakh, text.split()))
        yield text.translate(_TO_RUSSIAN)
    if cyrillic:
        yield text.translate(_TO_LATIN)


def sounds(text: str) -> Iterator[str]:
    """The text in lower case with «4», «6» and «w» read as other letters: «6kola», «4imkent», «detstwo»."""
    read = text
    for digit, letters in _SOUNDS:
        read = digit.sub(letters, read)
    yield from (one for one in (read, read.replace("w", "v")) if one != text)


def _kazakh(chunk: str) -> str:
    """The chunk as a Kazakh keyboard would have written it; a number stays one."""
    return chunk if chunk.strip(_NUMBER_SIGNS).isdigit() else chunk.translate(_TO_KAZAKH)
