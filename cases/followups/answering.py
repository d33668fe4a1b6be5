"""What a verifier found, and what follows from it (DIALOGUES 5).

Again in work: the rules judge what work it is (`returning.is_lawful`); unless they find nothing against it,
the case is opened again, no less grave than before, and the coordinating body is told. Could not be checked:
asked once more after two weeks, then a person sees to it. Not at school: the education unit is asked to bring
the child back.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cases import case, history, tasks
from cases.followups import (
    asking,
    checks,
    closures,
    errors,
    needing,
    noted,
    returning,
    schedule,
    telling,
    terms,
    verifying,
)
from cases.followups.checks import Check
from cases.followups.telling import Told
from cases.history import Entry
from cases.judgement import UNCONDITIONAL
from cases.office import Office
from cases.referrals import answering as referrals
from cases.referrals import links, measures
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

_WAITING = ("in_progress", "not_started")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of it. `tasks`: what people have to do now; `again_on`: when it is asked once more."""

    check: Check
    is_reopened: bool = False
    tasks: tuple[Task, ...] = ()
    again_on: date | None = None


def answer(
    tx: Transaction, office: Office, id: int, told: Told, *, verifier: str, by: str, now: datetime
) -> Answered:
    """Note what a verifier found. `by`: how the history names them, a role or a department.

    Raises:
        UnknownCheck: there is none of this id.
        AnsweredBefore: it has its answer, or the case was erased and asks for none any more.
        AnswerUnfit: nothing of this kind can be answered, or a number or day cannot be.
    """
    known, today = checks.get(tx, id), daytime.day(now)
    if case.get(tx, known.case_number).erased_at is not None:
        raise errors.AnsweredBefore
    if not known.is_open:
        known = _anew(tx, office, known, told, now)
    telling.check(known, told, today)
    noted.keep(tx, office, known, telling.beside(told), verifier=verifier, now=now)
    wanted = needing.ask(tx, office, known.case_number, now=now) if told.needs else ()
    code = _code(tx, office, known, told)
    history.note(tx, [Entry(by, f"checked: {known.fact} {code}", known.case_number)], now=now)
    tried = known.tries + 1
    if _is_asked_again(tx, known, told, tried, today):
        return _and(_again(tx, office, known, tried, verifier, now), wanted)
    id = known.id
    changed = {"answer": code, "why": told.why, "days": told.days, "verifier": verifier}
    checks.change(tx, known, answered_at=now, asked_at=known.asked_at or now, tries=tried, **changed)
    links.end(tx, links.CHECK, id, why=links.ANSWERED, now=now)
    _settle(tx, known, by, now)
    return _and(_follow(tx, office, checks.get(tx, id), told, by, now), wanted)


def _and(said: Answered, wanted: tuple[Task, ...]) -> Answered:
    return replace(said, tasks=(*said.tasks, *wanted))


def _anew(tx: Transaction, office: Office, known: Check, told: Told, now: datetime) -> Check:
    """Give the check that takes that a child works again, although this one is answered otherwise.

    Two verifiers may have seen different things: the first word stands, but never against the child.

    Raises:
        AnsweredBefore: it is another fact, another answer, or known by now.
    """
    if known.fact != checks.WORK or told.answer != "yes" or known.answer == "yes":
        raise errors.AnsweredBefore
    today = daytime.day(now)
    mine = [one for one in checks.of_case(tx, known.case_number) if one.fact == checks.WORK]
    due = next((one for one in mine if one.is_due(today)), None)
    if due is not None:
        return due
    of_today = next((one for one in mine if one.due_on == str(today)), None)
    if of_today is None:
        told_between = (checks.BETWEEN, checks.WORK, 0)
        return checks.plan(tx, office.keys, known.case_number, told_between, today.isoformat())
    if of_today.answer == "yes":
        raise errors.AnsweredBefore
    checks.change(tx, of_today, answered_at=None, answer="", why="")
    return checks.get(tx, of_today.id)


def tell(
    tx: Transaction,
    office: Office,
    number: int,
    fact: int,
    told: Told,
    *,
    verifier: str,
    by: str,
    now: datetime,
) -> Answered:
    """Note what became known between two rounds, or for the question of this fact that is due.

    Raises:
        AnswerUnfit: no follow-up runs, or as `answer`.
    """
    if schedule.of_case(tx, number) is None:
        raise errors.AnswerUnfit
    today = daytime.day(now)
    open_ones = [one for one in checks.of_case(tx, number) if one.fact == fact and one.is_due(today)]
    same_day = [one for one in checks.of_case(tx, number) if one.fact == fact and one.due_on == str(today)]
    if open_ones:
        known = open_ones[0]
    elif same_day:
        raise errors.AnsweredBefore
    else:
        known = checks.plan(tx, office.keys, number, (checks.BETWEEN, fact, 0), today.isoformat())
    return answer(tx, office, known.id, told, verifier=verifier, by=by, now=now)


def note_why(tx: Transaction, known: Check, why: str) -> bool:
    """Note why a child went back to work, once, when that was answered; False: it was not, or is noted."""
    if known.answer != "yes" or known.why or why not in telling.REASONS.get((known.fact, known.answer), ()):
        return False
    checks.change(tx, known, why=why)
    return True


def back_at_school(tx: Transaction, office: Office, number: int, *, now: datetime) -> None:
    """Note that a teacher has seen the child back at school, if the case is followed up."""
    if schedule.of_case(tx, number) is None:
        return
    found = Told("regularly")
    try:
        tell(tx, office, number, checks.SCHOOL, found, verifier=checks.TEACHER, by="teacher", now=now)
    except errors.AnsweredBefore:
        return  # told twice on one day: the first word stands


def _code(tx: Transaction, office: Office, known: Check, told: Told) -> str:
    """Give what stands for this answer: of work that breaks no rule not "yes", but that it breaks none.

    Whoever was in a worst form is never back "lawfully" by a few answers: a person looks.
    """
    if known.fact != checks.WORK or told.answer != "yes":
        return told.answer
    row = case.get(tx, known.case_number)
    is_lawful = returning.is_lawful(telling.work_of(told), row.age_band, office.law)
    return checks.LAWFUL if is_lawful and row.severity < UNCONDITIONAL else "yes"


def _is_asked_again(tx: Transaction, known: Check, told: Told, tried: int, today: date) -> bool:
    planned = terms.in_force(today)
    if told.answer in telling.UNSURE:
        return tried < planned.most_tries
    if told.answer in _WAITING:
        due = measures.get(tx, known.measure).due_on
        return bool(due) and due < today.isoformat() and tried <= planned.reminders
    return False


def _again(
    tx: Transaction, office: Office, known: Check, tried: int, verifier: str, now: datetime
) -> Answered:
    planned, today = terms.in_force(daytime.day(now)), daytime.day(now)
    day = terms.working_day(today + timedelta(days=planned.again_days), office.law)
    fresh = {"asked_at": None, "escalated_at": None, "reminders": 0, "verifier": verifier}
    checks.change(tx, known, due_on=day.isoformat(), tries=tried, **fresh)
    schedule.plan_duty(tx, office.keys, known.id, tried, day, now=now)
    links.end(tx, links.CHECK, known.id, why=links.ANSWERED, now=now)
    _settle(tx, known, verifier, now)
    return Answered(checks.get(tx, known.id), again_on=day)


def _settle(tx: Transaction, known: Check, by: str, now: datetime) -> None:
    """Tick the tasks of a case in which nothing that was asked is unanswered any more."""
    rest = [one for one in checks.of_case(tx, known.case_number) if one.id != known.id and one.is_open]
    if not any(one.asked_at is not None for one in rest):
        tasks.settle(tx, tasks.CHECK, number=known.case_number, by=by, now=now)
    if not any(one.escalated_at is not None for one in rest):
        tasks.settle(tx, tasks.UNCHECKED, number=known.case_number, by=by, now=now)


def _follow(tx: Transaction, office: Office, known: Check, told: Told, by: str, now: datetime) -> Answered:
    number = known.case_number
    if known.fact == checks.WORK and known.answer == "yes":
        closures.forget(tx, number)
        reopened, asked = returning.returned(tx, office, number, telling.work_of(told), by=by, now=now)
        return Answered(known, reopened, asked)
    if told.answer in telling.UNSURE or told.answer in (*_WAITING, "refused"):
        overdue = told.answer not in _WAITING or known.tries > 1
        return Answered(known, tasks=asking.escalate(tx, office, known, now=now) if overdue else ())
    if known.fact == checks.SCHOOL and told.answer in ("sometimes", "no"):
        closures.forget(tx, number)
        department = verifying.school_body(tx, number)
        task = tasks.ask(tx, office.keys, Errand(tasks.SCHOOL, department, number), now=now)
        return Answered(known, tasks=(task,) if task is not None else ())
    if known.fact == checks.MEASURE and told.answer == "done":
        done = referrals.Answer(referrals.DONE, day=told.done_on or daytime.day(now))
        referrals.note(tx, office, measures.get(tx, known.measure), done, by=by, now=now)
    return Answered(known)
