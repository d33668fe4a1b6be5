"""`hotline init`: database, keys and directory, made once; what is there already stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import keyring, law, takeover
from cases.office import Office
from directory import reading, renewing, writing
from directory.reading import Directory
from hotline import compose
from hotline.commands import opened
from hotline.samples import people
from hotline.settings import Settings
from locales import daytime
from store import belonging, boxes, recovery, seal
from store.database import Database
from store.seal import Keys


def init(
    sample: Annotated[
        bool, typer.Option("--sample", help="with sample departments and people, to try things out")
    ] = False,
) -> None:
    """Set up the database, the keys and the directory of places. Running it again changes nothing."""
    told = opened.told()
    prepare(told, sample=sample, shown=_show)
    typer.echo(f"Database   {told.database}")
    typer.echo(f"Directory  {told.directory}")
    typer.echo(f"Keys       {told.keys}  – `hotline backup` copies it too; without it nothing new is heard")
    if sample:
        with opened.books() as books, books.database.reading() as tx:
            present = people.present(tx, books.keys, reading.open_directory(told.directory).departments)
        for line in people.listed(present):
            typer.echo(line)


def _show(recovery_key: str) -> None:
    typer.echo(f"Recovery key, shown only now:\n\n    {recovery_key}\n")
    typer.echo("Print it or write it down, and keep it away from this machine: see docs/KEYS.md.\n")


def prepare(told: Settings, *, sample: bool, shown: Callable[[str], None] = lambda key: None) -> str:
    """Make what is missing; gives the recovery key when it has been made now, else "".

    `shown` is given that key as soon as it is kept: what comes after may fail, and it is never given again.

    Raises:
        KeyLost: the keys of existing data are gone.
        KeyWrong: they are another database's.
    """
    keys = seal.make_keys(told.keys, database=compose.file_of(told))
    if not told.directory.is_file():
        writing.make_directory(told.directory, sample=sample)
    else:
        renewing.renew_directory(told.directory)
    database = compose.open_database(told)
    try:
        database.upgrade()
        belonging.claim(database, keys)
        directory = reading.open_directory(told.directory)
        recovery_key = _keyring(database, directory)
        if recovery_key:
            shown(recovery_key)
        if recovery_key and sample:
            _let_in(database, keys, directory, recovery_key)
        _take_over(database, keys, directory)
        return recovery_key
    finally:
        database.close()


def _keyring(database: Database, directory: Directory) -> str:
    """Begin the keyring if there is none, and give every department of the directory a key."""
    pair, now = boxes.make_pair(), datetime.now(UTC)
    with database.transaction() as tx:
        is_new = not keyring.is_founded(tx)
        if is_new:
            keyring.found(tx, pair, now=now)
        keyring.ensured(tx, [one.code for one in directory.departments.all()], now=now)
    return recovery.written(pair.private) if is_new else ""


def _let_in(database: Database, keys: Keys, directory: Directory, recovery_key: str) -> None:
    """Let the sample people in; they are known at the beginning alone, while the recovery key is at hand."""
    with database.transaction() as tx:
        unlocked = keyring.with_recovery_key(tx, recovery.read(recovery_key))
        people.join(tx, keys, directory.departments, unlocked, now=datetime.now(UTC))


def _take_over(database: Database, keys: Keys, directory: Directory) -> None:
    """Seal the cases of an earlier version for their readers, one in each transaction."""
    now = datetime.now(UTC)
    office = Office(keys, law.in_force(daytime.day(now)), directory.territories, directory.departments)
    with database.reading() as tx:
        numbers = takeover.left(tx)
    for number in numbers:
        with database.transaction() as tx:
            takeover.take_over(tx, office, number, now=now)
