"""What work is allowed at what age, in words. Ages, hours and articles are those of the rules in force."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cases.ages import ADULT
from cases.law import Law
from cases.provisions import Reference
from conversations.dialogue.script import Script
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

ACTS = {
    text.english: text
    for text in (
        Text("statute.C182", "ILO Convention No. 182"),
        Text("statute.LC", "Labour Code No. 414-V of 23 Nov 2015"),
        Text(
            "statute.hazardous", "Order No. 944 of the Minister of Health and Social Development, 8 Dec 2015"
        ),
        Text("statute.school", "Constitution; Education Act"),
        Text(
            "statute.school_foreign",
            "Order No. 468 of 28 Sep 2010 in the edition of Order No. 398 of 28 Aug 2012",
        ),
    )
}
"""The acts that the public is shown, by what the data call them."""

AGES = Text("rules.ages", "From what age")
HOURS = Text("rules.hours", "How many hours")
BANNED = Text("rules.banned", "Never under {n} years")
SCHOOL = Text("rules.school", "Harvest and school")
OWN = Text("rules.age_own", "From {n} years: one may sign a work contract oneself.")
AFTER_SCHOOL = Text(
    "rules.age_school",
    "From {n} years: if grade 9 is finished, and a parent or guardian signs the contract too.",
)
PUPIL = Text(
    "rules.age_pupil",
    "From {n} years: pupils in their free time, if the work harms neither health nor school,"
    " and a parent or guardian signs the contract too.",
)
ARTS = Text(
    "rules.age_arts",
    "Under {n} years: only film, theatre, concerts and circus, without harm to the child,"
    " and with the consent of a parent or guardian.",
)
WEEK = Text("rules.week", "{a}–{b} years: at most {n} hours a week.")
DAY = Text("rules.day", "{a}–{b} years, for those who study, in the school year: at most {n} hours a day.")
NIGHT = Text("rules.night", "Under {n} years: no work at night, from {a} to {b}.")
OVERTIME = Text("rules.overtime", "Under {n} years: no overtime.")
HEAVY = Text("rules.heavy", "Heavy work, and work that is dangerous or harmful to health.")
SUCH_AS = Text("rules.such_as", "Work that counts as dangerous: {list}.")
VICES = Text("rules.vices", "Work with gambling, in night clubs, with alcohol, tobacco or drugs.")
FORCED = Text("rules.forced", "Nobody may be forced to work, neither a child nor an adult.")
WORST = Text(
    "rules.worst",
    "Slavery, work for debts, trafficking, sexual exploitation, crime: forbidden always and everywhere.",
)
LESSONS = Text("rules.lessons", "No work instead of lessons, at harvest time neither.")
FREE = Text("rules.school_free", "Secondary education is compulsory and free.")
FOREIGN = Text("rules.school_foreign", "Foreign and stateless children are admitted to school too.")
NEVER = Text("rules.never", "Under 18, never: night work, overtime, dangerous work.")
SEEN = Text("rules.seen", "Source: {source}")
UNCONFIRMED = Text("rules.unconfirmed", "Not yet confirmed by a lawyer.")
ARTICLE = Text("rules.article", "{act}, article {article}")
_AGES = (OWN, AFTER_SCHOOL, PUPIL, ARTS)
LIMITS = (
    (WEEK, "H-1", "week_14_15"),
    (WEEK, "H-3", "week_16_17"),
    (DAY, "H-1", "day_pupil"),
    (DAY, "H-3", "day_student"),
)
"""Limits of hours: in which words, for the ages of which rule, by which number of the rules."""
LIST = "hazardous-list"
SOURCES = {
    "G ": Text("statute.G", "ILO, guidance on child labour monitoring in Kazakhstan, 2011–12"),
    "D ": Text("statute.D", "US Department of Labor, findings on Kazakhstan, 2016"),
}
"""What the first letter of a source stands for in the data."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a sentence comes from. `is_confirmed`: seen in the source named, and not only remembered."""

    act: str
    source: str  # "" where it was not seen
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One rule in words, and its grounds."""

    words: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rules about one matter."""

    title: str
    sentences: tuple[Sentence, ...]

    @property
    def cards(self) -> tuple[tuple[tuple[str, ...], tuple[Ground, ...]], ...]:
        """The sentences that stand on the same grounds, one after the other, with these grounds."""
        same = groupby(self.sentences, key=lambda one: one.grounds)
        return tuple((tuple(one.words for one in group), grounds) for grounds, group in same)


def sections(law: Law, script: Script, speaker: Speaker) -> tuple[Section, ...]:
    """Give the rules that the public should know. `script`: from where kinds of work have their names."""
    told = (
        (speaker.say(AGES), _ages(law, speaker)),
        (speaker.say(HOURS), _hours(law, speaker)),
        (speaker.say(BANNED, n=ADULT), _banned(law, script, speaker)),
        (speaker.say(SCHOOL), _school(law, speaker)),
    )
    return tuple(Section(title, tuple(sentences)) for title, sentences in told)


def youngest(law: Law) -> int:
    """Give the age from which a child may work at all, film and theatre apart."""
    return _span(law, "A-1")[1] + 1


def of_age(law: Law, years: int, speaker: Speaker) -> tuple[tuple[Sentence, ...], ...]:
    """Give what counts for a child of this age, as two to four lines of one or two sentences.

    It tells the rules, never whether somebody's work is allowed.
    """
    ages = {text.context: one for text, one in zip(_AGES, _ages(law, speaker), strict=True)}
    never = Sentence(speaker.say(NEVER), _grounds(law, ("LC-26", "LC-76"), speaker))
    if years < youngest(law):
        return (ages[ARTS.context],), (never,)
    hours = tuple(
        _limit(law, speaker, text, rule, limit)
        for text, rule, limit in LIMITS
        if _span(law, rule)[0] <= years <= _span(law, rule)[1]
    )
    if years >= _span(law, "H-3")[0]:
        return (ages[OWN.context],), hours, (never,)
    finished = [(ages[AFTER_SCHOOL.context],)] if years >= _span(law, "A-4")[0] else []
    return *finished, (ages[PUPIL.context],), hours, (never,)


def _ages(law: Law, speaker: Speaker) -> Iterator[Sentence]:
    known = _grounds(law, law.rules["A-1"].law, speaker)
    yield Sentence(speaker.say(OWN, n=_span(law, "H-3")[0]), known)
    yield Sentence(speaker.say(AFTER_SCHOOL, n=_span(law, "A-4")[0]), known)
    yield Sentence(speaker.say(PUPIL, n=youngest(law)), known)
    yield Sentence(speaker.say(ARTS, n=youngest(law)), _grounds(law, law.rules["A-2"].law, speaker))


def _limit(law: Law, speaker: Speaker, text: Text, rule: str, limit: str) -> Sentence:
    first, last = _span(law, rule)
    words = speaker.say(text, a=first, b=last, n=speaker.number(law.limits[limit]))
    code = "H-2" if limit.startswith("day") else rule
    return Sentence(words, _grounds(law, law.rules[code].law, speaker))


def _hours(law: Law, speaker: Speaker) -> Iterator[Sentence]:
    for row in LIMITS:
        yield _limit(law, speaker, *row)
    night = {"a": _clock(law.night.begins), "b": _clock(law.night.ends)}
    yield Sentence(speaker.say(NIGHT, n=ADULT, **night), _grounds(law, law.night.law, speaker))
    yield Sentence(speaker.say(OVERTIME, n=ADULT), _grounds(law, law.rules["O-1"].law, speaker))


def _banned(law: Law, script: Script, speaker: Speaker) -> Iterator[Sentence]:
    named = ", ".join(_listed(law, script, speaker))
    yield Sentence(speaker.say(HEAVY), _grounds(law, ("C182-3d", "LC-26"), speaker))
    if named:
        yield Sentence(speaker.say(SUCH_AS, list=named), _grounds(law, (LIST,), speaker))
    yield Sentence(speaker.say(VICES), _grounds(law, law.activities["night_club"].law, speaker))
    yield Sentence(speaker.say(FORCED), _grounds(law, ("LC-7",), speaker))
    worst = [code for rule in ("W-a", "W-b", "W-c") for code in law.rules[rule].law if code[:4] == "C182"]
    yield Sentence(speaker.say(WORST), _grounds(law, worst, speaker))


def _school(law: Law, speaker: Speaker) -> Iterator[Sentence]:
    yield Sentence(speaker.say(LESSONS), _grounds(law, law.rules["H-5"].law, speaker))
    yield Sentence(speaker.say(FREE), _grounds(law, law.rules["S-1"].law, speaker))
    yield Sentence(speaker.say(FOREIGN), _grounds(law, law.rules["M-1"].law, speaker))


def _listed(law: Law, script: Script, speaker: Speaker) -> Iterator[str]:
    """Name the kinds of work that the list of works forbidden under 18 holds, as the report names them."""
    named = {option.code: option.text for step in script.steps for option in step.options}
    for code, work in law.activities.items():
        if work.hazardous and LIST in work.law and code in named:
            words = speaker.words(named[code])
            yield words[:1].lower() + words[1:]


def _span(law: Law, rule: str) -> tuple[int, int]:
    """The ages that a rule turns on, both included."""
    ages = [leaf for leaf in law.rules[rule].when.leaves(law.meanings) if leaf.fact == "age"]
    return ages[0].from_age, ages[0].to_age


def _grounds(law: Law, codes: Iterable[str], speaker: Speaker) -> tuple[Ground, ...]:
    """One ground for each act, with all its articles; what is known not to exist is none."""
    by_act: dict[str, list[Reference]] = {}
    for code in codes:
        reference = law.references[code]
        if reference.mark != "absent":
            by_act.setdefault(reference.act, []).append(reference)
    return tuple(_ground(act, known, speaker) for act, known in by_act.items())


def _ground(act: str, known: Sequence[Reference], speaker: Speaker) -> Ground:
    name = speaker.say(ACTS[act])
    articles = ", ".join(dict.fromkeys(one.article for one in known if one.article[:1].isdigit()))
    is_confirmed = all(one.mark == "verified" for one in known)
    said = speaker.say(ARTICLE, act=name, article=articles) if articles and is_confirmed else name
    sources = "; ".join(dict.fromkeys(_source(one.source, speaker) for one in known))
    return Ground(said, sources if is_confirmed else "", is_confirmed)


def _source(told: str, speaker: Speaker) -> str:
    """Name a source in words: what its letter stands for, days as the language writes them."""
    if told[:2] in SOURCES:
        return speaker.say(SOURCES[told[:2]])
    language = speaker.catalogue.language
    return _DAY.sub(lambda day: formatting.date(date.fromisoformat(day[0]), language), told)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
