"""Locks: only the password opens, however it is typed, and a later lock can be stronger."""

import time

import pytest

from store import locks
from store.errors import PasswordWrong
from store.locks import Limits

QUICK = Limits(passes=1, memory=8192)
PRIVATE = b"p" * 32


@pytest.mark.parametrize("other", ["Correct horse", "correct horse ", "", "correct  horse", "correct hors"])
def test_only_the_same_password_opens(other: str) -> None:
    locked = locks.lock(PRIVATE, "correct horse", "officer:1", limits=QUICK)

    assert locks.unlock(locked, "correct horse", "officer:1") == PRIVATE
    with pytest.raises(PasswordWrong):
        locks.unlock(locked, other, "officer:1")


def test_a_letter_may_be_composed_in_two_ways() -> None:
    locked = locks.lock(PRIVATE, "\u0439од", "officer:1", limits=QUICK)

    assert locks.unlock(locked, "\u0438\u0306од", "officer:1") == PRIVATE


@pytest.mark.parametrize("place", [0, 1, 14, 40, -1])
def test_a_lock_that_was_changed_or_moved_does_not_open(place: int) -> None:
    locked = locks.lock(PRIVATE, "password", "officer:1", limits=QUICK)
    changed = bytearray(locked)
    changed[place] ^= 1

    with pytest.raises(PasswordWrong):
        locks.unlock(locked, "password", "officer:2")
    with pytest.raises(PasswordWrong):
        locks.unlock(bytes(changed), "password", "officer:1")
    with pytest.raises(PasswordWrong):
        locks.unlock(b"", "password", "officer:1")


def test_limits_stand_in_the_lock_so_that_later_ones_can_be_stronger() -> None:
    weak, strong = (locks.lock(PRIVATE, "password", "c", limits=Limits(passes, 16384)) for passes in (1, 3))

    assert locks.unlock(weak, "password", "c") == locks.unlock(strong, "password", "c") == PRIVATE


def test_a_decoy_costs_as_much_as_a_lock_and_opens_nothing() -> None:
    limits = Limits(passes=3, memory=32 * 2**20)
    locked, decoy = locks.lock(PRIVATE, "password", "c", limits=limits), locks.decoy(limits=limits)

    def cost(one: bytes) -> float:
        begun = time.thread_time()
        with pytest.raises(PasswordWrong):
            locks.unlock(one, "another", "c")
        return time.thread_time() - begun

    assert len(decoy) == len(locked)
    assert min(cost(decoy) for _ in range(3)) > min(cost(locked) for _ in range(3)) / 3
