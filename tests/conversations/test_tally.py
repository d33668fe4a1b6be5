"""Counts live for a day, and an hour is the sixty minutes before now."""

from datetime import timedelta

from conversations import tally
from store.database import Database
from tests.conversations.conftest import NOON

HOUR = timedelta(hours=1)


def test_an_hour_slides_with_the_minutes(database: Database) -> None:
    with database.transaction() as tx:
        for minute in (0, 0, 30, 59):
            tally.add(tx, ("a", "b"), now=NOON + timedelta(minutes=minute))
        tally.add(tx, ("a",), now=NOON + timedelta(minutes=59))
        counted = [
            tally.within(tx, ("a", "b"), HOUR, now=NOON + timedelta(minutes=minute))
            for minute in (59, 60, 90, 119)
        ]

    assert counted == [[5, 4], [3, 2], [2, 1], [0, 0]]


def test_what_was_counted_yesterday_is_gone(database: Database) -> None:
    with database.transaction() as tx:
        tally.add(tx, ("a",), now=NOON)
        assert tally.sweep(tx, now=NOON + timedelta(hours=23)) == 0
        assert tally.sweep(tx, now=NOON + timedelta(hours=25)) == 1
