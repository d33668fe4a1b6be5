"""The database as a book: whole, up to date, in order of time, and backed up."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cases import counted, history, keyring, takeover
from hotline import alarm, compose
from hotline.commands import safekeeping
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from locales import daytime
from store import belonging, marks, versions
from store.database import Database
from store.errors import StoreUnavailable
from store.schema import counter
from store.seal import Keys
from store.transaction import Transaction

PATIENCE = 20.0
"""Seconds for the look at every page of the file; `whole` takes as long as it takes."""
BACKUP_OLD, BACKUP_LATE = timedelta(days=2), timedelta(days=7)
AHEAD = timedelta(minutes=5)
_STEPS = 100_000  # instructions of SQLite between two looks at the clock


def file_is_whole(path: Path, *, whole: bool) -> Finding:
    """Look at every page of an SQLite file, read only."""
    ends = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        if not whole:
            connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return Finding(
                    "look",
                    "integrity",
                    f"the database is too large to read in {PATIENCE:.0f} s; nothing wrong so far: "
                    "`hotline check --whole` takes the time",
                )
            said = ["damaged"]
    damaged = "the database file is damaged: stop the service, keep the file, restore the last good backup"
    return finding.of("integrity", "every page of the database is whole", "" if said == ["ok"] else damaged)


def belongs(tx: Transaction, keys: Keys) -> Finding:
    """Tell whether database and keys belong together."""
    foreign = "the keys are another database's: point HOTLINE_KEYS at its own"
    trouble = "" if belonging.is_theirs(tx, keys) else foreign
    return finding.of("keys_match", "the keys are those of the database", trouble)


def findings(tx: Transaction, now: datetime) -> Iterator[Finding]:
    """Look at what the database says of itself."""
    unfounded = "there is no keyring, or a takeover is not finished: run `hotline init` once; it prints a key"
    is_founded = keyring.is_founded(tx) and not takeover.left(tx)
    yield finding.of("keyring", "the keyring is there", "" if is_founded else unfounded)
    broken = history.verify(tx)
    altered = (
        f"history is broken at row {broken}: somebody changed the database by hand. Compare with a backup"
    )
    yield finding.of("history", "history is whole", "" if broken is None else altered)
    yield from _time(tx, now)
    yield _backup(tx, now)
    yield _alive(tx, now)


def can_be_written(database: Database) -> Finding:
    """Tell whether the database takes rows: a deletion of nothing is enough to know."""
    told = ""
    try:
        with database.transaction() as tx:
            tx.delete(counter, {"name": ""})
    except StoreUnavailable as error:
        told = f"{error} Until that is mended nothing is heard"
    return finding.of("writing", "the database can be written", told)


def migrations(tx: Transaction) -> Finding:
    """Tell whether the tables are those of this program."""
    present, wanted = versions.present(tx), versions.wanted(compose.MIGRATIONS)
    behind = (
        "the tables are of another version: start the service, which brings them up"
        if present
        else "the database is empty: `hotline init` makes a new house; docs/OPERATIONS.md moves one"
    )
    return finding.of("migrations", "the tables are up to date", "" if present == wanted else behind)


def _time(tx: Transaction, now: datetime) -> Iterator[Finding]:
    newest = counted.newest(tx)
    ahead = newest is not None and newest > now + AHEAD
    slow = (
        f"the clock of this machine is behind: the history has a row of {newest:%Y-%m-%d %H:%M} UTC. "
        "Set the clock (timedatectl)"
        if newest is not None and ahead
        else ""
    )
    yield finding.of("clock", f"the clock shows {now:%Y-%m-%d %H:%M} UTC", slow)
    try:
        offset = now.astimezone(ZoneInfo("Asia/Almaty")).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    old = (
        "the time zones of this machine are from before 2024: bring its package tzdata up to date. "
        "The hotline itself counts with UTC+5"
    )
    yield finding.of(
        "time_zone",
        "Almaty is at UTC+5",
        "" if offset == daytime.KAZAKHSTAN.utcoffset(None) else old,
        mark="look",
    )


def _backup(tx: Transaction, now: datetime) -> Finding:
    last, has_cases = marks.find(tx, safekeeping.BACKUP), bool(counted.filed(tx))
    if last is None:
        mark: finding.Mark = "wrong" if has_cases else "look"
        return Finding(
            mark, "backup", "never backed up: run `hotline backup FILE`, and put it into the timetable"
        )
    age = now - last
    said = f"the last backup was written on {last:%Y-%m-%d at %H:%M} UTC"
    late = f"{said}, {age.days} days ago: look why the timetable does not write one every day"
    return finding.of(
        "backup", said, late if age > BACKUP_OLD else "", mark="wrong" if age > BACKUP_LATE else "look"
    )


def _alive(tx: Transaction, now: datetime) -> Finding:
    last = marks.find(tx, alarm.ALIVE)
    if last is None:
        return Finding("look", "service", "the service has never run with this database: hotline serve")
    rests = f"the service has not run since {last:%Y-%m-%d %H:%M} UTC: start it, hotline serve"
    return finding.of("service", "the service is running", rests if now - last > AHEAD else "", mark="look")
