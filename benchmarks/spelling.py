"""Ways in which people write a name otherwise: typing errors, other scripts, other keyboards."""

import random

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
_LATIN = (
    "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
    "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "a", "g", "q", "ng", "o", "u", "u",
    "h", "i",
)  # fmt: skip
_TO_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)))
_TO_KEYS = str.maketrans(
    "ёйцукенгшщзхъфывапролджэячсмитьбю" + "әіңғүұқөһ", "`qwertyuiop[]asdfghjkl;'zxcvbnm,." + "2345890-="
)
_TO_RUSSIAN = str.maketrans("әғқңөұүһі", "агкноуухи")
_VOWELS = set("аеёиоуыэюяәөұүі")


def in_latin(text: str) -> str:
    """The text in Latin letters, as in a passport."""
    return text.translate(_TO_LATIN)


def on_latin_keyboard(text: str) -> str:
    """The text typed with the Kazakh keys while the keyboard was Latin."""
    return " ".join(word if word.strip("№").isdigit() else word.translate(_TO_KEYS) for word in text.split())


def without_kazakh_letters(text: str) -> str:
    """The text typed on a Russian keyboard."""
    return text.translate(_TO_RUSSIAN)


def without_vowels(word: str) -> str:
    """The word as in a hurry; its first letter stays."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one letter left out, doubled, changed, or in the place of the next; never in a number."""
    places = [place for place in range(len(text) - 1) if text[place].isalpha() and text[place + 1].isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    here, after = text[place], text[place + 1]
    new = chance.choice((after, here + here + after, chance.choice(_CYRILLIC) + after, after + here))
    return text[:place] + new + text[place + 2 :]
