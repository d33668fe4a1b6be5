"""`hotline backup` and `hotline restore`: one file that only the recovery key opens. See docs/KEYS.md."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cases import history, keyring
from cases.soundness import Soundness
from hotline import asking, restoring
from hotline.commands import opened
from hotline.errors import CommandRefused
from store import backup as backups
from store import marks, recovery

BACKUP = "backup"
"""The mark of the last backup that was written to its end."""

File = Annotated[Path, typer.Argument(help="the backup, such as hotline-2026-11-23.age")]


def backup(file: File) -> None:
    """Write database, directory and keys into one new file that only the recovery key opens.

    The hotline may go on running. Take the file away from this machine.
    """
    now = datetime.now(UTC)
    with opened.house() as house:
        with house.database.transaction() as tx:
            public = keyring.locks(tx, [keyring.RECOVERY])[keyring.RECOVERY].public
            history.note(tx, [history.Entry("desk", "backup")], now=now)
        with restoring.kept(house, file.absolute().parent) as places:
            backups.write(file, places, public)
        with house.database.transaction() as tx:
            marks.put(tx, BACKUP, now)
    size = file.stat().st_size / 2**20
    typer.echo(f"Backup written: {file} ({size:.1f} MB). Only the recovery key on paper opens it.")
    typer.echo("Take it away from this machine, and try it now and then: hotline restore FILE --check")


def restore(
    file: File,
    check: Annotated[bool, typer.Option("--check", help="only try it; nothing is left behind")] = False,
    into: Annotated[
        Path | None, typer.Option(help="folder to restore into, instead of the settings'")
    ] = None,
) -> None:
    """Open a backup with the recovery key, look at all of it, and put it where nothing is yet."""
    told = opened.told()
    if not file.is_file():
        raise CommandRefused(f"There is no file {file}.")
    where = {} if check else restoring.places(restoring.within(told, into) if into else told)
    restoring.refuse_existing(where)
    private = recovery.read(asking.secret("Recovery key (AGE-SECRET-KEY-1…)"))
    begun = time.monotonic()
    with restoring.unpacked(file, private) as folder:
        found = restoring.examined(restoring.within(told, folder), private)
        _say(found)
        if not check:
            restoring.put(folder, where)
    seconds = time.monotonic() - begun
    done = "The backup is good" if check else f"Restored to {where['cases.db'].parent}"
    typer.echo(f"{done}, in {seconds:.0f} s.")
    if not check:
        typer.echo("Make sure that the old machine does not serve any more. Then serve it:")
        typer.echo(f"{_settings(where) if into else ''}hotline serve")


def _settings(where: Mapping[str, Path]) -> str:
    """Give the settings with which what was restored into another folder is served."""
    keys = where["keys/service.key"].parent
    told = f"HOTLINE_DATABASE=sqlite:///{where['cases.db']} HOTLINE_DIRECTORY={where['directory.db']}"
    return f"{told} HOTLINE_KEYS={keys} "


def _say(found: Soundness) -> None:
    if found.closed:
        numbers = ", ".join(map(str, found.closed[:20]))
        raise CommandRefused(f"{len(found.closed)} cases do not open: {numbers}. Take an older backup.")
    typer.echo(f"Cases {found.cases}, sealed parts {found.parts}: all open with the recovery key.")
    typer.echo(f"Departments with a key {found.departments}, people who sign in {found.officers}.")
    typer.echo("The database is whole, the keys are its own, the history is unbroken.")
