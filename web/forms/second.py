"""Form 2: measures and referral, one for each child (ILO guidance on monitoring, Annex II)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from cases.referrals import templates
from cases.referrals.form2 import Entry
from cases.visits import form
from conversations import referring
from conversations.rendering import Speaker
from locales.texts import Text
from web.forms import heads, wording
from web.forms.sheet import Grid, Row, Section, Sheet

TITLE = Text("form.second", "Form 2. Measures and referral")
CHILD = Text("form1.s1", "The child")
ORGANISATION = Text("form.referring", "Organisation dealing with the referral")
HEAD = (
    Text("form.line", "Line"),
    Text("form.measure", "Measure taken, date"),
    Text("form.referred", "Referred to: service or organisation"),
)
ASKED: Mapping[str, str] = {
    **{one: one for one in ("q1", "q2", "q3", "q4a", "q4b", "q4c", "q4d", "q5", "q6", "q7")},
    "q8": "q10",
    "q9": "q11",
}
"""Questions of form 2, and those of form 1 whose words they have."""
NEVER_WITHHELD = "q8"
VERSION = "kz-form2-2026.1"
"""Of the form as it is laid out here; the paper has none."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What form 2 is filled with; nothing of it for an empty form. `answers` are those of q1 to q9.

    `lines`: measures by the lines of the paper. `organisation` deals with the referral. `service` gives the
    name of a service by its id. `withheld`: who the child is opens for others only.
    """

    rules: str
    number: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    lines: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False)
    organisation: str = ""
    service: Callable[[str], str] = str
    withheld: bool = False
    digest: str = ""


def sheet(speaker: Speaker, filled: Filled) -> Sheet:
    """Give form 2 in the language of the speaker."""
    say, language = speaker.say, speaker.catalogue.language
    days = [one.measure.agreed_on for line in filled.lines.values() for one in line]
    return Sheet(
        lang=language,
        title=say(TITLE),
        subtitle=say(heads.ANNEX),
        facts=(
            (say(heads.DATE), wording.day(max(days, default=""), language)),
            (say(heads.NUMBER), filled.number),
            (say(ORGANISATION), filled.organisation),
        ),
        sections=(Section(title=say(CHILD), rows=tuple(_child(speaker, filled))),),
        grids=(_measures(speaker, filled),),
        signing=heads.signing(speaker, ()),
        foot=heads.foot(speaker, say(TITLE), (VERSION, filled.rules)),
        digest=filled.digest,
    )


def _child(speaker: Speaker, filled: Filled) -> list[Row]:
    rows = []
    for number, source in ASKED.items():
        question = form.question(source)
        assert question is not None
        if source == "q4a":
            rows.append(Row(number="4", label=speaker.say(form.groups()["q4"]), heading=True))
        told = {source: filled.answers.get(number)}
        withheld = filled.withheld and number != NEVER_WITHHELD
        row = wording.row(speaker, question, told, withheld=withheld)
        rows.append(msgspec.structs.replace(row, number=wording.number(number)))
    return rows


def lines(speaker: Speaker, filled: Filled) -> list[tuple[str, str, str]]:
    """Give the lines of the paper: what it is, the measures taken with their days, and where to."""
    rows = []
    for line, text in templates.lines().items():
        entries = filled.lines.get(line, ())
        taken = "\n".join(_taken(speaker, one) for one in entries)
        sent = dict.fromkeys(filled.service(one.measure.service) for one in entries if one.measure.service)
        rows.append((f"{wording.number(f'q{line}')}. {speaker.say(text)}", taken, "\n".join(sent)))
    return rows


def _measures(speaker: Speaker, filled: Filled) -> Grid:
    return Grid(
        head=tuple(speaker.say(one) for one in HEAD),
        widths=(5, 6, 5),
        rows=tuple(lines(speaker, filled)),
        height=15,
        new_page=True,
    )


def _taken(speaker: Speaker, entry: Entry) -> str:
    """Own words, else those of the template, with the day on which it was agreed."""
    words = referring.in_words(entry.template, entry.words, speaker)
    day = wording.day(entry.measure.agreed_on, speaker.catalogue.language)
    return ", ".join(filter(None, (words, day)))
