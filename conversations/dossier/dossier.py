"""The content of a case in words of one language: answers are codes, so that a report made in Uzbek reads in
Kazakh and in Russian. What somebody typed stands there as it was typed, and is marked.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cases import evidence, facts
from cases.evidence import Meter
from cases.judgement import UNCONDITIONAL
from conversations import grounds
from conversations.dialogue.answers import Answer
from conversations.dossier import fact_words, said, why
from conversations.dossier.section import Line, Section
from conversations.house import House
from conversations.rendering import Speaker
from locales.texts import Text

REPORTED = Text("dossier.reported", "What was reported")
PLACE = Text("dossier.place", "Place")
DISTRICT = Text("dossier.district", "District, settlement")
TYPED = Text("dossier.place_typed", "Told about the place")
POINT = Text("dossier.point", "Exact point")
UNPLACED = Text("dossier.unplaced", "The place is not known yet.")
REVIEW = Text("dossier.review", "Some answers were kept as they were typed: please read them yourself.")
PARTIAL = Text("dossier.partial", "The call was cut off: not everything was asked.")
WHOLE_CLASS = Text(
    "dossier.whole_class",
    "Many pupils of one grade do not come to school in the season. Grade: {grade}.",
)
EXTRACT = Text(
    "dossier.extract",
    "You read the coded answers only. The words of the reporter go to the department in charge.",
)
SEX = Text("lbl.sex", "Boys or girls")
SEXES = {"male": Text("opt.s_boys", "Boys"), "female": Text("opt.s_girls", "Girls")}
WHEN, NOW = Text("lbl.when", "When"), Text("opt.now", "Right now")
INSPECTION = Text("dossier.inspection", "Is it enough for an inspection?")
ENOUGH = Text("dossier.enough", "Enough")
RESULT = Text("dossier.result", "Conclusion")
NOT_ENOUGH = Text("dossier.not_enough", "Not enough yet")
KNOWN, MISSING = Text("dossier.known", "Known"), Text("dossier.missing", "Not known")
WHERE = "where"
"""The question for the place."""


def read(
    house: House, content: Mapping[str, Any], language: str, *, found: Meter | None = None
) -> tuple[Section, ...]:
    """Give the content of a case (`cases.opening.Opened.content`), whole or extract, in sections.

    `found`: the meter of its evidence (`meter`), where it is wanted as a section. Nothing that was told is
    left out: a code that has no words any more is shown as it is.
    """
    speaker = house.speaker(language)
    found_out = [*why.sections(house, content["assessment"], speaker)]
    measured = [_inspection(found, speaker)] if found else []
    return (_reported(house, content, speaker), _place(content, speaker), *found_out, *measured)


def meter(content: Mapping[str, Any], day: date, *, pictures: bool = False) -> Meter | None:
    """Give how far a report goes for an inspection on that day; None of an extract, which lacks the answers.

    `pictures`: a photo or video came with it.
    """
    if "answers" not in content:
        return None
    known = grounds.known(said.answers(content["answers"])) | grounds.of_flag(content["facts"])
    known |= {"photo"} if pictures else set()
    worst = content["assessment"]["severity"] >= UNCONDITIONAL
    return evidence.weigh(content["facts"].get("activity", ()), known, day, worst=worst)


def _reported(house: House, content: Mapping[str, Any], speaker: Speaker) -> Section:
    told = content.get("answers")
    script = house.scripts.get(told.get("script", "")) if told else None
    if told and script is not None:
        lines = said.lines(script, said.answers(told), speaker)
        noted = [REVIEW] if told.get("needs_review") else []
        noted += [PARTIAL] if told.get("partial") else []
    else:
        lines = (*_coded(house, content, speaker), *_typed(said.answers(told or {})))
        noted = [] if told else [EXTRACT]
    notes = [Line(speaker.say(why.NOTE), speaker.say(one)) for one in noted]
    if told and told.get("whole_class"):
        notes.append(Line(speaker.say(why.NOTE), speaker.say(WHOLE_CLASS, grade=told["grade"])))
    return Section(speaker.say(REPORTED), (*lines, *_sex(content, speaker), *notes))


def _coded(house: House, content: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    """Give the facts themselves: of an extract, or of a report that came without a script."""
    given = dict(facts.parse(content["facts"]).given)
    for key in fact_words.LABELS:
        if key in given:
            value = fact_words.value(key, given[key], house.scripts.values(), speaker)
            yield Line(fact_words.label(key, speaker), value)
    if content.get("happening_now"):
        yield Line(speaker.say(WHEN), speaker.say(NOW))


def _typed(answers: Mapping[str, Answer]) -> Iterator[Line]:
    """Give typed words of a report that came without a script; the place has a section of its own."""
    return (
        Line(name, one.text, verbatim=True) for name, one in answers.items() if one.text and name != WHERE
    )


def _sex(content: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    told = SEXES.get(content.get("sex", ""))
    if told is not None:
        yield Line(speaker.say(SEX), speaker.say(told))


def _place(content: Mapping[str, Any], speaker: Speaker) -> Section:
    lines = []
    if content["territory"]:
        lines.append(Line(speaker.say(DISTRICT), speaker.place(content["territory"])))
    typed = (one.text for one in said.answers(content.get("answers", {})).values() if one.place or one.point)
    where = said.answers(content.get("answers", {})).get(WHERE, Answer()).text
    lines += [
        Line(speaker.say(TYPED), text, verbatim=True) for text in dict.fromkeys([where, *typed]) if text
    ]
    if content.get("point"):
        lat, lon = content["point"]
        lines.append(Line(speaker.say(POINT), f"{lat:.6f}, {lon:.6f}"))
    if not lines:
        lines.append(Line(speaker.say(why.NOTE), speaker.say(UNPLACED)))
    return Section(speaker.say(PLACE), tuple(lines))


def _inspection(found: Meter, speaker: Speaker) -> Section:
    def listed(label: Text, codes: tuple[str, ...]) -> Line:
        names = tuple(speaker.say(grounds.THINGS[code]) for code in codes)
        return Line(speaker.say(label), ", ".join(names), items=names if len(names) > 1 else ())

    result = speaker.say(ENOUGH if found.enough else NOT_ENOUGH)
    lines = [Line(speaker.say(RESULT), result)]
    lines += [listed(KNOWN, found.known)] if found.known else []
    lines += [listed(MISSING, found.missing)] if found.missing else []
    return Section(speaker.say(INSPECTION), tuple(lines))
