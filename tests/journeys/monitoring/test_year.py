"""A year of asking after one child through the emulated Telegram, by a house that restarts in between."""

from datetime import UTC, datetime, timedelta

from cases.followups import checks
from conversations.fieldwork import mornings
from conversations.followups import words
from tests.doubles.telegram import Telegram
from tests.journeys.monitoring import cast as casts
from tests.journeys.monitoring.cast import Cast
from tests.journeys.monitoring.house import WEEK, House
from tests.journeys.monitoring.officers import of_case
from tests.journeys.monitoring.persons import NOT_WORKING, REGULARLY

PUPIL = 1
CLOSED = 3
"""The month after which the case is closed."""
ROUNDS = {1: "2026-11-12", 3: "2027-01-12", 6: "2027-04-12", 12: "2027-10-12"}


def test_in_a_year_every_question_comes_once_and_none_twice(house: House, telegram: Telegram) -> None:
    cast = casts.assembled(house, telegram, "kk")
    cast.teacher.flag()
    house.settle()
    for number in (1, 2, 3):
        cast.education.receive(number)
    cast.education.agrees(PUPIL, "former_school", due_on="")  # late, it would be asked again
    cast.education.follows(PUPIL)
    cast.teacher.sleeps_in()

    for place, (month, day) in enumerate(ROUNDS.items()):
        due = datetime.fromisoformat(day).replace(hour=5, tzinfo=UTC)  # ten in the morning there
        house.until(due - timedelta(minutes=1))
        assert asked(cast) == (place, place, min(place, 2))
        if place % 2:
            restarted(house)
        house.until(due)
        assert asked(cast) == (place + 1, place + 1, min(place + 1, 2))
        if not place % 2:
            restarted(house)
        cast.monitor.answer(PUPIL, NOT_WORKING)
        cast.teacher.answer(PUPIL, REGULARLY)
        if month < CLOSED:
            cast.rights.answers(PUPIL, checks.MEASURE, "in_progress")
        elif month == CLOSED:
            closed(cast)

    house.until(house.clock.now + 7 * WEEK)
    found = of_case(house, PUPIL)
    assert asked(cast) == (4, 4, 2)
    assert [(one.round, one.fact) for one in found] == [
        (month, fact) for month in ROUNDS for fact in (1, 2, 3)
    ]
    assert [one.due_on for one in found] == [day for day in ROUNDS.values() for _ in range(3)]
    assert [one for one in found if one.is_open or one.reminders or one.escalated_at] == []
    assert cast.monitor.asked(2, words.QUESTIONS[checks.WORK]) == 0  # nobody follows this one up
    assert cast.teacher.phone.screen().count(cast.teacher.say(mornings.MORNING)) == 1


def closed(cast: Cast) -> None:
    """Have the last measure carried out, and the case closed: it is asked after all the same."""
    cast.rights.answers(PUPIL, checks.MEASURE, "done")
    assert cast.education.closes(PUPIL) == 303
    cast.coordinator.approves(PUPIL)


def asked(cast: Cast) -> tuple[int, int, int]:
    """Count how often each fact was asked: of the monitor, of the teacher, of the department in its group."""
    work, school = words.QUESTIONS[checks.WORK], words.QUESTIONS[checks.SCHOOL]
    return cast.monitor.asked(PUPIL, work), cast.teacher.asked(PUPIL, school), cast.rights.errands(PUPIL)


def restarted(house: House) -> None:
    """Stop the house and start it anew on the same files."""
    house.close()
    house.open()
