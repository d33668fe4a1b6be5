"""What becomes of a call: read back, filed as every report is, or filed at once because a child is in danger.

What an operator has heard was heard by one of ours: facts carry `origin` "phone", so that nobody waits for a
confirmation that the operator gives by filing it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from cases import case, judgement, opening, release
from cases.casework import rejudging
from cases.content import REPORT
from cases.filing import Filed
from cases.judgement import Judgement
from cases.keyring import Unlocked
from cases.report import Report
from cases.rerouting import Wish
from cases.routing import OPERATOR as OPERATOR_BODY
from conversations import composing, handing_in, pointing, rendering, said_later, tasks
from conversations.composing import Teller
from conversations.dialogue import extraction
from conversations.dialogue.extraction import Told
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session
from conversations.house import House
from conversations.phone import answering, merging, sheet
from conversations.phone.answering import Heard
from conversations.phone.call import Call
from directory import bodies
from directory.departments import Department
from store.transaction import Transaction

SCRIPT = "citizen_report"
CHANNEL, OPERATOR = "phone", "operator"
WORST_UNNAMED = "other"
"""A worst form that nobody has named yet: counts at once, a person confirms or lowers it (rule W-f)."""
WHAT = "what"
REASONS = ("other_body", "decided")
"""Why an operator sends a report to another department than the rules propose: codes of `rerouting`."""


def script_of(house: House) -> Script:
    """Give the script whose questions a call asks."""
    return house.scripts[SCRIPT]


def heard(house: House, call: Call, now: datetime) -> Heard:
    """Give the answers of a call."""
    return answering.heard(script_of(house), call, house.lexicon, now)


def report_of(house: House, call: Call, now: datetime, *, is_partial: bool = False) -> tuple[Report, Told]:
    """Give the report that a call makes as it stands, and what it tells.

    Cut off before the caller said what it is about, it goes to the operator's pile, unless it tells of a
    worst form.
    """
    script, session = script_of(house), heard(house, call, now).session
    told = extraction.told(script, session)
    teller = Teller(
        CHANNEL,
        call.spoken("kk"),
        _facts(told.facts, call),
        {"call": _about(call)},
        is_partial and WHAT not in told.answers,
    )
    report = composing.report(house, script, session, told, teller, now=now)
    if is_partial:
        report = changed(report, answers={**report.answers, "partial": True, "needs_review": True})
    return report, told


def judged(house: House, call: Call, now: datetime) -> Judgement:
    """Give what the rules make of the call as it stands, and who would get it."""
    return judgement.judge(house.office_at(now), report_of(house, call, now)[0])


def receivers(house: House, call: Call, now: datetime) -> Sequence[Department]:
    """Give the departments that may get the report in the place of the proposed one, one of each body."""
    found, office = judged(house, call, now), house.office_at(now)
    accused = {body for body, _ in found.way.around}
    place = report_of(house, call, now)[0].territory
    answering_there = ((code, office.departments.responsible(code, place)) for code in bodies.all_bodies())
    return [
        one
        for code, one in answering_there
        if one is not None
        and one.body == code
        and one.code != found.addressed.lead.code
        and (code == OPERATOR_BODY or (code in office.law.bodies and office.law.bodies[code].receives))
        and not {code, one.code} & accused
    ]


def alarm(tx: Transaction, house: House, call: Call, *, now: datetime) -> Call:
    """File at once what is known, as a worst form that is happening now; gives the call with its case.

    Again does nothing more, and neither does the alarm of a call that has become a case: its urgency is
    changed there.
    """
    if call.alarm or call.case:
        return call
    alarmed = replace(call, alarm=-1)  # what is known now is told as danger
    report, told = report_of(house, alarmed, now)
    report = changed(report, origin=f"{report.origin}:alarm", happening_now=True)
    filed, _ = handing_in.hand_in(tx, house, house.office_at(now), report, told, now=now)
    return replace(call, alarm=filed.number, origin=report.origin)


def file(
    tx: Transaction,
    house: House,
    call: Call,
    *,
    now: datetime,
    wish: Wish | None = None,
    unlocked: Unlocked | None = None,
    is_partial: bool = False,
) -> Call:
    """File what was said, for the proposed department or, by `wish`, another; gives the call with its case.

    Again does nothing more. Where two pages differ and nobody chose, the words of both are filed. What the
    alarm has filed for the same place already is added to and judged anew, not filed twice; of another place,
    or of none, it is a case of its own, and the two are linked.
    `unlocked` are the operator's keys, which hand the report over to a department outside of its readers.

    Raises:
        ReroutingRefused: it may not go to that department.
    """
    if call.case:
        return call
    if call.beside:
        call = merging.joined(call, sheet.aloud(script_of(house), house.speaker(call.spoken("kk"))))
    report, told = report_of(house, call, now, is_partial=is_partial)
    if call.alarm and _is_of_place(tx, house, call.alarm, report.territory):
        _judge_anew(tx, house, call.alarm, report, unlocked, now)
        _add(tx, house, call, call.alarm, now)
        return replace(call, case=call.alarm)
    filed, _ = handing_in.hand_in(
        tx, house, house.office_at(now), report, told, now=now, wish=wish, follows=max(0, call.alarm)
    )
    if wish is not None and unlocked is not None:
        _hand_over(tx, house, filed, wish, unlocked, now)
    if call.alarm:
        _add(tx, house, call, call.alarm, now)
    return replace(call, case=filed.number, origin=report.origin)


def lines(house: House, call: Call, language: str, now: datetime) -> list[str]:
    """Give every answer as a line, "Label: value", without those that go unasked in a call."""
    script, session = script_of(house), heard(house, call, now).session
    unasked = {step.name for step in script.steps if step.by_phone and step.label}
    asked = {name: answer for name, answer in session.answers.items() if name not in unasked}
    return rendering.lines(script, replace(session, answers=asked), house.speaker(language))


def answers(house: House, session: Session, language: str) -> list[tuple[str, str]]:
    """Give every answer with its question as it is asked, to be read aloud."""
    return rendering.answers(script_of(house), session, house.speaker(language))


def _judge_anew(
    tx: Transaction, house: House, number: int, report: Report, unlocked: Unlocked | None, now: datetime
) -> None:
    """Judge the case of an alarm by the whole report, and tell those whom it adds."""
    office = house.office_at(now)
    found = rejudging.rejudge(tx, office, unlocked, number, report, actor=OPERATOR, now=now)
    pointing.send_again(tx, house, found.told, now)
    tasks.show(tx, house, found.asked, now)


def _add(tx: Transaction, house: House, call: Call, number: int, now: datetime) -> None:
    text = "\n".join(lines(house, call, call.spoken("kk"), now))
    said_later.keep(tx, house, house.office_at(now), number, {"text": text}, now=now)


def _is_of_place(tx: Transaction, house: House, number: int, territory: str) -> bool:
    """Tell whether a case lies where this report does: in the same district, or neither is placed."""
    placed = case.get(tx, number).territory
    if not territory or not placed:
        return not territory
    territories = house.directory.territories
    return placed in {unit.code for unit in territories.path(territory)} | {territory}


def _hand_over(
    tx: Transaction, house: House, filed: Filed, wish: Wish, unlocked: Unlocked, now: datetime
) -> None:
    if REPORT in opening.openable(tx, unlocked, filed.number):
        office = house.office_at(now)
        release.give(tx, office, unlocked, filed.number, wish.to, actor=OPERATOR, now=now)


def _facts(told: Mapping[str, Any], call: Call) -> dict[str, Any]:
    if not call.alarm:
        return {"origin": CHANNEL}
    worst = list(dict.fromkeys([*told.get("wfcl", ()), WORST_UNNAMED]))
    return {"origin": CHANNEL, "serious_threat": True, "wfcl": worst}


def _about(call: Call) -> dict[str, str]:
    told = {
        "kind": call.kind,
        "language": call.language,
        "safe": call.safe,
        "call_back": call.call_back,
        "who": call.who,
        "name": call.name,
        "number": call.number,
    }
    return {name: value for name, value in told.items() if value}
