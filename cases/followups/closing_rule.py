"""Why a case that is followed up cannot be closed as helped or stopped yet (DIALOGUES 5).

The latest checks have to say that the child works no more and goes to school (or need not), every measure was
done or replaced, and one check at least is three months younger than the withdrawal.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cases.followups import checks, schedule, terms
from cases.followups.checks import Check
from cases.referrals import measures
from locales import daytime
from store.transaction import Transaction

WORK_UNKNOWN, WORKS, SCHOOL_UNKNOWN, NO_SCHOOL = "work_unknown", "works", "school_unknown", "no_school"
MEASURES, TOO_EARLY = "measures", "too_early"
CODES = (WORK_UNKNOWN, WORKS, SCHOOL_UNKNOWN, NO_SCHOOL, MEASURES, TOO_EARLY)
FOLLOWED = frozenset({"helped", "stopped"})
"""Outcomes of a case that is asked after all the same: what was reached has to hold."""
_AT_SCHOOL = ("regularly", "finished")
_UNSURE = ("could_not", "unknown")


def needed_until(tx: Transaction, number: int, outcome: str) -> datetime | None:
    """Give until when a closed case is followed up: its last question, asked as often as it may have to be.

    None: it was closed with an outcome after which nothing is asked, or nothing is left to be asked.
    """
    left = [one.day for one in checks.of_case(tx, number) if one.is_open] if outcome in FOLLOWED else []
    if not left:
        return None
    planned = terms.in_force(max(left))
    return terms.moment(max(left) + timedelta(days=planned.again_days * planned.most_tries), planned)


def hindrances(tx: Transaction, number: int, *, now: datetime) -> tuple[str, ...]:
    """Give what still hinders closing, codes of `CODES`; none where nothing does, or no follow-up runs."""
    running = schedule.of_case(tx, number)
    if running is None:
        return ()
    is_settled = all(one.state in measures.SETTLED for one in measures.of_case(tx, number))
    months = terms.in_force(daytime.day(now)).close_after_months
    return weigh(checks.of_case(tx, number), is_settled, terms.months_after(running.since, months))


def weigh(found: Iterable[Check], is_settled: bool, from_day: date) -> tuple[str, ...]:
    """Give the hindrances of these checks. `from_day`: a check of that day or later has to be among them."""
    known = tuple(found)
    work, school = checks.latest(known, checks.WORK), checks.latest(known, checks.SCHOOL)
    answered = [one for one in known if one.answered_at and one.fact != checks.MEASURE]
    late = [one for one in answered if one.answer not in _UNSURE and daytime.day(_at(one)) >= from_day]
    told = {
        WORK_UNKNOWN: work is None or work.answer in _UNSURE,
        WORKS: work is not None and work.answer == "yes",
        SCHOOL_UNKNOWN: school is None or school.answer in _UNSURE,
        NO_SCHOOL: school is not None and school.answer not in (*_AT_SCHOOL, *_UNSURE),
        MEASURES: not is_settled,
        TOO_EARLY: not late,
    }
    return tuple(code for code in CODES if told[code])


def _at(one: Check) -> datetime:
    assert one.answered_at is not None
    return one.answered_at
