"""The intake: what comes within a moment is kept together."""

import asyncio

import pytest

from bot.intake import MOST, Intake
from bot.receive import Habits
from conversations.incoming import Address, Incoming
from store.writer import Writer
from tests.bot.recording import NOW, Recording

HABITS = Habits(now=lambda: NOW, chance=lambda: 0.5)


@pytest.mark.timeout(30)
def test_a_full_unit_waits_for_nobody(writer: Writer) -> None:
    assert _units(writer, [0] * MOST, moment=3600) == 1


def test_who_comes_in_the_same_moment_shares_a_unit(writer: Writer) -> None:
    assert _units(writer, [0, 5, 10], moment=0.1) == 1


def _units(writer: Writer, turns: list[int], *, moment: float) -> int:
    """Have one come after each number of turns of the loop; gives how many units kept them."""
    reception = Recording()

    async def come_all() -> None:
        intake = Intake(reception, writer, HABITS, moment=moment)
        await asyncio.gather(*(_come(intake, number, after) for number, after in enumerate(turns)))

    asyncio.run(come_all())
    assert len(reception.texts) == len(turns)
    return reception.batches


async def _come(intake: Intake, number: int, turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)
    await intake.keep(Incoming(Address("telegram", str(number)), str(number), "text", update=number))
