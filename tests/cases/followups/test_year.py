"""Simulated time: what is asked of whom in a year, what follows, and when a case may be closed."""

from collections import Counter
from dataclasses import replace

import pytest

from cases import case, closing, erasure, people, retention, tasks
from cases.followups import answering, checks, closing_rule, closures, schedule, terms
from cases.followups.asking import ASK, ESCALATE, REMIND
from cases.followups.errors import AnsweredBefore, AnswerUnfit, NotYet
from cases.followups.telling import Told
from cases.office import Office
from cases.referrals import measures
from store import duties
from store.database import Database
from store.transaction import Transaction
from tests.cases.followups.lived import Lived, at
from tests.cases.told import MAKTAARAL, NOW

GOOD = {checks.WORK: "no", checks.SCHOOL: "regularly", checks.MEASURE: "done"}


@pytest.fixture
def lived(database: Database, office: Office) -> Lived:
    return Lived(database, office).begin()


@pytest.mark.both
def test_a_year_without_answers_misses_nothing_climbs_on_the_right_days_and_says_nothing_twice(
    lived: Lived,
) -> None:
    lived.until(at("2028-01-01"))

    expected = Counter(
        (act, month, fact) for month in (1, 3, 6, 12) for fact in (1, 2, 3) for act in (ASK, REMIND, ESCALATE)
    )
    expected.update((REMIND, month, fact) for month in (1, 3, 6, 12) for fact in (1, 2, 3))
    assert Counter((act, month, fact) for _, month, fact, act in lived.log) == expected
    first = [(day, act) for day, month, fact, act in lived.log if (month, fact) == (1, 1)]
    assert first == [
        ("2026-12-23", ASK),
        ("2026-12-28", REMIND),
        ("2026-12-31", REMIND),
        ("2027-01-08", ESCALATE),  # the first days of January and Christmas are holidays
    ]
    with lived.database.transaction() as tx:
        open_kinds = Counter(one.errand.kind for one in tasks.open_of(tx, lived.number))
    assert open_kinds[tasks.UNCHECKED] == 1


def test_a_case_with_three_good_facts_is_closable_after_three_months_and_not_before(lived: Lived) -> None:
    found = {}
    for day in ("2026-12-23", "2027-02-23"):
        lived.until(at(day))
        with lived.database.transaction() as tx:
            found["before " + day] = closing_rule.hindrances(tx, lived.number, now=lived.now)
            _answer_all(tx, lived)
            found["after " + day] = closing_rule.hindrances(tx, lived.number, now=lived.now)

    assert found == {
        "before 2026-12-23": ("work_unknown", "school_unknown", "measures", "too_early"),
        "after 2026-12-23": ("too_early",),
        "before 2027-02-23": ("too_early",),
        "after 2027-02-23": (),
    }
    with lived.database.transaction() as tx:
        assert closures.propose(tx, lived.number, "helped", by="EDU_LOC:1", now=lived.now)
        assert [one.case_number for one in closures.proposed(tx)] == [lived.number]
        assert closures.approve(tx, lived.number, by="coordinator", now=lived.now)
        assert case.get(tx, lived.number).outcome == "helped"


def test_a_case_is_not_closed_as_helped_too_early_but_as_not_confirmed(lived: Lived) -> None:
    with lived.database.transaction() as tx:
        with pytest.raises(NotYet) as refused:
            closing.close(tx, lived.number, "helped", actor="desk", now=lived.now)
        closed = closing.close(tx, lived.number, "not_confirmed", actor="desk", now=lived.now)

    assert refused.value.hindrances == ("work_unknown", "school_unknown", "measures", "too_early")
    assert closed


def test_a_child_in_work_again_opens_the_closed_case_no_less_grave_and_the_coordinator_is_told(
    lived: Lived,
) -> None:
    for day in ("2026-12-23", "2027-02-23"):
        lived.until(at(day))
        with lived.database.transaction() as tx:
            _answer_all(tx, lived)
    with lived.database.transaction() as tx:
        closing.close(tx, lived.number, "helped", actor="desk", now=lived.now)
        before = case.get(tx, lived.number)
    lived.until(at("2027-04-01"))
    told = Told("yes", why="money", activity="cotton", hours="9")
    with lived.database.transaction() as tx:
        said = answering.tell(
            tx, lived.office, lived.number, checks.WORK, told, verifier="desk", by="desk", now=lived.now
        )
        after, again = case.get(tx, lived.number), checks.of_case(tx, lived.number)

    assert said.is_reopened
    assert {one.errand.kind for one in said.tasks} == {tasks.RETURNED}
    assert len(said.tasks) == 2
    assert (after.state, after.severity >= before.severity) == ("received", True)
    assert [one.due_on for one in again if one.round == checks.BETWEEN and one.is_open] == ["2027-05-04"]


def test_could_not_check_is_asked_again_after_two_weeks_and_then_a_person_sees_to_it(lived: Lived) -> None:
    lived.until(at("2026-12-23"))
    outcome = []
    for day in ("2026-12-23", "2027-01-08"):
        lived.until(at(day))
        with lived.database.transaction() as tx:
            work = next(one for one in checks.of_case(tx, lived.number) if one.fact == checks.WORK)
            told = Told("could_not", why="nobody_met")
            said = answering.answer(
                tx, lived.office, work.id, told, verifier="monitor", by="monitor", now=lived.now
            )
            outcome.append((said.again_on, [one.errand.kind for one in said.tasks]))
        lived.until(at("2027-01-08"))

    assert [str(day) for day, _ in outcome] == ["2027-01-06", "None"]
    assert ("2027-01-06", 1, 1, ASK) in lived.log
    assert tasks.UNCHECKED in {kind for _, kinds in outcome for kind in kinds} | {
        one.errand.kind for _, step in lived.said for one in step.tasks
    }


def test_missing_school_asks_the_education_unit_and_finished_school_hinders_nothing(lived: Lived) -> None:
    lived.until(at("2026-12-23"))
    with lived.database.transaction() as tx:
        school = next(one for one in checks.of_case(tx, lived.number) if one.fact == checks.SCHOOL)
        told = Told("sometimes", days=6)
        said = answering.answer(
            tx, lived.office, school.id, told, verifier="teacher", by="teacher", now=lived.now
        )
        with pytest.raises(AnsweredBefore):
            answering.answer(
                tx, lived.office, school.id, told, verifier="teacher", by="teacher", now=lived.now
            )

    assert [one.errand.kind for one in said.tasks] == [tasks.SCHOOL]
    finished = replace(said.check, answer="finished", answered_at=at("2027-03-01"))
    assert "no_school" not in closing_rule.weigh([finished], True, terms.months_after(NOW.date(), 3))


@pytest.mark.parametrize(
    "told",
    [
        Told("perhaps"),
        Told("yes", hours="25"),
        Told("yes", since=at("2027-06-01").date()),
        Told("no", why="x"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(lived: Lived, told: Told) -> None:
    with lived.database.transaction() as tx:
        work = next(one for one in checks.of_case(tx, lived.number) if one.fact == checks.WORK)
        with pytest.raises(AnswerUnfit):
            answering.answer(tx, lived.office, work.id, told, verifier="desk", by="desk", now=lived.now)


def test_the_monitors_of_the_district_are_asked_and_a_pupil_seen_back_answers_for_the_school(
    lived: Lived,
) -> None:
    with lived.database.transaction() as tx:
        token = people.invite(
            tx, lived.office.keys, role="monitor", territory=MAKTAARAL, entropy=bytes, now=lived.now
        )
        people.join(tx, lived.office.keys, token, "telegram:5", lived.now)
    lived.until(at("2026-12-23"))
    with lived.database.transaction() as tx:
        answering.back_at_school(tx, lived.office, lived.number, now=lived.now)
        answering.back_at_school(tx, lived.office, lived.number, now=lived.now)
        school = checks.latest(checks.of_case(tx, lived.number), checks.SCHOOL)

    work = next(step for _, step in lived.said if step.check.fact == checks.WORK)
    assert work.asked.accounts == (people.index(lived.office.keys, "telegram:5"),)
    assert school is not None
    assert (school.round, school.answer, school.verifier) == (1, "regularly", "teacher")


def test_a_closure_sent_back_is_a_task_and_can_be_proposed_again(lived: Lived) -> None:
    lived.until(at("2027-02-23"))
    with lived.database.transaction() as tx:
        _answer_all(tx, lived)
        _answer_all(tx, lived)
        measures.change(
            tx, measures.get(tx, lived.measure), "measure done", by="desk", now=lived.now, state="done"
        )
        closures.propose(tx, lived.number, "helped", by="desk", now=lived.now)
        task = closures.send_back(tx, lived.office, lived.number, "visit", by="coordinator", now=lived.now)
        running = schedule.of_case(tx, lived.number)
        waiting = closures.proposed(tx)

    assert task is not None
    assert running is not None
    assert (task.errand.kind, running.sent_back, waiting) == (tasks.UNCLOSED, "visit", ())


def _answer_all(tx: Transaction, lived: Lived) -> None:
    today = lived.now.date()
    for one in checks.of_case(tx, lived.number):
        if one.is_due(today) and checks.get(tx, one.id).is_open:
            told = Told(GOOD[one.fact])
            answering.answer(tx, lived.office, one.id, told, verifier="desk", by="desk", now=lived.now)


def test_an_erased_case_takes_no_answer_and_sends_nobody_anywhere(lived: Lived) -> None:
    with lived.database.transaction() as tx:
        erasure.erase(tx, lived.number, actor="desk", reason="subject_request", now=lived.now)
        [known, *_] = [one for one in checks.of_case(tx, lived.number) if one.fact == checks.WORK]
        told = Told("yes", words="Канарейка")

        with pytest.raises(AnsweredBefore):
            answering.answer(
                tx, lived.office, known.id, told, verifier="monitor", by="monitor", now=lived.now
            )
        assert [
            one.errand.kind for one in tasks.open_of(tx, lived.number) if one.errand.kind == tasks.RETURNED
        ] == []


def test_a_child_that_was_helped_is_asked_after_for_the_whole_year_and_only_then_forgotten(
    lived: Lived,
) -> None:
    for day in ("2026-12-23", "2027-02-23"):
        lived.until(at(day))
        with lived.database.transaction() as tx:
            _answer_all(tx, lived)
    with lived.database.transaction() as tx:
        closing.close(tx, lived.number, "helped", actor="desk", now=lived.now)
    kept = []
    for day in ("2027-09-01", "2028-01-01"):
        lived.until(at(day))
        with lived.database.transaction() as tx:
            due = duties.Claimed(1, retention.CASE, "", "", str(lived.number).encode(), 1, lived.now, False)
            retention.erase_case(tx, due, lived.now)
            kept.append(case.get(tx, lived.number).erased_at is None)

    assert {month for _, month, _, act in lived.log if act == ASK} == {1, 3, 6, 12}
    assert kept == [True, False]
