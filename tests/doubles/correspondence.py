"""People in private chats with a furnished house, all in one process: nothing sleeps, the clock is handed in.

What they say is heard by the real reception, what is due is done by the real acts; only Telegram is played,
as the chats that phones show, with its rule that nothing older than 48 hours is deleted.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.carrier import Carried
from conversations import person, sending
from conversations.house import House
from conversations.incoming import Address, Incoming, Kind
from conversations.message import Message
from conversations.saying import Saying
from conversations.talk import Heard, Reception
from hotline import acts, housekeeping
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.outcome import Act, Deferred
from hotline.settings import Settings
from store import duties, schema
from store.database import Database
from store.duties import Claimed

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DELETABLE = timedelta(hours=48)


@dataclass
class Shown:
    """One message of a chat; `message` is None when a person wrote it."""

    at: datetime
    message: Message | None


@dataclass
class Post:
    """The house, and Telegram as it looks from its chats."""

    database: Database
    house: House
    now: datetime = NOON
    chats: dict[str, dict[int, Shown]] = field(default_factory=dict)
    keyboards: set[str] = field(default_factory=set)  # chats with a button under the input field
    undeletable: set[int] = field(default_factory=set)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        delivery = Delivery(self.house, self.clock, {"telegram": self._carry}, {"telegram": self._delete})
        composed = Composed(
            Settings(),
            self.database,
            self.house.keys,
            self.house.directory,
            self.house,
            Reception(self.house),
        )
        self.acts = acts.of_house(composed, delivery, now=self.clock)

    def clock(self) -> datetime:
        return self.now

    def close(self) -> None:
        self.loop.close()

    def chat(self, name: str) -> dict[int, Shown]:
        return self.chats.setdefault(name, {})

    def deliver(self) -> None:
        """Do everything that is due."""
        while True:
            with self.database.transaction() as tx:
                claimed = duties.claim(tx, self.house.keys, now=self.now, holder="post")
            if not claimed:
                return
            for duty in claimed:
                self._do(duty)

    def sweep(self) -> None:
        """Do the housekeeping, as the worker does every hour."""
        with self.database.transaction() as tx:
            housekeeping.sweep(tx, self.house.keys, self.now)

    def wait(self, **span: float) -> None:
        """Let time pass, hour by hour; what becomes due is done in its hour."""
        end = self.now + timedelta(**span)
        while self.now < end:
            self.now = min(end, self.now + timedelta(hours=1))
            self.sweep()
            self.deliver()

    def _do(self, duty: Claimed) -> None:
        act: Act = self.acts.get(duty.kind) or self.acts[duty.kind.partition(":")[0]]
        outcome = self.loop.run_until_complete(act(duty))
        with self.database.transaction() as tx:
            again = outcome.unit(tx)
            if isinstance(outcome, Deferred):
                after = outcome.after
                duties.defer(tx, duty, reason=outcome.reason, now=self.now, chance=0.0, after=after)
            elif isinstance(again, datetime):
                duties.postpone(tx, duty, due_at=again)
            else:
                duties.settle(tx, duty.id, now=self.now)

    async def _carry(self, said: Saying) -> Carried:
        chat, message = said.address.chat, said.message
        if message.replaces in self.chat(chat):
            self.chat(chat)[message.replaces].message = message
            return Carried(message.replaces, (message.replaces,))
        self.numbers += 1
        self.chat(chat)[self.numbers] = Shown(self.now, message)
        if message.place_button:
            self.keyboards.add(chat)
        if message.clear:
            self.keyboards.discard(chat)
        return Carried(self.numbers, (self.numbers,))

    async def _delete(self, chat: str, messages: Sequence[int]) -> tuple[int, ...]:
        shown, stayed = self.chat(chat), []
        for number in messages:
            if number in self.undeletable or (number in shown and self.now - shown[number].at > DELETABLE):
                stayed.append(number)
            else:
                shown.pop(number, None)
        return tuple(stayed)


@dataclass
class Writer:
    """One person in a private Telegram chat."""

    post: Post
    name: str
    language: str = "en"

    @property
    def address(self) -> Address:
        return Address("telegram", self.name)

    @property
    def sender(self) -> str:
        return person.index(self.post.house.keys, Incoming(self.address, self.name, "other"))

    def send(self, kind: Kind, text: str = "", *, deliver: bool = True, **more: object) -> Heard:
        """Say something, or press a button by its token; what it causes is carried out if `deliver`."""
        if kind == "button":
            number = None
        else:
            self.post.numbers += 1
            number = self.post.numbers
            self.post.chat(self.name)[number] = Shown(self.post.now, None)
        said = Incoming(
            self.address,
            self.name,
            kind,
            text,
            language=self.language,
            message=number,
            **more,  # type: ignore[arg-type]
        )
        with self.post.database.transaction() as tx:
            [heard] = Reception(self.post.house).hear_all(tx, [said], self.post.now)
        assert not heard.aside
        if deliver:
            self.post.deliver()
        return heard

    def texts(self) -> list[str]:
        """What the bot's messages in the chat say, oldest first."""
        return [one.message.text for one in self.post.chat(self.name).values() if one.message]

    def tokens(self) -> dict[str, str]:
        """The buttons that the chat shows: label and token; of two with one label the newest."""
        shown = (one.message for one in self.post.chat(self.name).values() if one.message)
        return {button.label: button.token for one in shown for row in one.buttons for button in row}

    def remembered(self) -> person.Person | None:
        with self.post.database.reading() as tx:
            return person.load(tx, self.post.house.keys, [self.sender]).get(self.sender)

    def begin(self) -> None:
        """Begin a report and answer what has to be answered: the work and the place."""
        self.send("command", "start")
        self.send("command", "report")
        draft = self.draft
        self.send("button", f"d:{draft}:0:o0")
        self.send("point", point=(40.875, 68.517))

    def report(self) -> None:
        """Send a report with nothing but the work and the place."""
        self.begin()
        last = len(self.post.house.scripts["citizen_report"].steps) - 1
        self.send("button", f"d:{self.draft}:{last}:n")

    @property
    def draft(self) -> str:
        known = self.remembered()
        assert known is not None
        assert known.draft is not None
        return known.draft.draft

    def rows(self) -> set[tuple[str, str]]:
        """Every table of the database that holds a keyed hash of this account or chat, with that hash."""
        keys = self.post.house.keys
        hashes = {
            self.sender,
            sending.lane(keys, self.address),
            keys.index("account", f"telegram:{self.name}"),
            keys.index("reader", f"telegram:{self.name}"),
        }
        found = set()
        with self.post.database.reading() as tx:
            for table in schema.metadata.sorted_tables:
                for row in tx.rows(select(table)):
                    said = " ".join(value for value in row.values() if isinstance(value, str))
                    found |= {(table.name, one) for one in hashes if one in said}
        return found
