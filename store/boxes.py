"""Boxes: what is put into one can be taken out only with the private half of the key it was closed with.

Sealed boxes of libsodium (X25519, XSalsa20-Poly1305, through PyNaCl). Whoever closes one cannot open it.
"""

from dataclasses import dataclass, field

from nacl import bindings
from nacl.exceptions import CryptoError

from store.errors import SealBroken


@dataclass(frozen=True, slots=True)
class Pair:
    """A key in two halves: the public one closes boxes, the private one opens them and is never printed."""

    public: bytes
    private: bytes = field(repr=False)


def make_pair() -> Pair:
    """Give a new pair."""
    public, private = bindings.crypto_box_keypair()
    return Pair(public, private)


def pair_of(private: bytes) -> Pair:
    """Give the pair that has this private half (32 bytes)."""
    return Pair(bindings.crypto_scalarmult_base(private), private)


def close(public: bytes, plain: bytes) -> bytes:
    """`plain`, readable only with the private half of this key. 48 bytes longer than before."""
    return bindings.crypto_box_seal(plain, public)


def open_box(pair: Pair, closed: bytes) -> bytes:
    """What was put into the box.

    Raises:
        SealBroken: changed, or closed with another key.
    """
    try:
        return bindings.crypto_box_seal_open(closed, pair.public, pair.private)
    except CryptoError as error:
        raise SealBroken from error
