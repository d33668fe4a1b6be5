"""From the tap on "Send" to the pointer at the department's chat, one report after another, over loopback.

Telegram is the one of the tests, the hotline a real `hotline serve`. The time goes from the update lying
ready at Telegram to the request that brings the pointer: getUpdates, hearing, filing, commit, carrying.
Reports come from districts all over the country, so that no group gets more than its 20 messages a minute,
and not too soon after each other, so that all of them together stay below the 30 messages a second that
Telegram allows: whoever goes beyond measures our pacing.
"""

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks import asked, parts, premises, spread
from benchmarks.asked import Asked
from benchmarks.contest import Failed
from benchmarks.result import Measured, Promise, Result
from benchmarks.served import Served
from benchmarks.spread import Spread
from cases import case
from hotline.compose import Composed
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram

FIRST = 500_000_000
PATIENCE = 30.0  # seconds
APART = 0.3  # seconds from one report's end to the next: each causes some six messages
DISTRICTS = ("district", "city")
NOTES = ("In brackets: the lowest and the highest of five equal parts of the reports, in order.",)


def measure(told: Asked) -> Result:
    """File reports one after another, and time each."""
    with premises.folder() as folder, ExitStack() as stack:
        settings = premises.told(folder)
        premises.found(settings)
        telegram = stack.enter_context(Telegram())
        composed = stack.enter_context(premises.opened(settings))
        country = Country(composed, telegram, premises.groups(composed))
        _known_at(telegram, country.groups)
        served = stack.enter_context(Served(settings, telegram))
        warming, many = told.choose((3, 200), (3, 60), (0, 2))
        took = [country.reported(FIRST + number) for number in range(warming + many)][warming:]
        if telegram.violations:
            raise Failed(f"requests that Telegram would refuse: {telegram.violations[:3]}\n{served.log()}")
    beside = {"reports, one after another": len(took), "cases filed": len(took)}
    measured = tuple(
        Measured(
            f"tap on Send → pointer at the lead's chat, p{share * 100:.0f}", "ms", _at(took, share), beside
        )
        for share in (0.50, 0.90, 0.99)
    )
    promise = Promise("tap on Send → pointer at the lead's chat, p99", 300, _at(took, 0.99), True, "ms")
    return Result("latency", measured, (promise,), NOTES)


@dataclass(slots=True)
class Country:
    """Reporters all over the country; `groups` are the departments' chats by their codes."""

    composed: Composed
    telegram: Telegram
    groups: Mapping[str, int]
    districts: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        """Take a district of every oblast in turn."""
        tree = self.composed.directory.territories
        of_oblast = {tree.oblast_of(one.code).code: one.code for one in tree if one.level in DISTRICTS}
        self.districts = itertools.cycle(sorted(of_oblast.values()))

    def reported(self, user: int) -> float:
        """Report from the next district; gives the milliseconds from the tap to the lead's pointer."""
        time.sleep(APART)
        phone = Phone(self.telegram, user, "en")
        phone.type(f"/start r_cotton-d_{next(self.districts)}")
        tapped = self.telegram.queries[phone.tap("Send now", limit=PATIENCE)].at
        phone.wait_for("-", PATIENCE)
        with self.composed.database.reading() as tx:
            [newest] = case.listing(tx, limit=1)
        group = self.groups[newest.lead]
        arrived = self.telegram.wait(lambda: self._arrived(group, tapped), PATIENCE)
        if arrived is None:
            raise Failed(f"case {newest.number}: nothing arrived at {newest.lead}")
        return (arrived - tapped) * 1000

    def _arrived(self, group: int, after: float) -> float | None:
        calls = self.telegram.calls("sendMessage", group)
        return next((one.at for one in reversed(calls) if one.at > after), None)


def _known_at(telegram: Telegram, groups: Mapping[str, int]) -> None:
    """Let this Telegram know the departments' groups, with the bot in them."""
    with telegram.changed:
        for group in groups.values():
            telegram.chats.meet({"id": group, "type": "supergroup", "title": "Department"})


def _at(took: Sequence[float], share: float) -> Spread:
    """Give a percentile of all, and its lowest and highest over five equal parts of them, in order."""
    fifth = max(1, len(took) // 5)
    pieces = [took[start : start + fifth] for start in range(0, fifth * (len(took) // fifth), fifth)]
    whole, several = spread.percentile(took, share), [spread.percentile(one, share) for one in pieces]
    return Spread(whole, min(whole, *several), max(whole, *several), tuple(took))


if __name__ == "__main__":
    parts.run(measure, asked.read())
