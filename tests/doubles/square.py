"""A square full of people who talk to one reception, without a Telegram between: as fast as it can hear.

What is said to them is read out of the duties that would carry it.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from cases import enrolment, people
from conversations import person, saying, sending
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.saying import Saying
from conversations.talk import Heard, Reception
from store import duties
from store.database import Database
from store.schema import duty, metadata

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday, noon in Kazakhstan

Rows = Mapping[str, Counter[tuple[Any, ...]]]


@dataclass(slots=True)
class Square:
    """Everybody's numbers are Telegram's; a negative chat is a group."""

    database: Database
    house: House
    now: datetime = NOON
    _updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def say(self, user: int, kind: str, text: str = "", *, chat: int = 0, **more: object) -> Incoming:
        """Give what somebody says, in their private chat or in another."""
        address = Address("telegram", str(chat or user))
        told = {"language": "en", "group": chat < 0, "update": next(self._updates), **more}
        return Incoming(address, str(user), kind, text, **told)  # type: ignore[arg-type]

    def hear(self, *incomings: Incoming) -> list[Heard]:
        """Let the reception hear these at one time."""
        with self.database.transaction() as tx:
            return Reception(self.house).hear_all(tx, incomings, self.now)

    def enrol(self, department: str, group: int) -> None:
        """Let a department be told in a group."""
        told = {"department": department, "channel": "telegram", "chat": str(group), "language": "en"}
        with self.database.transaction() as tx:
            enrolment.enrol(tx, self.house.keys, **told, now=self.now)

    def invite(self, department: str) -> str:
        """Give the deep link's argument that makes somebody an officer of this department."""
        told = {"role": "officer", "territory": "610000000", "department": department}
        with self.database.transaction() as tx:
            entropy = self.house.entropy
            return "inv_" + people.invite(tx, self.house.keys, **told, entropy=entropy, now=self.now)

    def role(self, user: int) -> str:
        """Give what somebody is; "" is the public."""
        with self.database.reading() as tx:
            known = people.person(tx, self.house.keys, f"telegram:{user}")
        return known.role if known else ""

    def sayings(self) -> list[Saying]:
        """Give everything that waits to be carried to Telegram, oldest first."""
        query = (
            select(duty).where(duty.c.kind == "say:telegram", duty.c.payload.is_not(None)).order_by(duty.c.id)
        )
        with self.database.reading() as tx:
            rows = tx.rows(query)
        keys = self.house.keys
        return [saying.decode(keys.unseal(row["payload"], duties.context(row["key"]))) for row in rows]

    def read(self, chat: int) -> list[Saying]:
        """Give what waits for one chat."""
        return [one for one in self.sayings() if one.address.chat == str(chat)]

    def tokens(self, chat: int) -> dict[str, str]:
        """Give the tokens of all buttons of a chat by their labels; of two with one label, the newest."""
        said = self.read(chat)
        return {
            button.label: button.token
            for one in said
            for row in one.message.buttons
            for button in row
            if button.token
        }

    def sender(self, user: int) -> str:
        """Give the hash under which somebody is remembered."""
        return person.index(self.house.keys, self.say(user, "other"))

    def lane(self, chat: int) -> str:
        """Give the hash of a chat."""
        return sending.lane(self.house.keys, Address("telegram", str(chat)))

    def rows(self, *but: str) -> Rows:
        """Give every row of every table, but for these tables."""
        with self.database.reading() as tx:
            return {
                name: Counter(tuple(row.items()) for row in tx.rows(select(table)))
                for name, table in metadata.tables.items()
                if name not in but
            }


def changes(before: Rows, after: Rows) -> list[tuple[str, dict[str, Any]]]:
    """Give every row that came, went or changed, with its table."""
    return [
        (name, dict(row))
        for name in after
        for row in [*(after[name] - before[name]), *(before[name] - after[name])]
    ]


def in_groups(things: Sequence[Incoming], size: int = 64) -> Iterator[Sequence[Incoming]]:
    """Give these in the groups in which they come."""
    for start in range(0, len(things), size):
        yield things[start : start + size]
