"""The departments' groups in the emulated Telegram: pointers come, and an officer presses "Received"."""

import re
import threading
from collections.abc import Iterator
from random import Random

from tests.doubles.chats import Shown
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.faults.nursery import FIRST_GROUP

OFFICER = 7_000
_TOKEN = re.compile(r"\bk:\w+")


def meet(telegram: Telegram, groups: int) -> None:
    """Let Telegram know the groups, as if the bot had been added to them."""
    with telegram.changed:
        for number in range(groups):
            telegram.chats.meet({"id": FIRST_GROUP - number, "type": "supergroup", "title": "Group"})


def pointers(telegram: Telegram) -> dict[str, list[str]]:
    """Give the texts of all pointers that reached a group, by the token of their button, in order.

    As they were sent: an acknowledged one may have been changed since.
    """
    found: dict[str, list[str]] = {}
    for request in telegram.calls("sendMessage"):
        token = _TOKEN.search(str(request.fields.get("reply_markup", "")))
        if token and not request.error and (request.chat or 0) < 0:
            found.setdefault(token[0], []).append(str(request.fields["text"]))
    return found


class Officer:
    """Presses "Received" under two of three pointers, once each."""

    def __init__(self, telegram: Telegram, chance: Random) -> None:
        self.pressed: set[str] = set()
        self._telegram, self._chance = telegram, chance
        self._looked_at: set[str] = set()

    def work(self, end: threading.Event) -> None:
        """Work until the end is rung."""
        while not end.is_set():
            self._telegram.wait(lambda: end.is_set() or self._fresh(), 0.5)
            for token, shown in self._fresh().items():
                self._looked_at.add(token)
                if self._chance.random() < 0.67:
                    self.pressed.add(token)
                    Phone(self._telegram, OFFICER, "kk", group=shown.chat).press(token, shown)

    def _fresh(self) -> dict[str, Shown]:
        with self._telegram.changed:
            return {token: one for one, token in _buttons(self._telegram) if token not in self._looked_at}


def _buttons(telegram: Telegram) -> Iterator[tuple[Shown, str]]:
    for chat in [number for number in telegram.chats.messages if number < 0]:
        for shown in telegram.chats.of(chat):
            for button in shown.buttons():
                if str(button.get("callback_data", "")).startswith("k:"):
                    yield shown, button["callback_data"]
