"""Guesses are counted by name, and whoever has another name is never held up."""

from datetime import timedelta

import pytest

from cases.admission import throttle
from store.database import Database
from tests.cases import told

NOW = told.NOW.replace(microsecond=0)  # kept to the millisecond
MINUTE = timedelta(minutes=1)


@pytest.mark.both
def test_five_a_minute_then_ever_longer_pauses(database: Database) -> None:
    waits, now = [], NOW
    with database.transaction() as tx:
        for _ in range(8):
            assert [throttle.count(tx, "aigul", now) for _ in range(5)] == [None] * 5
            until = throttle.count(tx, "aigul", now)
            assert until is not None
            assert throttle.count(tx, "berik", now) is None
            throttle.forget(tx, "berik")
            waits.append((until - now) // MINUTE)
            now = until

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_four_a_minute_never_wait_and_a_sign_in_or_a_day_forgets_the_pauses(database: Database) -> None:
    with database.transaction() as tx:
        for minute in range(10):
            for _ in range(4):
                assert throttle.count(tx, "careful", NOW + minute * MINUTE) is None
        for name in ("aigul", "berik"):
            for _ in range(6):
                throttle.count(tx, name, NOW)
        throttle.forget(tx, "aigul")
        assert throttle.count(tx, "aigul", NOW) is None
        assert throttle.count(tx, "berik", NOW) == NOW + MINUTE
        later = NOW + timedelta(days=1, minutes=1)
        assert [throttle.count(tx, "berik", later) for _ in range(6)][-1] == later + MINUTE


def test_what_nobody_tries_any_more_is_deleted(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(20):
            throttle.count(tx, f"name {number}", NOW)
        assert throttle.sweep(tx, NOW + timedelta(hours=23)) == 0
        assert throttle.sweep(tx, NOW + timedelta(days=2)) == 20
