"""The plain facts of a case in words: state, work, ages, and how it stands with its deadline."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cases import clocks, coded, law
from cases.case import CaseRow
from conversations.dossier import plain
from conversations.house import House
from tests.cases.told import NOW

FRIDAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
LAW = law.in_force(FRIDAY.date())


def row(urgency: str = "U2", *, filed: datetime = FRIDAY) -> CaseRow:
    due = clocks.due(urgency, filed, LAW)
    codes = dict.fromkeys(CaseRow.__slots__)
    told = {
        "number": 7,
        "state": "received",
        "urgency": urgency,
        "filed_at": filed,
        "due_at": due,
        "copies": (),
    }
    return CaseRow(**codes | told | {"activity": "farm", "age_band": "12-13", "territory": ""})  # type: ignore[arg-type]


def days(house: House, one: CaseRow, *later: int) -> list[str]:
    speaker = house.speaker("ru")
    return [plain.deadline(one, FRIDAY + timedelta(days=day), LAW, speaker).day for day in later]


def test_the_days_of_a_term_are_working_days(house: House) -> None:
    assert days(house, row(), 0, 1, 2) == ["День 1 из 3"] * 3  # Friday, and the weekend
    assert days(house, row(), 3, 4, 5) == ["День 1 из 3", "День 2 из 3", "День 3 из 3"]


def test_a_holiday_is_no_day_of_a_term(house: House) -> None:
    filed = datetime(2026, 12, 14, 6, 0, tzinfo=UTC)  # 16 December is Independence Day
    speaker = house.speaker("en")
    told = [
        plain.deadline(row(filed=filed), filed + timedelta(days=day), LAW, speaker).day for day in range(5)
    ]

    assert told == ["Day 1 of 3", "Day 1 of 3", "Day 1 of 3", "Day 2 of 3", "Day 3 of 3"]


def test_what_runs_in_hours_says_how_long_is_left_and_for_how_long_it_is_overdue(house: House) -> None:
    def told(language: str, hours: float) -> tuple[str, str]:
        found = plain.deadline(row("U1"), FRIDAY + timedelta(hours=hours), LAW, house.speaker(language))
        return found.day, found.text

    assert told("ru", 0) == ("Осталось: 24 часа", "Срок: 21.11.2026, 11:00")
    assert told("kk", 20.5) == ("Тағы 3 сағат бар", "Мерзімі: 21.11.2026, 11:00")
    assert told("en", 23.5)[0] == "30 minutes left"
    assert told("en", 23.999)[0] == "1 minute left"
    assert told("ru", 24.5) == ("", "Просрочено: 30 минут (срок: 21.11.2026, 11:00)")
    assert told("kk", 29)[1] == "Мерзімі 5 сағат бұрын өтті (21.11.2026, 11:00)"
    assert told("en", 24 + 49)[1].startswith("Overdue by 2 days, since ")


def test_a_term_that_is_over_is_said_in_words(house: House) -> None:
    found = plain.deadline(row(), FRIDAY + timedelta(days=20), LAW, house.speaker("ru"))

    assert found == plain.Deadline("Просрочено: 25.11.2026", late=True)


def test_what_was_done_takes_the_place_of_the_deadline(house: House) -> None:
    speaker = house.speaker("ru")
    acknowledged = replace(row(), state="acknowledged", acknowledged_at=NOW)
    closed = replace(acknowledged, state="closed", closed_at=NOW)
    late = FRIDAY + timedelta(days=90)

    assert plain.deadline(acknowledged, late, LAW, speaker).text == "Получено: 23.11.2026"
    assert plain.deadline(closed, late, LAW, speaker).text == "Закрыто: 23.11.2026"
    assert plain.state(acknowledged, speaker) == "Получено"
    assert plain.state(replace(acknowledged, accepted_at=NOW), speaker) == "В работе"


@pytest.mark.parametrize("band", [*coded.BANDS, "several", "unknown", "adult"])
def test_every_band_of_ages_reads(house: House, band: str) -> None:
    assert not {"-", "several", "unknown", "adult"} & {*plain.ages(band, house.speaker("kk")).split()}


def test_every_group_of_work_has_a_name(house: House) -> None:
    groups = {one.group for one in LAW.activities.values()} | {"several", "unknown"}

    assert groups == set(plain.WORK)
    assert plain.place(row(), house.speaker("ru")) == "Пока неизвестно"
