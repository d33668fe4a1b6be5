"""Form 1: results of monitoring, one for each child (ILO guidance on monitoring, Annex II)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.visits import form, team
from cases.visits.form import Question
from conversations.rendering import Speaker
from locales.texts import Text
from web.forms import heads, wording
from web.forms.sheet import Row, Section, Sheet

TITLE = Text("form.first", "Form 1. Results of monitoring")
DRAFT = Text("form.draft", "Draft. The visit has not been submitted yet.")
PAGES = {3, 5}
"""Sections that begin a page: so each stands in the same place in every language."""
ORDER = (1, 2, 3, 4, 5, 6, 0)
IN_THE_HEAD = frozenset({"x_organisation", "x_persons"})
NEVER_APART = frozenset(wording.BESIDE.values()) | IN_THE_HEAD


@dataclass(frozen=True, slots=True)
class Filled:
    """What form 1 is filled with; nothing of it for an empty form.

    `answers` by the ids of the questions; `unread`: what was typed and could not be understood. `plan`: as
    `cases.visits.plans.as_told`. `rules`: the version that assessed the case. `withheld`: who the child is
    opens for others only. `is_draft`: the visit has not been submitted yet.
    """

    rules: str
    number: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    unread: Mapping[str, Any] = field(default_factory=dict, repr=False)
    plan: Mapping[str, Any] = field(default_factory=dict, repr=False)
    version: str = ""
    withheld: bool = False
    digest: str = ""
    is_draft: bool = False

    @property
    def told(self) -> Mapping[str, Any]:
        """Every answer, as typed where it was not understood."""
        return {**self.unread, **self.answers}


def sheet(speaker: Speaker, filled: Filled) -> Sheet:
    """Give form 1 in the language of the speaker."""
    told, say = filled.told, speaker.say
    day = str(told.get("q12") or filled.plan.get("day") or "")
    headings = form.sections()
    return Sheet(
        lang=speaker.catalogue.language,
        title=say(TITLE),
        subtitle=say(heads.ANNEX),
        facts=(
            (say(heads.DATE), wording.day(day, speaker.catalogue.language)),
            (say(heads.NUMBER), filled.number),
            (say(_text("x_organisation")), str(told.get("x_organisation", ""))),
            (say(_text("x_persons")), _persons(speaker, filled)),
        ),
        sections=tuple(
            Section(title=say(headings[number]), rows=rows, new_page=number in PAGES)
            for number in ORDER
            if (rows := tuple(_rows(speaker, number, filled)))
        ),
        signing=heads.signing(speaker, _team(speaker, filled)),
        foot=heads.foot(speaker, say(TITLE), (filled.version or form.version(), filled.rules)),
        digest=filled.digest,
        mark=say(DRAFT) if filled.is_draft else "",
    )


def _rows(speaker: Speaker, section: int, filled: Filled) -> Iterator[Row]:
    headings, last = form.groups(), ""
    for question in form.questions():
        if question.section != section or not _stands(question, filled):
            continue
        if question.group != last and question.group:
            label = speaker.say(headings[question.group])
            yield Row(number=wording.number(question.group), label=label, heading=True)
        last = question.group
        yield wording.row(speaker, question, filled.told, withheld=filled.withheld and question.personal)


def _stands(question: Question, filled: Filled) -> bool:
    """The questions of the paper always; the others if they were answered, and all on an empty form."""
    if question.on_paper:
        return True
    if question.id in NEVER_APART or (filled.withheld and question.personal):
        return False
    is_empty = not filled.number and not filled.is_draft
    return is_empty or filled.told.get(question.id) not in (None, "")


def _persons(speaker: Speaker, filled: Filled) -> str:
    return str(filled.told.get("x_persons") or "; ".join(_team(speaker, filled)))


def _team(speaker: Speaker, filled: Filled) -> tuple[str, ...]:
    members = filled.plan.get("team", ())
    roles = [(team.ROLES.get(one["role"]), one.get("name", "")) for one in members]
    return tuple(", ".join(filter(None, (name, speaker.say(role) if role else ""))) for role, name in roles)


def _text(id: str) -> Text:
    found = form.question(id)
    assert found is not None
    return found.text
