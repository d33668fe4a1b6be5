"""An answer to a check as it was typed into a form: of a verifier behind a link, or of an officer."""

from datetime import date

from cases.followups import answering
from cases.followups.answering import Told
from cases.followups.errors import AnswerUnfit


def read(said: dict[str, str]) -> Told:
    """Give the answer in the fields of `answers/check_fields.html`.

    Raises:
        AnswerUnfit: a number or a day cannot be read.
    """
    answer, why = said.get("answer", ""), said.get("why", "")
    return Told(
        answer,
        why=why,
        days=int(_number(said.get("days", "")) or 0),
        hours=_number(said.get("hours", "")),
        since=_day(said.get("since", "")),
        words=said.get("words", "").strip()[: answering.LONGEST],
    )


def _number(typed: str) -> float | None:
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError as fault:
        raise AnswerUnfit from fault
    if not 0 <= found <= answering.MOST_DAYS:  # nan too
        raise AnswerUnfit
    return found


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as fault:
        raise AnswerUnfit from fault
