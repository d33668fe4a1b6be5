"""What is the same for every question to one state of the file: orders, words, and the seats of services."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from threading import Lock
from typing import Literal, TypeVar

from directory import folding, reading

Sort = Literal["name", "last_modified", "assured_date"]
T = TypeVar("T")

_DATED = ("last_modified", "assured_date")  # by these the newest comes first
_BEHIND_ALL = "\U0010ffff"
_TEXTS: Mapping[str, str] = {
    "organization": "SELECT id, name || ' ' || coalesce(alternate_name, '') || ' ' || description "
    "FROM organization",
    "taxonomy": "SELECT id, name || ' ' || description FROM taxonomy",
    "taxonomy_term": "SELECT id, name || ' ' || description || ' ' || coalesce(code, '') FROM taxonomy_term",
}
_TRANSLATED = "SELECT entity_id, text FROM translation WHERE entity = ?"


class Register:
    """Reads each of these when it is first asked for, and keeps it; for a changed file a new one is made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[tuple[str, str], object] = {}
        self._lock = Lock()  # two threads ask; what one reads the other waits for, instead of reading it too

    def order(self, table: str, sort: Sort) -> tuple[str, ...]:
        """All ids of the table by name, or the newest first (only services have days)."""
        return self._once("order", f"{table} {sort}", partial(_order, table=table, sort=sort))

    def seats(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of service_at_location by the id of their service, in the order of their own ids."""
        return self._once("seats", "", _seats)

    def with_words(self, table: str, text: str) -> frozenset[str]:
        """The rows in whose texts, in any language, a word begins with each word of the text."""
        words, owners = self._once("words", table, partial(_words, table=table))
        found: frozenset[str] | None = None
        for word in folding.words(text):
            begins, ends = bisect_left(words, word), bisect_left(words, word + _BEHIND_ALL)
            having = frozenset(owners[begins:ends])
            found = having if found is None else found & having
        return found or frozenset()

    def _once(self, what: str, of: str, read: Callable[[Connection], T]) -> T:
        with self._lock:
            if (what, of) not in self._kept:
                with reading.connected(self._path) as database:
                    self._kept[what, of] = read(database)
            return self._kept[what, of]  # type: ignore[return-value]  # what `read` gave for this key


def _order(database: Connection, table: str, sort: Sort) -> tuple[str, ...]:
    column = f"coalesce({sort}, '')" if sort in _DATED else "name"
    # nosemgrep: sql-from-pieces – names of tables and columns are constants of our own
    statement = f"SELECT id, {column} FROM {table} ORDER BY id"  # nosec B608
    rows = sorted(database.execute(statement), key=lambda row: row[1].casefold(), reverse=sort in _DATED)
    return tuple([own for own, _ in rows])


def _seats(database: Connection) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for own, service in database.execute("SELECT id, service_id FROM service_at_location ORDER BY id"):
        found[service] = (*found.get(service, ()), own)
    return found


def _words(database: Connection, table: str) -> tuple[list[str], list[str]]:
    """All words of the texts, sorted, and beside each the row that has it."""
    texts: dict[str, list[str]] = defaultdict(list)
    for own, text in _texts(database, table):
        texts[own].append(text)
    pairs = sorted((word, own) for own, told in texts.items() for word in set(folding.words(" ".join(told))))
    return [word for word, _ in pairs], [own for _, own in pairs]


def _texts(database: Connection, table: str) -> Iterator[tuple[str, str]]:
    yield from database.execute(_TEXTS[table])
    yield from database.execute(_TRANSLATED, (table,))
