"""Opens the directory file and gives the whole directory in memory."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from directory import version
from directory.departments import Department, Departments
from directory.errors import DirectoryDamaged, DirectoryMissing
from directory.hsds import services
from directory.later import LaterPlaces, LaterServices
from directory.places import Places
from directory.service import Service
from directory.territory import Territories, Territory

Row = tuple[object, ...]
Aliases = Mapping[str, tuple[str, ...]]  # territory → its old, other and differently spelt names

_TERRITORIES = (
    "SELECT code, level, kind, coalesce(parent, ''), name_kk, name_ru, name_en, lat, lon FROM territory"
)
_ALIASES = "SELECT territory, alias FROM territory_alias WHERE kind NOT IN ('arabic_script', 'iso3166-2')"
_MANY = (
    "SELECT (SELECT count(*) FROM territory), (SELECT count(*) FROM territory_alias"
    " WHERE kind NOT IN ('arabic_script', 'iso3166-2'))"
)
_DEPARTMENTS = "SELECT * FROM department"


@dataclass(frozen=True, slots=True)
class Directory:
    """All that the directory knows, read once; to see a changed file, open it again.

    `services`: every service by its id, in order of the ids. Services are read, and places put in order, when
    somebody first asks for them: only then is a file that is damaged there refused (DirectoryDamaged).
    """

    territories: Territories
    places: Places
    departments: Departments
    aliases: Aliases
    services: Mapping[str, Service]


def open_directory(path: Path) -> Directory:
    """The directory in that file, which is only read, never written.

    Raises:
        DirectoryMissing: there is no such file.
        DirectoryDamaged: the file is no directory, or one of another version.
    """
    if not Path(path).is_file():
        raise DirectoryMissing(Path(path).name)
    with connected(Path(path)) as database:
        if database.execute("PRAGMA user_version").fetchone()[0] != version.NUMBER:
            raise DirectoryDamaged(Path(path).name)
        territories = Territories(_territories(database))
        departments = Departments(departments_in(database), territories)
        names = database.execute("SELECT key, territory, other FROM territory_key ORDER BY key").fetchall()
        places = LaterPlaces(lambda: Places(territories, names))
        return Directory(territories, places, departments, _aliases(database), LaterServices(_services(path)))


def open_again(path: Path, before: Directory) -> Directory:
    """The directory in a file that was `before`: its services and departments are read anew.

    Places come with the program; they are kept as they are in memory while the file has as many as then.

    Raises:
        DirectoryMissing, DirectoryDamaged: as `open_directory`, and the services cannot be read.
    """
    if not Path(path).is_file():
        raise DirectoryMissing(Path(path).name)
    with connected(Path(path)) as database:
        is_ours = database.execute("PRAGMA user_version").fetchone()[0] == version.NUMBER
        same = is_ours and database.execute(_MANY).fetchone() == (len(before.territories), _many(before))
        if same:
            departments = Departments(departments_in(database), before.territories)
            return replace(before, departments=departments, services=services.all_services(database))
    fresh = open_directory(path)
    fresh.places.find("")  # put in order here, not by the first who asks
    return fresh


def _many(directory: Directory) -> int:
    return sum(map(len, directory.aliases.values()))


def _services(path: Path) -> Callable[[], Mapping[str, Service]]:
    def read() -> Mapping[str, Service]:
        with connected(path) as database:
            return services.all_services(database)

    return read


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """The directory file, opened for reading only.

    Raises:
        DirectoryDamaged: the file is no database.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        raise DirectoryDamaged(path.name) from error
    finally:
        connection.close()


def _territories(database: Connection) -> Iterator[Territory]:
    for code, level, kind, parent, kk, ru, en, lat, lon in database.execute(_TERRITORIES):
        yield Territory(code, level, kind, parent, {"kk": kk, "ru": ru, "en": en}, lat, lon)


def departments_in(database: Connection) -> Iterator[Department]:
    """The departments of an open directory file, of whatever version."""
    cursor = database.execute(_DEPARTMENTS)
    columns = [one[0] for one in cursor.description]
    for values in cursor:
        row = {name: value or "" for name, value in zip(columns, values, strict=True)}
        names = {language: row[f"name_{language}"] for language in ("kk", "ru", "en")}
        reached = (row.get(name, "") for name in ("phone", "email", "address"))
        yield Department(row["code"], row["body"], row["territory"], names, *reached)


def _aliases(database: Connection) -> Aliases:
    found: dict[str, list[str]] = defaultdict(list)
    for code, alias in database.execute(_ALIASES):
        found[code].append(alias)
    return {code: tuple(names) for code, names in found.items()}
