"""What a child's answers say to the rules: facts, the assessment, and questions 16 to 18 as it proposes them.

A monitor confirms what is proposed or changes it with a reason. What a monitor says of question 18 is a fact
for the rules ("on the list of hazardous work"); both are kept (DOMAIN a.2, semantics 7).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases import ages, assessment, facts
from cases.assessment import Assessment
from cases.law import Law
from cases.visits import birth, form
from cases.visits.form import Question

YES, NO, UNKNOWN = "yes", "no", "unknown"
MEETS, DOES_NOT, FOUND, NOT_FOUND = "meets", "does_not_meet", "found", "not_found"
PROPOSED = ("q16", "q17", "q18")
WHY = {id: f"x_why_{id}" for id in PROPOSED}
"""Where the reason stands for a proposal that was changed."""
_AT_HOME = "kz"
_BELOW_AGE = ("A-1", "A-3", "A-4")
_HOURS_OF = {"q14b": "hours_day"}
_NUMBERS_OF = {"q14c": "shifts", "q14e": "breaks"}
_HARMS = {"q22d": "chemicals", "q22e": "insect_snake_bites", "q22f": "injury_accident", "q20b": "violence"}
"""Risks and consequences of the paper that are hazards of the rules."""
_CONDITIONS = frozenset({"hazard", "load_kg", "heavy"})
"""Without one of them nobody has looked at the workplace: nothing is "not found" there yet."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposed answer to one question, and the rules that it comes from."""

    question: str
    value: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the rules make of one child. `confirmed`: as it stands with what the monitor changed."""

    proposals: tuple[Proposed, ...]
    assessment: Assessment
    facts: Mapping[str, object]

    def proposed(self, question: str) -> str:
        """Give what is proposed for question 16, 17 or 18."""
        return next(one.value for one in self.proposals if one.question == question)


def assess(values: Mapping[str, Any], law: Law, today: date) -> Assessed:
    """Assess a child by its answers (`Body.values`). Pure; never refuses answers that were read."""
    told = facts_of(values, today)
    proposals = propose(assessment.assess(facts.parse(told), law), told)
    listed = next(one.value for one in proposals if one.question == "q18")
    said = values.get("q18", UNKNOWN)
    if said not in (UNKNOWN, listed):
        told = {**told, "on_list": said == FOUND}
    return Assessed(proposals, assessment.assess(facts.parse(told), law), told)


def overridden(values: Mapping[str, Any], assessed: Assessed) -> tuple[str, ...]:
    """Give the questions that a monitor answered otherwise than a proposal that says something."""
    return tuple(
        one.question
        for one in assessed.proposals
        if one.value != UNKNOWN and values.get(one.question, one.value) != one.value
    )


def facts_of(values: Mapping[str, Any], today: date) -> dict[str, object]:
    """Give a child's answers as inputs of the assessment."""
    told: dict[str, object] = {"origin": "visit", "work": YES}
    for question in form.of_child():
        value = values.get(question.id)
        if value is not None and question.fact and question.group != "q19":
            told |= _fact(question, value)
    told |= {key: _most(values[id]) for id, key in _HOURS_OF.items() if id in values}
    told |= {key: values[id] for id, key in _NUMBERS_OF.items() if id in values}
    told |= _age(values, today) | _night(values) | _from_afar(values) | _worst(values) | _hazards(values)
    if "school_harm" not in told and values.get("q20c") == YES:
        told["school_harm"] = "late"
    return told


def nobody_found() -> dict[str, object]:
    """Give the facts of a visit that found nobody under 18 at work."""
    return {"origin": "visit", "visit_no_child": True}


def propose(result: Assessment, told: Mapping[str, object]) -> tuple[Proposed, ...]:
    """Give questions 16 to 18 as the assessment of these facts has them."""
    asked_age = "age" in result.open_questions
    below = _fired(result, _BELOW_AGE)
    return (
        Proposed("q16", _judged(below, _open(result, _BELOW_AGE) or asked_age, DOES_NOT, MEETS), below),
        _hours(result),
        _hazardous(result, told),
    )


def _hours(result: Assessment) -> Proposed:
    """Under 14 no hours are allowed at all, so that the age decides (`A-1`); for the arts none are set."""
    too_long = _fired(result, ("A-1", "H-1", "H-2", "H-3", "H-4", "H-5", "N-1", "O-1"))
    flag = dict(result.criteria).get("hours_over_the_maximum", UNKNOWN)
    is_open = flag != NO or "A-2" in result.fires or "age" in result.open_questions
    return Proposed("q17", _judged(too_long, is_open, DOES_NOT, MEETS), too_long)


def _hazardous(result: Assessment, told: Mapping[str, object]) -> Proposed:
    rules = _fired(result, ("Z-1",))
    asked = told.get("activity") and not _CONDITIONS.isdisjoint(told)
    is_open = _open(result, ("Z-1",)) or not asked
    return Proposed("q18", _judged(rules, is_open, FOUND, NOT_FOUND), rules)


def _judged(fired: tuple[str, ...], is_open: bool, broken: str, whole: str) -> str:
    if fired:
        return broken
    return UNKNOWN if is_open else whole


def _fired(result: Assessment, rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rule for rule in result.fires if rule in rules)


def _open(result: Assessment, rules: tuple[str, ...]) -> bool:
    return any(rule in rules for rule in result.possible)


def _fact(question: Question, value: Any) -> dict[str, object]:
    if value == UNKNOWN:
        return {}
    return {question.fact: _VALUES.get(question.kind, _as_it_is)(value)}


def _as_it_is(value: Any) -> object:
    return {YES: True, NO: False}.get(value, value) if isinstance(value, str) else value


def _most(value: Mapping[str, Any]) -> object:
    """Of "10-13" the rules read the upper end; "more than 8" stays open above (DIALOGUES 3)."""
    told = str(value["told"]).strip()
    return told if told.startswith(">") else value["high"]


def _minutes(value: str) -> int:
    hour, minute = value.split(":")
    return int(hour) * 60 + int(minute)


_VALUES: Mapping[str, Callable[[Any], object]] = {"hours": _most, "load": _most, "time": _minutes}


def _age(values: Mapping[str, Any], today: date) -> dict[str, object]:
    """Of a birth date as it is known, else as the age was told; the date of identification counts."""
    on = min(date.fromisoformat(values.get("q12", today.isoformat())), today)
    born, told = values.get("q2"), values.get("x_age")
    exact = birth.age(born, on) if born else None
    if exact is not None and exact.isdecimal():
        return {"age": int(exact)}
    return {"age": told} if told is not None else ({} if exact is None else {"age": exact})


def _night(values: Mapping[str, Any]) -> dict[str, object]:
    said = values.get("q14d", UNKNOWN)
    return {} if said == UNKNOWN else {"night": said == YES}


def _from_afar(values: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    citizen, registered = values.get("q5", UNKNOWN), values.get("x_registered", UNKNOWN)
    if citizen != UNKNOWN:
        found["migrant"] = citizen != _AT_HOME
    if registered != UNKNOWN:
        found["registered"] = registered == YES
    return found


def _worst(values: Mapping[str, Any]) -> dict[str, object]:
    lines = [one for one in form.of_child() if one.group == "q19"]
    said = [(one.fact, values.get(one.id, "not_asked")) for one in lines]
    found = [code for code, answer in said if answer == FOUND]
    return {"wfcl": found} if found or all(answer == NOT_FOUND for _, answer in said) else {}


def _hazards(values: Mapping[str, Any]) -> dict[str, object]:
    found = {*values.get("x_hazard", ()), *(code for id, code in _HARMS.items() if values.get(id) == YES)}
    return {"hazard": sorted(found)} if found else {}


def is_adult(told: Mapping[str, object]) -> bool:
    """Does the age in these facts make the person 18 or older?"""
    return ages.parse(told.get("age")).only_adults
