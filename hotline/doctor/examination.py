"""The examination: everything that can be looked at, as far as it can be reached. Changes nothing."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

from directory import reading as directories
from directory.errors import DirectoryError
from hotline import compose
from hotline.doctor import books, configuration, disk, listed, people, reach, waiting, words
from hotline.doctor.finding import Finding
from hotline.settings import Settings
from locales import daytime
from store import database as databases
from store import seal
from store.database import Database
from store.errors import DatabaseRefused, KeyTrouble, SealBroken, StoreUnavailable
from store.seal import Keys

KEY_FILES = (seal.SERVICE_KEY, seal.INDEX_KEY)


def examine(told: Settings, now: datetime, *, whole: bool = False) -> Iterator[Finding]:
    """Give every finding. `whole` takes the time to read a large database through.

    The server may run or not: the database is only read, and nothing is made that is not there.
    """
    yield from configuration.findings(told)
    yield from disk.of_keys(told.keys, KEY_FILES)
    keys, trouble = _keys(told)
    yield trouble or Finding("ok", "keys", "the key files are there and whole")
    yield from _database(told, keys, now, whole=whole)
    yield from asyncio.run(reach.findings(told, now))
    yield from words.findings(daytime.day(now))


def _keys(told: Settings) -> tuple[Keys | None, Finding | None]:
    try:
        return seal.load_keys(told.keys), None
    except KeyTrouble as error:
        return None, Finding("wrong", "keys", f"{error} On a new machine: hotline init")


def _database(told: Settings, keys: Keys | None, now: datetime, *, whole: bool) -> Iterator[Finding]:
    try:
        is_file = not databases.is_postgres(told.database)
        path = databases.path_of(told.database) if is_file else None
    except DatabaseRefused as error:
        yield Finding("wrong", "database", str(error))
        return
    if path is not None and not path.is_file():
        where = "run this in the folder of the service, or, where nothing is set up yet: hotline init"
        yield Finding("wrong", "database", f"there is no database at {path.absolute()}: {where}")
        return
    if path is not None:
        yield from disk.of_database(path)
        yield books.file_is_whole(path, whole=whole)
    try:
        database = databases.open_database(told.database, migrations=compose.MIGRATIONS)
    except (StoreUnavailable, DatabaseRefused) as error:
        yield Finding("wrong", "database", str(error))
        return
    try:
        yield from _opened(database, told, keys, now)
    finally:
        database.close()


def _opened(database: Database, told: Settings, keys: Keys | None, now: datetime) -> Iterator[Finding]:
    try:
        with database.reading() as tx:
            migrated = books.migrations(tx)
            yield migrated
            if migrated.mark != "ok" or keys is None:
                return
            belongs = books.belongs(tx, keys)
            yield belongs
            if belongs.mark != "ok":
                return
            yield from books.findings(tx, now)
            yield from waiting.findings(tx, now)
            try:
                directory = directories.open_directory(told.directory)
                len(directory.services)  # read now: what is damaged there would come out later
            except (DirectoryError, OSError):
                yield Finding(
                    "wrong", "directory", f"{told.directory} cannot be read: restore it, or hotline init"
                )
                return
            yield from people.findings(tx, keys, directory)
            yield from listed.findings(tx, directory.services, now)
        if database.is_shared:  # a file of our own: its rights and its disk were looked at above
            yield books.can_be_written(database)
    except (StoreUnavailable, DatabaseRefused) as error:
        yield Finding("wrong", "database", str(error))
    except SealBroken:
        yield Finding("wrong", "seal", "a sealed row does not open: it was changed by hand. Restore a backup")
