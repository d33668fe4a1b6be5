"""What the answers say, as facts for the assessment; only answers to questions that still apply count."""

from collections.abc import Iterator
from typing import Any

from conversations.dialogue.answers import Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.order import applies
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Session


def facts(script: Script, session: Session) -> dict[str, Any]:
    """Give the facts: values of chosen options, typed numbers, ages. Unknown things are left out."""
    told: dict[str, Any] = {}
    answers = dict(current(script, session))
    for step, answer in ((script.step(name), answer) for name, answer in answers.items()):
        for option in chosen(script, step, answer):
            _join(told, option.facts)
        if answer.ages and step.fact:
            _join(told, {step.fact: list(answer.ages)})
        elif step.fact and answer.number is not None and not answer.codes:
            told[step.fact] = answer.number
    for fact, (first, second) in script.products.items():
        one, other = answers.get(first, Answer()), answers.get(second, Answer())
        if one.number is not None and other.number is not None and not (one.codes or other.codes):
            told[fact] = one.number * other.number
    _correct(script, session, told)
    return told


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


def _correct(script: Script, session: Session, told: dict[str, Any]) -> None:
    for correction in script.corrections:
        if holds(correction.condition, session.answers, session.marks):
            for fact, values in correction.without.items():
                told[fact] = [one for one in told.get(fact, ()) if one not in values]
            _join(told, correction.facts)
