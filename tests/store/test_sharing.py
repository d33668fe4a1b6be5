"""Several processes on PostgreSQL: who may write beside whom, and what comes of it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from hotline import compose
from store import database as databases
from store import duties, moving
from store.database import Database
from store.duties import Duty
from store.errors import Clash, StoreUnavailable
from store.schema import counter
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from tests.doubles.postgres import Server
from tests.store.rows import NOW, kept, write

SOON = 20


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def _begins(database: Database, *, shared: bool, names: tuple[str, ...] = ()) -> bool:
    with database.transaction(shared=shared) as tx:
        tx.lock(names)
    return True


def _waits(future: Future[bool]) -> bool:
    try:
        return not future.result(0.3)
    except TimeoutError:
        return True


def test_who_writes_alone_waits_for_all_others_and_they_for_him(
    house: Callable[[], Database], other: ThreadPoolExecutor
) -> None:
    for mine, theirs in ((False, False), (False, True), (True, False)):
        with house().transaction(shared=mine):
            begun = other.submit(_begins, house(), shared=theirs)
            assert _waits(begun)
        assert begun.result(SOON)


def test_those_who_share_write_beside_each_other(house: Callable[[], Database]) -> None:
    one, two = house(), house()
    with one.transaction(shared=True) as tx, two.transaction(shared=True) as beside:
        write(tx, 1)
        tx.flush()
        write(beside, 2)
        beside.flush()

    assert sorted(kept(one)) == [1, 2]


def test_who_locks_a_name_waits_for_whoever_has_it_and_for_nobody_else(
    house: Callable[[], Database], other: ThreadPoolExecutor
) -> None:
    with house().transaction(shared=True) as tx:
        tx.lock({"a", "b"})
        assert other.submit(_begins, house(), shared=True, names=("c",)).result(SOON)
        waiting = other.submit(_begins, house(), shared=True, names=("d", "b"))
        assert _waits(waiting)
    assert waiting.result(SOON)


def test_a_shared_unit_that_needs_the_house_alone_is_undone_and_run_again_alone(
    house: Callable[[], Database],
) -> None:
    database = house()
    writer, runs = Writer(database), list[str]()

    def unit(tx: Transaction) -> str:
        write(tx, len(runs) + 1)
        tx.flush()
        runs.append("run")
        tx.alone()
        return "done"

    assert writer.submit(unit, shared=True).result(SOON) == "done"
    writer.close()
    assert runs == ["run", "run"]
    assert kept(database) == [2]  # the row of the first run is gone


def test_two_who_wait_for_each_other_both_end_well(house: Callable[[], Database]) -> None:
    meeting = threading.Barrier(2, timeout=SOON)
    runs: list[str] = []

    def crossing(own: str, theirs: str) -> Callable[[Transaction], None]:
        def unit(tx: Transaction) -> None:
            runs.append(own)
            tx.upsert(counter, {"name": own, "value": 1})
            tx.flush()
            if runs.count(own) == 1:
                meeting.wait()  # both have written their own; now each wants the other's
            tx.upsert(counter, {"name": theirs, "value": 2})
            tx.flush()

        return unit

    writers = [Writer(house()), Writer(house())]
    done = [
        writer.submit(crossing(*names), shared=True)
        for writer, names in zip(writers, ("ab", "ba"), strict=True)
    ]
    for future in done:
        future.result(SOON)
    for writer in writers:
        writer.close()

    assert sorted(runs) in (["a", "a", "b"], ["a", "b", "b"])  # PostgreSQL undid one, and it was run again


def test_numbers_are_never_given_twice(house: Callable[[], Database], other: ThreadPoolExecutor) -> None:
    def take(database: Database) -> list[int]:
        numbers = []
        for _ in range(20):
            with database.transaction(shared=True) as tx:
                numbers += [tx.next_number("case") for _ in range(5)]
        return numbers

    taken = [future.result(SOON) for future in [other.submit(take, house()) for _ in range(3)]]

    assert len({number for numbers in taken for number in numbers}) == 300
    assert all(numbers == sorted(numbers) for numbers in taken)


def test_one_claims_at_a_time_and_the_other_gets_nothing_meanwhile(
    house: Callable[[], Database], keys: Keys
) -> None:
    with house().transaction() as tx:
        for number in range(3):
            duties.add(tx, keys, Duty("say", f"say:{number}", NOW, b"x", lane="one"), NOW)
    first, second = house(), house()
    with first.transaction(shared=True) as tx, second.transaction(shared=True) as beside:
        mine = duties.claim(tx, keys, now=NOW, holder="a", limit=1)
        theirs = duties.claim(beside, keys, now=NOW, holder="b")

    assert [claimed.key for claimed in mine] == ["say:0"]
    assert theirs == []  # never the second of a lane while the first is being claimed


def test_one_process_leads_and_another_takes_over_when_it_is_gone(
    house: Callable[[], Database], postgres: Server
) -> None:
    one, two = house().leadership("carrier"), house().leadership("carrier")
    assert one.held()
    assert not two.held()
    assert one.held()  # still

    postgres.run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    assert two.held()
    assert not one.held()
    two.close()
    assert one.held()
    one.close()


def test_a_migration_or_a_move_may_take_longer_than_a_minute_and_nothing_else(
    postgres: Server, tmp_path: Path
) -> None:
    limit = "SELECT current_setting('statement_timeout') AS lasts"
    deed = f'from alembic import op\ndef upgrade(): op.execute("CREATE TABLE told AS {limit}")'
    head = "revision, down_revision, branch_labels = 'room_0001', None, ('room',)"
    (tmp_path / "room_0001.py").write_text(f"{head}\n{deed}\n")
    address, folders = postgres.migrated(compose.MIGRATIONS), [*compose.MIGRATIONS, tmp_path]
    upgraded = databases.open_database(address, migrations=folders)
    upgraded.upgrade()
    target = databases.open_database(postgres.migrated(compose.MIGRATIONS))
    with upgraded.reading() as source, target.transaction() as tx:
        moving.move(source, tx)
        moved = [view.rows(text(limit))[0]["lasts"] for view in (source, tx)]
    with upgraded.transaction() as tx:
        usual = tx.rows(text(limit))[0]["lasts"]
        assert tx.rows(text("SELECT lasts FROM told"))[0]["lasts"] == "0"
    upgraded.close()
    target.close()

    assert (moved, usual) == (["0", "0"], "1min")


def test_a_lost_connection_keeps_nothing_and_the_next_attempt_goes_well(
    house: Callable[[], Database], postgres: Server
) -> None:
    database = house()
    writer = Writer(database)

    def cut_off(tx: Transaction) -> None:
        write(tx, 1)
        tx.flush()
        postgres.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE application_name LIKE 'hotline %' AND datname = '{make_url(database.url).database}'"
        )
        tx.rows(select(counter))

    with pytest.raises(StoreUnavailable):
        writer.submit(cut_off).result(SOON)
    writer.submit(lambda tx: write(tx, 2)).result(SOON)
    writer.close()

    assert kept(database) == [2]


def test_a_clash_says_that_nothing_was_kept() -> None:
    assert isinstance(Clash(), StoreUnavailable)
    assert "alone" in str(Clash())
