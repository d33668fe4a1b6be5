"""Raids of a campaign: a day, a district, how many places were visited and how many children were found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cases import history
from cases.history import Entry
from cases.programme import campaigns
from cases.programme.errors import RaidUnfit
from cases.programme.schema import raid as table
from locales import daytime
from store.transaction import Transaction

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Raid:
    """One raid, without names of anybody or of any place of work. `campaign`: "" where it was none."""

    territory: str
    day: date
    campaign: str
    visited: int
    found: int


def enter(tx: Transaction, raid: Raid, *, actor: str, now: datetime) -> None:
    """Keep what a raid came to.

    Raises:
        RaidUnfit: it is in the future, has negative or silly numbers, or belongs to no known campaign.
    """
    counts = (raid.visited, raid.found)
    if raid.day > daytime.day(now) or not all(0 <= one <= MOST for one in counts):
        raise RaidUnfit
    if raid.campaign and raid.campaign not in campaigns.known():
        raise RaidUnfit
    where = {"territory": raid.territory, "day": raid.day.isoformat(), "campaign": raid.campaign}
    counted = {"visited": raid.visited, "found": raid.found}
    made = {"id": tx.next_number("raid"), "made_at": now, "made_by": actor}
    tx.insert(table, where | counted | made)
    history.note(tx, [Entry(actor, "raid entered", about=raid.territory)], now=now)


def between(tx: Transaction, first: date, after: date, is_theirs: Callable[[str], bool]) -> Sequence[Raid]:
    """Give the raids from a day until, and without, another, in the territories that are theirs."""
    during = (table.c.day >= first.isoformat(), table.c.day < after.isoformat())
    query = select(table).where(*during).order_by(table.c.day, table.c.id)
    return [
        Raid(row["territory"], date.fromisoformat(row["day"]), row["campaign"], row["visited"], row["found"])
        for row in tx.rows(query)
        if is_theirs(row["territory"])
    ]
