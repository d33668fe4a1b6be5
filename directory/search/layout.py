"""What was meant by a text typed with the wrong keyboard, or with digits for letters.

«vtrntg» is «мектеп», «lf5lfhsc» is «дағдарыс»: a Kazakh keyboard has letters where others have digits.
"""

import re
from collections.abc import Iterator

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
