"""A measure in one line, as its list and the page of its case show it."""

from dataclasses import dataclass
from datetime import date

from cases.referrals import templates
from cases.referrals.measures import Measure
from conversations.house import House
from directory import kinds
from directory.service import in_language
from locales import formatting
from web.desk.measures import wording


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in one line: `to` leads to it; days in words, "" for none."""

    to: str
    line: str
    title: str
    service: str
    state: str
    due: str
    late: bool
    answered: str


def of(house: House, known: Measure, language: str, today: date) -> Row:
    """Give the line of a measure."""
    return Row(
        to=f"/desk/cases/{known.case_number}/measures/{known.id}",
        line=known.line,
        title=title(house, known, language),
        service=named(house, known.service, language),
        state=house.speaker(language).say(wording.state(known)),
        due=wording.day(known.due_on, language),
        late=wording.due(known, today),
        answered=formatting.date(known.answered_at, language) if known.answered_at else "",
    )


def title(house: House, known: Measure, language: str) -> str:
    """Give what a measure is for: its need, else its line of the form."""
    need = kinds.all_needs().get(known.need)
    if need is not None:
        return in_language(need.names, language)
    return house.speaker(language).say(templates.lines()[known.line])


def named(house: House, id: str, language: str) -> str:
    """Give the name of a service in a language; "" where the directory has it no more."""
    found = house.shelf.services.get(id)
    if found is None:
        return ""
    return in_language(found.names, language) or in_language(found.organization, language)
