"""After the press: which work, how many hours or days, why not. Numbers and buttons, and nothing lost."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from cases import erasure, opening, parts, people, schema, tasks
from cases.followups import answering, checks, noted
from cases.followups.checks import Check
from cases.followups.noted import Beside
from cases.followups.telling import Told
from tests.conversations.followups.conftest import Followed
from tests.doubles import recovery

UNWELCOME = ("-3", "10-", "200", "0", "ten hours", "Айгүл", "1e3", "٣٠٠", "12.5.5", "NaN")


def test_a_number_is_taken_with_its_bounds_and_no_word_is_kept(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.monitor.tap("Vegetables: growing, picking, sorting")
    answers = [followed.monitor.say(typed)[-1].text for typed in UNWELCOME]
    still_open = _work(followed).is_open
    followed.monitor.say("10-13 сағ.")

    assert all(one.startswith("A week has 168 hours. Please write a number") for one in answers)
    assert still_open
    assert (_work(followed).answer, _beside(followed).hours_week) == ("yes", "10-13")
    assert "Айгүл" not in followed.monitor.screen()


def test_light_work_of_a_pupil_within_the_hours_is_no_return_to_work(followed: Followed) -> None:
    _age(followed, "14")
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.monitor.tap("Vegetables: growing, picking, sorting")
    followed.monitor.say("6")
    asked = followed.monitor.read[-1].text
    followed.monitor.tap("Yes")
    known, kinds = _work(followed), _tasks(followed)

    assert asked == "Is it light work in free time, with a parent’s consent?"
    assert (known.answer, tasks.RETURNED in kinds) == ("lawful", False)
    assert followed.monitor.read[-1].text.endswith("Works; the rules find nothing against it.")


def test_hazardous_work_of_few_hours_is_a_return(followed: Followed) -> None:
    _age(followed, "16-17")
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.monitor.tap("Building site")
    followed.monitor.say("3")

    assert _work(followed).answer == "yes"
    assert tasks.RETURNED in _tasks(followed)


@pytest.mark.both
def test_whoever_goes_away_in_the_middle_has_answered_an_hour_later(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.monitor.tap("Tobacco")
    followed.monitor.send("command", "rules")
    followed.after(0)
    waiting = _work(followed).is_open
    followed.building.now += timedelta(minutes=61)
    followed.after(0)

    assert waiting
    assert (_work(followed).answer, _beside(followed).activity) == ("yes", "tobacco")


def test_two_verifiers_who_saw_different_things_never_decide_against_the_child(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Yes")
    _answer_by_hand(followed, "no")
    followed.monitor.tap("Skip")
    followed.monitor.tap("Skip")

    assert _work(followed).answer == "yes"
    assert tasks.RETURNED in _tasks(followed)


def test_a_reason_for_could_not_is_a_press_and_words_lead_to_a_page(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Could not be checked")
    words = followed.monitor.say("Канарейка was not at home")[-1].text
    [page] = followed.monitor.tap("Write on our page")
    followed.monitor.tap("We were not let in")

    assert "Words do not belong in this chat" in words
    assert "/answer/" in page.buttons[0][0].link
    assert followed.monitor.read[-1].text.startswith("Thank you. We will ask once more on")
    assert _beside(followed).why == "not_let_in"


def test_what_more_is_needed_becomes_a_task_for_whoever_works_on_the_case(followed: Followed) -> None:
    followed.after(30)
    followed.teacher.tap("Regularly")
    followed.teacher.tap("Something more is needed")
    followed.teacher.tap("A psychologist")
    followed.teacher.tap("A psychologist")

    assert _tasks(followed).count(tasks.NEEDS) == 1
    assert _beside(followed).needs == ("psych",)


def test_who_was_let_go_and_who_answers_for_an_erased_case_changes_nothing(followed: Followed) -> None:
    followed.after(30)
    followed.monitor.tap("Yes")
    followed.teacher.tap("Sometimes")
    with followed.building.database.transaction() as tx:
        whose = people.index(followed.building.house.keys, "web:monitor")
        people.let_go(tx, whose, actor="coordinator", now=followed.building.now)
    followed.monitor.tap("Cotton")
    refused = followed.monitor.read[-1].text
    followed.monitor.say("7")
    with followed.building.database.transaction() as tx:
        erasure.erase(tx, followed.number, actor="desk", reason="subject_request", now=followed.building.now)
    followed.teacher.say("3")
    followed.building.now += timedelta(minutes=61)
    followed.after(0)
    with followed.building.database.reading() as tx:
        left = [name for name in parts.names(tx, followed.number) if noted.is_part(name)]

    assert refused == "This is for teachers and monitors who were invited."
    assert followed.teacher.read[-1].text == refused
    assert (_work(followed).is_open, left) == (True, [])


def _work(followed: Followed) -> Check:
    """The question about work that was answered last, else the first that is open."""
    with followed.building.database.reading() as tx:
        found = checks.of_case(tx, followed.number)
    return checks.latest(found, checks.WORK) or next(one for one in found if one.fact == checks.WORK)


def _beside(followed: Followed) -> Beside:
    with followed.building.database.reading() as tx:
        unlocked = recovery.unlocked(tx)
        names = opening.openable(tx, unlocked, followed.number)
        return noted.of_parts({name: parts.read(tx, unlocked, followed.number, name) for name in names})[-1]


def _tasks(followed: Followed) -> list[str]:
    with followed.building.database.reading() as tx:
        return [one.errand.kind for one in tasks.open_of(tx, followed.number)]


def _age(followed: Followed, band: str) -> None:
    with followed.building.database.transaction() as tx:
        tx.execute(update(schema.case).where(schema.case.c.number == followed.number).values(age_band=band))


def _answer_by_hand(followed: Followed, code: str) -> None:
    office = followed.building.house.office_at(followed.building.now)
    with followed.building.database.transaction() as tx:
        found = checks.of_case(tx, followed.number)
        id, now = next(one.id for one in found if one.fact == checks.WORK), followed.building.now
        answering.answer(tx, office, id, Told(code), verifier="desk", by="desk", now=now)
