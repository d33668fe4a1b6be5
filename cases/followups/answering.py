"""What a verifier found, and what follows from it (DIALOGUES 5).

Again in work: the case is opened again, no less grave than before, and the coordinating body is told. Could
not be checked: asked once more after two weeks, then a person sees to it. Not at school: the education unit
is asked to bring the child back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from cases import case, history, parts, readers, tasks
from cases.followups import asking, checks, closures, errors, returning, schedule, terms, verifying
from cases.followups.checks import Check
from cases.history import Entry
from cases.office import Office
from cases.referrals import answering as referrals
from cases.referrals import links, measures
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

BACK = ("money", "no_alternative", "pressure", "wish", "other")
"""Why a child went back to work."""
REASONS: Mapping[tuple[int, str], tuple[str, ...]] = MappingProxyType(
    {
        (checks.WORK, "yes"): BACK,
        (checks.WORK, "could_not"): ("moved", "nobody_met", "not_let_in", "other"),
        (checks.MEASURE, "refused"): ("by_family", "by_organisation", "other"),
    }
)
"""Reasons that belong to an answer; none has to be given."""
UNSURE = ("could_not", "unknown")
MOST_DAYS, MOST_HOURS = 180, 24
LONGEST = 1000  # characters
_WAITING = ("in_progress", "not_started")


@dataclass(frozen=True, slots=True)
class Told:
    """An answer. Beside its code: school days missed, and what is sealed with the case.

    `activity` is a code of the law, `since` a day, `needs` codes of needs; `done_on` with a measure.
    """

    answer: str
    why: str = ""
    days: int = 0
    activity: str = ""
    hours: float | None = None
    since: date | None = None
    done_on: date | None = None
    needs: tuple[str, ...] = ()
    words: str = field(default="", repr=False)


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
    if not known.is_open or case.get(tx, known.case_number).erased_at is not None:
        raise errors.AnsweredBefore
    _check(known, told, today)
    _seal(tx, office, known, told, now)
    history.note(tx, [Entry(by, f"checked: {known.fact} {told.answer}", known.case_number)], now=now)
    tried = known.tries + 1
    if _is_asked_again(tx, known, told, tried, today):
        return _again(tx, office, known, tried, verifier, now)
    changed = {"answer": told.answer, "why": told.why, "days": told.days, "verifier": verifier}
    checks.change(tx, known, answered_at=now, asked_at=known.asked_at or now, tries=tried, **changed)
    links.end(tx, links.CHECK, id, now=now)
    _settle(tx, known, by, now)
    return _follow(tx, office, checks.get(tx, id), told, by, now)


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
    if known.answer != "yes" or known.why or why not in REASONS.get((known.fact, known.answer), ()):
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


def _check(known: Check, told: Told, today: date) -> None:
    reasons = REASONS.get((known.fact, told.answer), ())
    fits = (
        told.answer in checks.ANSWERS[known.fact]
        and (not told.why or told.why in reasons)
        and 0 <= told.days <= MOST_DAYS
        and (told.hours is None or 0 < told.hours <= MOST_HOURS)
        and (told.since is None or told.since <= today)
        and (told.done_on is None or told.done_on <= today)
        and len(told.words) <= LONGEST
    )
    if not fits:
        raise errors.AnswerUnfit


def _seal(tx: Transaction, office: Office, known: Check, told: Told, now: datetime) -> None:
    content: dict[str, object] = {
        "activity": told.activity,
        "hours": told.hours,
        "since": told.since.isoformat() if told.since else "",
        "needs": list(told.needs),
        "words": told.words,
    }
    if any(content.values()):
        whole = readers.of_case(tx, office, known.case_number).whole
        parts.keep(tx, known.case_number, part(known), content, whole, now=now)


def part(known: Check) -> str:
    """Give the name of the part for the words beside the next answer to a check."""
    return f"check:{known.id}:{known.tries + 1}"


def _is_asked_again(tx: Transaction, known: Check, told: Told, tried: int, today: date) -> bool:
    planned = terms.in_force(today)
    if told.answer in UNSURE:
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
    links.end(tx, links.CHECK, known.id, now=now)
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
    if known.fact == checks.WORK and told.answer == "yes":
        closures.forget(tx, number)
        reopened, asked = returning.returned(tx, office, number, told.activity, told.hours, by=by, now=now)
        return Answered(known, reopened, asked)
    if told.answer in UNSURE or told.answer in (*_WAITING, "refused"):
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
