"""What an organisation answers by its link: accepted, cannot and why, done, needs more.

"cannot" and "done" are last words: the link is over then, and so is what stood behind it. Every answer is
told to the directory, too: whoever answers is there, whoever is full or asks for papers says so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from cases import case, history, parts, readers, tasks
from cases.history import Entry
from cases.office import Office
from cases.referrals import errors, links, measures, referring
from cases.referrals.links import Link
from cases.referrals.measures import Measure
from cases.services import outcomes
from cases.tasks import Errand, Task
from locales import daytime
from store.transaction import Transaction

ACCEPTED, CANNOT, DONE, MORE = "accepted", "cannot", "done", "more"
ANSWERS = (ACCEPTED, CANNOT, DONE, MORE)
REASONS = ("full", "age", "papers", "territory", "not_ours", "not_reached", "refused", "other")
LAST = frozenset({CANNOT, DONE})
LONGEST = 1000  # characters of own words
MOST = 40
"""So often an organisation can write to one measure; then it has to call."""
ACTOR = "organisation"
_WAITING = frozenset({"sent", "accepted", "more"})
_TOLD = {"full": "full", "papers": "refused_papers"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said: `reason` for "cannot", `day` for "done"; words as far as there are any."""

    kind: str
    reason: str = ""
    words: str = field(repr=False, default="")
    day: date | None = None


def unfit(answer: Answer, now: datetime) -> str:
    """Give what is missing or cannot be: "answer", "reason", "words", "long", "day"; "" when it is whole."""
    if answer.kind not in ANSWERS:
        return "answer"
    if answer.kind == CANNOT and answer.reason not in REASONS:
        return "reason"
    needs_words = answer.kind == MORE or (answer.kind == CANNOT and answer.reason == "other")
    if needs_words and not answer.words:
        return "words"
    if len(answer.words) > LONGEST:
        return "long"
    is_ahead = answer.day is not None and answer.day > daytime.day(now)
    return "day" if answer.kind == DONE and (answer.day is None or is_ahead) else ""


def answer(tx: Transaction, office: Office, link: Link, said: Answer, *, now: datetime) -> Measure:
    """Note an answer that is whole (`unfit`); gives the measure as it is now. The same press twice is one.

    Raises:
        LinkOver: the last word was said before, or the measure was put aside, the family took its agreement
            back, or the case was closed or erased meanwhile; or `MOST` has been written.
    """
    links.recheck(tx, link, now=now)
    known = measures.get(tx, link.about)
    if known.state not in _WAITING or (said.words and measures.many_answers(tx, known) >= MOST):
        raise errors.LinkOver(links.ANSWERED)
    if (said.kind, said.words) == (known.state, ""):
        return known
    return note(tx, office, known, said, by=ACTOR, now=now)


def note(tx: Transaction, office: Office, known: Measure, said: Answer, *, by: str, now: datetime) -> Measure:
    """Note what was answered, by link or to an officer on the telephone (`by` a role or department)."""
    values: dict[str, object] = {"state": said.kind, "answered_at": now}
    values["reason"] = said.reason if said.kind == CANNOT else ""
    values["done_on"] = said.day.isoformat() if said.kind == DONE and said.day else ""
    if said.words:
        words = {"words": said.words, "day": daytime.day(now).isoformat(), "answer": said.kind}
        _keep(tx, office, known, words, now)
    changed = measures.change(tx, known, f"measure {said.kind}", by=by, now=now, **values)
    _link(tx, changed, now)
    settle(tx, known, by=by, now=now)
    _tell_directory(tx, office, changed, now)
    return changed


def replace(tx: Transaction, known: Measure, *, by: str, now: datetime) -> Measure:
    """Put a measure aside: another stands for it, or it is no longer needed. Its link is void.

    Raises:
        NotNow: it is done or was put aside before.
    """
    if known.state in measures.SETTLED:
        raise errors.NotNow
    links.end(tx, links.MEASURE, known.id, why=links.OVER, now=now)
    settle(tx, known, by=by, now=now)
    return measures.change(tx, known, "measure replaced", by=by, now=now, state="replaced")


def unanswered(tx: Transaction, office: Office, id: int, *, now: datetime) -> Task | None:
    """Ask whoever sent a measure to call the organisation, which has not answered in time; None: it has."""
    known = measures.get(tx, id)
    row = case.get(tx, known.case_number)
    if known.state != "sent" or row.state == "closed" or row.erased_at is not None:
        return None
    history.note(tx, [Entry("service", "measure unanswered", known.case_number)], now=now)
    return ask(tx, office, known, tasks.REFERRAL, now=now)


def ask(tx: Transaction, office: Office, known: Measure, kind: str, *, now: datetime) -> Task | None:
    """Ask whoever sent a measure to see to it; gives the task where it is new: each measure has its own."""
    department = _department(tx, office, known)
    if not department:
        return None
    return tasks.ask(tx, office.keys, Errand(kind, department, known.case_number, _about(known)), now=now)


def undelivered(tx: Transaction, office: Office, id: int, *, now: datetime) -> Task | None:
    """Ask whoever sent a measure to see to its letter, which did not arrive; None: they know it already."""
    known = measures.get(tx, id)
    task = ask(tx, office, known, tasks.UNSENT, now=now)
    if task is not None:
        history.note(tx, [Entry("service", "measure letter refused", known.case_number)], now=now)
    return task


def delivered(tx: Transaction, id: int, *, now: datetime) -> None:
    """Note that the letter of a measure has arrived after all."""
    known = measures.get(tx, id)
    about = _about(known)
    tasks.settle(tx, tasks.UNSENT, number=known.case_number, about=about, by="service", now=now)


def settle(tx: Transaction, known: Measure, *, by: str, now: datetime) -> None:
    """Note that nobody has to call the organisation of this measure any more; others stay."""
    for kind in (tasks.REFERRAL, tasks.UNSENT):
        tasks.settle(tx, kind, number=known.case_number, about=_about(known), by=by, now=now)


def _about(known: Measure) -> str:
    return tasks.about_measure(known.line, known.id)


def _department(tx: Transaction, office: Office, known: Measure) -> str:
    """Give the department that sent it; for coordinators the one that follows the case up, or leads it."""
    if office.departments.find(known.made_by) is not None:
        return known.made_by
    from_case = _case_departments(tx, known.case_number)
    return next((code for code in from_case if office.departments.find(code) is not None), "")


def _case_departments(tx: Transaction, number: int) -> tuple[str, ...]:
    row = case.get(tx, number)
    return (row.owner, row.lead)


def _keep(tx: Transaction, office: Office, known: Measure, words: dict[str, str], now: datetime) -> None:
    holders = readers.of_case(tx, office, known.case_number).whole
    parts.keep(tx, known.case_number, measures.answer_part(tx, known), words, holders, now=now)


def _link(tx: Transaction, known: Measure, now: datetime) -> None:
    if known.state in LAST:
        links.end(tx, links.MEASURE, known.id, why=links.ANSWERED, now=now)
    else:
        links.lengthen(tx, links.MEASURE, known.id, until=referring.lives_until(known, now))


def _tell_directory(tx: Transaction, office: Office, known: Measure, now: datetime) -> None:
    """An answer is an outcome, one for each measure: told as by a monitor, who knows whom they reached."""
    if not known.service:
        return
    outcome = "accepted" if known.state in (ACCEPTED, DONE) else _TOLD.get(known.reason, "reached")
    whose = f"measure:{known.id}"
    outcomes.tell(tx, office.keys, known.service, outcome, role=outcomes.MONITOR, account=whose, now=now)
