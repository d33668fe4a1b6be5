"""Why a case came here: which rules apply and which may, from which answers, by which law."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conversations import notices
from conversations.dossier import fact_words, rule_words
from conversations.dossier.section import Line, Section
from conversations.house import House
from conversations.rendering import Speaker
from locales.texts import Text

RULE, SOURCED = "rule", "source"
TITLE = Text("dossier.why", "Why it came to you")
GRAVITY = Text("dossier.gravity", "Gravity, as reported")
URGENCY = Text("dossier.urgency", "Urgency, as assessed")
FIRES = Text("dossier.fires", "Applies")
BECAUSE = Text("dossier.because", "Because of")
LAW = Text("dossier.law", "Law")
SOURCE = Text("dossier.source", "Source of the rule")
NOTE = Text("dossier.note", "Note")
PROVISIONAL = Text("dossier.provisional", "This may change when the age is known.")
OPEN = Text("dossier.open", "Still open")
POSSIBLE = Text("dossier.possible", "Possible")
SETTLES = Text("dossier.settles", "Would settle it")
ASK_NEXT = Text("dossier.ask_next", "To ask next")
FACT = Text("review.line", "{label}: {value}")


def sections(house: House, assessment: Mapping[str, Any], speaker: Speaker) -> Iterator[Section]:
    """Give what applies, with answers, articles and sources; then what is still open, if anything is."""
    yield Section(speaker.say(TITLE), tuple(_applies(house, assessment, speaker)))
    still = tuple(_open(house, assessment, speaker))
    if still:
        yield Section(speaker.say(OPEN), still)


def _applies(house: House, assessment: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    severity, urgency = assessment["severity"], assessment["urgency"]
    yield Line(speaker.say(GRAVITY), speaker.say(rule_words.SEVERITIES[severity]))
    yield Line(speaker.say(URGENCY), notices.urgency(urgency, speaker))
    for reason in assessment["reasons"]:
        if reason["fires"]:
            yield Line(speaker.say(FIRES), rule_words.rule(reason["rule"], speaker), kind=RULE)
            yield from _grounds(house, reason, speaker)
    if assessment["provisional"]:
        yield Line(speaker.say(NOTE), speaker.say(PROVISIONAL))


def _open(house: House, assessment: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    if assessment["open_questions"]:
        yield _labels(ASK_NEXT, assessment["open_questions"], speaker)
    for reason in assessment["reasons"]:
        if not reason["fires"]:
            yield Line(speaker.say(POSSIBLE), rule_words.rule(reason["rule"], speaker), kind=RULE)
            if reason["missing"]:
                yield _labels(SETTLES, reason["missing"], speaker)
            yield from _grounds(house, reason, speaker)


def _grounds(house: House, reason: Mapping[str, Any], speaker: Speaker) -> Iterator[Line]:
    scripts, known = house.scripts.values(), house.office.law.references
    told = [
        speaker.say(
            FACT,
            label=fact_words.label(key, speaker),
            value=fact_words.value(key, said, scripts, speaker),
        )
        for key, said in reason["inputs"]
    ]
    if told:
        yield Line(speaker.say(BECAUSE), "; ".join(told), items=tuple(told) if len(told) > 1 else ())
    articles = [rule_words.article(known[code], speaker) for code in reason["law"] if code in known]
    if articles:
        yield Line(speaker.say(LAW), "; ".join(articles), items=tuple(articles) if len(articles) > 1 else ())
    if reason["source"]:
        yield Line(speaker.say(SOURCE), reason["source"], kind=SOURCED)


def _labels(label: Text, keys: Sequence[str], speaker: Speaker) -> Line:
    names = tuple(dict.fromkeys(fact_words.label(key, speaker) for key in keys))
    return Line(speaker.say(label), ", ".join(names), items=names if len(names) > 1 else ())
