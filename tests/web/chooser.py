"""Somebody before the page of a furnished house, who presses buttons and chooses files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import select

from cases import media, parts, schema
from store.database import Database
from tests.doubles import recovery
from tests.web.house import browsing
from web.parts import Parts

HEADERS = {"Accept": "application/json", "Accept-Language": "en"}
ASKED = "Add a photo or a voice message?"


@dataclass
class Visitor:
    """Somebody before the page, with our script: presses buttons by their label, chooses files."""

    browser: httpx.Client
    database: Database
    last: int = 0
    buttons: dict[str, str] = field(default_factory=dict)
    screen: list[str] = field(default_factory=list)
    offered: bool = False

    def say(self, **fields: str) -> None:
        self.read(self.browser.post("/chat", data={**fields, "after": str(self.last)}).json())

    def tap(self, label: str) -> None:
        self.say(token=self.buttons[label])

    def choose(self, raw: bytes, mime: str = "image/jpeg", **headers: str) -> httpx.Response:
        """Send a file; what is said to it stands on the screen."""
        form = {"file": ("Canaryplace.jpg", raw, mime)}
        answer = self.browser.post(f"/chat/file?after={self.last}", files=form, headers=headers)
        if answer.status_code == 200:
            self.read(answer.json())
        return answer

    def read(self, told: dict[str, Any]) -> None:
        self.last, self.offered = told["last"], told["files"]
        for message in told["messages"]:
            self.screen += [message["text"]] * (not message["own"])
            self.buttons |= {one["label"]: one["token"] for row in message["buttons"] for one in row}

    def report(self, *marks: str) -> None:
        self.browser.get("/")
        self.say(text="/report")
        self.tap("Building site")
        self.say(lat="40.875", lon="68.517")
        for mark in marks:
            self.tap(mark)

    def come_to_the_files(self) -> None:
        self.report()
        for _ in range(30):
            if ASKED in self.screen[-1]:
                return
            assert not self.offered
            self.tap("Skip")
        raise AssertionError(self.screen)

    def rows(self) -> list[Any]:
        with self.database.reading() as tx:
            return list(tx.rows(select(schema.medium).order_by(schema.medium.c.id)))

    def states(self) -> list[tuple[str, str]]:
        return [(row["kind"], row["state"]) for row in self.rows()]

    def kept(self, number: int, medium: int) -> tuple[dict[str, Any], bytes]:
        """Open a file of a case with the recovery key."""
        with self.database.reading() as tx:
            unlocked, name = recovery.unlocked(tx), media.part(medium)
            told = parts.read(tx, unlocked, number, name)
            key = parts.open_key(tx, unlocked, number, name)
            return told, media.body(tx, medium, key, told["pieces"])


@contextmanager
def visiting(given: Parts) -> Iterator[Visitor]:
    with browsing(given) as browser:
        browser.headers.update(HEADERS)
        browser.timeout = httpx.Timeout(30)
        yield Visitor(browser, given.database)
