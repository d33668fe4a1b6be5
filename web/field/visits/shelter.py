"""Where a child can stay for now, when its home is not known or nobody there looks after it (C-1)."""

from dataclasses import dataclass
from datetime import datetime

from cases.referrals import choosing
from cases.referrals.choosing import Candidate, Wish
from cases.visits.drafts import Draft
from conversations.house import House
from directory.service import shown_in

NEED = "shelter"


@dataclass(frozen=True, slots=True)
class Shelter:
    """One service of the directory: its page, name and telephones; `is_sure`: nobody has to ask first."""

    id: str
    name: str
    phones: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Shelters:
    """What is near, the nearest first; `body`: whom to ask where nothing is known, "" otherwise."""

    found: tuple[Shelter, ...]
    body: str


def is_needed(draft: Draft, child: int) -> bool:
    """Is the home not known, or is nobody there, or is a centre to take the child?"""
    values = draft.content.values(child)
    return "no" in (values.get("x_home_known"), values.get("x_carer")) or values.get("x_given") == "centre"


def of(house: House, draft: Draft, child: int, language: str, now: datetime) -> Shelters:
    """Give where the child can stay: by district, age and sex."""
    values, directory = draft.content.values(child), house.directory
    age, sexes = values.get("x_age"), {"female": "girls", "male": "boys"}
    wish = Wish(
        NEED,
        draft.territory,
        ages=(age, age) if isinstance(age, int) else None,
        sex=sexes.get(values.get("q3", "")),  # type: ignore[arg-type]
    )
    chosen = choosing.choose(house.finder, directory.territories, directory.departments, wish, now)
    body = house.department(chosen.body, language) if chosen.body and not chosen.candidates else ""
    return Shelters(tuple(_shelter(one, language) for one in chosen.candidates), body)


def _shelter(one: Candidate, language: str) -> Shelter:
    service = one.service
    phones = tuple(phone.number for phone in service.phones)
    return Shelter(service.id, shown_in(service.names, language), phones, one.verified)
