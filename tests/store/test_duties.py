"""Durable duties: claimed once, deferred but never dropped, in order within a lane."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from store import duties, updates
from store.database import Database
from store.duties import Claimed, Duty, Waiting
from store.schema import duty
from store.seal import Keys
from store.transaction import Transaction
from tests.store.rows import NOW

pytestmark = pytest.mark.both

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def transaction(database: Database) -> Iterator[Transaction]:
    with database.transaction() as begun:
        yield begun


def add(
    transaction: Transaction, keys: Keys, *names: str, lane: str = "", after: timedelta = timedelta()
) -> None:
    for name in names:
        duties.add(transaction, keys, Duty("say", name, NOW + after, name.encode(), lane), NOW)


def claim(
    transaction: Transaction, keys: Keys, *, at: timedelta = timedelta(), limit: int = 64
) -> list[Claimed]:
    return duties.claim(transaction, keys, now=NOW + at, holder="worker", limit=limit)


def names(claimed: list[Claimed]) -> list[str]:
    return [one.key for one in claimed]


def test_a_duty_is_claimed_with_what_was_put_in(transaction: Transaction, keys: Keys) -> None:
    duties.add(transaction, keys, Duty("say:telegram", "say:1:0", NOW, b"payload", "lane"), NOW)

    assert claim(transaction, keys) == [
        Claimed(
            id=1,
            kind="say:telegram",
            key="say:1:0",
            lane="lane",
            payload=b"payload",
            attempts=1,
            created_at=NOW,
            doubtful=False,
        )
    ]


def test_a_payload_is_sealed_and_gone_when_settled(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "secret")
    row = transaction.row(select(duty.c.payload))
    assert row
    assert b"secret" not in row["payload"]
    duties.settle(transaction, 1, now=NOW)

    [row] = transaction.rows(select(duty.c.payload, duty.c.settled_at))
    assert dict(row) == {"payload": None, "settled_at": NOW}


def test_the_same_key_is_one_duty_even_after_it_was_settled(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a", "a", "b")
    assert names(claim(transaction, keys)) == ["a", "b"]
    duties.settle(transaction, 1, now=NOW)
    add(transaction, keys, "a")

    assert names(claim(transaction, keys, at=HOUR)) == ["b"]


def test_only_what_is_due_is_claimed_and_the_longest_due_first(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "later", after=2 * SECOND)
    add(transaction, keys, "soon", after=SECOND)
    add(transaction, keys, "now")

    assert names(claim(transaction, keys)) == ["now"]
    assert names(claim(transaction, keys, at=2 * SECOND)) == ["soon", "later"]


def test_no_more_than_the_limit_are_claimed(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a", "b", "c")

    assert names(claim(transaction, keys, limit=2)) == ["a", "b"]
    assert names(claim(transaction, keys, limit=2)) == ["c"]


def test_a_claimed_duty_is_free_again_when_its_lease_ends_and_is_doubtful(
    transaction: Transaction, keys: Keys
) -> None:
    add(transaction, keys, "a")
    claim(transaction, keys)

    assert claim(transaction, keys, at=duties.LEASE - SECOND) == []
    [again] = claim(transaction, keys, at=duties.LEASE)
    assert (again.attempts, again.doubtful) == (2, True)


def test_a_settled_duty_is_never_claimed_again(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a")
    [one] = claim(transaction, keys)
    duties.settle(transaction, one.id, now=NOW)

    assert claim(transaction, keys, at=1000 * HOUR) == []


def test_a_late_worker_can_neither_reopen_nor_delay_what_another_has_claimed(
    transaction: Transaction, keys: Keys
) -> None:
    add(transaction, keys, "a")
    [late] = claim(transaction, keys)
    [owner] = claim(transaction, keys, at=duties.LEASE)
    before = transaction.row(select(duty))
    duties.defer(transaction, late, reason="late", now=NOW, chance=0)
    duties.hold_back(transaction, late)
    assert transaction.row(select(duty)) == before

    duties.settle(transaction, owner.id, now=NOW)
    duties.defer(transaction, late, reason="late", now=NOW, chance=0)
    assert claim(transaction, keys, at=1000 * HOUR) == []


def test_a_lane_keeps_its_order(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "x1", "x2", "x3", lane="x")
    add(transaction, keys, "y1", lane="y")
    assert names(claim(transaction, keys, limit=2)) == ["x1", "x2"]
    assert names(claim(transaction, keys)) == ["y1"]  # x3 waits: x1 and x2 are being carried
    duties.settle(transaction, 1, now=NOW)
    assert claim(transaction, keys) == []
    duties.settle(transaction, 2, now=NOW)

    assert names(claim(transaction, keys)) == ["x3"]


def test_a_lane_waits_for_its_deferred_first_duty_and_others_do_not(
    transaction: Transaction, keys: Keys
) -> None:
    add(transaction, keys, "x1", "x2", lane="x")
    first, second = claim(transaction, keys)
    due = duties.defer(transaction, first, reason="http_500", now=NOW, chance=0, doubtful=False)
    duties.hold_back(transaction, second)
    add(transaction, keys, "y1", lane="y")
    add(transaction, keys, "free", "free2")

    assert names(claim(transaction, keys)) == ["free", "free2", "y1"]
    again = claim(transaction, keys, at=due - NOW)
    assert [(one.key, one.attempts, one.doubtful) for one in again] == [("x1", 2, False), ("x2", 1, False)]


def test_a_lane_whose_first_became_due_last_still_begins_with_it(
    transaction: Transaction, keys: Keys
) -> None:
    """With a small limit the later ones, due longer, must neither overtake the first nor starve it."""
    add(transaction, keys, "first", lane="x", after=HOUR)
    add(transaction, keys, "second", "third", lane="x")
    assert claim(transaction, keys, limit=2) == []

    assert names(claim(transaction, keys, at=HOUR, limit=2)) == ["first", "second"]


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_delay_lies_between_two_seconds_and_six_hours(attempts: int, chance: float) -> None:
    assert 2 * SECOND <= duties._delay(attempts, chance) <= 6 * HOUR


def test_the_delay_doubles_and_jitter_adds_up_to_a_half() -> None:
    assert [duties._delay(attempts, 0) for attempts in (1, 2, 3, 4)] == [
        2 * SECOND,
        4 * SECOND,
        8 * SECOND,
        16 * SECOND,
    ]
    assert duties._delay(1, 0.5) == 2.5 * SECOND
    assert duties._delay(100, 0) == 4 * HOUR
    assert 5.99 * HOUR < duties._delay(100, 0.9999) <= 6 * HOUR


@pytest.mark.parametrize("chance", [0, 0.5, 0.999])
def test_three_days_of_failing_take_at_most_forty_attempts(
    transaction: Transaction, keys: Keys, chance: float
) -> None:
    add(transaction, keys, "a")
    now, attempts = NOW, 0
    while now < NOW + 72 * HOUR:
        [one] = claim(transaction, keys, at=now - NOW)
        now = duties.defer(transaction, one, reason="down", now=now, chance=chance)
        attempts = one.attempts

    assert 10 < attempts <= 40
    assert names(claim(transaction, keys, at=now - NOW)) == ["a"]


def test_the_wish_of_the_other_side_is_kept(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a")
    [one] = claim(transaction, keys)
    due = duties.defer(
        transaction, one, reason="flood", now=NOW, chance=0.5, after=30 * SECOND, doubtful=False
    )

    assert due == NOW + 30.5 * SECOND
    assert claim(transaction, keys, at=30 * SECOND) == []
    assert names(claim(transaction, keys, at=31 * SECOND)) == ["a"]


def test_a_doubt_stays_when_a_later_attempt_surely_failed(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a")
    [one] = claim(transaction, keys)
    due = duties.defer(transaction, one, reason="answer lost", now=NOW, chance=0, doubtful=True)
    [one] = claim(transaction, keys, at=due - NOW)
    assert one.doubtful
    due = duties.defer(transaction, one, reason="http_500", now=due, chance=0, doubtful=False)
    [one] = claim(transaction, keys, at=due - NOW)
    duties.hold_back(transaction, one)

    assert claim(transaction, keys, at=due - NOW)[0].doubtful


def test_releasing_frees_the_leases_of_one_holder_or_of_all(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a", "b")
    duties.claim(transaction, keys, now=NOW, holder="one", limit=1)
    duties.claim(transaction, keys, now=NOW, holder="two", limit=1)

    assert duties.release(transaction, holder="one") == 1
    assert names(claim(transaction, keys)) == ["a"]
    assert duties.release(transaction) == 2
    assert [(one.key, one.doubtful) for one in claim(transaction, keys)] == [("a", True), ("b", True)]


def test_a_payload_that_cannot_be_unsealed_waits_with_its_reason_and_stops_no_other(
    transaction: Transaction, keys: Keys
) -> None:
    add(transaction, keys, "x1", "x2", lane="x")
    add(transaction, keys, "free")
    transaction.update(duty, {"key": "x1"}, {"payload": b"damaged"})

    assert names(claim(transaction, keys)) == ["free"]
    row = transaction.row(select(duty).where(duty.c.key == "x1"))
    assert row
    assert (row["reason"], row["due_at"], row["settled_at"]) == ("seal broken", NOW + 6 * HOUR, None)
    assert claim(transaction, keys) == []


def test_a_sealed_payload_does_not_open_in_another_duty(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "a", "b")
    swapped = transaction.row(select(duty.c.payload).where(duty.c.key == "b"))
    assert swapped
    transaction.update(duty, {"key": "a"}, {"payload": swapped["payload"]})

    assert names(claim(transaction, keys)) == ["b"]


def test_what_waits_is_counted(transaction: Transaction, keys: Keys) -> None:
    assert duties.waiting(transaction, NOW) == Waiting(0, None, 0, 0)
    add(transaction, keys, "due", after=-HOUR)
    add(transaction, keys, "due too", "done")
    add(transaction, keys, "in the spring", after=3000 * HOUR)
    duties.settle(transaction, 3, now=NOW)
    updates.put_aside(transaction, keys, update_id=1, raw=b"{", reason="unreadable", now=NOW)

    assert duties.waiting(transaction, NOW) == Waiting(due=2, oldest_due=NOW - HOUR, aside=1, failing=0)


def test_only_what_was_settled_long_ago_is_swept(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "old", "new", "open")
    duties.settle(transaction, 1, now=NOW - 2 * HOUR)
    duties.settle(transaction, 2, now=NOW)

    assert duties.sweep(transaction, before=NOW - HOUR) == 1
    assert [row["key"] for row in transaction.rows(select(duty.c.key).order_by(duty.c.id))] == ["new", "open"]


def test_an_id_is_not_given_again_after_a_sweep(transaction: Transaction, keys: Keys) -> None:
    add(transaction, keys, "old")
    duties.settle(transaction, 1, now=NOW)
    duties.sweep(transaction, before=NOW + HOUR)
    add(transaction, keys, "new")
    duties.settle(transaction, 1, now=NOW)  # a very late worker

    assert names(claim(transaction, keys)) == ["new"]
