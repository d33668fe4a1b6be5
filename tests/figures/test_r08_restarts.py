"""R8: a dialogue survives a restart behind every step: answers stay, /start goes on, there is no dead end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from cases import case, receipt
from conversations import menu, person, pickup, sentences
from conversations.dialogue.session import Session
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.message import Message
from conversations.talk import Reception
from hotline import compose
from locales import languages
from store import database as databases
from store.database import Database
from tests.conversations.conftest import NOON
from tests.doubles import recovery

SAID = (
    "мақта",
    "хлопок",
    "Алматы",
    "Жамбыл",
    "Шымкент",
    "12-14",
    "17",
    "35",
    "0",
    "2,5",
    "кеше",
    "меня бьют",
    "?",
    "да",
)
POINTS = ((43.24, 76.9), (40.9, 68.5), (42.87, 74.59), (0.0, 0.0))
LONGEST = 12  # inputs before the walk is brought to its end
PAUSE = timedelta(seconds=5)  # between two inputs: nobody types thirty a minute
PATIENCE = 40  # inputs within which the plainest answers must reach the end


@pytest.fixture
def lives(tmp_path: Path) -> Iterator[list[Database]]:
    """Two processes' views of one file: neither knows anything that the other has not committed."""
    opened = [
        databases.open_database(f"sqlite:///{tmp_path}/cases.db", migrations=compose.MIGRATIONS)
        for _ in range(2)
    ]
    opened[0].upgrade()
    recovery.found(opened[0])
    yield opened
    for one in opened:
        one.close()


@dataclass
class Sender:
    """One person whose every word is heard by a process that was started just now."""

    house: House
    lives: list[Database]
    name: str
    language: str
    screen: list[Message] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    last: int = 0
    turn: int = 0

    @property
    def address(self) -> Address:
        return Address("web", self.name)

    def send(self, kind: str, text: str = "", **more: object) -> list[Message]:
        self.turn += 1
        plain = Incoming(self.address, self.name, kind, text, language=self.language)  # type: ignore[arg-type]
        said = replace(plain, message=self.turn, **more)
        with self.lives[self.turn % 2].transaction() as tx:
            heard = Reception(self.house).hear_all(tx, [said], NOON + self.turn * PAUSE)
        assert not heard[0].aside
        return self._read()

    def draft(self) -> Session | None:
        who = person.index(self.house.keys, Incoming(self.address, self.name, "other"))
        with self.lives[(self.turn + 1) % 2].reading() as tx:
            known = person.load(tx, self.house.keys, [who]).get(who)
        return known.draft if known else None

    def label(self, text: object) -> str:
        return self.house.speaker(self.language).say(text)  # type: ignore[arg-type]

    def press(self, *labels: str) -> bool:
        for button in (one for row in self.screen[-1].buttons for one in row):
            if button.label in labels:
                self.send("button", button.token)
                return True
        return False

    def _read(self) -> list[Message]:
        with self.lives[0].reading() as tx:
            kept = pickup.waiting(tx, self.house.keys, self.address, self.last)
        self.last = max([self.last, *(one.id for one in kept)])
        new = [one.message for one in kept]
        self.screen += new
        self.seen += [one.token for message in new for row in message.buttons for one in row if one.token]
        return new


def test_a_dialogue_goes_on_after_a_restart_behind_every_step(
    lives: list[Database],
    house: House,
    so_many: Callable[..., int],
    figure: Callable[[str], None],
) -> None:
    chance, steps, dead_ends, filed, lost = Random(8), 0, 0, 0, 0
    sequences = so_many(5000, briefly=100)
    for number in range(sequences):
        sender = Sender(house, lives, f"person-{number}", chance.choice(languages.CODES))
        sender.send("command", "report")
        for _ in range(chance.randrange(1, LONGEST)):
            if sender.draft() is None:
                break
            _say_anything(sender, chance)
            steps += 1
            lost += not _goes_on(sender)
        if sender.draft() is None:
            continue
        told = _brought_to_the_end(sender)
        dead_ends += not told
        filed += bool(told)

    figure(
        f"R8: {sequences} dialogues, restarted behind each of {steps} steps: "
        f"{lost} answers lost, {dead_ends} dead ends, {filed} filed"
    )
    assert (lost, dead_ends) == (0, 0)
    with lives[0].reading() as tx:
        assert filed > sequences // 3
        assert len(case.listing(tx, limit=100_000)) >= filed


def _say_anything(sender: Sender, chance: Random) -> None:
    kind = chance.choice(
        ("press", "press", "press", "press", "old", "text", "text", "point", "voice", "edited")
    )
    quiet = [token for token in sender.seen if not token.startswith(("m:delete", "h:", "l:"))]
    if kind in ("press", "old") and quiet:
        sender.send("button", chance.choice(quiet[-8:] if kind == "press" else quiet))
    elif kind == "point":
        sender.send("point", point=chance.choice(POINTS))
    elif kind == "voice":
        sender.send("voice", file="AwACAgIAAx")
    else:
        sender.send("text" if kind == "press" else kind if kind == "edited" else "text", chance.choice(SAID))


def _goes_on(sender: Sender) -> bool:
    """Tell whether /start, heard by a fresh process, offers the draft, and going on changes no answer."""
    before = sender.draft()
    if before is None:
        return True
    offered = sender.send("command", "start")
    going_on = sender.label(menu.CONTINUE)
    assert any(button.label == going_on for one in offered for row in one.buttons for button in row)
    asked = sender.send("button", "m:continue")
    after = sender.draft()
    return after is not None and (after.answers, after.step) == (before.answers, before.step) and bool(asked)


def _brought_to_the_end(sender: Sender) -> str:
    """Answer as plainly as one can until the report is sent; gives the text with its receipt, "" if stuck."""
    sends = [sender.label(sentences.WORDS[word]) for word in ("send", "send_review", "done")]
    for _ in range(PATIENCE):
        if not sender.press(*sends):
            step = sender.draft()
            if step is not None and step.step == "where":
                sender.send("point", point=POINTS[0])
            else:
                buttons = [one for row in sender.screen[-1].buttons for one in row]
                sender.send("button", buttons[0].token)
        if sender.draft() is None:
            texts = [message.text for message in sender.screen[-4:]]
            return next((text for text in texts if _holds_a_receipt(text)), "")
    return ""


def _holds_a_receipt(text: str) -> bool:
    return receipt.read("".join(char for char in text if char.isdigit())) is not None
