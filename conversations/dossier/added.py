"""What came after the report: additions and answers of the reporter, notes of those who work on the case."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cases import premises
from conversations import asking
from conversations.dossier import deeds, said
from conversations.dossier.section import Line, Section
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

ADDITIONS = Text("dossier.added", "What the reporter added")
NOTES = Text("dossier.notes", "Notes")
ASKED = Text("dossier.asked", "Question")
FILE = Text("dossier.with_file", "A file came with it.")
WRITTEN_DOWN = Text("transcript.of", "Voice message in words, {date}")
LEARNED = Text("dossier.learned", "Became known later")
SCHOOL, SCHOOL_NAME = (
    Text("dossier.school", "The school that sends its pupils"),
    Text("schools.name", "School"),
)
FIRST_DAY, DAYS = Text("lbl.first_day", "First day missed"), Text("lbl.days_missed", "School days missed")
ON_DAY = Text("dossier.on_day", "{who}, {date}")


def sections(house: House, parts: Mapping[str, Mapping[str, Any]], language: str) -> tuple[Section, ...]:
    """Give the words that were added, the oldest first; a section is left out where it would be empty.

    Before them stands which school it is, where a school sends its pupils: for those who act on it.
    `parts`: by their names, "addition:1", "answer:3", "note:2".
    """
    speaker = house.speaker(language)
    names = sorted(parts, key=lambda name: (_day(parts[name]), name.partition(":")[0], _number(name)))
    told = [line for name in names for line in _lines(name, parts[name], speaker)]
    told += [line for name in names for line in _learned(house, parts[name], speaker)]
    notes = [_note(house, parts[name], language) for name in names if name.startswith("note:")]
    school = [*_school(parts.get(premises.PART, {}), speaker)]
    found = ((SCHOOL, school), (ADDITIONS, told), (NOTES, notes))
    return tuple(Section(speaker.say(title), tuple(lines)) for title, lines in found if lines)


def _lines(name: str, told: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    kind, language = name.partition(":")[0], speaker.catalogue.language
    if kind not in ("addition", "answer", "transcript"):
        return
    day = _day(told)
    label = formatting.date(date.fromisoformat(day), language) if day else ""
    label = speaker.say(WRITTEN_DOWN, date=label) if kind == "transcript" else label
    if told.get("question") in asking.WORDS:
        yield Line(speaker.say(ASKED), speaker.say(asking.WORDS[told["question"]]))
    elif told.get("words"):
        yield Line(speaker.say(ASKED), told["words"], verbatim=True)
    if told.get("text"):
        yield Line(label, told["text"], verbatim=True)
    if told.get("file"):
        yield Line(label, speaker.say(FILE))


def _learned(house: House, told: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    """Give what was learned later as answers to a script: they read in the officer's language."""
    later = told.get("learned")
    if later:
        day = formatting.date(date.fromisoformat(_day(told)), speaker.catalogue.language)
        yield Line(speaker.say(LEARNED), day)
        yield from said.lines(house.scripts[later["script"]], said.answers(later), speaker)


def _school(told: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    if told:
        since = formatting.date(date.fromisoformat(told["since"]), speaker.catalogue.language)
        yield Line(speaker.say(SCHOOL_NAME), told["name"], verbatim=True)
        yield Line(speaker.say(FIRST_DAY), since)
        yield Line(speaker.say(DAYS), str(told["days"]))


def _note(house: House, told: Mapping[str, Any], language: str) -> Line:
    day = formatting.date(date.fromisoformat(told["day"]), language)
    who = deeds.who(house, told["role"], language)
    return Line(house.speaker(language).say(ON_DAY, who=who, date=day), told["words"], verbatim=True)


def _day(told: Mapping[str, Any]) -> str:
    return str(told.get("day", ""))


def _number(name: str) -> int:
    return int(name.rpartition(":")[2]) if ":" in name else 0
