"""A reception that keeps what it heard in the real store, and can be told to be slow or to fail."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from conversations.incoming import Incoming
from conversations.lookup.leaflets import Leaflet, Leaflets
from store import errors, updates
from store.transaction import Transaction

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Words:
    """The answer to one incoming."""

    toast: str = ""


class Recording:
    """Hears; `texts` is what was heard for the first time, by the store's own memory of update ids."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.aside: list[tuple[int | None, bytes]] = []
        self.started = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.failures = 0  # how often the disk is still to fail
        self.batches = 0
        self.toast = ""
        self.asked: list[tuple[str, str]] = []  # words and language of what was searched
        self.search_gate = threading.Event()
        self.search_gate.set()
        self.search_fails = False

    def hear_all(self, tx: Transaction, incomings: Sequence[Incoming], now: datetime) -> list[Words]:
        self.started.set()
        self.batches += 1
        if not self.gate.wait(50):
            raise RuntimeError("the gate stayed shut")
        if self.failures:
            self.failures -= 1
            raise errors.StoreUnavailable
        fresh = updates.remember(tx, [one.update for one in incomings if one.update is not None], now=now)
        tx.flush()
        self.texts += [one.text for one in incomings if one.update in fresh]
        return [Words(self.toast) for _ in incomings]

    def put_aside(
        self, tx: Transaction, update_id: int | None, raw: bytes, reason: str, now: datetime
    ) -> None:
        self.aside.append((update_id, raw))

    def leaflets(self, words: str, language: str, now: datetime) -> Leaflets:
        self.asked.append((words, language))
        if not self.search_gate.wait(50):
            raise RuntimeError("the gate stayed shut")
        if self.search_fails:
            raise LookupError("Canarywords")
        return Leaflets((Leaflet("id-1", f"About {words}", "", "A card. " * 600),), "Find help")
