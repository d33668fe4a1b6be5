"""Boxes: what is put into one can be taken out only with the private half of the key it was closed with.

X25519 and XSalsa20-Poly1305 of libsodium, through PyNaCl. `close` makes a pair for one box and throws it away
(a sealed box); a `Sealer` makes one for all the boxes of a transaction (docs/decisions/0013). Whoever only
has boxes and public halves can open none of either.
"""

import os
from dataclasses import dataclass, field

from nacl import bindings
from nacl.exceptions import CryptoError

from store.errors import SealBroken

VERSION = b"\x02"
"""First byte of a box of a sealer. A sealed box has none: it begins with random bytes."""
PUBLIC_SIZE = bindings.crypto_box_PUBLICKEYBYTES
NONCE_SIZE = bindings.crypto_box_NONCEBYTES
_SHORTEST = bindings.crypto_box_SEALBYTES


@dataclass(frozen=True, slots=True)
class Pair:
    """A key in two halves: the public one closes boxes, the private one opens them and is never printed."""

    public: bytes
    private: bytes = field(repr=False)


class Sealer:
    """Closes boxes for many holders with one pair of its own, whose private half nobody ever gets.

    For one transaction: the costly half of the work is done once for each holder. Every box has a nonce of
    its own, drawn at random, 24 bytes long: none comes twice under one key.
    """

    __slots__ = ("_pair", "_shared")

    def __init__(self) -> None:
        self._pair = make_pair()
        self._shared: dict[bytes, bytes] = {}

    def __repr__(self) -> str:
        return "Sealer(…)"

    def close(self, public: bytes, plain: bytes) -> bytes:
        """`plain`, readable only with the private half of this key. 73 bytes longer than before."""
        shared = self._shared.get(public)
        if shared is None:
            shared = self._shared[public] = bindings.crypto_box_beforenm(public, self._pair.private)
        nonce = os.urandom(NONCE_SIZE)
        return VERSION + self._pair.public + nonce + bindings.crypto_box_easy_afternm(plain, nonce, shared)


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
    """What was put into the box, by a `Sealer` or alone.

    Raises:
        SealBroken: changed, or closed with another key.
    """
    if len(closed) < _SHORTEST:
        raise SealBroken
    if closed[:1] == VERSION and len(closed) >= _SHORTEST + len(VERSION) + NONCE_SIZE:
        try:
            return _open_versioned(pair, closed[len(VERSION) :])
        except CryptoError:
            pass  # one sealed box in 256 begins with this byte too: what is whole opens below
    try:
        return bindings.crypto_box_seal_open(closed, pair.public, pair.private)
    except CryptoError as error:
        raise SealBroken from error


def _open_versioned(pair: Pair, closed: bytes) -> bytes:
    start = PUBLIC_SIZE + NONCE_SIZE
    public, nonce, body = closed[:PUBLIC_SIZE], closed[PUBLIC_SIZE:start], closed[start:]
    return bindings.crypto_box_open_easy(body, nonce, public, pair.private)
