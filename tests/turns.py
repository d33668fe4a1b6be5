"""In which turn tests are run by several processes: what takes longest first, so that none ends alone.

A file stays in one process, for it makes what it needs once. But a fault that befalls the house in two ways
needs a house for each: these are two turns. So is every journey: its hotline is its own, and it mostly waits.
Those at the desk share one, and so do those who read every source: to parse them all takes long.
"""

import re

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

_JOURNEYS, _FAULTS = "tests/journeys/", "tests/faults/"
_AT_THE_DESK, _SOURCES = "tests/journeys/desk/", "tests/architecture/"
LONGEST = (_JOURNEYS, _FAULTS, "tests/figures/", "tests/benchmarks/", "tests/upgrades/")
"""Folders of tests that wait for others, start processes or count to thousands."""
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


def place(item: pytest.Item) -> int:
    """Give where in the order a test belongs; those of the same place stay as they are."""
    return next((at for at, folder in enumerate(LONGEST) if item.nodeid.startswith(folder)), len(LONGEST))
