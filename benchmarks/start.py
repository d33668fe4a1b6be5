"""A warm start: from the start of the process to the first answer, and the memory that the process has then.

Warm: the house was prepared and served before, so its files lie in the machine's memory. Its directory has
twelve thousand places and ten thousand services. Somebody's /start waits at Telegram; the answer is the first
message that is sent to them. The search is made after that (`hotline.readying`), and not in these figures.
"""

import time
from contextlib import ExitStack

from benchmarks import asked, parts, premises, processes, spread, stocking
from benchmarks.asked import Asked
from benchmarks.contest import Failed
from benchmarks.result import Measured, Promise, Result
from benchmarks.served import Served
from hotline.settings import Settings
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram

FIRST = 600_000_000
PATIENCE = 60.0  # seconds


def measure(told: Asked) -> Result:
    """Start again and again; the first start is not counted."""
    with premises.folder() as folder, ExitStack() as stack:
        settings = premises.told(folder)
        premises.found(settings)
        services = stocking.stock(settings.directory, told.choose(10_000, 10_000, 100))
        telegram = stack.enter_context(Telegram())
        warming, many = told.choose((1, 7), (1, 5), (0, 1))
        starts = [_started(settings, telegram, FIRST + turn) for turn in range(warming + many)][warming:]
        with premises.opened(settings) as composed:
            places = sum(1 for _ in composed.directory.territories)
    seconds, cpu, memory = (spread.of(one) for one in zip(*starts, strict=True))
    beside = {"starts": len(starts), "places": places, "services": services}
    return Result(
        "start",
        (
            Measured("start of the process → first answer", "s", seconds, beside),
            Measured("CPU that it took until then", "s", cpu, beside),
            Measured("resident memory after it", "MB", memory, beside),
        ),
        (
            Promise("start of the process → first answer", 2, seconds, at_most=True, unit="s"),
            Promise("resident memory after the start", 200, memory, at_most=True, unit="MB"),
        ),
    )


def _started(settings: Settings, telegram: Telegram, user: int) -> tuple[float, float, float]:
    Phone(telegram, user, "en").type("/start")
    before = time.monotonic()
    with Served(settings, telegram) as served:
        answered = telegram.wait(lambda: telegram.calls("sendMessage", user), PATIENCE)
        if not answered:
            raise Failed(f"no answer: {served.log()}")
        return answered[0].at - before, processes.cpu_of(served.pid), processes.memory_of(served.pid)


if __name__ == "__main__":
    parts.run(measure, asked.read())
