"""What a verifier tells of a check: the answer, what stands beside it, and whether that can be. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cases import facts
from cases.errors import FactsRefused
from cases.followups import amounts, checks, errors
from cases.followups.checks import Check
from directory import kinds

BACK = ("money", "no_alternative", "pressure", "wish", "other")
"""Why a child went back to work."""
REASONS: Mapping[tuple[int, str], tuple[str, ...]] = MappingProxyType(
    {
        (checks.WORK, "yes"): BACK,
        (checks.WORK, "could_not"): ("moved", "nobody_met", "not_let_in", "other"),
        (checks.MEASURE, "refused"): ("by_family", "by_organisation", "other"),
    }
)
"""Reasons that belong to an answer; none has to be given."""
UNSURE = ("could_not", "unknown")
LONGEST = 1000  # characters


@dataclass(frozen=True, slots=True)
class Told:
    """An answer. Beside its code: school days missed, and what is sealed with the case.

    `activity` is a code of the law; `hours` of a day and `hours_week` are as they were told ("3", "10-13"),
    "" for not told; `light`: light work in free time, with a parent's consent. `since` is a day, `needs` are
    codes of needs; `done_on` goes with a measure.
    """

    answer: str
    why: str = ""
    days: int = 0
    activity: str = ""
    hours: str = ""
    hours_week: str = ""
    light: bool | None = None
    since: date | None = None
    done_on: date | None = None
    needs: tuple[str, ...] = ()
    words: str = field(default="", repr=False)


def check(known: Check, told: Told, today: date) -> None:
    """Refuse what cannot be an answer to this check.

    Raises:
        AnswerUnfit: no such answer or reason, a number that cannot be, or a day to come.
    """
    reasons = REASONS.get((known.fact, told.answer), ())
    fits = (
        told.answer in checks.ANSWERS[known.fact]
        and (not told.why or told.why in reasons)
        and 0 <= told.days <= amounts.MOST_DAYS
        and _is_work(told)
        and set(told.needs) <= set(kinds.all_needs())
        and (told.since is None or told.since <= today)
        and (told.done_on is None or told.done_on <= today)
        and len(told.words) <= LONGEST
    )
    if not fits:
        raise errors.AnswerUnfit


def work_of(told: Told) -> dict[str, object]:
    """Give what an answer tells of the work as inputs of the assessment."""
    found: dict[str, object] = {"origin": "visit", "work": "yes"}
    if told.activity:
        found["activity"] = [told.activity]
    found |= {
        key: hours for key, hours in (("hours_day", told.hours), ("hours_week", told.hours_week)) if hours
    }
    if told.light is not None:
        found |= {"light": told.light}
    if told.light:
        found |= {"consent": True, "during_lessons": False}
    return found


def beside(told: Told) -> dict[str, object]:
    """Give what is sealed with the case, as JSON can hold it."""
    return {
        "answer": told.answer,
        "why": told.why,
        "days": told.days or "",
        "activity": told.activity,
        "hours": told.hours,
        "hours_week": told.hours_week,
        "light": told.light,
        "since": told.since.isoformat() if told.since else "",
        "needs": told.needs,
        "words": told.words,
    }


def _is_work(told: Told) -> bool:
    """Tell whether the rules can read what was told of the work: known kinds, and hours that there are."""
    try:
        read = facts.parse(work_of(told))
    except FactsRefused:
        return False
    return all(span is None or span.high > 0 for span in (read.hours_day, read.hours_week))
