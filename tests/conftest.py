"""What all tests share: figures worth reading at the end, and a patient hypothesis."""

import gc
import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog

from directory import reading, writing
from directory.reading import Directory
from store import database as databases
from store import sqlite
from tests import turns
from tests.doubles import hosts, once, telegram
from tests.doubles import postgres as servers
from tests.doubles.postgres import Server

hypothesis.settings.register_profile("house", deadline=None, print_blob=True)  # a busy machine is no fault
hypothesis.settings.load_profile("house")

SURVIVING = ("tests/store/", "tests/faults/")
"""Where tests ask what is on the disk."""
_PRAGMAS = sqlite._PRAGMAS
_FIGURE = "figure"


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Take back what a command, run inside of a test, set up: its log goes where that test listened."""
    yield
    structlog.reset_defaults()
    logging.getLogger("aiohttp.server").filters.clear()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a line, such as "100 kills, 0 updates lost", that is printed before pytest's own summary."""
    return lambda line: request.node.user_properties.append((_FIGURE, line))


def pytest_configure(config: pytest.Config) -> None:
    """Watch whom this process talks to, and all that it starts; xdist's are started watched.

    No garbage is looked for until all tests are collected: hardly anything that an import makes goes away.
    """
    gc.disable()
    if not hasattr(config, "workerinput"):
        folder = hosts.watch()
        config.add_cleanup(lambda: shutil.rmtree(folder))
        os.environ["PYTHONPATH"] = hosts.PYTHONPATH


def pytest_addoption(parser: pytest.Parser) -> None:
    """With --full, figures are measured as often as they are promised; otherwise a tenth of it."""
    parser.addoption("--full", action="store_true", help="measure figures in full")
    parser.addoption("--postgres", action="store_true", help="keep the cases in a real PostgreSQL")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the tests of this process."""
    with servers.serving() as server:
        yield server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Path]], Path]:
    """Give an SQLite file with its tables, made once: to make them takes longer than most tests."""

    def make(path: Path, migrations: Sequence[Path]) -> None:
        opened = databases.open_database(f"sqlite:///{path}", migrations=migrations)
        opened.upgrade()
        opened.empty_log()
        opened.close()

    @cache
    def file(migrations: Sequence[Path]) -> Path:
        which = hashlib.sha256(repr(migrations).encode()).hexdigest()[:12]
        return once.made(tmp_path_factory, f"{which}.db", lambda path: make(path, migrations))

    return lambda migrations: file(tuple(migrations))


@pytest.fixture(scope="session")
def directory_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the directory with sample departments, made once: it takes seconds."""

    def make(folder: Path) -> None:
        folder.mkdir()
        writing.make_directory(folder / "directory.db", sample=True)

    return once.made(tmp_path_factory, "directory", make) / "directory.db"


@pytest.fixture(scope="session")
def directory(directory_file: Path) -> Directory:
    """What is in it."""
    return reading.open_directory(directory_file)


@pytest.fixture
def ground(request: pytest.FixtureRequest) -> str:
    """Where the cases of this test are kept: "sqlite" or "postgres"."""
    return "postgres" if request.config.getoption("--postgres") else "sqlite"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both` on both grounds, but for what speaks of an SQLite file."""
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "both" in marks and "sqlite" not in marks and "address" in metafunc.fixturenames:
        metafunc.parametrize("ground", ["sqlite", "postgres"])


@pytest.fixture
def address(request: pytest.FixtureRequest, ground: str, tmp_path: Path) -> Callable[..., str]:
    """Give the address of a database with its tables: an SQLite file, or one of a PostgreSQL server."""

    def give(migrations: Sequence[Path] = ()) -> str:
        if ground == "postgres":
            server: Server = request.getfixturevalue("postgres")
            return server.migrated(migrations)
        path = tmp_path / "cases.db"
        shutil.copyfile(request.getfixturevalue("migrated")(migrations), path)
        return f"sqlite:///{path}"

    return give


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but never at what was loaded."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> turns.Turns:
    """Hand out the tests in turns of our own, whatever --dist says."""
    config.option.loadscopereorder = False  # few tests can take longer than many
    return turns.Turns(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what takes longest; with --postgres, leave out what speaks of an SQLite file."""
    items.sort(key=turns.place)
    if config.getoption("--postgres"):
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="speaks of an SQLite file"))


@pytest.fixture
def so_many(request: pytest.FixtureRequest) -> Callable[..., int]:
    """Tell how often to measure what is promised for so many: all with --full, else a tenth or `briefly`."""

    def number(whole: int, *, briefly: int = 0) -> int:
        return whole if request.config.getoption("--full") else briefly or max(1, whole // 10)

    return number


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let SQLite not wait for the disk where what is right is asked, not what survives or how fast."""
    waits = item.nodeid.startswith(SURVIVING) or item.config.getoption("--full")
    setattr(sqlite, "_PRAGMAS", _PRAGMAS if waits else (*_PRAGMAS, "PRAGMA synchronous = OFF"))  # noqa: B010


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that prints the summary how many requests to Telegram this one has judged.

    A run in which any process asked for another host has failed, whatever its tests say.
    """
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["judged"] = (telegram.TALLY.checked, telegram.TALLY.violations)
    elif hosts.counted(os.environ[hosts.FOLDER])[1]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what a process has judged that ran tests beside others."""
    checked, violations = getattr(node, "workeroutput", {}).get("judged", (0, 0))
    telegram.TALLY.checked += checked
    telegram.TALLY.violations += violations


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the lines that tests kept."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    figures = {line for one in reports for name, line in one.user_properties if name == _FIGURE}
    if figures:
        terminalreporter.section("figures")
        for line in sorted(figures):
            terminalreporter.write_line(line)
    terminalreporter.write_line(telegram.spec_note())
    here, others = hosts.counted(os.environ[hosts.FOLDER])
    told = f": {', '.join(sorted(set(others)))}" if others else ""
    terminalreporter.write_line(
        f"R34: {here} connections on this machine, {len(others)} to other hosts{told}"
    )
