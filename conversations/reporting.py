"""The end of a citizen's report: answers become a report, the report a case, the case pointers to
departments.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from cases import case, filing
from cases import consent as consents
from cases.report import Report
from conversations import limits, notices, pointing, sending
from conversations.dialogue import extraction
from conversations.dialogue.answers import Answer
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session
from conversations.hearing import Hearing
from conversations.incoming import Address
from conversations.message import Message
from store.seal import Keys

OPERATOR = "OPERATOR"
_REPORTER = "reporter"
ABOUT_REPORTER = ("self", "contact")
"""Questions whose answers tell something of the reporter: no department reads them."""


def send(hearing: Hearing, script: Script, session: Session) -> None:
    """File the report, tell the reporter the code, send the departments their pointers; all in one
    transaction.
    """
    person, house = hearing.person, hearing.house
    doubtful = limits.reached(person.filed, limits.REPORTS, hearing.now)
    report = report_of(hearing, script, session, doubtful=doubtful)
    filed = filing.file_report(hearing.tx, hearing.office, report, now=hearing.now)
    if not filed.again:
        to, territory = filed.forwardings, report.territory
        pointing.point(hearing.tx, house, filed, to, territory=territory, now=hearing.now)
    speaker = hearing.speaker
    receiver = house.department(filed.lead.code, person.language)
    pile = doubtful and filed.lead.body == OPERATOR
    hearing.say(*notices.sent(filed, speaker, receiver=receiver, review_pile=pile, now=hearing.now))
    undecided = not _told_about_contact(session)
    if undecided:
        hearing.say(notices.may_we_write(speaker, session.draft))
    hearing.remember(
        draft=None,
        ended=session.draft,
        asked=filed.number if undecided else 0,
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
    address = seal_address(hearing.house.keys, hearing.incoming.address)
    consents.keep(
        hearing.tx,
        person.asked,
        address=address,
        lookup=sending.lane(hearing.house.keys, hearing.incoming.address),
        language=person.language or "kk",
        now=hearing.now,
    )
    hearing.change([Message(speaker.say(notices.WILL_WRITE))])
    row = case.get(hearing.tx, person.asked)
    if row.acknowledged_at is not None:
        hearing.say(notices.acknowledged(speaker, row))


def receiver(hearing: Hearing, script: Script, session: Session) -> str:
    """Give the name of the department that would receive the report as it stands."""
    doubtful = limits.reached(hearing.person.filed, limits.REPORTS, hearing.now)
    report = report_of(hearing, script, session, doubtful=doubtful)
    lead = filing.preview(hearing.office, report)
    return hearing.house.department(lead.code, hearing.person.language)


def report_of(hearing: Hearing, script: Script, session: Session, *, doubtful: bool = False) -> Report:
    """Give the report that the answers make."""
    answers = dict(extraction.current(script, session))
    of_reporter = {name: answers[name] for name in ABOUT_REPORTER if name in answers}
    where = next(
        (answers[step.name] for step in script.steps if step.kind == "place" and step.name in answers), None
    )
    where = where or Answer()
    contact = _has(answers, "contact", "contact_yes")
    return Report(
        origin=f"{script.name}:{session.draft}",
        channel=hearing.incoming.address.channel,
        language=hearing.person.language or "kk",
        facts=extraction.facts(script, session) | ({"clm_lead": "B"} if hearing.house.by_akimat else {}),
        territory=where.place,
        point=where.point,
        happening_now=_has(answers, "when", "now"),
        answers=_told(
            script, session, {name: one for name, one in answers.items() if name not in of_reporter}
        ),
        about_reporter={"answers": _plain(of_reporter)} if of_reporter else {},
        contact=contact,
        address=seal_address(hearing.house.keys, hearing.incoming.address) if contact else b"",
        lookup=sending.lane(hearing.house.keys, hearing.incoming.address) if contact else "",
        doubtful=doubtful,
    )


def seal_address(keys: Keys, address: Address) -> bytes:
    """Seal where the reporter wants to be told."""
    return keys.seal(msgspec.json.encode(address), _REPORTER)


def unseal_address(keys: Keys, sealed: bytes) -> Address:
    """Give back where the reporter wants to be told."""
    return msgspec.json.decode(keys.unseal(sealed, _REPORTER), type=Address)


def _told_about_contact(session: Session) -> bool:
    contact = session.answers.get("contact")
    return contact is not None and bool(contact.codes)


def _has(answers: dict[str, Answer], step: str, code: str) -> bool:
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
    return {name: msgspec.to_builtins(replace(answer, message=None)) for name, answer in answers.items()}
