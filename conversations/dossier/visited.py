"""What monitors found on a visit, and who the child is, in the words of form 1.

Who the child is stands in a section of its own: only those who act on it hold its key.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cases import identity
from cases.visits import form, plans, team
from cases.visits.form import Question
from conversations.dossier.section import Line, Section
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

CHILD = Text("visit.of_child", "Who the child is")
DAY = Text("visit.of_day", "Day of the visit")
WHY = Text("m.why", "Why is the visit planned?")
TEAM = Text("visit.of_team", "The team")
PROPOSED = Text("visit.of_proposed", "{question} (proposed by the rules)")
_VISIT = "visit:"
FOUND = Text("visit.of_found", "{heading}: found")
NOT_FOUND = Text("visit.of_not_found", "{heading}: not found")
_SILENT = ("unknown", "not_asked")
_LISTED = {"q19": ("found", "not_found"), "q20": ("yes", "no"), "q22": ("yes", "no")}
"""Groups of lines that read as two lists: their answers for found and not found."""
_BY_RULES = 3


def sections(house: House, parts: Mapping[str, Mapping[str, Any]], language: str) -> tuple[Section, ...]:
    """Give what a visit found, section by section as on paper; a teacher's flag may hold the child alone.

    `parts`: those of the case that could be opened, by their names. What was not asked is left out.
    """
    speaker, told = house.speaker(language), parts.get(identity.PART, {})
    found = [Section(speaker.say(CHILD), tuple(_answers(form.questions(), told, speaker)))]
    for name in sorted(parts):
        if name.startswith(_VISIT):
            found += _visit(parts[name], speaker)
    return tuple(one for one in found if one.lines)


def _visit(told: Mapping[str, Any], speaker: Speaker) -> Iterator[Section]:
    for number, title in form.sections().items():
        asked = [one for one in form.questions() if one.section == number]
        lines = [*_answers(asked, told, speaker)]
        if number == 0:
            lines = [*_plan(told.get("plan", {}), speaker), *lines]
        if number == _BY_RULES:
            lines += _proposals(told, speaker)
        yield Section(speaker.say(title), tuple(lines))


def _plan(plan: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    if plan.get("day"):
        day = formatting.date(date.fromisoformat(plan["day"]), speaker.catalogue.language)
        yield Line(speaker.say(DAY), day)
    if plan.get("reason") in plans.REASONS:
        yield Line(speaker.say(WHY), speaker.say(plans.REASONS[plan["reason"]]))
    roles = [
        speaker.say(team.ROLES[one["role"]]) for one in plan.get("team", ()) if one["role"] in team.ROLES
    ]
    if roles:
        yield Line(speaker.say(TEAM), "", items=tuple(roles))


def _answers(asked: Iterable[Question], told: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    answers, unread, listed = told.get("answers", {}), told.get("unread", {}), set[str]()
    for question in asked:
        if question.group in _LISTED:
            if question.group not in listed:
                listed.add(question.group)
                yield from _lists(question.group, answers, speaker)
            continue
        value = answers.get(question.id)
        if question.id in unread:
            yield Line(speaker.say(question.text), str(unread[question.id]), verbatim=True)
        elif value is not None and value not in _SILENT:
            yield _line(question, value, speaker)


def _lists(group: str, answers: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    heading = speaker.say(form.groups()[group])
    for code, text in zip(_LISTED[group], (FOUND, NOT_FOUND), strict=True):
        asked = [one for one in form.questions() if one.group == group and answers.get(one.id) == code]
        if asked:
            yield Line(
                speaker.say(text, heading=heading), "", items=tuple(speaker.say(one.text) for one in asked)
            )


def _proposals(told: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    """What the rules proposed, where the monitor answered otherwise or not at all."""
    for id, proposed in told.get("proposed", {}).items():
        question = form.question(id)
        if question is None or proposed["value"] in (*_SILENT, told["answers"].get(id)):
            continue
        label = speaker.say(PROPOSED, question=speaker.say(question.text))
        yield Line(label, _word(question, proposed["value"], speaker))


def _line(question: Question, value: Any, speaker: Speaker) -> Line:
    label = speaker.say(question.text)
    match value:
        case list():
            return Line(label, "", items=tuple(_word(question, one, speaker) for one in value))
        case {"told": hours}:
            return Line(label, str(hours))
    if question.options:
        return Line(label, _word(question, value, speaker))
    if question.kind in ("date", "birth") and len(str(value)) == len("2026-11-23"):
        return Line(label, formatting.date(date.fromisoformat(value), speaker.catalogue.language))
    return Line(label, str(value), verbatim=question.kind in ("text", "long"))


def _word(question: Question, code: str, speaker: Speaker) -> str:
    return next((speaker.say(one.text) for one in question.options if one.code == code), code)
