"""Settling in: what is made while a process starts stays for as long as the process lives."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settling() -> Iterator[None]:
    """Look for no garbage in the block, and never at what was made in it.

    Some 180,000 objects are made at a start, by imports and by the directory of places, and hardly one of
    them is thrown away. Python would look at all of them several times while it makes them, and again for
    every so many that are made later, with everybody waiting meanwhile.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
