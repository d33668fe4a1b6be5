"""Alphabetical order of names: Kazakh letters stand where a Kazakh reader looks for them."""

_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: number + 0x400 for number, letter in enumerate(_LETTERS)}
_GENERIC = ("город ", "район ", "область ", "г. ")


def order(name: str) -> tuple[int, ...]:
    """A sort key: «район Байдибека» stands under Б; numbers and Latin letters come before Cyrillic ones."""
    text = name.casefold()
    for word in _GENERIC:
        text = text.removeprefix(word)
    return tuple(_RANK.get(letter, ord(letter)) for letter in text)
