"""Judging a case anew: an alarm was filed with what was known in that minute, the whole report came later.

The rules read the whole report, and what they add is done: facts that were not known, bodies that it accuses,
departments that the rules would tell of it. Nothing is taken back. The lead stays, and so does the urgency:
an alarm is as urgent as anything can be; and another lead is a person's word. Severity may rise, and never
falls.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update

from cases import (
    accused,
    addressees,
    case,
    coded,
    forwarding,
    history,
    judgement,
    opening,
    release,
    rerouting,
    schema,
    tasks,
)
from cases.case import CaseRow
from cases.content import REPORT
from cases.forwarding import Forwarding
from cases.history import Entry
from cases.judgement import Judgement
from cases.keyring import Unlocked
from cases.office import Office
from cases.report import Report
from cases.tasks import Errand, Task
from store.transaction import Transaction

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rejudged:
    """What came of it: who is told now, with their chats, and what people have to do."""

    told: tuple[Forwarding, ...] = ()
    asked: tuple[Task, ...] = ()


def rejudge(
    tx: Transaction,
    office: Office,
    unlocked: Unlocked | None,
    number: int,
    report: Report,
    *,
    actor: str,
    now: datetime,
    stands: bool = False,
) -> Rejudged:
    """Judge the case by the whole report. `unlocked`: keys that can hand it over to whoever is told now.

    `stands`: it comes from whoever raised the alarm and saw the child, so that its facts replace those of the
    alarm; else they only fill in what was unknown.

    Raises:
        UnknownCase: there is no case of this number.
        FactsRefused, UnknownTerritory, NobodyResponsible: as `judgement.judge`.
    """
    row = case.get(tx, number)
    if row.state == "closed":
        return Rejudged()
    judged = judgement.judge(office, report)
    _accuse(tx, office, number, judged)
    known = {one.department for one in forwarding.of_case(tx, number)}
    planned = addressees.forward(tx, office, judged, number, now=now, right_now=True)
    fresh = tuple(replace(one, roles=("copy",)) for one in planned if one.department not in known)
    forwarding.add(tx, fresh)
    if row.state != "received":
        forwarding.await_answer(tx, number, False)
    told = tuple(one for one in fresh if one.state != "held")
    _write(tx, office, row, _Found(judged, report, stands), [one.department for one in told])
    entries = [Entry("service", "judged anew", number)]
    entries += [Entry("service", _act(one), number, one.department) for one in fresh]
    history.note(tx, entries, now=now)
    return Rejudged(told, _hand_over(tx, office, unlocked, told, actor, now))


def _accuse(tx: Transaction, office: Office, number: int, judged: Judgement) -> None:
    """Remember whom the whole report accuses beside those whom the alarm did."""
    around = (*accused.of_case(tx, office.keys, number), *(body for body, _ in judged.way.around))
    locks = accused.locks_pictures(tx, office.keys, number)
    routing = accused.sealed(office.keys, number, dict.fromkeys(around), locks_pictures=locks)
    tx.execute(update(schema.case).where(schema.case.c.number == number).values(routing=routing))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the whole report comes to. `stands`: as `rejudge` has it."""

    judged: Judgement
    report: Report
    stands: bool


def _write(tx: Transaction, office: Office, row: CaseRow, new: _Found, told: list[str]) -> None:
    """Write the plain facts that were not known, or are known better, and who has a copy now."""
    facts = new.judged.facts
    found = {
        "activity": coded.activity_group(facts, office.law),
        "age_band": coded.age_band(facts.age),
        "sex": coded.sex(new.report.sex),
    }
    table = schema.case.c
    before = {"activity": row.activity, "age_band": row.age_band, "sex": row.sex}
    known = {name: value for name, value in found.items() if value != _UNKNOWN}
    changed = {name: value for name, value in known.items() if new.stands or before[name] == _UNKNOWN}
    severity = max(row.severity, new.judged.assessment.severity)
    values = changed | {"severity": severity, "copies": " ".join((*row.copies, *told))}
    tx.execute(update(schema.case).where(table.number == row.number).values(values))


def _hand_over(
    tx: Transaction,
    office: Office,
    unlocked: Unlocked | None,
    told: tuple[Forwarding, ...],
    actor: str,
    now: datetime,
) -> tuple[Task, ...]:
    """Give them the key; where these keys do not open the report, have somebody do it."""
    asked = []
    for one in told:
        number = one.case_number
        if unlocked is not None and REPORT in opening.openable(tx, unlocked, number):
            release.give(tx, office, unlocked, number, one.department, actor=actor, now=now)
        else:
            errand = Errand(tasks.RELEASE, rerouting.desk(office).code, number, one.department)
            asked += [task for task in (tasks.ask(tx, office.keys, errand, now=now),) if task]
    return tuple(asked)


def _act(one: Forwarding) -> str:
    return "held" if one.state == "held" else "forwarded"
