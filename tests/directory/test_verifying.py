"""Who made sure of a service, when, and what was found: it stands in the file and makes the service fresh."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest

from directory import reading, verifying
from directory.errors import UnknownService
from directory.exchange import staleness
from directory.verifying import Verified

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    return Path(copy(directory_file, tmp_path / "directory.db"))


def first(place: Path) -> tuple[str, str, str | None]:
    """The id, the status and the day of verification of the first service."""
    with reading.connected(place) as database:
        row = database.execute("SELECT id, status, assured_date FROM service ORDER BY id").fetchone()
        return row[0], row[1], row[2]


def verify(place: Path, found: str = "right", on: date = TODAY, role: str = "editor") -> int:
    return verifying.verify(place, [Verified(first(place)[0], on, role, found)], NOW)


def rows(place: Path) -> list[tuple[object, ...]]:
    with reading.connected(place) as database:
        return database.execute("SELECT on_day, by_role, outcome FROM verification ORDER BY 1").fetchall()


def test_a_service_that_was_made_sure_of_is_fresh(place: Path) -> None:
    assert verify(place) == 1

    services = reading.open_directory(place).services
    assert services[first(place)[0]].assured == TODAY
    assert first(place)[0] not in [one.service.id for one in staleness.stale(services, TODAY)]
    assert rows(place) == [("2026-11-23", "editor", "right")]


def test_the_same_again_changes_nothing(place: Path) -> None:
    verify(place)
    with reading.connected(place) as database:
        before = list(database.iterdump())

    assert verify(place) == 0
    with reading.connected(place) as database:
        assert list(database.iterdump()) == before


def test_an_earlier_day_makes_nothing_older(place: Path) -> None:
    verify(place)

    assert verify(place, on=TODAY - timedelta(days=30), role="monitor") == 1
    assert first(place)[2] == TODAY.isoformat()
    assert len(rows(place)) == 2


@pytest.mark.parametrize("found", ["dead_phone", "moved", "wrong"])
def test_what_is_wrong_is_written_and_makes_nothing_fresh(place: Path, found: str) -> None:
    before = first(place)

    assert verify(place, found) == 1
    assert first(place) == before
    assert rows(place) == [("2026-11-23", "editor", found)]


def test_what_is_closed_is_shown_so_until_it_is_right_again(place: Path) -> None:
    verify(place, "closed")
    assert first(place)[1] == "temporarily closed"

    verify(place)
    assert first(place)[1] == "active"


def test_of_several_all_are_written_or_none(place: Path) -> None:
    known, unknown = Verified(first(place)[0], TODAY, "editor"), Verified("nobody", TODAY, "editor")

    with pytest.raises(UnknownService, match="nobody"):
        verifying.verify(place, [known, unknown], NOW)
    assert (rows(place), first(place)[2]) == ([], None)
