"""In which turn tests are run by several processes: what takes longest first, so that none ends alone.

A file stays in one process, for it makes what it needs once. But a fault that befalls the house in two ways
needs a house for each: these are two turns. So is every journey: its hotline is its own, and it mostly waits.
Those at the desk share one, and so do those who read every source: to parse them all takes long.

Not more than half of the processes wait at a time: the others have something to count meanwhile, so that no
processor is idle.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

_JOURNEYS, _FAULTS = "tests/journeys/", "tests/faults/"
_AT_THE_DESK, _SOURCES = "tests/journeys/desk/", "tests/architecture/"
LONGEST = (_JOURNEYS, _FAULTS, "tests/figures/", "tests/benchmarks/", "tests/upgrades/")
"""Folders of tests that wait for others, start processes or count to thousands."""
_WAITING = (_JOURNEYS, _FAULTS)
_WAY = re.compile(r"\[(polling|webhook|PostgreSQL)\b")


class Turns(LoadScopeScheduling):  # type: ignore[misc]  # no types there
    """Hands out one turn after the other, in the order in which the tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        """Give the turn of a test."""
        if nodeid.startswith(_JOURNEYS) and not nodeid.startswith(_AT_THE_DESK):
            return nodeid
        if nodeid.startswith(_SOURCES):
            return _SOURCES
        file, _, test = nodeid.partition("::")
        way = _WAY.search(test) if file.startswith(_FAULTS) else None
        return f"{file} {way[1]}" if way else file

    def _assign_work_unit(self, node: Any) -> None:
        """Hand out the next turn; where half of the processes wait already, the next that computes."""
        waiting = sum(
            any(map(_waits, _open(work))) for one, work in self.assigned_work.items() if one != node
        )
        if waiting * 2 >= len(self.assigned_work):
            computing = next((turn for turn in self.workqueue if not _waits(turn)), None)
            if computing is not None:
                self.workqueue.move_to_end(computing, last=False)
        super()._assign_work_unit(node)


def place(item: pytest.Item) -> int:
    """Give where in the order a test belongs; those of the same place stay as they are."""
    return next((at for at, folder in enumerate(LONGEST) if item.nodeid.startswith(folder)), len(LONGEST))


def _waits(turn: str) -> bool:
    return turn.startswith(_WAITING) and not turn.startswith(_AT_THE_DESK)


def _open(work: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
    return (turn for turn, tests in work.items() if not all(tests.values()))
