"""Services that resemble one another: made one, or remembered as different. No code is ever deleted."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from directory import daytime, reading
from directory.editing import changing, fields, history, marks
from directory.editing import sheet as sheets
from directory.editing.changing import Entrust
from directory.editing.history import Writer
from directory.editing.sheet import Sheet
from directory.exchange import duplicates, numbers, workshop
from directory.exchange.duplicates import Pair
from directory.hsds import facts
from directory.service import CLOSED

INTO = "merged_into"
_GONE = "defunct"
_TOGETHER = (("youngest", "oldest"), ("territory", "point", "address", "access", "seat"))


def pairs(path: Path) -> tuple[Pair, ...]:
    """The pairs that are likely the same and offered still, in order of their ids: the file only is read.

    Without those of which somebody said that they are different, and without what is no more.
    """
    with reading.connected(path) as connection:
        return tuple(_offered(Database(connection)))


def merge(path: Path, kept: str, other: str, by_role: str, *, now: datetime, entrust: Entrust) -> None:
    """Make two services one: what `kept` lacks it gets of `other`, and of lists it has both.

    `other` stays in the file as one that is no more, and says into which it went; a list that is imported
    again does not open it.

    Raises:
        UnknownService, DirectoryBusy, DirectoryMissing, DirectoryDamaged.
    """
    with workshop.changing(path, keep=True) as database:
        day = daytime.day(now)
        before, gone = sheets.sheet(database.conn, kept, day), sheets.sheet(database.conn, other, day)
        after = before.copy()
        _take_over(after, gone)
        writer = Writer(by_role, day, history.MERGE)
        changing.settle(database, (before, after), writer, now, entrust)
        left = gone.copy()
        left.own["status"] = _GONE
        changing.settle(database, (gone, left), writer, now, entrust)
        history.note(database, other, [(INTO, other, kept)], writer)
        _close(database, other, writer)


def keep_apart(path: Path, first: str, second: str, by_role: str, *, now: datetime) -> None:
    """Remember that these are two services: they are offered no more."""
    with workshop.changing(path, keep=True) as database:
        for own in (first, second):
            sheets.sheet(database.conn, own, daytime.day(now))
        writer = Writer(by_role, daytime.day(now), history.APART)
        history.note(database, first, [(history.APART, first, second)], writer)


def _take_over(after: Sheet, gone: Sheet) -> None:
    """Each value that is missing; what belongs together (ages, a place and its street) comes as a whole."""
    mine, theirs = fields.read_all(after), fields.read_all(gone)
    wanted = {key: value for key, value in theirs.items() if value and not mine[key] and _moves(key)}
    for group in _TOGETHER:
        if any(mine[key] for key in group):
            wanted = {key: value for key, value in wanted.items() if key not in group}
    for key in fields.JOINED:
        wanted[key] = _joined(key, mine[key], theirs[key])
    fields.write_all(after, wanted)


def _moves(key: str) -> bool:
    """Whether a field goes over: its organization stays whose it is."""
    return key != "status" and not fields.FIELDS[key].is_about_organization


def _joined(key: str, mine: str, theirs: str) -> str:
    between = "\n" if key in fields.LINES else marks.BETWEEN
    found: dict[str, str] = {}
    for part in filter(None, [*mine.split(between), *theirs.split(between)]):
        found.setdefault((numbers.key(part) if key == "phones" else "") or part, part)
    return between.join(found.values())


def _close(database: Database, service: str, writer: Writer) -> None:
    """A later list that calls it active is older than this: see `exchange.lasting`."""
    day = writer.on.isoformat()
    told = {"service_id": service, "on_day": day, "by_role": writer.by_role, "outcome": CLOSED}
    own = facts.identifier("verification", service, day, writer.by_role, CLOSED)
    database.table("verification").upsert({"id": own, **told}, pk="id")


def _offered(database: Database) -> Iterator[Pair]:
    alive = {row[0] for row in database.execute("SELECT id FROM service WHERE status <> 'defunct'")}
    apart = history.apart(database.conn)
    for pair in duplicates.likely(database, {"service": alive}):
        if {pair.first, pair.second} <= alive and frozenset((pair.first, pair.second)) not in apart:
            yield pair
