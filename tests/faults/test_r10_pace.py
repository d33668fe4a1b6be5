"""R10: whatever is to be said, to groups and people beside each other, Telegram's pace is kept to the letter.

The clock is handed in and stands while a request is on its way: what is measured at the line is exact.
"""

import asyncio
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from bot import errors
from bot.carrier import Carrier, Waiting
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from tests.doubles.telegram import TOKEN, Telegram
from tests.faults.deck import WELL
from tests.faults.leap import LeapClock
from tests.faults.proxy import GROUP, Passed, Proxy

GROUPS, PEOPLE = 10, 20
AT_ONCE = 32  # as the worker
WISH = 7  # seconds that Telegram asks us to wait
FATES = {name: {WELL: 16, "429": 1, "5xx": 2, "lost": 1} for name in ("sendMessage", "deleteMessages", GROUP)}


@dataclass
class Pile:
    """What is to be said or deleted, each not before its moment; nothing leaves it undone."""

    chats: Iterator[int]
    waiting: list[tuple[float, int, int]] = field(default_factory=list)
    deleted: int = 0

    def fill(self, number: int) -> None:
        self.waiting = [(0.0, one, next(self.chats)) for one in range(number)]

    async def carry(self, carrier: Carrier, clock: LeapClock) -> None:
        """Do what is due, the oldest first, as one of many."""
        while self.waiting:
            due, number, chat = heapq.heappop(self.waiting)
            if due > clock.now:
                await clock.pause(due - clock.now)
            try:
                await self._do(carrier, number, str(chat))
            except errors.Later as later:
                after = later.after.total_seconds() if later.after else 2.0
                heapq.heappush(self.waiting, (clock.now + after, number, chat))
        clock.leave()

    async def _do(self, carrier: Carrier, number: int, chat: str) -> None:
        if number % 10 == 0 and not chat.startswith("-"):
            await carrier.delete(chat, (10**9,))  # none that is there
            self.deleted += 1
        else:
            await carrier.carry(Saying(Address("telegram", chat), Message(f"{number}")))


def test_the_pace_is_kept_and_whoever_asks_to_wait_is_heard(
    so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    number, chance = so_many(4000, briefly=400), Random(10)
    chats = [*range(-GROUPS, 0), *range(1, PEOPLE + 1)]
    # Half of all is for groups: they are few, so each has more than it may get in a minute.
    pile = Pile(iter(lambda: chance.choice(chats[:GROUPS] if chance.random() < 0.5 else chats[GROUPS:]), 0))
    pile.fill(number)
    clock = LeapClock(AT_ONCE)
    with Telegram() as telegram, Proxy(telegram.url, FATES, 10, clock=clock) as proxy:
        proxy.retry_after = WISH
        with telegram.changed:
            for chat in chats:
                kind = "private" if chat > 0 else "supergroup"
                telegram.chats.meet({"id": chat, "type": kind, "first_name": "x", "title": "x"})
        asyncio.run(_carry_all(proxy.url, pile, clock))
    records = proxy.records
    said = [one for one in records.passed if one.method == "sendMessage"]
    group = max(_most([one for one in said if one.key == str(chat)], 60.0) for chat in chats[:GROUPS])
    person = max(_most([one for one in said if one.key == str(chat)], 5.0) for chat in chats[GROUPS:])
    arrived = {shown.text for chat in chats for shown in telegram.chats.of(chat)}

    figure(
        f"R10: {number} messages and deletions in {clock.now:.0f} s of the clock handed in"
        f" (429 {records.times('429')}, 5xx {records.times('5xx')}, lost {records.times('lost')}):"
        f" {number - pile.deleted - len(arrived)} lost; at most {group} in a minute to a group, {person} in"
        f" five seconds to a person, {_most(said, 1.0)} in a second in all; asked to wait"
        f" {records.asked_to_wait} times, too early {len(records.early)} times"
    )
    assert number - pile.deleted == len(arrived)
    assert records.asked_to_wait == records.times("429") >= number // 25
    assert records.struck["deleteMessages"]["429"] > 0
    assert records.early == []
    assert (group, person) == (20, 5)  # and as much as is allowed is used
    assert _most(said, 1.0) == 30


async def _carry_all(url: str, pile: Pile, clock: LeapClock) -> None:
    carrier = Carrier(url, TOKEN, waiting=Waiting(clock=clock, pause=clock.pause))
    await carrier.start()
    try:
        await asyncio.gather(*(pile.carry(carrier, clock) for _ in range(AT_ONCE)))
    finally:
        await carrier.stop()


def _most(passed: list[Passed], seconds: float) -> int:
    """Give the most requests in any window of so many seconds."""
    times = sorted(one.at for one in passed)
    most = begin = 0
    for end, time in enumerate(times):
        while time - times[begin] >= seconds:
            begin += 1
        most = max(most, end - begin + 1)
    return most
