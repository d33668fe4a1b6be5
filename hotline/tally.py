"""What happened to messages since this process started, counted under a few fixed names, for `/metrics`."""

from collections import Counter
from dataclasses import dataclass, field

REASONS = {
    "no carrier": "no_carrier",
    "asked to slow down": "slow_down",
    "pace of the chat": "pace",
    "nobody acts on this": "nobody_acts",
    "too slow": "too_slow",
    "seal broken": "seal_broken",
    "cleaner broken": "cleaner_broken",
}
_NETWORK = {
    "ConnectError", "ConnectTimeout", "PoolTimeout", "ReadError", "ReadTimeout", "WriteError", "WriteTimeout",
    "RemoteProtocolError", "TimedOut", "NetworkError",
}  # fmt: skip
CODES = (*REASONS.values(), "network", "other")
"""Every reason that `code` gives."""


@dataclass(slots=True)
class Tally:
    """Counts in the memory of this process. Touched in the event loop alone; a number costs no lock."""

    delivered: int = 0
    refused: int = 0
    deferred: Counter[str] = field(default_factory=Counter)

    def defer(self, reason: str) -> None:
        """Count a message that has to be tried again, by the code of its reason."""
        self.deferred[code(reason)] += 1


def code(reason: str) -> str:
    """Give the code for why a duty was deferred: one of `CODES`, whatever Telegram's words were."""
    if reason in _NETWORK or reason.startswith("HTTP 5"):
        return "network"
    return REASONS.get(reason, "other")
