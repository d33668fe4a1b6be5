"""What most commands begin with: settings read, logs set up, house opened.

A house is loaded when it is opened: it is most of the program, and help goes without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hotline import logs, settings
from hotline.settings import Settings

if TYPE_CHECKING:
    from conversations.house import House
    from hotline.compose import Books, Composed


def told() -> Settings:
    """Read the settings and set up the logs."""
    read = settings.read()
    logs.configure(read.log)
    return read


@contextmanager
def house() -> "Iterator[Composed]":
    """Open the house for one command; raises as `compose.compose`."""
    from hotline import compose

    composed = compose.compose(told())
    try:
        yield composed
    finally:
        composed.database.close()


@contextmanager
def books() -> "Iterator[Books]":
    """Open what is kept, without places, services and scripts; raises as `compose.compose`."""
    from hotline import compose

    kept = compose.open_books(told())
    try:
        yield kept
    finally:
        kept.database.close()


def words() -> "House":
    """Give a house for what needs nothing that is kept: empty forms, the rules; `hotline init` or not."""
    from hotline import compose

    return compose.furnish_unkept(told())
