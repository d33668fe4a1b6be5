"""Composition: the one place where all rooms are put together."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cases import keyring, law, takeover
from cases.office import Office
from conversations import limits, wording
from conversations.dialogue import reading
from conversations.dialogue.script import Script
from conversations.house import House
from conversations.talk import Reception
from directory import reading as directories
from directory.departments import Departments
from directory.places import Places
from directory.reading import Directory
from directory.territory import Territories
from hotline import practice
from hotline.errors import NotPrepared
from hotline.settings import Settings
from locales import daytime, languages
from store import belonging, database, seal
from store.database import Database
from store.seal import Keys

ROOT = Path(__file__).parent.parent
MIGRATIONS = (ROOT / "cases/migrations/versions", ROOT / "conversations/migrations/versions")
SCRIPTS = ROOT / "conversations/scripts"


@dataclass(frozen=True, slots=True)
class Books:
    """What is kept, and the keys to it: for a command that talks with nobody."""

    settings: Settings
    database: Database
    keys: Keys


@dataclass(frozen=True, slots=True)
class Composed:
    """An opened house: database, keys, and the reception that hears everybody."""

    settings: Settings
    database: Database
    keys: Keys
    directory: Directory
    house: House
    reception: Reception


def scripts() -> dict[str, Script]:
    """Give all scripts by name. Raises ScriptBroken with the file's name."""
    read = [reading.read_file(path) for path in sorted(SCRIPTS.glob("*.toml"))]
    return {script.name: script for script in read}


def open_database(settings: Settings) -> Database:
    """Open the cases database with the migrations of all rooms."""
    return database.open_database(settings.database, migrations=MIGRATIONS)


def compose(settings: Settings, *, link: Callable[[], str] = str) -> Composed:
    """Open everything that is there already; the database is brought to the newest version.

    Raises:
        NotPrepared: `hotline init` has not been run.
        KeyTrouble: a key file is missing, damaged or another database's; the text says what to do.
    """
    books = open_books(settings)
    directory = directories.open_directory(settings.directory)
    house = furnish(books.keys, directory, settings=settings, link=link)
    return Composed(settings, books.database, books.keys, directory, house, Reception(house))


def open_books(settings: Settings) -> Books:
    """Open the cases database with its keys, brought to the newest version. Raises as `compose`."""
    practice.check(settings)
    file = file_of(settings)  # an address that is none is said before anything else
    for needed in (file, settings.directory):
        if needed is not None and not needed.is_file():
            raise NotPrepared(
                f"There is no {needed.absolute()}: go to the service's folder, or run `hotline init` first."
            )
    keys = seal.load_keys(settings.keys)
    opened = open_database(settings)
    opened.upgrade()
    belonging.claim(opened, keys)
    _refuse_without_keyring(opened)
    return Books(settings, opened, keys)


def _refuse_without_keyring(opened: Database) -> None:
    with opened.reading() as tx:
        if keyring.is_founded(tx) and not takeover.left(tx):
            return
    raise NotPrepared(
        "This database is new or from an earlier version: run `hotline init` once; it prints a key."
    )


def furnish(
    keys: Keys, directory: Directory, *, settings: Settings | None = None, link: Callable[[], str] = str
) -> House:
    """Give the house of these keys and this directory, with the rules in force today."""
    all_scripts = scripts()
    today = law.in_force(daytime.day(datetime.now(UTC)))
    return House(
        all_scripts,
        wording.lexicon(all_scripts.values(), directory),
        directory,
        Office(keys, today, directory.territories, directory.departments),
        os.urandom,
        link,
        languages=tuple(settings.languages.split(",")) if settings else languages.CODES,
        by_akimat=settings is not None and settings.lead == "akimat",
        messages_a_minute=settings.messages_a_minute if settings else limits.MESSAGES_A_MINUTE,
        file=settings.directory if settings else None,
        public_url=settings.public_url if settings else "",
        mail=bool(settings and settings.smtp_url.get_secret_value()),
        is_practice=settings is not None and practice.is_practice(settings),
    )


def furnish_unkept(settings: Settings) -> House:
    """Give a house that has its words and rules alone, for what is printed empty and what is only quoted.

    It knows no place, department or service, its keys open nothing, and `hotline init` need not have run.
    """
    nowhere = Territories(())
    nothing = Directory(nowhere, Places(nowhere, ()), Departments((), nowhere), {}, {})
    return furnish(Keys(os.urandom(32), os.urandom(32)), nothing, settings=settings)


def file_of(settings: Settings) -> Path | None:
    """Give the file of the cases database; None where it is a PostgreSQL server's. Raises DatabaseRefused."""
    return None if database.is_postgres(settings.database) else database.path_of(settings.database)
