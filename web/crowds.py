"""How often something comes from one address within a minute. No address is kept.

An address is counted under a keyed hash. The key is drawn anew with every minute, when all counts are
dropped: nothing is written anywhere, and nobody can tell afterwards who was here.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

_ALL = b""


@dataclass(slots=True)
class Crowd:
    """Counts in the memory of this process alone."""

    entropy: Callable[[int], bytes]
    _minute: int = 0
    _key: bytes = b""
    _came: Counter[bytes] = field(default_factory=Counter)

    def of(self, address: str, now: datetime) -> int:
        """Give how often it came from this address in this minute."""
        self._turn(now)
        return self._came[self._hash(address)]

    def in_all(self, now: datetime) -> int:
        """Give how often it came in this minute, from wherever."""
        self._turn(now)
        return self._came[_ALL]

    def came(self, address: str, now: datetime) -> None:
        """Count one more."""
        self._turn(now)
        self._came.update((self._hash(address), _ALL))

    def _turn(self, now: datetime) -> None:
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._key = minute, self.entropy(32)
            self._came.clear()

    def _hash(self, address: str) -> bytes:
        return blake2b(address.encode(), key=self._key, digest_size=8).digest()
