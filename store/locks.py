"""Locks: a private key that only a password opens. Argon2id makes every guess slow and costly in memory.

Salt and limits stand beside what is locked, so that later locks can be stronger and older ones still open.
"""

import os
import struct
import unicodedata
from dataclasses import dataclass

from nacl.pwhash import argon2id

from store import seal
from store.errors import PasswordWrong, SealBroken

_HEAD = struct.Struct(">BIQ")  # version, passes, bytes of memory
_VERSION = 1
_TAG = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one guess costs: `passes` over `memory` bytes."""

    passes: int
    memory: int


STRONG = Limits(passes=3, memory=128 * 2**20)
"""Above the second choice of RFC 9106 (3 passes, 64 MiB): 0.3 s of one slow core."""
_MOST = Limits(passes=64, memory=4 * 2**30)


def lock(private: bytes, password: str, context: str, *, limits: Limits = STRONG) -> bytes:
    """`private`, readable only with the password and the same `context`. As slow as `limits` say."""
    salt = os.urandom(argon2id.SALTBYTES)
    key = _key(password, salt, limits)
    return _HEAD.pack(_VERSION, limits.passes, limits.memory) + salt + seal.seal_under(key, private, context)


def unlock(locked: bytes, password: str, context: str) -> bytes:
    """What was locked. Takes as long as its limits say: never call it where others wait.

    Raises:
        PasswordWrong: another password, another context, or changed bytes.
    """
    start = _HEAD.size + argon2id.SALTBYTES
    if len(locked) < start or locked[0] != _VERSION:
        raise PasswordWrong
    _, passes, memory = _HEAD.unpack_from(locked)
    if passes > _MOST.passes or memory > _MOST.memory:  # changed bytes: it would not end today
        raise PasswordWrong
    key = _key(password, locked[_HEAD.size : start], Limits(passes, memory))
    try:
        return seal.unseal_under(key, locked[start:], context)
    except SealBroken as error:
        raise PasswordWrong from error


def decoy(*, limits: Limits = STRONG) -> bytes:
    """Give a lock that no password opens and that costs as much to try as a real one."""
    sealed = bytes(len(seal.VERSION) + seal.NONCE_SIZE + seal.KEY_SIZE + _TAG)
    return _HEAD.pack(_VERSION, limits.passes, limits.memory) + bytes(argon2id.SALTBYTES) + sealed


def _key(password: str, salt: bytes, limits: Limits) -> bytes:
    # One password, however a keyboard composes its letters (й, ё).
    typed = unicodedata.normalize("NFC", password).encode()
    return argon2id.kdf(seal.KEY_SIZE, typed, salt, opslimit=limits.passes, memlimit=limits.memory)
