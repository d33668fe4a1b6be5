"""Whether typed words can be what was asked for: a surname with a name, a whole postal address.

Nothing is looked up and nobody is judged: only what would surely be returned is asked for once more.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_WORD = re.compile(r"[^\W\d_][^\W\d_.’'ʻʼ-]*")
_MOST = 120


def is_name(text: str) -> bool:
    """Tell whether a surname and a name can be meant: two words of letters, an initial counts; no digits."""
    no_digit = not any(char.isdigit() for char in text)
    return no_digit and "@" not in text and len(text) <= _MOST and len(_WORD.findall(text)) >= 2


def is_address(text: str) -> bool:
    """Tell whether a letter would find its way: words, and a number of a house or box."""
    has_number = any(char.isdigit() for char in text)
    return has_number and "@" not in text and len(_WORD.findall(text)) >= 2


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType({"name": is_name, "address": is_address})
"""What `check` of a text step may say; the notice of the same name says what is wanted."""
