"""Registers of who came: marks, days, and whose days have reached the threshold."""

from datetime import date, timedelta
from random import Random

import pytest

from cases import errors, law
from cases.absences import calendar, thresholds, weighing
from cases.absences.pupils import Pupil
from cases.absences.registers import attendance, proposing
from cases.absences.registers.attendance import Asked, Register
from cases.absences.weighing import Spell

TODAY = date(2026, 11, 25)
LAW = law.in_force(TODAY)
LISTED = (Pupil("a", 1, "Анна Ким"), Pupil("b", 2, "Берик Оспан"), Pupil("c", 3, ""))
ASKED = Asked(date(2026, 11, 1), TODAY)


def read(told: str, asked: Asked = ASKED) -> Register:
    return attendance.read(told.encode(), LISTED, asked)


def absent(register: Register) -> dict[str, list[int]]:
    return {one.pupil: [day.day for day in one.absent] for one in register.pupils}


def test_marks_of_several_languages_and_days_however_they_are_written() -> None:
    register = read(
        "№;ФИО;16.11;17.11.2026;2026-11-18;19;Итого\n"
        "1;анна  ким;н;б;у;Н;4\n2;БЕРИК ОСПАН;болмады;absent;;5;1\n"
    )
    assert absent(register) == {"a": [16, 19], "b": [16, 17]}
    assert [day.day for day in register.pupils[0].excused] == [17, 18]
    assert (register.until, register.unknown, register.odd) == (date(2026, 11, 19), (), ())


def test_naughts_and_ones_mean_what_the_teacher_says() -> None:
    told = "номер,16,17,18\n1,0,1,1\n3,0,0,0\n"
    assert absent(read(told)) == {"a": [16], "c": [16, 17, 18]}
    assert absent(read(told, Asked(ASKED.month, TODAY, absent="1"))) == {"a": [17, 18], "c": []}


def test_a_minus_says_something_only_beside_a_plus() -> None:
    assert absent(read("имя;16;17\nАнна Ким;-;+\n")) == {"a": [16]}
    register = read("имя;16;17\nАнна Ким;-;н\n")
    assert (absent(register), register.odd) == ({"a": [17]}, (("-", 1),))


def test_whom_the_list_does_not_have_and_what_is_to_come_are_said() -> None:
    register = read("имя;16;17;30\nАнна Ким;?;н;н\nЧужой;н;;\n")
    assert register.unknown == ((3, "Чужой"),)
    assert (absent(register), register.odd, register.later) == ({"a": [17]}, (("?", 1),), 1)


@pytest.mark.parametrize(
    ("told", "code"),
    [("16;17\nн;н\n", "columns"), ("имя;пол\nАнна;ж\n", "no_days"), ("имя;16\nАнна Ким;\n", "no_days")],
)
def test_a_register_without_pupils_or_days_is_refused(told: str, code: str) -> None:
    with pytest.raises(errors.RegisterRefused) as refused:
        read(told)
    assert refused.value.code == code


def test_three_days_within_ten_are_proposed_with_the_days_that_count() -> None:
    head = ";".join(str(day) for day in range(9, 26))
    marks = {9: "н", 14: "н", 16: "н", 20: "н", 24: "н"}  # the 14th is a Saturday
    told = f"имя;{head}\nАнна Ким;" + ";".join(marks.get(day, "") for day in range(9, 26))
    told += "\nБерик Оспан;" + ";".join("н" if day > 23 else "" for day in range(9, 26))
    register = read(told)
    unknown = thresholds.in_force(TODAY).unknown
    anna, berik = proposing.proposed(register.pupils, register.until, unknown, LAW)
    assert ([day.day for day in anna.days], anna.is_due, anna.is_back) == ([9, 16, 20, 24], True, True)
    assert ([day.day for day in berik.days], berik.is_due, berik.is_back) == ([24, 25], False, False)
    spells = [Spell(day, day, 1) for day in register.pupils[0].absent]
    assert weighing.recent(spells, register.until, unknown.within, LAW) == 3


def test_a_register_of_three_months_proposes_every_spell_that_was_long_enough() -> None:
    chance, days = Random(7), [date(2026, 9, 1) + timedelta(step) for step in range(86)]
    listed = [Pupil(f"p{number}", number, f"Оқушы {number}") for number in range(1, 31)]
    marks = {
        one.id: {day: chance.choice("нннбу") for day in days if chance.random() < 0.15} for one in listed
    }
    marks["p1"] = dict.fromkeys(days[10:40], "н")  # the harvest; back since
    marks["p2"] = {}
    rows = [
        f"{one.number};" + ";".join(marks[one.id].get(day, "") for day in days) for one in reversed(listed)
    ]
    told = "№;" + ";".join(f"{day:%d.%m}" for day in days) + "\n" + "\n".join(rows)
    register = attendance.read(told.encode("cp1251"), listed, ASKED)
    unknown = thresholds.in_force(TODAY).unknown
    found = {one.pupil: one for one in proposing.proposed(register.pupils, register.until, unknown, LAW)}

    school = [day for day in days if calendar.is_school_day(day, LAW)]
    spans = [school[at : at + 10] for at in range(len(school))]
    due = {
        pupil
        for pupil, told_of in marks.items()
        if any(sum(told_of.get(day) == "н" for day in span) >= 3 for span in spans)
    }
    assert {one.pupil for one in found.values() if one.is_due} == due
    assert 5 < len(due) < 30
    assert ("p2" in found, found["p1"].is_back, found["p1"].days[0]) == (False, True, days[10])
    assert list(found["p1"].days) == [day for day in days[10:40] if day in school]


@pytest.mark.parametrize(("today", "heading", "meant"), [(2027, "29.02", 2028), (2026, "29.02", None)])
def test_a_day_that_only_some_years_have(today: int, heading: str, meant: int | None) -> None:
    asked = Asked(date(today, 9, 1), date(today + 1, 3, 10))
    register = read(f"имя;01.03;{heading};31.04;40\nАнна Ким;н;н;н;н\n", asked)
    leap = [date(meant, 2, 29)] if meant else []
    assert list(register.pupils[0].absent) == [*leap, date(today + 1, 3, 1)]
    assert register.no_days == (*(() if meant else (heading,)), "31.04", "40")


@pytest.mark.parametrize("told", ["ФИО" + ";1" * 600 + "\nа;н\n", "ФИО;16\n" + "а;н\n" * 5000])
def test_a_file_that_would_keep_the_service_busy_for_minutes_is_too_large(told: str) -> None:
    with pytest.raises(errors.RegisterRefused) as refused:
        read(told)
    assert refused.value.code == "too_large"
