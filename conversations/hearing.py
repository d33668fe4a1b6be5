"""One batch of what came in, being heard: who has said it, what is remembered of them, what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from cases.office import Office
from conversations import person, sending
from conversations.house import House
from conversations.incoming import Incoming
from conversations.message import Message
from conversations.person import Person
from conversations.rendering import Speaker
from locales import languages
from store.transaction import Transaction


@dataclass(slots=True)
class Batch:
    """People of one transaction: read in one select, chained in memory, written once at the end."""

    tx: Transaction
    house: House
    now: datetime
    size: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def meet(self, incomings: Sequence[Incoming]) -> None:
        """Read what is remembered of everybody who has said something."""
        self.size = len(incomings)
        senders = {person.index(self.house.keys, one) for one in incomings if not one.group}
        self.tx.lock(senders)  # whoever hears the same person beside us waits
        self.people.update(person.load(self.tx, self.house.keys, senders))

    def part(self) -> None:
        """Write down everybody who changed."""
        for sender in sorted(self.changed):
            known = self.people[sender]
            touched = datetime.fromtimestamp(known.touched / 1000, UTC) if known.touched else self.now
            person.keep(self.tx, self.house.keys, sender, known, touched)


@dataclass(slots=True)
class Hearing:
    """One thing heard, and what is answered to it."""

    batch: Batch
    incoming: Incoming
    toast: str = ""
    said: int = 0
    sender: str = field(init=False)  # the keyed hash of who said it

    def __post_init__(self) -> None:
        """Recognise who said it."""
        self.sender = person.index(self.batch.house.keys, self.incoming)

    @property
    def tx(self) -> Transaction:
        """The transaction that holds everything this causes."""
        return self.batch.tx

    @property
    def house(self) -> House:
        """What the reception works with."""
        return self.batch.house

    @property
    def office(self) -> Office:
        """What filing needs, with the rules in force today: a process may outlive a change of law."""
        return self.house.office_at(self.now)

    @property
    def now(self) -> datetime:
        """When it was heard."""
        return self.batch.now

    @property
    def person(self) -> Person:
        """What is remembered of who said it."""
        known = self.batch.people.get(self.sender)
        return known or Person(self.incoming.address, languages.known(self.incoming.language) or "")

    def remember(self, **changes: object) -> None:
        """Change what is remembered."""
        touched = int(self.now.timestamp() * 1000)
        changed = replace(self.person, address=self.incoming.address, touched=touched, **changes)
        self.batch.people[self.sender] = changed
        self.batch.changed.add(self.sender)

    def forget(self, counts: Person | None) -> None:
        """Forget who said it, but for these counts; what they said before in this batch is forgotten too."""
        self.batch.changed.discard(self.sender)
        self.batch.people.pop(self.sender, None)
        if counts is not None:
            self.batch.people[self.sender] = counts
        person.forget(self.tx, self.house.keys, self.sender, counts, self.now)

    def count(self, pace: tuple[int, int, int]) -> None:
        """Remember how much was said lately. A draft grows no younger by it, and nobody becomes known."""
        self.batch.people[self.sender] = replace(self.person, pace=pace)
        self.batch.changed.add(self.sender)

    @property
    def speaker(self) -> Speaker:
        """The voice of this person's language."""
        return self.house.speaker(self.person.language or languages.known(self.incoming.language) or "")

    def say(self, *messages: Message) -> None:
        """Answer in the same chat, after what was answered before."""
        key = f"answer:{self.sender if not self.incoming.group else 'group'}:{self._occasion()}:{self.said}"
        sending.say(self.tx, self.house.keys, self.incoming.address, messages, key=key, now=self.now)
        self.said += len(messages)

    def change(self, messages: Sequence[Message]) -> None:
        """Answer by changing the message whose button was pressed; only the last message carries buttons."""
        *before, last = messages
        self.say(*before, replace(last, replaces=self.incoming.message))

    def _occasion(self) -> str:
        """Name this occasion: Telegram's number of the update, or something that never comes again."""
        known = self.incoming.update
        return str(known) if known is not None else self.house.entropy(8).hex()
