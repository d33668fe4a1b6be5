"""Several processes on PostgreSQL: who may write beside whom, and what comes of it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from sqlalchemy import make_url, select

from store import database as databases
from store import duties
from store.database import Database
from store.duties import Duty
from store.errors import Clash, DatabaseHeld, StoreUnavailable
from store.schema import counter
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from tests.doubles.postgres import Server
from tests.store.rows import NOW, kept, write

SOON = 20


@pytest.fixture
def house(postgres: Server) -> Iterator[Callable[[], Database]]:
    """Open one database again and again, as each process does for itself."""
    url = postgres.migrated([])
    with ExitStack() as stack:

        def open_it() -> Database:
            opened = databases.open_database(url)
            stack.callback(opened.close)
            return opened

        yield open_it


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


def test_nobody_serves_while_one_wants_to_be_alone(house: Callable[[], Database]) -> None:
    hold = pytest.raises(DatabaseHeld, match="Stop all")
    with house().hold(), house().hold(), hold, house().hold(alone=True):
        pass
    with house().hold(alone=True), pytest.raises(DatabaseHeld, match="moved"), house().hold():
        pass


def test_whoever_is_connected_still_serves_though_the_server_has_forgotten_his_lock(
    postgres: Server,
) -> None:
    url = postgres.migrated([])
    script = (
        "import sys; from store import database; served = database.open_database(sys.argv[1])\n"
        "with served.transaction(): print('here', flush=True); sys.stdin.read()"
    )
    command, pipe = [sys.executable, "-c", script, url], subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        mine = databases.open_database(url)
        with pytest.raises(DatabaseHeld, match="connected"), mine.hold(alone=True):
            pass
        other.communicate()
    with mine.hold(alone=True):
        mine.close()


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
