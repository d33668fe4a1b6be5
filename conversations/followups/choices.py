"""What a verifier chooses from beside the answer: kinds of work as the law has them, needs as measures do."""

from dataclasses import dataclass

from cases.referrals import templates
from conversations.dossier import fact_words
from conversations.house import House
from conversations.rendering import Speaker
from directory import kinds
from directory.service import in_language

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """Codes with their words in one language."""

    activities: tuple[Choice, ...]
    needs: tuple[Choice, ...]


def of(house: House, language: str) -> Choices:
    """Give everything that can be chosen, in the order of the data."""
    speaker = house.speaker(language)
    found = (one.code for one in house.office.law.activities.values() if not one.chip)
    return Choices(tuple((code, activity(house, code, speaker)) for code in found), needs(language))


def activity(house: House, code: str, speaker: Speaker) -> str:
    """Give what a kind of work is called."""
    return fact_words.value(fact_words.ACTIVITY, code, house.scripts.values(), speaker)


def needs(language: str) -> tuple[Choice, ...]:
    """Give the needs that some measure of form 2 answers."""
    asked = {one.need for one in templates.templates()}
    known = kinds.all_needs()
    return tuple((code, in_language(need.names, language)) for code, need in known.items() if code in asked)
