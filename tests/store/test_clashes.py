"""Two processes that do the same at the same moment, and transactions that come to nothing."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from store import duties, failures, updates
from store.database import Database
from store.duties import Duty
from store.errors import Clash, RowRefused, StoreUnavailable
from store.schema import counter, update_seen
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from tests.doubles import postgres as postgres_server
from tests.doubles.postgres import Server
from tests.store.rows import NOW, kept, write

SOON = 20


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.migrated([])


@pytest.fixture
def house(url: str) -> Iterator[Callable[[], Database]]:
    """Open one database again and again, as each process does for itself."""
    with postgres_server.opening(url) as open_it:
        yield open_it


def _sessions(postgres: Server, url: str) -> set[int]:
    told = f"SELECT pid FROM pg_stat_activity WHERE datname = '{make_url(url).database}'"
    return {row[0] for row in postgres.run(told)}


def test_an_update_brought_to_two_processes_at_once_is_heard_once_and_refused_to_neither(
    house: Callable[[], Database],
) -> None:
    meeting = threading.Barrier(2, timeout=SOON)
    runs: list[str] = []

    def hearing(name: str) -> Callable[[Transaction], set[int]]:
        def unit(tx: Transaction) -> set[int]:
            fresh = updates.remember(tx, [7], now=NOW)
            runs.append(name)
            if runs.count(name) == 1:
                meeting.wait()  # neither has seen what the other writes
            tx.flush()
            return fresh

        return unit

    writers = [Writer(house()), Writer(house())]
    done = [
        writer.submit(hearing(name), shared=True) for writer, name in zip(writers, ("a", "b"), strict=True)
    ]
    heard = [future.result(SOON) for future in done]
    for writer in writers:
        writer.close()

    assert sorted(map(len, heard)) == [0, 1]
    assert kept(house()) == [7]


@pytest.mark.parametrize("refused", ["queued", "executed", "asked"])
def test_whoever_passes_over_a_refused_row_is_not_told_that_all_was_kept(
    house: Callable[[], Database], refused: str
) -> None:
    database = house()
    refusals: dict[str, Callable[[Transaction], object]] = {
        "queued": lambda tx: [write(tx, 1), tx.flush()],  # type: ignore[func-returns-value]
        "executed": lambda tx: tx.execute(text("INSERT INTO update_seen (update_id, seen_at) VALUES (1, 1)")),
        "asked": lambda tx: tx.rows(text("SELECT 1 / (1 - count(*)) FROM update_seen")),
    }

    def passing_over(tx: Transaction) -> None:
        write(tx, 1)
        tx.flush()
        with pytest.raises(RowRefused):
            refusals[refused](tx)

    with pytest.raises(RowRefused), database.transaction() as tx:
        passing_over(tx)  # PostgreSQL answers such a COMMIT with a ROLLBACK, which is no error
    assert kept(database) == []


@pytest.mark.parametrize("many", [1, 64, 3000])
def test_work_goes_on_after_a_row_was_refused_among_many_in_a_part_of_its_own(
    house: Callable[[], Database], many: int
) -> None:
    database = house()

    def apart(tx: Transaction) -> None:
        with tx.savepoint():
            write(tx, 1, *range(10, 10 + many))
            tx.update(counter, {"name": "x"}, {"value": 1})

    with database.transaction() as tx:
        write(tx, 1)
        with pytest.raises(RowRefused):
            apart(tx)
        write(tx, 2)

    assert kept(database) == [1, 2]


def test_rows_of_one_statement_that_meet_are_refused_passed_over_or_replaced(
    house: Callable[[], Database],
) -> None:
    database = house()
    with pytest.raises(RowRefused), database.transaction() as tx:
        write(tx, 3, 3)
    with database.transaction() as tx:
        for _ in range(5):
            tx.insert_once(update_seen, {"update_id": 4, "seen_at": NOW})
        for value in range(200):
            tx.upsert(counter, {"name": f"s{value % 3}", "value": value})

    assert kept(database) == [4]
    with database.reading() as view:
        values = {row["name"]: row["value"] for row in view.rows(select(counter))}
    assert values == {"s0": 198, "s1": 199, "s2": 197}


def test_a_unit_that_turns_out_to_need_the_house_alone_costs_no_connection(
    house: Callable[[], Database], postgres: Server, url: str
) -> None:
    database = house()
    with database.transaction() as tx:
        write(tx, 1)

    def needing_it_alone() -> None:
        with database.transaction(shared=True) as tx:
            write(tx, 2)
            tx.alone()

    before = _sessions(postgres, url)
    with pytest.raises(Clash):
        needing_it_alone()
    with database.transaction() as tx:
        write(tx, 3)

    assert _sessions(postgres, url) == before
    assert kept(database) == [1, 3]


def test_a_process_that_was_frozen_in_a_transaction_tries_again_later(
    house: Callable[[], Database], postgres: Server, url: str
) -> None:
    database = house()
    writer = Writer(database)

    def frozen(tx: Transaction) -> None:
        write(tx, 1)
        tx.flush()
        [pid] = [row["pid"] for row in tx.rows(text("SELECT pg_backend_pid() AS pid"))]
        tx.rows(text("SELECT set_config('idle_in_transaction_session_timeout', '1ms', false)"))
        while pid in _sessions(postgres, url):
            pass
        write(tx, 2)

    with pytest.raises(StoreUnavailable):
        writer.submit(frozen).result(SOON)
    writer.submit(lambda tx: write(tx, 3)).result(SOON)
    writer.close()
    assert kept(database) == [3]


def test_who_has_waited_sees_what_came_before_whatever_the_server_is_set_to(
    house: Callable[[], Database], postgres: Server, url: str
) -> None:
    for setting in ("default_transaction_isolation = 'serializable'", "default_transaction_deferrable = on"):
        postgres.run(f"ALTER DATABASE {make_url(url).database} SET {setting}")
    first, second = house(), house()

    def count_up(database: Database) -> None:
        for _ in range(20):
            with database.transaction() as tx:
                found = tx.row(select(counter.c.value).where(counter.c.name == "sum"))
                tx.upsert(counter, {"name": "sum", "value": 1 + (found["value"] if found else 0)})

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(count_up, database) for database in (first, second)]:
            done.result(SOON)
    with first.reading() as view:
        assert [row["value"] for row in view.rows(select(counter))] == [40]


def test_a_process_that_says_no_word_for_long_loses_its_posts(
    house: Callable[[], Database], postgres: Server, url: str
) -> None:
    one, two = house().leadership("receiver"), house().leadership("receiver")
    assert one.held()
    asked = one._connection  # type: ignore[attr-defined]
    assert asked.execute("SHOW idle_session_timeout").fetchone() == (
        "90s",
    )  # of a frozen one: no word at all

    asked.execute("SET idle_session_timeout = '1ms'")
    while not two.held():
        pass
    assert not one.held()
    two.close()


@pytest.mark.parametrize("state", ["25P03", "25P04", "25006", "53100", "53300", "55P03", "57014", "57P01"])
def test_what_the_server_could_not_do_now_is_tried_again(state: str) -> None:
    error = psycopg.errors.lookup(state)("told")
    assert isinstance(failures.named(error), StoreUnavailable)


@pytest.mark.parametrize("answer", ["deferred", "held back", "settled"])
def test_a_late_answer_to_a_claim_is_not_passed_over_by_the_next_claim(
    house: Callable[[], Database], postgres: Server, keys: Keys, answer: str
) -> None:
    one, two = house(), house()
    late = NOW + 2 * duties.LEASE
    with one.transaction() as tx:
        duties.add(tx, keys, Duty("say", "say:1", NOW, b"x", lane="one"), NOW)
        [claimed] = duties.claim(tx, keys, now=NOW, holder="a")

    def claim() -> list[duties.Claimed]:
        with two.transaction(shared=True) as tx:
            return duties.claim(tx, keys, now=late, holder="b")

    with ThreadPoolExecutor(1) as pool:
        with one.transaction(shared=True) as tx:
            match answer:
                case "deferred":
                    duties.defer(tx, claimed, reason="busy", now=late, chance=0)
                case "held back":
                    duties.hold_back(tx, claimed)
                case "settled":
                    duties.settle(tx, claimed.id, now=late)
            tx.flush()
            found = pool.submit(claim)
            while not postgres.run("SELECT 1 FROM pg_locks WHERE NOT granted"):
                pass
        again = found.result(SOON)

    assert [one.attempts for one in again] == ([1] if answer == "held back" else [])
