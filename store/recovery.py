"""The recovery key on paper: written as an identity of `age` (age-encryption.org), with a checksum.

So the same sheet of paper opens a backup with the ordinary program `age`, and a case with ours.
"""

import bech32

from store.errors import RecoveryKeyUnreadable

_PREFIX = "age-secret-key-"
_SIZE = 32


def written(private: bytes) -> str:
    """Give the key as it is printed: "AGE-SECRET-KEY-1…", 74 characters."""
    groups = bech32.convertbits(private, 8, 5) or []
    return bech32.bech32_encode(_PREFIX, groups).upper()


def recipient(public: bytes) -> str:
    """Give the public half as `age` writes it: "age1…". What is encrypted for it, the key on paper opens."""
    return bech32.bech32_encode("age", bech32.convertbits(public, 8, 5) or [])


def read(text: str) -> bytes:
    """Give the 32 bytes of a key as somebody typed it; spaces, line breaks and small letters do no harm.

    Raises:
        RecoveryKeyUnreadable: a letter is wrong or missing.
    """
    prefix, groups = bech32.bech32_decode("".join(text.split()).lower())
    private = bytes(bech32.convertbits(groups or [], 5, 8, False) or ()) if prefix == _PREFIX else b""
    if len(private) != _SIZE:
        raise RecoveryKeyUnreadable
    return private
