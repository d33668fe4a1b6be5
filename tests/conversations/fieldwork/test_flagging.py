"""What becomes of an absence: counted, a case for the child, or one alert for a class."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import case, parts, schema
from cases.absences import absences, classes
from cases.content import extract_of
from cases.followups import checks, schedule
from conversations.dossier import dossier
from conversations.fieldwork import flagging
from conversations.house import House
from locales import daytime
from store.database import Database
from store.transaction import Transaction
from tests.conversations.conftest import content, filed
from tests.conversations.fieldwork.school import Building
from tests.doubles import recovery

WORK = {"reasons": ("work",), "season": "cotton", "employer": "family", "known": "child", "contacted": "no"}


@pytest.fixture
def building(database: Database, house: House) -> Building:
    return Building(database, house)


def test_each_child_becomes_a_case_of_its_own_that_tells_nothing_of_the_teacher(building: Building) -> None:
    done = building.open().flag(0, 3, **WORK, note="Мақтада")

    rows = filed(building.database)
    assert len(done.filed) == len(rows) == 3
    assert {(row.territory, row.age_band, row.severity > 0) for row in rows} == {("614400000", "12-13", True)}
    assert {row.lead for row in rows} == {"EDU_LOC:614400000"}
    assert not any(one.linked for one in done.filed)
    told = content(building.database, building.house, rows[0].number)
    assert told["facts"] == {
        "origin": "teacher",
        "work": "suspected",
        "age": "12-13",
        "activity": ["cotton"],
        "in_school": True,
        "study_period": True,
        "school_harm": "absent",
        "employer_kind": "family",
    }
    meter = dossier.meter(told, daytime.day(building.now))
    assert meter is not None
    assert set(meter.known) == {"task", "age"}
    with building.database.reading() as tx:
        keys = recovery.unlocked(tx)
        number = absences.of_case(tx, building.house.keys, rows[0].number)[0].case_number
        child = parts.read(tx, keys, rows[0].number, "child")["answers"]
        reporter = parts.read(tx, keys, rows[0].number, "reporter")
    assert (number, child["q11"]) == (rows[0].number, "Мектеп 12")
    assert child["q1"] in ("Абаева Айгүл", "Бекова Дана", "Ғалымов Ерлан")
    assert "4711" not in str((told, reporter))
    assert building.account not in str((told, reporter))


def test_an_absence_is_flagged_once(building: Building) -> None:
    building.open().flag(0, 2, **WORK)

    assert building.flag(0, 2, **WORK) == flagging.Flagged((), ())
    assert len(filed(building.database)) == 2


def test_illness_with_a_good_reason_is_only_recorded(building: Building) -> None:
    done = building.open().flag(0, 2, reasons=("illness",), excused="yes")

    assert (len(done.absences), done.filed, filed(building.database)) == (2, (), [])


def test_a_reason_nobody_knows_becomes_a_report_when_it_lasts(building: Building) -> None:
    one = building.open().flag(0, 1, reasons=("unknown",)).absences[0]
    assert filed(building.database) == []

    building.now += timedelta(days=2)
    today = daytime.day(building.now)
    told = absences.Told(one.since, today, 3, excused="no", reasons=("unknown",))
    wish = flagging.Flag(building.of, (), told, building.account, "telegram", "kk")
    for _ in range(2):  # the second press changes nothing
        with building.database.transaction() as tx:
            known = absences.get(tx, building.house.keys, one.id)
            flagging.still(tx, building.house, wish, known, now=building.now)
    assert [row.lead for row in filed(building.database)] == ["EDU_LOC:614400000"]


def test_where_the_school_sends_its_pupils_neither_it_nor_its_education_unit_is_told(
    building: Building,
) -> None:
    sent = WORK | {"employer": "school", "reasons": ("work", "poverty")}
    done = building.open(territory="614477000").flag(0, 1, **sent, excused="yes")

    told = {one.department.partition(":")[0] for one in done.filed[0].forwardings}
    assert done.filed[0].lead.body == "CHILD_RIGHTS"
    assert {"PROS", "OMBUDS", "EDU_OBL"} <= told
    assert told.isdisjoint({"SCHOOL", "EDU_LOC"})
    with building.database.reading() as tx:
        school, extract = (readers_of(tx, done.filed[0].number, part) for part in ("school", "extract"))
        named = parts.read(tx, recovery.unlocked(tx), done.filed[0].number, "school")
    assert {one.partition(":")[0] for one in school & extract} == {"EDU_OBL", "PROS"}
    assert "SOCIAL" in {one.partition(":")[0] for one in extract - school}
    assert named == {"name": "Мектеп 12", "since": "2026-11-23", "days": 1}
    whole = content(building.database, building.house, done.filed[0].number)
    drawn = extract_of(whole)
    assert "12-13" in str(whole)
    assert "12-13" not in str(drawn)
    assert drawn["sex"] == ""
    assert done.absences[0].is_hidden
    assert done.absences[0].reasons_for("a colleague") is None
    assert done.absences[0].reasons_for(building.account) == ("work", "poverty")


def readers_of(tx: Transaction, number: int, part: str) -> set[str]:
    held = schema.part_key.c
    rows = tx.rows(select(held.holder).where(held.case_number == number, held.part == part))
    return {row["holder"] for row in rows}


def test_a_class_that_its_school_sends_is_one_alert_that_says_which_school_but_no_pupil(
    building: Building,
) -> None:
    done = building.open(territory="614477000").flag(0, 6, **WORK | {"employer": "school"})
    assert (done.is_class, len(done.filed), done.filed[0].lead.body) == (True, 1, "CHILD_RIGHTS")
    with building.database.reading() as tx:
        told = parts.read(tx, recovery.unlocked(tx), done.filed[0].number, "school")
        assert (told["name"], "child" in parts.names(tx, done.filed[0].number)) == ("Мектеп 12", False)


def test_a_class_that_is_away_in_the_season_is_one_alert_of_district_and_grade(building: Building) -> None:
    done = building.open(territory="614477000").flag(0, 5, **WORK)
    assert done.is_class
    with building.database.transaction() as tx:
        building.add(tx, "7Ә", 20)  # another class of the grade
    again = building.flag(0, 6, **WORK)

    assert [one.number for one in (*done.filed, *again.filed)] == [1, 1]
    assert [row.territory for row in filed(building.database)] == ["614400000"]
    told = content(building.database, building.house, 1)
    assert (told["territory"], told["answers"]["grade"], "age" in told["facts"]) == ("614400000", 7, False)
    with building.database.reading() as tx:
        assert "child" not in parts.names(tx, 1)
        assert len(absences.of_case(tx, building.house.keys, 1)) == 11


def test_a_worst_form_in_such_a_class_is_a_case_of_its_own(building: Building) -> None:
    building.open().flag(0, 5, **WORK)
    building.flag(5, 1, **WORK | {"season": "begging"})

    with building.database.reading() as tx:
        assert [row.severity for row in case.listing(tx)].count(4) == 1


def test_who_moved_with_papers_is_asked_for_no_more(building: Building) -> None:
    done = building.open().flag(0, 1, reasons=("moved",), has_papers=True)

    with building.database.reading() as tx:
        assert absences.get(tx, building.house.keys, done.absences[0].id).state == "moved"
        left = classes.get(tx, building.house.keys, building.of.id)
    assert (len(left.present), filed(building.database)) == (19, [])


def test_back_at_school_answers_the_second_fact_of_a_case_that_is_followed_up(building: Building) -> None:
    done = building.open().flag(0, 2, **WORK)
    office, numbers = building.house.office_at(building.now), [one.number for one in done.filed]
    with building.database.transaction() as tx:
        schedule.begin(tx, office, numbers[0], now=building.now)
        building.now += timedelta(days=7)
        assert [flagging.back(tx, building.house, one, now=building.now) for one in done.absences] == [
            True
        ] * 2
        assert not flagging.back(tx, building.house, done.absences[0], now=building.now)
        found = checks.latest(checks.of_case(tx, numbers[0]), checks.SCHOOL)

    assert found is not None
    assert (found.answer, found.verifier) == ("regularly", checks.TEACHER)
    with building.database.reading() as tx:
        assert checks.of_case(tx, numbers[1]) == ()
