"""The end of a citizen's report: answers become a report, the report a case, the case pointers to
departments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cases import case, judgement
from cases import consent as consents
from cases.judgement import UNCONDITIONAL
from cases.report import Report
from conversations import asides, composing, handing_in, hiding, limits, notices, sending, telling
from conversations.composing import Teller
from conversations.dialogue import extraction
from conversations.dialogue.answers import Answer
from conversations.dialogue.extraction import Told
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session
from conversations.hearing import Hearing
from conversations.message import Message

OPERATOR = "OPERATOR"
_SOON = 60 * 60 * 1000
"""Milliseconds within which one chat's report with a place is taken to go on from one without: an hour."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a report: the name of its department, is it a worst form; and what it tells."""

    receiver: str
    worst: bool
    told: Told


def send(hearing: Hearing, script: Script, session: Session) -> None:
    """File the report, tell the reporter the code, send the departments their pointers; all in one
    transaction.
    """
    person, house = hearing.person, hearing.house
    doubtful = limits.reached(person.filed, limits.REPORTS, hearing.now)
    told = extraction.told(script, session)
    report = report_of(hearing, script, session, told, doubtful=doubtful)
    before, moment = person.unplaced, int(hearing.now.timestamp() * 1000)
    follows = before[0] if report.territory and moment - before[1] <= _SOON else 0
    filed, found = handing_in.hand_in(
        hearing.tx, house, hearing.office, report, told, now=hearing.now, follows=follows
    )
    speaker = hearing.speaker
    receiver = house.department(filed.lead.code, person.language)
    pile = doubtful and filed.lead.body == OPERATOR
    hearing.say(*notices.sent(filed, speaker, receiver=receiver, review_pile=pile, now=hearing.now))
    added = asides.after_sending(told, speaker, found, hearing.now)
    if added:  # of its own: the answer to the question takes the question's place
        hearing.say(Message("\n\n".join(added)))
    undecided = not _told_about_contact(session)
    if undecided:
        hearing.say(notices.may_we_write(speaker, session.draft))
    if report.contact:
        hiding.remind_who_is_told(hearing)
    hiding.offer(hearing)
    hearing.remember(
        draft=None,
        ended=session.draft,
        unplaced=(0, 0) if report.territory else (filed.number, moment),
        asked=filed.number if undecided else 0,
        own=_is_own(session, session.answers),
        filed=limits.added(person.filed, limits.REPORTS, hearing.now),
    )


def consent(hearing: Hearing, token: str) -> None:
    """Hear whether the reporter of the report just sent wants to be told; what is known by then is told."""
    wish, _, draft = token.partition(":")
    person, speaker = hearing.person, hearing.speaker
    if not person.asked or draft != person.ended or wish not in ("y", "n"):
        return
    hearing.remember(asked=0)
    if wish == "n":
        hearing.change([Message(speaker.say(notices.STAY_ANONYMOUS))])
        return
    address = _sealed_address(hearing, own=person.own)
    consents.keep(
        hearing.tx,
        person.asked,
        address=address,
        lookup=sending.lane(hearing.house.keys, hearing.incoming.address),
        language=person.language or "kk",
        now=hearing.now,
    )
    hiding.remind_who_is_told(hearing)
    hearing.change([Message(speaker.say(notices.WILL_WRITE))])
    row = case.get(hearing.tx, person.asked)
    if row.acknowledged_at is not None:
        hearing.say(notices.acknowledged(speaker, row))


def foreseen(hearing: Hearing, script: Script, session: Session) -> Foreseen:
    """Give what would become of the report as it stands: judged as it would be filed, and nothing sealed."""
    told = extraction.told(script, session)
    severity, lead = judgement.foresee(
        hearing.office,
        Report(
            origin="",
            channel=hearing.incoming.address.channel,
            language=hearing.person.language or "kk",
            facts=composing.facts(hearing.house, told, _teller(hearing)),
            territory=composing.where(script, told.answers).place,
            doubtful=limits.reached(hearing.person.filed, limits.REPORTS, hearing.now),
        ),
    )
    receiver = hearing.house.department(lead.code, hearing.person.language)
    return Foreseen(receiver, severity >= UNCONDITIONAL, told)


def report_of(
    hearing: Hearing, script: Script, session: Session, told: Told, *, doubtful: bool = False
) -> Report:
    """Give the report that the answers make, with the address of whoever wants to be told."""
    teller = replace(_teller(hearing), about={"first_words": hearing.person.read}, doubtful=doubtful)
    report = composing.report(hearing.house, script, session, told, teller, now=hearing.now)
    if not report.contact:
        return report
    address = _sealed_address(hearing, own=_is_own(session, told.answers))
    return replace(report, address=address, lookup=sending.lane(hearing.house.keys, hearing.incoming.address))


def _teller(hearing: Hearing) -> Teller:
    return Teller(hearing.incoming.address.channel, hearing.person.language or "kk")


def _is_own(session: Session, answers: Mapping[str, Answer]) -> bool:
    """Tell whether the report is about its writer: they said so, or it sounds so and they did not deny it."""
    if "self" in answers and answers["self"].codes:
        return composing.has(answers, "self", "yes")
    return "self" in session.marks


def _sealed_address(hearing: Hearing, *, own: bool) -> bytes:
    return telling.seal_address(hearing.house.keys, hearing.incoming.address, own=own)


def _told_about_contact(session: Session) -> bool:
    contact = session.answers.get("contact")
    return contact is not None and bool(contact.codes)
