"""A reason that is learned later: the absence moves, and with it its case, or it becomes one now.

An absence has one case at most. Where it becomes known that the school sends its pupils, the school is an
alert of its own, which is about no pupil. Who works on a case that is there already reads what was learned as
an addition, the rules read it anew, and nothing is taken back by the machine (docs/decisions/0024, 0026).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cases import case, judgement
from cases import tasks as errands
from cases.absences import absences, flagging, learned, schools, seasons, thresholds
from cases.absences.absences import Absence
from cases.absences.schools import School
from cases.casework import rejudging, urgency
from cases.filing import Filed
from cases.report import Report
from conversations import composing, pointing, said_later, tasks
from conversations.dialogue.answers import Answer
from conversations.fieldwork import absence_answers
from conversations.fieldwork import flagging as telling
from conversations.fieldwork.flagging import Flag
from conversations.house import House
from locales import daytime
from store.transaction import Transaction

LATER = "learned"
"""What an addition holds that is made of answers: they are read in the officer's language."""
_BESIDE_SCHOOL = (absence_answers.SINCE, absence_answers.DAYS, absence_answers.REASON, absence_answers.WORK)


@dataclass(frozen=True, slots=True)
class Learned:
    """What became of it: whether it was new, the report that it became now, the case that it moved."""

    is_new: bool
    filed: tuple[Filed, ...] = ()
    moved: int | None = None


def learn(tx: Transaction, house: House, wish: Flag, one: Absence, *, now: datetime) -> Learned:
    """Write down what a teacher knows now (`wish.told`) of this absence, which may be over already.

    Raises:
        UnknownSchool: the school is not there (any more).
    """
    school = schools.get(tx, house.keys, one.school)
    told = replace(wish.told, hidden=flagging.is_hidden(school, wish.told))
    known = learned.learn(tx, house.keys, one, told, account=wish.account, now=now)
    if known is None:
        return Learned(False)
    wish = replace(wish, told=told, answers=wish.answers or absence_answers.answers(told))
    if known.case_number is None or _leaves_class(tx, house, school, known, now):
        return Learned(True, telling.weigh_again(tx, house, wish, known, now=now).filed)
    sent = flagging.are_sent([known])
    alerts = (telling.alert_school(tx, house, wish, known, now=now),) if sent else ()
    if known.flag == thresholds.CLASS:
        return Learned(True, alerts)  # the alert of the class stands for it
    # Whoever works on the case may be the school's own education unit: it is not told who sends them.
    own = replace(known, employer="") if sent else known
    given = {name: one for name, one in (wish.answers or {}).items() if not sent or name in _BESIDE_SCHOOL}
    _move(tx, house, school, own, replace(wish, answers=given), now)
    return Learned(True, alerts, moved=known.case_number)


def _leaves_class(tx: Transaction, house: House, school: School, one: Absence, now: datetime) -> bool:
    """Tell whether the alert of a class, which is about no child, no longer stands for this absence."""
    if one.flag != thresholds.CLASS or absences.WORK not in one.reasons:
        return False
    season = seasons.of_place(school.territory, daytime.day(now), house.directory.territories)
    return not flagging.is_for_class(one, season, house.office_at(now).law)


def _move(tx: Transaction, house: House, school: School, one: Absence, wish: Flag, now: datetime) -> None:
    """Add what was learned to the case of the absence, and have the rules read it."""
    number, office = one.case_number or 0, house.office_at(now)
    row = case.get(tx, number)
    if row.erased_at is not None:
        return
    said_later.keep(tx, house, office, number, {LATER: _plain(wish.answers or {})}, now=now)
    if row.state == "closed":
        if absences.WORK in one.reasons:
            tasks.ask_operator(tx, house, errands.REOPEN, now, number=number)
        return
    _judge_anew(tx, house, number, telling.report_of(house, school, one, wish, now=now), now)


def _judge_anew(tx: Transaction, house: House, number: int, report: Report, now: datetime) -> None:
    office = house.office_at(now)
    urgency.hasten(tx, office, number, judgement.judge(office, report).assessment, now=now)
    found = rejudging.rejudge(tx, office, None, number, report, actor="service", now=now)
    pointing.send_again(tx, house, found.told, now)
    tasks.show(tx, house, found.asked, now)


def _plain(answers: Mapping[str, Answer]) -> object:
    return {"script": absence_answers.SCRIPT, "answers": composing.plain(answers)}
