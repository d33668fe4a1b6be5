"""What people say to several processes of one house at the same moment."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import update

from conversations import tally
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.schema import session
from conversations.talk import Reception
from store.database import Database
from store.errors import Clash
from store.transaction import Transaction
from tests.conversations.conftest import NOON, SOON, Talker
from tests.doubles.postgres import Server


def _is_alone(tx: Transaction) -> bool:
    try:
        tx.alone()
    except Clash:
        return False
    return True


def test_what_two_count_at_once_is_counted_twice(
    houses: Sequence[Database], at_once: Callable[..., list[object]], postgres: Server
) -> None:
    inside = threading.Event()

    def first(tx: Transaction) -> None:
        tally.add(tx, ("all", "one"), now=NOON)
        tx.flush()
        inside.set()
        while not postgres.run("SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass  # the other goes on only when this has ended

    def second(tx: Transaction) -> None:
        assert inside.wait(SOON)
        tally.add(tx, ("all", "two"), now=NOON)

    at_once(first, second)
    with houses[0].reading() as view:
        assert tally.within(view, ("all", "one", "two"), timedelta(hours=1), now=NOON) == [2, 1, 1]


def test_one_update_brought_to_two_processes_is_answered_once(
    houses: Sequence[Database], at_once: Callable[..., list[object]], house: House
) -> None:
    meeting = threading.Barrier(2, timeout=SOON)
    incoming = Incoming(Address("web", "7"), "7", "command", "start", update=5, language="en")

    def hearing() -> Callable[[Transaction], object]:
        runs: list[int] = []

        def unit(tx: Transaction) -> object:
            runs.append(1)
            if len(runs) == 1:
                meeting.wait()
            return Reception(house).hear_all(tx, [incoming], NOON)

        return unit

    at_once(hearing(), hearing())
    visitor = Talker(houses[0], house, "7")
    assert len(visitor.news()) == 2  # first words and menu, once


def test_words_after_a_draft_has_expired_are_heard_alone(houses: Sequence[Database], house: House) -> None:
    visitor = Talker(houses[0], house)
    visitor.report_up_to_the_place()
    later = Incoming(visitor.address, visitor.name, "text", "12", language="en")

    def hear(after: timedelta) -> None:
        with houses[0].transaction(shared=True) as tx:
            Reception(house).hear_all(tx, [later], NOON + after)

    hear(timedelta(hours=1))  # an answer to the question that is open
    with pytest.raises(Clash):
        hear(timedelta(hours=74))  # perhaps an answer to a department


def test_nothing_is_put_aside_before_it_was_heard_with_nobody_beside(
    houses: Sequence[Database], at_once: Callable[..., list[object]], house: House
) -> None:
    visitors = [Talker(one, house, f"visitor {place}") for place, one in enumerate(houses)]
    for visitor in visitors:
        visitor.send("command", "report")
    with houses[0].transaction() as tx:
        tx.execute(update(session).values(state=b"changed"))
    said = [Incoming(one.address, one.name, "text", "a farm", language="en") for one in visitors]
    alone: list[bool] = []

    def unit(incoming: Incoming) -> Callable[[Transaction], object]:
        def hear(tx: Transaction) -> object:
            heard = Reception(house).hear_all(tx, [incoming], NOON)
            alone.append(_is_alone(tx))
            return heard[0].aside

        return hear

    assert at_once(*map(unit, said)) == [True, True]
    assert alone == [True, True]


@pytest.mark.both
@pytest.mark.parametrize("beginning", ["k:", "q:", "n:", "w:", "w:c:", "w:r:", "d:", "f:", "t:", "l:", "m:"])
def test_a_button_that_nobody_made_is_put_aside_on_no_database(talker: Talker, beginning: str) -> None:
    talker.send("button", f"{beginning}\0{beginning}\0")
    assert [heard.aside for heard in talker.heard] == [False]
