"""The follow-up of a case in a few lines, for its page: what was answered last, and what is asked next."""

from dataclasses import dataclass
from datetime import datetime

from cases.followups import checks, schedule
from cases.followups.checks import Check
from conversations.followups import asked, words
from conversations.house import House
from locales import daytime, formatting
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Line:
    """One check: its day, the question, who verifies it, the answer ("" while there is none)."""

    day: str
    question: str
    who: str
    answer: str


@dataclass(frozen=True, slots=True)
class Card:
    """What was answered last of each fact or is due now, and the day of the next question ("" for none)."""

    lines: tuple[Line, ...]
    next_on: str


def of(tx: Transaction, house: House, number: int, language: str, now: datetime) -> Card | None:
    """Give the card of a case; None: it is not followed up."""
    if schedule.of_case(tx, number) is None:
        return None
    found, today = checks.of_case(tx, number), daytime.day(now)
    facts = dict.fromkeys((one.fact, one.measure) for one in found)
    last = [one for one in (checks.latest(found, *fact) for fact in facts) if one is not None]
    due = [one for one in found if one.is_due(today)]
    ahead = [one.day for one in found if one.is_open and not one.is_due(today)]
    lines = tuple(_line(tx, house, one, language) for one in (*last, *due))
    return Card(lines, formatting.date(min(ahead), language) if ahead else "")


def _line(tx: Transaction, house: House, one: Check, language: str) -> Line:
    speaker = house.speaker(language)
    say = speaker.say
    return Line(
        day=formatting.date(one.answered_at or one.day, language),
        question=asked.sentence(tx, one, speaker),
        who=say(words.VERIFIERS[one.verifier]) if one.verifier in words.VERIFIERS else "",
        answer=say(words.ANSWERS[one.fact, one.answer]) if one.answer else "",
    )
