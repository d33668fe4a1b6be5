"""What the answers give an inspector, and how it is said: to the reporter, and coded to departments."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cases import assessment, evidence, facts
from cases.evidence import Meter
from cases.judgement import UNCONDITIONAL
from cases.law import Law
from conversations.dialogue import clocktimes
from conversations.dialogue.answers import Answer
from conversations.dialogue.extraction import Told
from conversations.rendering import Speaker
from locales import daytime
from locales.texts import Text

THINGS = {
    "place": Text("evid.place", "the exact place"),
    "hours": Text("evid.hours", "days and hours of work"),
    "task": Text("evid.task", "what exactly the child does"),
    "age": Text("evid.age", "about how old the child is"),
    "photo": Text("evid.photo", "a photo of the place, without faces"),
}
KNOWN = Text("evid.known", "Known for an inspection: {things}.")
MISSING = Text("evid.missing", "For an inspection it would help to know: {things}.")
LATER = Text("evid.later", "You can add this later: “{button}”.")
CODED = Text("pointer.evidence", "Known: {known}. Not known: {missing}.")
NOTHING_KNOWN = Text("evid.nothing", "nothing yet")
NOTHING_MISSING = Text("evid.all", "nothing")
VAGUE = frozenset({"g_farm", "g_market", "g_transport", "g_cafe", "g_home", "g_worst", "other"})
"""Answers to "what work?" that do not say what is done."""


def meter(told: Told, now: datetime, *, worst: bool) -> Meter:
    """Give the meter of a report as it stands. `worst`: is it of the worst forms."""
    found = known(told.answers) | of_flag(told.facts) | ({"photo"} if told.has_pictures else set())
    return evidence.weigh(told.facts.get("activity", ()), found, daytime.day(now), worst=worst)


def is_grave(told: Told, law: Law) -> bool:
    """Tell whether the answers tell of an unconditional worst form of child labour."""
    return assessment.find(facts.parse(told.facts), law).severity >= UNCONDITIONAL


def known(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Give the things that the answers tell, whatever they say: nothing is judged, no value is read out."""
    where, hours = answers.get("where", Answer()), answers.get("hours", Answer())
    found = {
        "place": where.point is not None or bool(where.voice) or len(where.text.split()) > 1,
        "hours": _says(answers, "times") or clocktimes.length(hours.text) is not None,
        "task": any(_names_a_task(answers.get(step, Answer())) for step in ("what", "worst", "refine")),
        "age": _says(answers, "age"),
    }
    return frozenset(code for code, is_told in found.items() if is_told)


def of_flag(told: Mapping[str, object]) -> frozenset[str]:
    """Give the things that a teacher's flag tells: its questions are others, the class list knows the age."""
    if told.get("origin") != "teacher":
        return frozenset()
    things = {"task": told.get("activity"), "age": told.get("age")}
    return frozenset(code for code, value in things.items() if value)


def shown(found: Meter, speaker: Speaker) -> list[str]:
    """Say what is known and what would help, for the review."""
    told = [speaker.say(KNOWN, things=_listed(found.known, speaker))] if found.known else []
    return told + lacking(found, speaker)


def lacking(found: Meter, speaker: Speaker) -> list[str]:
    """Say what would help; nothing where all is known."""
    return [speaker.say(MISSING, things=_listed(found.missing, speaker))] if found.missing else []


def coded(found: Meter, speaker: Speaker) -> str:
    """Give one line for a department's pointer: which things are known, never what they are."""
    return speaker.say(
        CODED,
        known=_listed(found.known, speaker) or speaker.say(NOTHING_KNOWN),
        missing=_listed(found.missing, speaker) or speaker.say(NOTHING_MISSING),
    )


def _listed(codes: Iterable[str], speaker: Speaker) -> str:
    return ", ".join(speaker.say(THINGS[code]) for code in codes)


def _names_a_task(answer: Answer) -> bool:
    return bool(set(answer.codes) - VAGUE or answer.voice or len(answer.text.split()) > 1)


def _says(answers: Mapping[str, Answer], step: str) -> bool:
    return step in answers and (answers[step].says_something() or bool(answers[step].voice))
