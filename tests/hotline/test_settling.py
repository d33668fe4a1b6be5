"""Settling in: no garbage is looked for while a process starts, nor ever among what was made then."""

import gc

import pytest

from hotline import settling


def test_what_is_made_at_a_start_is_never_looked_at_again() -> None:
    with settling.settling():
        assert not gc.isenabled()
        made = [[number] for number in range(1000)]
    try:
        assert gc.isenabled()
        assert not any(one is made for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_a_start_that_fails_leaves_python_as_it_was() -> None:
    with pytest.raises(ValueError, match="a start"), settling.settling():
        raise ValueError("a start")
    gc.unfreeze()

    assert gc.isenabled()
