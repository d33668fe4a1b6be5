"""How fast we may speak, so that Telegram need not ask us to slow down.

Limits from core.telegram.org/bots/faq, "My bot is hitting limits": about 30 messages a second in all, one a
second in a chat with short bursts, 20 a minute in a group. Each bucket refills one token at a time, exactly
when that token's message leaves the window: no window, wherever it is laid, holds more than the limit.
"""

from collections import deque
from dataclasses import dataclass, field

_ROUND = 4096  # messages between two clearings of chats that have fallen silent


@dataclass(slots=True)
class Bucket:
    """At most `most` messages in any `seconds`."""

    most: int
    seconds: float
    _taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Give the seconds until the next message may go; 0: at once."""
        if len(self._taken) < self.most:
            return 0.0
        return max(0.0, self._taken[0] + self.seconds - now)

    def take(self, now: float) -> None:
        """Count one message."""
        self._taken.append(now)
        if len(self._taken) > self.most:
            self._taken.popleft()

    def is_full(self, now: float) -> bool:
        """Tell whether every token is back, so that the bucket may be forgotten."""
        return not self._taken or self._taken[-1] + self.seconds <= now


class Pacing:
    """The buckets of all chats. `now` is always a monotonic clock's seconds, handed in."""

    def __init__(self) -> None:
        self._all = Bucket(30, 1.0)
        self._chats: dict[str, tuple[Bucket, ...]] = {}
        self._held: dict[str, float] = {}
        self._count = 0

    def wait_for(self, chat: str, now: float) -> float:
        """Give the seconds until a message to `chat` may go; 0: at once. Takes nothing."""
        own = max((bucket.wait(now) for bucket in self._chats.get(chat, ())), default=0.0)
        return max(self.silence(chat, now), own, self._all.wait(now))

    def silence(self, chat: str, now: float) -> float:
        """Give the seconds for which Telegram wants to hear nothing about `chat`, messages or anything."""
        return max(0.0, self._held.get(chat, now) - now)

    def take(self, chat: str, now: float) -> None:
        """Count a message to `chat`: call it right after `wait_for` gave 0."""
        self._all.take(now)
        for bucket in self._chats.setdefault(chat, _buckets(chat)):
            bucket.take(now)
        self._count += 1
        if self._count % _ROUND == 0:
            self._forget(now)

    def hold(self, chat: str, seconds: float, now: float) -> None:
        """Keep silent towards this one chat for `seconds`: Telegram asked for it (429, retry_after)."""
        self._held[chat] = max(self._held.get(chat, now), now + seconds)

    def _forget(self, now: float) -> None:
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._chats = {
            chat: buckets
            for chat, buckets in self._chats.items()
            if not all(bucket.is_full(now) for bucket in buckets)
        }


def _buckets(chat: str) -> tuple[Bucket, ...]:
    burst = Bucket(5, 5.0)  # one a second, five at a stroke: an answer may be two or three messages
    return (burst, Bucket(20, 60.0)) if chat.startswith("-") else (burst,)
