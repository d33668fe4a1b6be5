"""What verifiers wrote beside their answers at a follow-up: their words as they stand, and what is coded."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cases.followups import noted
from cases.followups.noted import Beside
from conversations.dossier import fact_words
from conversations.dossier.section import Line, Section
from conversations.followups import words
from conversations.house import House
from conversations.rendering import Speaker
from directory import kinds
from directory.service import in_language
from locales import formatting
from locales.texts import Text

CHECKED = Text("dossier.checked", "What was written at the follow-up")
WROTE = Text("f.wrote", "Written by the verifier ({who}), {date}")
WRITTEN = Text("f.written", "Written by the verifier, {date}")
WHY, DAYS = Text("desk.act.why", "Why?"), Text("lbl.days_missed", "School days missed")
SINCE = Text("f.since", "Since when?")
NEEDS = Text("f.needs_label", "What is needed")
LIGHT = Text("f.light_label", "Light work in free time, with a parent’s consent")


def sections(
    house: House, parts: Mapping[str, Mapping[str, Any]], language: str, *, named: bool = True
) -> tuple[Section, ...]:
    """Give one section with what verifiers wrote, the oldest first; none where nothing was written.

    `parts`: those of the case that could be opened, by their names. `named` False: who it was is left out,
    for paper that leaves the house.
    """
    speaker = house.speaker(language)
    lines = [line for one in noted.of_parts(parts) for line in lines_of(house, one, speaker, named=named)]
    return (Section(speaker.say(CHECKED), tuple(lines)),) if lines else ()


def lines_of(
    house: House, one: Beside, speaker: Speaker, *, named: bool = True, known: str = ""
) -> Iterator[Line]:
    """Give what one verifier told at one time: the answer, codes in words, then what was typed, as it is.

    `known`: the answer that stands there already, and is not said again.
    """
    label = _label(one, speaker, named)
    answer = words.ANSWERS.get((one.fact, one.answer)) if one.answer != known else None
    if answer is not None:
        yield Line(speaker.say(words.QUESTIONS[one.fact]), speaker.say(answer))
    yield from _coded(house, one, speaker)
    if one.words:
        yield Line(label, one.words, verbatim=True)


def _label(one: Beside, speaker: Speaker, named: bool) -> str:
    day = formatting.date(one.on, speaker.catalogue.language) if one.on else ""
    if named and one.verifier in words.VERIFIERS:
        return speaker.say(WROTE, who=speaker.say(words.VERIFIERS[one.verifier]), date=day)
    return speaker.say(WRITTEN, date=day)


def _coded(house: House, one: Beside, speaker: Speaker) -> Iterator[Line]:
    language = speaker.catalogue.language
    if one.why in words.WHY:
        yield Line(speaker.say(WHY), speaker.say(words.WHY[one.why]))
    told = {"activity": one.activity, "hours_day": one.hours, "hours_week": one.hours_week}
    for key, said in told.items():
        if said:
            value = fact_words.value(key, said, house.scripts.values(), speaker)
            yield Line(fact_words.label(key, speaker), value)
    if one.light is not None:
        yield Line(speaker.say(LIGHT), speaker.say(fact_words.YES if one.light else fact_words.NO))
    if one.since:
        yield Line(speaker.say(SINCE), formatting.date(date.fromisoformat(one.since), language))
    if one.days:
        yield Line(speaker.say(DAYS), str(one.days))
    known = kinds.all_needs()
    needs = tuple(in_language(known[code].names, language) for code in one.needs if code in known)
    if needs:
        yield Line(speaker.say(NEEDS), ", ".join(needs), items=needs)
