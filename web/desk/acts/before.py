"""Who did before what somebody wants to do now: for whoever presses late, or at the same time."""

from sqlalchemy import RowMapping

from cases import history
from conversations.dossier import deeds
from conversations.house import House
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction

DONE = Text("desk.act.done_before", "This was done before. By: {who}. When: {date}.")
_NOTED = {
    "acknowledge": "acknowledged",
    "accept": "accepted",
    "take": "taken",
    "confirm": "confirmed",
    "decline": "rerouted",
    "close": "closed",
    "reopen": "reopened",
}
"""How the history names these acts: the beginning of its word for each."""


def last(tx: Transaction, number: int, act: str) -> RowMapping | None:
    """Give the last time that this act was done with the case; None where it is not one that ends itself."""
    noted = _NOTED.get(act)
    rows = [] if noted is None else history.of_case(tx, number)
    return next((row for row in reversed(rows) if row["act"].partition(":")[0] == noted), None)


def said(house: House, language: str, row: RowMapping) -> str:
    """Say who did it and when, in one sentence."""
    who, date = deeds.who(house, row["actor"], language), formatting.moment(row["at"], language)
    return house.speaker(language).say(DONE, who=who, date=date)
