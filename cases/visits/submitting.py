"""A visit submitted: each child becomes a case, in one transaction, and the sealed draft is deleted.

What is said of the work lies in the part "visit:<id>" of the case, for all who read it whole; who the child
is in the part "child", only for who acts on it: the lead, who follows up, and the coordinator (DOMAIN b.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cases import ages, case, filing, history, identity, judgement, parts, people, readers, tasks
from cases.casework import rejudging, relating
from cases.filing import Filed
from cases.followups import schedule
from cases.history import Entry
from cases.judgement import Judgement
from cases.office import Office
from cases.report import Report
from cases.schema import report
from cases.tasks import Errand, Task
from cases.visits import assessing, decisions, drafts, errors, form, photos, plans, readiness
from cases.visits.body import THE_VISIT, Body
from cases.visits.drafts import Draft
from cases.visits.schema import visit as table
from cases.visits.schema import visit_case, visit_offer
from locales import daytime
from store.transaction import Transaction

CHANNEL, ACTOR = "visit", "monitor"
APPROVER = "OPERATOR"
_FOLLOWED_UP = (*decisions.WITHDRAWN, decisions.SAFE)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of a visit: a case for each child, in their order; one for the visit that found nobody.

    `content`: what was submitted. `asked`: what the coordinator has to agree to.
    """

    visit: int
    content: Body = field(repr=False)
    children: tuple[Filed, ...]
    asked: tuple[Task, ...]


def part(visit: int) -> str:
    """Give the name of the part that holds a visit."""
    return f"visit:{visit}"


def submit(tx: Transaction, office: Office, visit: Draft, *, now: datetime) -> Submitted:
    """Make a visit what it found: cases. Whom they are told is the caller's to see to.

    It is read again: what a colleague has answered since the caller looked belongs to it.

    Raises:
        VisitUnfit: something is missing or does not fit; its findings say what.
        VisitSent: it was submitted before.
    """
    tx.lock([f"visit:{visit.token}"])
    row = tx.row(select(table).where(table.c.id == visit.id))
    if row is None or row["state"] not in drafts.ALIVE:
        raise errors.VisitSent
    visit = drafts.read(office.keys, row)
    body, today = visit.content, daytime.day(now)
    if hindered := readiness.hinders(readiness.look(body, office.law, today)):
        raise errors.VisitUnfit(hindered)
    children = body.children or (THE_VISIT,)
    filed = tuple(_file(tx, office, visit, child, now) for child in children)
    _relate(tx, office, body, filed, now)
    photos.attach(tx, office, visit.id, body, filed, now=now)
    _close(tx, visit, len(body.children), now)
    return Submitted(visit.id, body, filed, _asked(tx, office, visit.id, now))


def alert(tx: Transaction, office: Office, visit: Draft, child: int, *, now: datetime) -> Filed:
    """File at once what is known of a child in a worst form, before the visit is finished.

    The police are told as of something that happens now. Submitting the visit later adds to this case.
    """
    told = _report(tx, office, visit, child, happening_now=True, now=now)
    filed = filing.file_report(tx, office, told, now=now)
    if not filed.again:
        history.note(tx, [Entry(ACTOR, "police alerted", filed.number)], now=now)
    return filed


def foresee(tx: Transaction, office: Office, visit: Draft, child: int, *, now: datetime) -> Judgement:
    """Give what the case of a child would be judged as, and whom it would go to. Nothing is written."""
    return judgement.judge(office, _report(tx, office, visit, child, now=now))


def alarmed(tx: Transaction, office: Office, visit: Draft, child: int) -> int | None:
    """Give the case that an alarm for this child has become; None: none was raised."""
    origin = office.keys.index("origin", _origin(visit, child))
    row = tx.row(select(report.c.case_number).where(report.c.origin == origin))
    return None if row is None else int(row["case_number"])


def _file(tx: Transaction, office: Office, visit: Draft, child: int, now: datetime) -> Filed:
    told = _report(tx, office, visit, child, now=now)
    filed = filing.file_report(tx, office, told, now=now)
    if filed.again:
        filed = _judged_anew(tx, office, filed, told, now)
    _seal(tx, office, visit, child, filed, now)
    decision = _decided(visit.content.values(child), filed)
    tx.insert(visit_case, {"case_number": filed.number, "visit": visit.id, **decision})
    if decision["decision"] in _FOLLOWED_UP or filed.severity >= decisions.WITHDRAW:
        schedule.begin(tx, office, filed.number, now=now)
    history.note(tx, [Entry(ACTOR, "visit submitted", filed.number)], now=now)
    return filed


def _judged_anew(tx: Transaction, office: Office, filed: Filed, told: Report, now: datetime) -> Filed:
    """Judge the case of an alarm by the whole visit; gives it as it is now, with only those who are new.

    Its follow-up works on these facts, not on those of the minute of the alarm.
    """
    found = rejudging.rejudge(tx, office, None, filed.number, told, actor=ACTOR, now=now, stands=True)
    row = case.get(tx, filed.number)
    return replace(filed, severity=row.severity, forwardings=found.told, asked=found.asked)


def _report(
    tx: Transaction, office: Office, visit: Draft, child: int, *, happening_now: bool = False, now: datetime
) -> Report:
    values, reach = visit.content.values(child), people.reach(tx, office.keys, visit.account)
    told = assessing.nobody_found()
    if child != THE_VISIT:
        told = dict(assessing.assess(values, office.law, daytime.day(now)).facts)
    return Report(
        origin=_origin(visit, child),
        channel=CHANNEL,
        language=reach.language if reach else "kk",
        facts=told,
        territory=visit.territory,
        point=_point(visit.content),
        happening_now=happening_now,
        answers={CHANNEL: visit.id, "answers": _answers(values, told)},
        sex=str(values.get("q3", "")),
    )


def _point(body: Body) -> tuple[float, float] | None:
    told = body.values(THE_VISIT).get("x_point")
    return None if told is None else (told["lat"], told["lon"])


def _answers(values: Mapping[str, Any], told: Mapping[str, object]) -> dict[str, object]:
    """Give what of a visit any report tells: by it the materials for an inspection are weighed."""
    found: dict[str, dict[str, object]] = {}
    if values.get("q13"):
        found["where"] = {"text": values["q13"]}
    if values.get("x_activity"):
        found["what"] = {"codes": values["x_activity"]}
    if "hours_day" in told:
        found["times"] = {"number": values["q14b"]["high"]}
    if known := ages.parse(told.get("age")).known:
        found["age"] = {"ages": known}
    return dict(found)


def _origin(visit: Draft, child: int) -> str:
    return f"visit:{visit.id}:{child}"


def _seal(tx: Transaction, office: Office, visit: Draft, child: int, filed: Filed, now: datetime) -> None:
    body, number = visit.content, filed.number
    told = {**body.values(THE_VISIT), **body.values(child)}
    typed_in = {**body.of(THE_VISIT), **body.of(child)}
    unread = {id: one.typed for id, one in typed_in.items() if one.value is None and one.typed}
    personal = {one.id for one in form.questions() if one.personal}
    content = {
        "form": body.form,
        "plan": plans.as_told(body.plan),
        "answers": {id: value for id, value in told.items() if id not in personal},
        "unread": {id: typed for id, typed in unread.items() if id not in personal},
        "proposed": _proposed(office, body, child, now),
    }
    parts.keep(tx, number, part(visit.id), content, readers.of_case(tx, office, number).whole, now=now)
    if child == THE_VISIT:
        return
    answers = {id: value for id, value in told.items() if id in personal}
    typed = {id: value for id, value in unread.items() if id in personal}
    identity.keep(tx, office, number, answers, unread=typed, now=now)


def _proposed(office: Office, body: Body, child: int, now: datetime) -> Mapping[str, Any]:
    if child == THE_VISIT:
        return {}
    assessed = assessing.assess(body.values(child), office.law, daytime.day(now))
    return {one.question: {"value": one.value, "rules": one.rules} for one in assessed.proposals}


def _decided(values: Mapping[str, Any], filed: Filed) -> dict[str, object]:
    decision = str(values.get("x_decision", ""))
    awaits = bool(decision) and decisions.needs_approval(decision, filed.severity)
    return {
        "decision": decision,
        "by_on": values.get("x_decision_by", "") if decision == decisions.BY else "",
        "approval": decisions.AWAITS if awaits else "",
        "decided_at": None,
        "decided_by": "",
        "words": None,
    }


def _asked(tx: Transaction, office: Office, visit: int, now: datetime) -> tuple[Task, ...]:
    desk = office.departments.responsible(APPROVER, "")
    if desk is None:
        return ()
    waiting = [one.number for one in decisions.of_visit(tx, office.keys, visit) if one.is_waiting]
    asked = (tasks.ask(tx, office.keys, Errand(tasks.APPROVE, desk.code, one), now=now) for one in waiting)
    return tuple(task for task in asked if task is not None)


def _relate(tx: Transaction, office: Office, body: Body, filed: tuple[Filed, ...], now: datetime) -> None:
    """Link the children of one visit with each other, and with the case that the visit followed.

    Each with each: a body that has two of them, but not the first, has to see that they belong together.
    """
    numbers = [one.number for one in filed]
    relating.link_new(tx, numbers, now=now)
    followed = body.plan.case_number
    if followed is not None and plans.occasion(tx, office.territories, body.plan) is not None:
        for number in numbers:
            relating.link(tx, number, followed, actor=ACTOR, now=now)


def _close(tx: Transaction, visit: Draft, found: int, now: datetime) -> None:
    tx.delete(visit_offer, {"visit": visit.id})  # whoever shares it still sees what it became: `abandoned`
    row = {"state": drafts.SENT, "body": None, "found": found, "submitted_at": now, "touched_at": now}
    tx.update(table, {"id": visit.id}, row)
