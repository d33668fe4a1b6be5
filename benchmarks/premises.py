"""A house to measure: what `hotline init --sample` makes, in a folder that is gone afterwards.

Every department is enrolled, each in a group of its own, so that every case has somebody to be told.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import SecretStr

from cases import enrolment
from hotline import compose
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.settings import Settings

PREFIX = "hotline-bench-"
FIRST_GROUP = -1001000000000


def told(folder: Path, database: str = "") -> Settings:
    """Give the settings of a house in this folder; `database` is another address than a file there."""
    return Settings(
        database=database or f"sqlite:///{folder}/cases.db",
        directory=folder / "directory.db",
        keys=folder / "keys",
        bot_token=SecretStr(""),
        listen="",
    )


def prepared(settings: Settings) -> None:
    """Prepare it as an operator would; nobody is enrolled yet."""
    prepare.prepare(settings, sample=True)


def found(settings: Settings) -> None:
    """Make it: prepared as an operator would, every department of the country enrolled.

    On SQLite it is a copy of one that is made once for the whole benchmark.
    """
    if not settings.database.startswith("sqlite:"):
        _make(settings)
        return
    shutil.copytree(_pattern(), settings.directory.parent, dirs_exist_ok=True)


@cache
def _pattern() -> Path:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _make(told(folder))
    return folder


def _make(settings: Settings) -> None:
    prepare.prepare(settings, sample=True)
    with opened(settings) as composed:
        now = datetime.now(UTC)
        with composed.database.transaction() as tx:
            for code, group in groups(composed).items():
                chat = {"channel": "telegram", "chat": str(group), "language": "kk"}
                enrolment.enrol(tx, composed.keys, department=code, **chat, now=now)


def groups(composed: Composed) -> dict[str, int]:
    """Give the group of each department, by its code."""
    codes = [one.code for one in composed.directory.departments.all()]
    return {code: FIRST_GROUP - number for number, code in enumerate(codes)}


@contextmanager
def opened(settings: Settings) -> Iterator[Composed]:
    """The house, opened as the server opens it."""
    composed = compose.compose(settings, link=lambda: "https://t.me/hotline_bot")
    try:
        yield composed
    finally:
        composed.database.close()


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk where everything of a benchmark lies, until the block ends."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        yield Path(name)
