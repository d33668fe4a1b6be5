"""What a reporter answered, question by question: codes in the reader's language, typed words as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from conversations import sentences
from conversations.dialogue.answers import Answer
from conversations.dialogue.script import Script, Step
from conversations.dossier.section import Line
from conversations.rendering import Speaker
from locales import formatting

ELSEWHERE = ("place", "media", "review")
"""Kinds of questions whose answers stand in another part of a dossier."""


def answers(told: Mapping[str, Any]) -> Mapping[str, Answer]:
    """Give the answers of a report as they were kept (`content["answers"]`), by question."""
    return {name: msgspec.convert(one, Answer) for name, one in told.get("answers", {}).items()}


def lines(script: Script, given: Mapping[str, Answer], speaker: Speaker) -> tuple[Line, ...]:
    """Give a line for every answer, in the order of the questions.

    What was pressed stands under one label, however many questions refined it; what was typed stands
    verbatim in a line of its own. An answer to a question that the script no longer has is shown by its
    codes: nothing that was said is left out.
    """
    coded: dict[str, list[str]] = {}
    typed: dict[str, list[Line]] = {}
    lists = set[str]()
    for name, step in _in_order(script, given):
        if step is not None and step.kind in ELSEWHERE:
            continue
        label = name if step is None else speaker.words(step.label or step.ask)
        answer, values = given[name], _values(script, step, given[name], speaker)
        coded.setdefault(label, []).extend(values)
        lists |= {label} if step is not None and step.kind == "many" and len(values) > 1 else set()
        if answer.text and answer.text.casefold() not in ", ".join(values).casefold():
            is_free = not _is_number(step, answer.text)
            shown = answer.text if is_free else formatting.bands(answer.text)
            typed.setdefault(label, []).append(Line(label, shown, verbatim=is_free))
    found = {label: _coded(label, values, label in lists) for label, values in coded.items()}
    return tuple(line for label in coded for line in (*found[label], *typed.get(label, [])))


def _is_number(step: Step | None, text: str) -> bool:
    """Tell whether a question for a number was answered with one: that reads in every language."""
    asks = step is not None and step.kind in ("number", "age")
    return asks and not any(char.isalpha() for char in text)


def _coded(label: str, values: list[str], is_list: bool) -> Iterator[Line]:
    once = tuple(dict.fromkeys(values))
    if once and is_list:
        yield Line(label, "; ".join(once), items=once)
    elif once:
        yield Line(label, " – ".join(once))


def _in_order(script: Script, given: Mapping[str, Answer]) -> Iterator[tuple[str, Step | None]]:
    yield from ((step.name, step) for step in script.steps if step.name in given)
    yield from ((name, None) for name in given if name not in script.places)


def _values(script: Script, step: Step | None, answer: Answer, speaker: Speaker) -> list[str]:
    chosen = [_option(script, step, code, speaker) for code in answer.codes]
    parts = list(chosen)
    if not chosen and not answer.text:
        if answer.ages:
            parts.append(", ".join(map(str, answer.ages)))
        elif answer.number is not None:
            parts.append(speaker.number(answer.number))
    return parts + ([speaker.say(sentences.VOICE)] if answer.voice or answer.medium else [])


def _option(script: Script, step: Step | None, code: str, speaker: Speaker) -> str:
    source = script.step(step.options_of) if step is not None and step.options_of else step
    option = source.option(code) if source is not None else None
    return code if option is None else speaker.words(option.text, option.values)
