"""Who holds a PostgreSQL database, with others or alone; also when the server begins anew."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import make_url

from store import database as databases
from store.database import Database
from store.errors import DatabaseHeld, StoreUnavailable
from tests.doubles.postgres import Server
from tests.store.rows import kept, write


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


def test_the_database_is_held_again_when_the_server_has_begun_anew(
    house: Callable[[], Database], postgres: Server
) -> None:
    mine, other = house(), house()
    with mine.hold():
        with mine.transaction() as tx:
            write(tx, 1)
        cut_all_off(postgres, mine)
        with pytest.raises(StoreUnavailable), mine.transaction():
            pass  # on a connection that is gone; the next is a new one
        with mine.transaction() as tx:
            write(tx, 2)
        with pytest.raises(DatabaseHeld, match="serve"), other.hold(alone=True):
            pass
    with other.hold(alone=True):
        assert kept(mine) == [1, 2]


def test_who_has_lost_the_database_to_another_writes_no_more(
    house: Callable[[], Database], postgres: Server
) -> None:
    mine, other = house(), house()
    with mine.hold():
        cut_all_off(postgres, mine)
        lost = pytest.raises(StoreUnavailable, match="another process took")
        with other.hold(alone=True), lost, mine.transaction():
            pass
        with lost, mine.transaction():
            pass  # it may have been moved meanwhile
    with mine.hold(), mine.transaction() as tx:
        write(tx, 1)


def cut_all_off(postgres: Server, database: Database) -> None:
    """End every session of the database, as a server does that begins anew."""
    name = make_url(database.url).database
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    while postgres.run(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{name}'"):
        pass
