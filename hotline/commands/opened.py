"""What most commands begin with: settings read, logs set up, house opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from conversations.house import House
from hotline import compose, logs, settings
from hotline.compose import Books, Composed
from hotline.settings import Settings


def told() -> Settings:
    """Read the settings and set up the logs."""
    read = settings.read()
    logs.configure(read.log)
    return read


@contextmanager
def house() -> Iterator[Composed]:
    """Open the house for one command; raises as `compose.compose`."""
    composed = compose.compose(told())
    try:
        yield composed
    finally:
        composed.database.close()


@contextmanager
def books() -> Iterator[Books]:
    """Open what is kept, without places, services and scripts; raises as `compose.compose`."""
    kept = compose.open_books(told())
    try:
        yield kept
    finally:
        kept.database.close()


def words() -> House:
    """Give a house for what needs nothing that is kept: empty forms, the rules; `hotline init` or not."""
    return compose.furnish_unkept(told())
