"""School days, seasons, and from when an absence is a report."""

from datetime import UTC, date, datetime

import pytest

from cases import law
from cases.absences import calendar, patterns, seasons, thresholds, weighing
from cases.absences.absences import Absence, Told
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Line, Pupil, listed
from cases.absences.weighing import Spell
from directory.reading import Directory
from tests.cases.told import MAKTAARAL, VILLAGE

MONDAY = date(2026, 11, 23)
LAW = law.in_force(MONDAY)
NUMBERS = thresholds.in_force(MONDAY)
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


def told(since: date = MONDAY, **changed: object) -> Told:
    days = calendar.missed(since, MONDAY, LAW)
    return Told(**{"since": since, "until": MONDAY, "days": days, "excused": "no", **changed})  # type: ignore[arg-type]


def flag(one: Told, *before: Spell) -> str:
    return weighing.flag(one, before, NUMBERS, LAW)


@pytest.mark.parametrize(
    ("day", "is_school"),
    [
        (MONDAY, True),
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 10, 28), False),  # the autumn holidays
        (date(2026, 12, 16), False),  # Independence Day
        (date(2026, 7, 6), False),
        (date(2027, 3, 22), False),
    ],
)
def test_school_days_are_those_of_the_terms_without_weekends_and_holidays(day: date, is_school: bool) -> None:
    assert calendar.is_school_day(day, LAW) is is_school


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (date(2026, 11, 22), MONDAY),
        (date(2026, 11, 21), date(2026, 11, 20)),
        (date(2026, 12, 24), MONDAY),  # in the future: today
        (date(2026, 7, 20), date(2026, 9, 1)),
    ],
)
def test_for_a_holiday_or_a_future_day_the_nearest_school_day_is_offered(day: date, offered: date) -> None:
    assert calendar.nearest(day, MONDAY, LAW) == offered


def test_in_summer_the_nearest_school_day_is_the_last_one_of_may() -> None:
    assert calendar.nearest(date(2026, 8, 20), date(2026, 8, 20), LAW) == date(2026, 5, 25)
    assert calendar.year_begins(date(2026, 8, 20)) == date(2025, 9, 1)


def test_one_unexcused_day_of_work_is_a_report_an_excused_one_is_not_unless_the_school_sends() -> None:
    assert flag(told(reasons=("work",))) == "work"
    assert flag(told(reasons=("work",), excused="unknown")) == "work"
    assert flag(told(reasons=("work",), excused="yes")) == ""
    assert flag(told(reasons=("work",), excused="yes", employer="school")) == "work"


def test_three_days_of_ten_with_a_reason_nobody_knows_are_a_report() -> None:
    friday, thursday = date(2026, 11, 20), date(2026, 11, 19)
    assert flag(told(friday, reasons=("unknown",))) == ""
    assert flag(told(thursday)) == "unknown"
    assert flag(told(friday), Spell(date(2026, 11, 10), date(2026, 11, 10), 1)) == "unknown"
    assert flag(told(friday), Spell(date(2026, 11, 9), date(2026, 11, 9), 1)) == ""  # eleven days ago


def test_moving_is_a_report_where_nobody_saw_a_paper_and_the_rest_is_only_counted() -> None:
    assert flag(told(reasons=("moved",))) == flag(told(reasons=("moved",), has_papers=False)) == "moved"
    assert flag(told(reasons=("moved",), has_papers=True)) == ""
    assert flag(told(date(2026, 11, 3), reasons=("illness",), excused="yes")) == ""
    assert flag(told(date(2026, 11, 3), reasons=("truancy",))) == ""


def test_cotton_stands_chosen_in_its_districts_from_september_to_november(directory: Directory) -> None:
    def season(territory: str, day: date) -> str:
        return seasons.of_place(territory, day, directory.territories)

    assert season(MAKTAARAL, MONDAY) == season("614477000", date(2026, 9, 1)) == "cotton"
    assert season(MAKTAARAL, date(2026, 12, 1)) == season(VILLAGE, MONDAY) == ""


def away(number: int, reason: str = "work", excused: str = "no") -> Absence:
    codes = dict.fromkeys(("season", "employer", "known", "contacted", "flag", "made_by", "note"), "")
    of = {"id": str(number), "school": "s", "class_id": "c", "pupil": str(number), "state": "open"}
    more = {"since": MONDAY, "days": 1, "reasons": (reason,), "excused": excused, "is_hidden": False}
    return Absence(**codes, **of, **more, case_number=None, made_at=NOW, back_on=None, has_papers=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "absent", "season", "expected"),
    [
        (20, 5, "cotton", True),
        (21, 5, "cotton", False),
        (20, 5, "", False),
        (8, 4, "cotton", False),  # few: one by one
    ],
)
def test_a_quarter_of_a_class_in_the_season_is_one_matter(
    size: int, absent: int, season: str, expected: bool
) -> None:
    pupils = tuple(Pupil(str(number), number, "") for number in range(1, size + 1))
    of = SchoolClass("c", "s", "7А", pupils, NOW)
    ill = [away(90, "illness"), away(91, "work", "yes")]

    lasting = [away(number) for number in range(absent)] + ill
    assert patterns.is_whole_class(of, lasting, season, NUMBERS) is expected


def test_a_new_list_keeps_who_is_who_and_gives_everybody_a_number_of_their_own() -> None:
    names = iter(range(1000))

    def entropy(size: int) -> bytes:
        return next(names).to_bytes(size, "big")

    first = listed((), [Line("Абаева  Айгүл", "female", 2013), Line("Бек Ерлан", number=1)], entropy)
    assert [one.label for one in first] == ["1 · Б.Е.", "2 · А.А."]
    again = listed(first, [Line("бек ерлан"), Line("Жаңа Оқушы", number=5), Line("Абаева Айгүл")], entropy)
    assert {one.name.casefold(): one.id for one in again if one.number != 5} == {
        one.name.casefold(): one.id for one in first
    }
    numbered = listed((), [Line("", number=one) for one in (1, 2)], entropy)
    named = listed(numbered, [Line("Бек Ерлан", number=2), Line("Абаева Айгүл", number=1)], entropy)
    assert [one.id for one in named] == [one.id for one in numbered]
    assert first[1].ages(MONDAY) == "12-13"
    assert str(first) == "(Pupil(1), Pupil(2))"  # no name in a log or an error
