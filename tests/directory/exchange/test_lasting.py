"""An older list undoes nothing that somebody made sure of since."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from directory import verifying
from directory.exchange import importing
from directory.hsds import facts
from directory.verifying import Verified
from tests.directory.exchange import lists

DAY, EARLIER, LATER = "2026-11-20", "2026-01-15", "2026-11-21"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OWN = facts.identifier("a list", "service", "1")


def take(place: Path, folder: Path, form: str, **told: str) -> importing.Outcome:
    service = {"id": "1", "name": "Үміт", **told}
    if form == "json":
        return lists.take_in(place, lists.document(folder / "list.json", service))
    if form == "csv":
        text = f"{','.join(service)}\n{','.join(service.values())}\n"
        return lists.take_in(place, lists.written(folder / "list", services=text))
    sheet = f"№;Название;Вид;Телефон;Дата проверки\n1;Үміт;НПО;111;{told.get('assured_date', '')}\n"
    return lists.take_in(place, lists.written(folder / "list", services=sheet))


def state(place: Path) -> tuple[object, ...]:
    return lists.rows(place, f"SELECT status, assured_date FROM service WHERE id = '{OWN}'")[0]


def verify(place: Path, outcome: str) -> None:
    told = Verified(OWN, date.fromisoformat(DAY), "editor", outcome)
    assert verifying.verify(place, [told], NOW) == 1


@pytest.mark.parametrize("form", ["json", "csv", "sheet"])
def test_an_older_list_sets_no_day_back_and_a_later_one_counts(
    place: Path, tmp_path: Path, form: str
) -> None:
    take(place, tmp_path, form, status="active", assured_date=EARLIER)
    verify(place, "right")

    outcome = take(place, tmp_path, form, status="active", assured_date=EARLIER)

    assert state(place) == ("active", DAY)
    assert outcome.journal.left_out["older states and days of services than are known here"] == 1
    take(place, tmp_path, form, status="active", assured_date=LATER)
    assert state(place) == ("active", LATER)


@pytest.mark.parametrize("form", ["json", "csv", "sheet"])
@pytest.mark.parametrize("day", ["", EARLIER])
def test_a_list_that_still_calls_a_closed_service_active_does_not_open_it(
    place: Path, tmp_path: Path, form: str, day: str
) -> None:
    take(place, tmp_path, form, status="active", assured_date=day)
    verify(place, "closed")

    take(place, tmp_path, form, status="active", assured_date=day)

    assert state(place)[0] == "temporarily closed"
    take(place, tmp_path, "json", status="active", assured_date=LATER)
    assert state(place) == ("active", LATER)


def test_an_older_list_revives_no_service_that_is_no_more(place: Path, tmp_path: Path) -> None:
    moment = "2026-11-20T09:00:00.000Z"
    take(place, tmp_path, "json", status="defunct", last_modified=moment)

    take(place, tmp_path, "json", status="active", last_modified="2026-01-15T09:00:00.000Z")

    assert lists.rows(place, f"SELECT status, last_modified FROM service WHERE id = '{OWN}'") == [
        ("defunct", moment)
    ]
    take(place, tmp_path, "json", status="active")
    assert state(place)[0] == "active"
