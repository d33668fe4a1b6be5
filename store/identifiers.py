"""Random names that say nothing about what they name."""

import base64
from collections.abc import Callable


def token(entropy: Callable[[int], bytes], *, size: int = 12) -> str:
    """A random name of `size` bytes from `entropy` (`secrets.token_bytes`), safe in addresses and buttons.

    >>> token(bytes, size=3)
    'AAAA'
    """
    return base64.urlsafe_b64encode(entropy(size)).rstrip(b"=").decode("ascii")
