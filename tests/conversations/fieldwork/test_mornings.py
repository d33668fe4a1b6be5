"""The question of a morning, and what is forgotten of absences in time."""

from datetime import UTC, datetime, timedelta

import pytest

from cases import erasure, people, retention
from cases.absences import absences, calendar, classes, forgetting, mornings
from conversations.fieldwork import flagging
from conversations.fieldwork import mornings as asking
from conversations.house import House
from store import duties
from store.database import Database
from tests.conversations.conftest import Talker
from tests.conversations.fieldwork.school import Building
from tests.conversations.fieldwork.test_flagging import WORK

SUNDAY_EVENING = datetime(2026, 11, 22, 15, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)  # 08:30 in Kazakhstan


@pytest.fixture
def building(database: Database, house: House) -> Building:
    return Building(database, house, teacher="web:teacher").open()


def ring(building: Building, planned: datetime, now: datetime) -> None:
    """Plan the morning, and carry it out."""
    with building.database.transaction() as tx:
        asking.plan(tx, building.house.keys, planned)
        asking.plan(tx, building.house.keys, planned)
    with building.database.transaction() as tx:
        for duty in duties.claim(tx, building.house.keys, now=now, holder="test"):
            if duty.kind == asking.KIND:
                asking.ask(tx, building.house, duty, now)
                duties.settle(tx, duty.id, now=now)


def test_a_teacher_is_asked_once_and_answers_with_one_tap(building: Building) -> None:
    teacher = Talker(building.database, building.house, name="teacher", now=MONDAY_MORNING)
    ring(building, SUNDAY_EVENING, MONDAY_MORNING - timedelta(minutes=1))
    assert teacher.news() == []
    ring(building, SUNDAY_EVENING, MONDAY_MORNING)
    assert [one.text for one in teacher.news()] == ["Good morning! Is everyone in class today?"]
    teacher.tap("7А: Everyone is here")
    assert teacher.read[-1].text == "Thank you. Written down: everyone in class is here today."
    with building.database.reading() as tx:
        told = mornings.to_ask(
            tx, building.house.keys, building.house.directory.territories, MONDAY_MORNING.date()
        )
    assert told == {}


def test_somebody_is_absent_opens_the_class_and_the_question_can_be_switched_off(building: Building) -> None:
    teacher = Talker(building.database, building.house, name="teacher", now=MONDAY_MORNING)
    ring(building, SUNDAY_EVENING, MONDAY_MORNING)
    teacher.news()
    teacher.tap("Do not ask in the morning")
    assert "We will not ask in the morning any more." in teacher.read[-1].text
    teacher.tap("7А: Somebody is absent")
    assert teacher.read[-1].text.startswith("7А. Who is absent?")
    with building.database.transaction() as tx:
        building.add(tx, "7Ә", 5)
        assert not mornings.is_anybody_asked(tx)  # not of a new class either
        classes.remind(tx, building.account, wanted=True)
        assert mornings.is_anybody_asked(tx)


def test_the_question_comes_in_the_language_that_the_teacher_chose_last(building: Building) -> None:
    teacher = Talker(building.database, building.house, name="teacher", now=SUNDAY_EVENING)
    for code in ("ru", "kk"):
        teacher.send("button", f"l:{code}")
    ring(building, SUNDAY_EVENING, MONDAY_MORNING)
    assert "Қайырлы таң! Бүгін сыныпта бәрі бар ма?" in [one.text for one in teacher.news()]
    ring(building, SUNDAY_EVENING, MONDAY_MORNING + timedelta(minutes=5))  # the duty again
    assert teacher.news() == []


def test_nobody_is_asked_of_a_morning_that_is_over(building: Building) -> None:
    teacher = Talker(building.database, building.house, name="teacher")
    ring(building, SUNDAY_EVENING, MONDAY_MORNING + timedelta(hours=4))

    assert teacher.news() == []


def test_mornings_come_on_school_days_only(building: Building) -> None:
    law = building.house.office.law
    friday_noon = datetime(2026, 11, 20, 7, tzinfo=UTC)

    assert calendar.next_morning(friday_noon, law) == MONDAY_MORNING
    assert calendar.next_morning(MONDAY_MORNING - timedelta(minutes=1), law) == MONDAY_MORNING
    for after, day in (
        (datetime(2026, 10, 23, 7, tzinfo=UTC), "2026-11-03"),  # Republic Day off on the 26th, then autumn
        (datetime(2026, 12, 15, 7, tzinfo=UTC), "2026-12-17"),  # Independence Day
        (datetime(2026, 12, 28, 7, tzinfo=UTC), "2027-01-08"),  # winter holidays
    ):
        assert calendar.next_morning(after, law).date().isoformat() == day, after


def test_after_a_year_nobody_knows_any_more_whose_absence_it_was(building: Building) -> None:
    one = building.flag(0, 1, **WORK).absences[0]
    with building.database.transaction() as tx:
        retention.sweep(tx, building.now + timedelta(days=364))
        assert len(absences.open_of_class(tx, building.house.keys, building.of.id)) == 1
        retention.sweep(tx, building.now + timedelta(days=366))
        left = absences.get(tx, building.house.keys, one.id)
        assert (left.pupil, left.made_by, left.note, left.reasons) == ("", "", "", ("work",))
        assert classes.get(tx, building.house.keys, building.of.id) == building.of
        forgetting.sweep(tx, lists=building.now + timedelta(days=1), told=building.now, rolls=building.now)
        assert classes.of_school(tx, building.house.keys, building.school.code) == []


def test_with_its_case_the_pupil_of_an_absence_is_forgotten(building: Building) -> None:
    done = building.flag(0, 1, **WORK)
    with building.database.transaction() as tx:
        erasure.erase(
            tx, done.filed[0].number, actor="coordinator", reason="subject_request", now=building.now
        )
        assert absences.get(tx, building.house.keys, done.absences[0].id).pupil == ""
        assert (
            flagging.everyone_present(tx, building.house, building.of, building.account, now=building.now)
            == []
        )


def test_whoever_is_no_teacher_any_more_has_no_class(building: Building) -> None:
    with building.database.transaction() as tx:
        people.let_go(tx, building.account, actor="coordinator", now=building.now)
        retention.sweep(tx, building.now)

        assert classes.teachers_of(tx, building.of.id) == ()
