"""A report out of the answers to a script: the same for every channel, so that the same words weigh alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from cases import appeals
from cases.report import Report
from conversations import paths
from conversations.dialogue import collecting
from conversations.dialogue.answers import Answer
from conversations.dialogue.extraction import Told
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session
from conversations.house import House
from locales import daytime

ABOUT_REPORTER = ("self", "contact")
"""Questions whose answers tell something of the reporter: no department reads them."""
_APART = frozenset({*ABOUT_REPORTER, *paths.SENDER})


@dataclass(frozen=True, slots=True)
class Teller:
    """By which channel and in which language something is told; `facts` that the way itself brings, and
    what more is known of whoever tells it (`about`), which no department reads.
    """

    channel: str
    language: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict, repr=False)
    doubtful: bool = False


def report(
    house: House, script: Script, session: Session, told: Told, teller: Teller, *, now: datetime
) -> Report:
    """Give the report that the answers make, without an address: whoever files it knows where to answer."""
    answers = told.answers
    sender = paths.sender(appeals.in_force(daytime.day(now)), answers)
    of_reporter = {name: answers[name] for name in ABOUT_REPORTER if name in answers}
    of_reporter |= paths.left_over(answers, sender)
    place = where(script, answers)
    return Report(
        origin=origin(session),
        channel=teller.channel,
        language=teller.language,
        facts=facts(house, told, teller),
        territory=place.place,
        point=place.point,
        happening_now=has(answers, "when", "now"),
        answers=_told(script, session, {name: one for name, one in answers.items() if name not in _APART}),
        about_reporter={"answers": plain(of_reporter), **teller.about},
        sender=sender,
        contact=has(answers, "contact", "contact_yes"),
        doubtful=teller.doubtful,
        media=session.media,
        guarded=collecting.is_guarded(script, session),
    )


def origin(session: Session) -> str:
    """Name the draft, so that filing it again is no second report."""
    return f"{session.script}:{session.draft}"


def facts(house: House, told: Told, teller: Teller) -> dict[str, Any]:
    """Give the facts of the answers, with those that the place of work and the way of telling bring."""
    return {**told.facts, **({"clm_lead": "B"} if house.by_akimat else {}), **teller.facts}


def where(script: Script, answers: Mapping[str, Answer]) -> Answer:
    """Give the answer to the question for the place; an empty one where there is none."""
    given = (answers[step.name] for step in script.steps if step.kind == "place" and step.name in answers)
    return next(given, Answer())


def has(answers: Mapping[str, Answer], step: str, code: str) -> bool:
    """Tell whether this code was chosen at this question."""
    return step in answers and code in answers[step].codes


def _told(script: Script, session: Session, answers: dict[str, Answer]) -> dict[str, Any]:
    """Give everything that was said, as JSON can hold it, with the script it was said to."""
    return {
        "script": script.name,
        "version": script.version,
        "digest": script.digest,
        "marks": list(session.marks),
        "needs_review": any(answer.review for answer in answers.values()) or "danger" in session.marks,
        "answers": plain(answers),
    }


def plain(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Give answers as JSON can hold them, without the messages in which they came."""
    return {name: structs.asdict(replace(answer, message=None)) for name, answer in answers.items()}
