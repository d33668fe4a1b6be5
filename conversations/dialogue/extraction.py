"""What the answers say, as facts for the assessment; only answers to questions that still apply count."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from conversations.dialogue.answers import Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.order import applies
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Session

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Told(Struct, frozen=True):
    """What a draft tells: the answers whose questions still apply, in order, and the facts in them."""

    answers: dict[str, Answer]
    facts: dict[str, Any]
    has_pictures: bool


def told(script: Script, session: Session) -> Told:
    """Give what the draft tells: gone through once, for all who ask."""
    answers = dict(current(script, session))
    return Told(answers, facts(script, session, answers), bool(session.pictures))


def facts(script: Script, session: Session, answers: Mapping[str, Answer] | None = None) -> dict[str, Any]:
    """Give the facts: values of chosen options, typed numbers, ages. Unknown things are left out.

    `answers`: the `current` ones, where they are known.
    """
    told: dict[str, Any] = {}
    answers = dict(current(script, session)) if answers is None else answers
    picked = [(step, answer, chosen(script, step, answer)) for step, answer in _steps(script, answers)]
    refined = {option.under for step, _, options in picked if step.options_of for option in options}
    for step, answer, options in picked:
        for option in options:
            if option.code not in refined:  # "begging or something dangerous" is no more than begging now
                _join(told, option.facts)
        if answer.ages and step.fact:
            _join(told, {step.fact: list(answer.ages)})
        elif step.fact and answer.number is not None and not answer.codes:
            told[step.fact] = answer.number
    for fact, (first, second) in script.products.items():
        one, other = answers.get(first, Answer()), answers.get(second, Answer())
        if other.number is None or other.codes:
            continue
        if one.codes:
            _join(told, _banded(script.step(first), one, fact, other.number))
        elif one.number is not None:
            told[fact] = one.number * other.number
    _correct(script, session, answers, told)
    return told


def _steps(script: Script, answers: Mapping[str, Answer]) -> Iterator[tuple[Step, Answer]]:
    return ((script.step(name), answer) for name, answer in answers.items())


def current(script: Script, session: Session) -> Iterator[tuple[str, Answer]]:
    """Give the answers in the order of the script, without those whose question no longer applies."""
    for step in script.steps:
        answer = session.answers.get(step.name)
        if answer is not None and applies(script, session, step):
            yield step.name, answer


def chosen(script: Script, step: Step, answer: Answer) -> list[Option]:
    """Give the options behind the codes of an answer."""
    source = script.step(step.options_of) if step.options_of else step
    return [option for code in answer.codes if (option := source.option(code)) is not None]


def _join(told: dict[str, Any], facts: Any) -> None:
    """Add facts: lists are joined, single values of a later answer win over earlier ones."""
    for key, value in facts.items():
        if isinstance(value, list | tuple):
            told[key] = list(dict.fromkeys([*told.get(key, ()), *value]))
        else:
            told[key] = value


def _banded(step: Step, answer: Answer, fact: str, times: float) -> dict[str, Any]:
    """Give the product of a chosen band and a number: "4-8" on 6 days is "24-48", ">8" on 7 is ">56"."""
    option = step.option(answer.codes[0])
    band = option.facts.get(step.fact) if option is not None else None
    if not isinstance(band, str):
        return {}
    return {fact: _NUMBER.sub(lambda found: f"{float(found[0]) * times:g}", band)}


def _correct(script: Script, session: Session, answers: Mapping[str, Answer], told: dict[str, Any]) -> None:
    for correction in script.corrections:
        if holds(correction.condition, answers, session.marks):
            for fact, values in correction.without.items():
                told[fact] = [one for one in told.get(fact, ()) if one not in values]
            _join(told, correction.facts)
