"""An answer to a check as it was typed into a form: of a verifier behind a link, or of an officer."""

from collections.abc import Mapping
from datetime import date

from cases.followups import amounts, telling
from cases.followups.errors import AnswerUnfit
from cases.followups.telling import Told


def read(said: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> Told:
    """Give the answer in the fields of `answers/check_fields.html`; `lists`: those sent several times.

    Raises:
        AnswerUnfit: a number or a day cannot be read.
    """
    days = said.get("days", "").strip()
    return Told(
        said.get("answer", ""),
        why=said.get("why", ""),
        days=amounts.days(days) if days else 0,
        activity=said.get("activity", ""),
        hours=_hours(said.get("hours", ""), amounts.A_DAY),
        hours_week=_hours(said.get("hours_week", ""), amounts.A_WEEK),
        light=True if said.get("light") == "yes" else None,
        since=_day(said.get("since", "")),
        needs=tuple(dict.fromkeys(lists.get("needs", ()))),
        words=said.get("words", "").strip()[: telling.LONGEST],
    )


def _hours(typed: str, most: int) -> str:
    return amounts.hours(typed.strip(), most) if typed.strip() else ""


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as fault:
        raise AnswerUnfit from fault
