"""The page of figures: in Prometheus' own words, of a few fixed names, and the same as in the documents."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.receive import Polling
from hotline import compose, metrics, tally
from hotline.health import Watch
from hotline.metrics import Metrics
from hotline.ringing import RingingWriter
from hotline.tally import Tally
from store import database as databases
from store import duties, marks
from store.database import Database
from store.duties import Duty
from store.seal import Keys
from tests.doubles import recovery
from tests.hotline.test_worker import NOW

KEYS = Keys(b"s" * 32, b"i" * 32)
PAGE = Path(__file__).parents[2] / "docs" / "OBSERVABILITY.md"


@pytest.fixture
def database(tmp_path: Path, migrated: Callable[[Sequence[Path]], Path]) -> Iterator[Database]:
    shutil.copyfile(migrated(compose.MIGRATIONS), tmp_path / "cases.db")
    opened = databases.open_database(f"sqlite:///{tmp_path}/cases.db", migrations=compose.MIGRATIONS)
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.fixture
def watched(database: Database, tmp_path: Path) -> Iterator[Metrics]:
    writer = RingingWriter(database, lambda: None)
    watch = Watch(database, telegram=True, now=lambda: NOW, commits=writer.commits)
    writer.submit(lambda tx: marks.put(tx, "probe", NOW)).result(50)
    yield Metrics(watch, Tally(), metrics.files(f"sqlite:///{tmp_path}/cases.db"))
    writer.close()


def figures(told: Metrics) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    families = text_string_to_metric_families(told.page().decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_what_waits_is_told_by_kind_and_the_oldest_by_its_age(watched: Metrics) -> None:
    with watched.watch.database.transaction() as tx:
        for number, kind in enumerate(("say:telegram", "say:demo", "escalate", "of tomorrow:x")):
            due = NOW - timedelta(seconds=90)
            duties.add(tx, KEYS, Duty(kind, f"probe:{number}", due, b""), NOW)
    told = figures(watched)

    assert told["hotline_oldest_due_seconds",] == 90
    assert told["hotline_duties_open", "say"] == 2
    assert told["hotline_duties_open", "escalate"] == 1
    assert told["hotline_duties_open", "other"] == 1
    assert told["hotline_duties_open", "hide"] == 0


def test_messages_and_updates_are_counted_since_the_start(watched: Metrics) -> None:
    watched.watch.polling = Polling(NOW - timedelta(seconds=5), NOW - timedelta(hours=1), 0, heard=7, aside=2)
    watched.tally.delivered, watched.tally.refused = 3, 1
    for reason in ("asked to slow down", "HTTP 502", "ConnectError", "Иванов"):
        watched.tally.defer(reason)
    told = figures(watched)

    assert (told["hotline_updates_total", "heard"], told["hotline_updates_total", "aside"]) == (7, 2)
    assert (told["hotline_telegram_answer_age_seconds",], told["hotline_telegram_update_age_seconds",]) == (
        5,
        3600,
    )
    assert told["hotline_messages_total", "delivered"] == 3
    assert told["hotline_messages_deferred_total", "network"] == 2
    assert told["hotline_messages_deferred_total", "slow_down"] == 1
    assert told["hotline_messages_deferred_total", "other"] == 1
    assert "Иванов" not in watched.page().decode()


def test_commits_files_and_the_process_are_measured(watched: Metrics) -> None:
    told = figures(watched)

    assert told["hotline_commits_total",] == told["hotline_units_total",] == 1
    assert told["hotline_commit_seconds_count",] == told["hotline_commit_seconds_bucket", "+Inf"] == 1
    assert told["hotline_file_bytes", "database"] > 0
    assert ("hotline_file_bytes", "log") in told
    assert told["process_resident_memory_bytes",] > 1e6


def test_while_the_database_is_away_the_page_says_so_and_the_rest(watched: Metrics, tmp_path: Path) -> None:
    for file in tmp_path.glob("cases.db*"):
        file.unlink()
    watched.watch.database.close()
    (tmp_path / "cases.db").mkdir()
    told = figures(watched)

    assert told["hotline_database_up",] == 0
    assert ("hotline_oldest_due_seconds",) not in told
    assert told["hotline_units_total",] == 1


def test_two_applications_in_one_process_have_figures_of_their_own(watched: Metrics) -> None:
    other = Metrics(watched.watch, Tally(delivered=5))

    assert figures(other)["hotline_messages_total", "delivered"] == 5
    assert figures(watched)["hotline_messages_total", "delivered"] == 0


def test_every_figure_stands_in_the_documents_and_no_other(watched: Metrics) -> None:
    watched.watch.polling = Polling(NOW, NOW)
    families = {one.name for one in text_string_to_metric_families(watched.page().decode())}
    ours = {name for name in families if name.startswith("hotline_")}
    said = set(
        re.findall(r"^\| `(hotline_[a-z_]+?)(?:_total)?(?:\{[a-z]+\})?` \|", PAGE.read_text(), re.MULTILINE)
    )

    assert said == ours


@pytest.mark.parametrize(
    "reason", ["no carrier", "HTTP 503", "ReadTimeout", "Bad Request: message is too long"]
)
def test_reasons_become_codes(reason: str) -> None:
    assert tally.code(reason) in tally.CODES
