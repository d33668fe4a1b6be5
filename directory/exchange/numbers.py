"""Phone numbers: what is dialled, apart from the extension; and when two of them are one."""

import re

_EXTENSION = re.compile(
    r"[\s,;(]*(?:\b(?:ext|extension|x|доб|вн|внутр|ішкі|ички)(?:\.|\b)|\bx(?=\d)|#)[\s.:№#]*(\d{1,9})\s*\)?\s*$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"^8(?=\d{10}$)")
#: Shorter numbers (111, 116 16) are lines of the whole country: many services name them.
_OWN = 6


def parted(number: str) -> tuple[str, str]:
    """The number as it is dialled, and its extension, "" without one: "305-573-4200 x57471" has one."""
    number = number.strip().strip('"“”').strip()
    found = _EXTENSION.search(number)
    if found and any(letter.isdigit() for letter in number[: found.start()]):
        return number[: found.start()].strip(), found[1]
    return number, ""


def joined(number: str, extension: str) -> str:
    """The number with its extension, as `parted` takes them apart again."""
    return f"{number} ext. {extension}" if extension else number


def key(number: str) -> str:
    """What two spellings of one number share, "" for a short number: 8 727 … and +7 727 … are one."""
    digits = re.sub(r"\D", "", parted(number)[0])
    digits = _COUNTRY.sub("7", digits)
    if len(digits) < _OWN:
        return ""
    return digits
