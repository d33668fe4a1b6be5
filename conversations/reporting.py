"""The end of a citizen's report: answers become a report, the report a case, the case pointers to
departments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from cases import appeals, case, filing, judgement
from cases import consent as consents
from cases.judgement import UNCONDITIONAL
from cases.report import Report
from conversations import asides, grounds, hiding, limits, notices, paths, pointing, sending, tasks, telling
from conversations.dialogue import collecting, extraction
from conversations.dialogue.answers import Answer
from conversations.dialogue.extraction import Told
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session
from conversations.hearing import Hearing
from conversations.message import Message
from conversations.pointing import Occasion

OPERATOR = "OPERATOR"
ABOUT_REPORTER = ("self", "contact")
"""Questions whose answers tell something of the reporter: no department reads them."""
_APART = frozenset({*ABOUT_REPORTER, *paths.SENDER})


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
    filed = filing.file_report(hearing.tx, hearing.office, report, now=hearing.now)
    found = grounds.meter(told, hearing.now, worst=filed.severity >= UNCONDITIONAL)
    if not filed.again:
        to, territory = filed.forwardings, report.territory
        first = Occasion(meter=found, linked=filed.linked)
        pointing.point(hearing.tx, house, filed, to, territory=territory, now=hearing.now, occasion=first)
        tasks.show(hearing.tx, house, filed.asked, hearing.now)
    speaker = hearing.speaker
    receiver = house.department(filed.lead.code, person.language)
    pile = doubtful and filed.lead.body == OPERATOR
    hearing.say(*notices.sent(filed, speaker, receiver=receiver, review_pile=pile, now=hearing.now))
    added = asides.after_sending(told, speaker, found, hearing.now)
    undecided = not _told_about_contact(session)
    if undecided:
        asked = notices.may_we_write(speaker, session.draft)
        hearing.say(replace(asked, text="\n\n".join([*added, asked.text])))
    elif added:
        hearing.say(Message("\n\n".join(added)))
    if report.contact:
        hiding.remind_who_is_told(hearing)
    hiding.offer(hearing)
    hearing.remember(
        draft=None,
        ended=session.draft,
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
            facts=_facts(hearing, told),
            territory=_where(script, told.answers).place,
            doubtful=limits.reached(hearing.person.filed, limits.REPORTS, hearing.now),
        ),
    )
    receiver = hearing.house.department(lead.code, hearing.person.language)
    return Foreseen(receiver, severity >= UNCONDITIONAL, told)


def report_of(
    hearing: Hearing, script: Script, session: Session, told: Told, *, doubtful: bool = False
) -> Report:
    """Give the report that the answers make."""
    answers = told.answers
    sender = paths.sender(appeals.in_force(hearing.now.date()), answers)
    of_reporter = {name: answers[name] for name in ABOUT_REPORTER if name in answers}
    of_reporter |= paths.left_over(answers, sender)
    where = _where(script, answers)
    contact = _has(answers, "contact", "contact_yes")
    return Report(
        origin=f"{script.name}:{session.draft}",
        channel=hearing.incoming.address.channel,
        language=hearing.person.language or "kk",
        facts=_facts(hearing, told),
        territory=where.place,
        point=where.point,
        happening_now=_has(answers, "when", "now"),
        answers=_told(script, session, {name: one for name, one in answers.items() if name not in _APART}),
        about_reporter={"answers": _plain(of_reporter), "first_words": hearing.person.read},
        sender=sender,
        contact=contact,
        address=_sealed_address(hearing, own=_is_own(session, answers)) if contact else b"",
        lookup=sending.lane(hearing.house.keys, hearing.incoming.address) if contact else "",
        doubtful=doubtful,
        media=session.media,
        guarded=collecting.is_guarded(script, session),
    )


def _facts(hearing: Hearing, told: Told) -> dict[str, Any]:
    return told.facts | ({"clm_lead": "B"} if hearing.house.by_akimat else {})


def _where(script: Script, answers: Mapping[str, Answer]) -> Answer:
    given = (answers[step.name] for step in script.steps if step.kind == "place" and step.name in answers)
    return next(given, Answer())


def _is_own(session: Session, answers: Mapping[str, Answer]) -> bool:
    """Tell whether the report is about its writer: they said so, or it sounds so and they did not deny it."""
    if "self" in answers and answers["self"].codes:
        return _has(answers, "self", "yes")
    return "self" in session.marks


def _sealed_address(hearing: Hearing, *, own: bool) -> bytes:
    return telling.seal_address(hearing.house.keys, hearing.incoming.address, own=own)


def _told_about_contact(session: Session) -> bool:
    contact = session.answers.get("contact")
    return contact is not None and bool(contact.codes)


def _has(answers: Mapping[str, Answer], step: str, code: str) -> bool:
    return step in answers and code in answers[step].codes


def _told(script: Script, session: Session, answers: dict[str, Answer]) -> dict[str, Any]:
    """Give everything that was said, as JSON can hold it, with the script it was said to."""
    return {
        "script": script.name,
        "version": script.version,
        "digest": script.digest,
        "marks": list(session.marks),
        "needs_review": any(answer.review for answer in answers.values()) or "danger" in session.marks,
        "answers": _plain(answers),
    }


def _plain(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: structs.asdict(replace(answer, message=None)) for name, answer in answers.items()}
