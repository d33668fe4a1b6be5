"""Monitors and teachers are asked in the chat after a month, and answer with a press; never a name."""

from dataclasses import replace

from cases import tasks
from cases.followups import checks, closing_rule
from tests.conversations.fieldwork.school import NAMES
from tests.conversations.followups.conftest import Followed


def test_each_is_asked_their_own_fact_without_a_name_and_one_press_answers(followed: Followed) -> None:
    followed.after(30)
    asked_monitor, asked_teacher = followed.monitor.read[-1], followed.teacher.read[-1]
    followed.monitor.tap("No")
    followed.teacher.tap("Regularly")
    with followed.building.database.transaction() as tx:
        hindered = closing_rule.hindrances(tx, followed.number, now=followed.building.now)
        open_tasks = tasks.open_of(tx, followed.number)

    assert "same or similar work again?" in asked_monitor.text
    assert "Names are not sent here" in asked_monitor.text
    assert "Class 7А, pupil 3 · Ғ.Е." in asked_teacher.text
    assert asked_teacher.protect
    assert not any(word in f"{asked_monitor} {asked_teacher}" for name in NAMES for word in name.split())
    assert followed.teacher.read[-1].text == "Thank you. It is written down: Regularly."
    assert hindered == ("too_early",)
    assert tasks.CHECK not in {one.errand.kind for one in open_tasks}


def test_in_work_again_is_told_on_at_once_and_the_reason_is_a_second_press(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.monitor.tap("Cotton")
    followed.monitor.say("10-13")
    followed.monitor.tap("Not enough money")
    with followed.building.database.transaction() as tx:
        work = checks.latest(checks.of_case(tx, followed.number), checks.WORK)
        kinds = [one.errand.kind for one in tasks.open_of(tx, followed.number)]

    assert work is not None
    assert (work.answer, work.why, work.verifier) == ("yes", "money", "monitor")
    assert kinds.count(tasks.RETURNED) == 2


def test_a_reminder_comes_after_three_working_days_and_a_second_press_changes_nothing(
    followed: Followed,
) -> None:
    followed.after(30)
    followed.after(6)
    reminded = followed.teacher.read[-1].text
    followed.teacher.tap("Sometimes")
    followed.teacher.say("3")
    followed.teacher.tap("Regularly")
    with followed.building.database.transaction() as tx:
        school = checks.latest(checks.of_case(tx, followed.number), checks.SCHOOL)

    assert reminded.startswith("A reminder: we still need your answer.")
    assert followed.teacher.read[-1].text == "Somebody has answered this before. Thank you."
    assert school is not None
    assert (school.answer, school.days) == ("sometimes", 3)


def test_who_was_not_asked_answers_nothing(followed: Followed) -> None:
    followed.after(30)
    token = followed.teacher.read[-1].buttons[0][0].token
    stranger = replace(followed.monitor, name="stranger", read=[], last=0)
    stranger.send("button", token)

    assert stranger.read[-1].text == "This is for teachers and monitors who were invited."
