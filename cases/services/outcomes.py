"""Outcomes: how it went with a service, told by those who turned to it.

One account has one word about a service at a time, its latest. Two who say within 90 days that a phone is
dead have somebody look again; until then the service stands lower (`standing`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from cases.services import checks, errors, tellers
from cases.services.schema import service_outcome as _table
from store.seal import Keys
from store.transaction import Transaction

OUTCOMES = ("reached", "dead_phone", "full", "refused_papers", "accepted")
GOOD = frozenset({"reached", "accepted"})
"""Who tells one of these has made sure that somebody answers there."""
MONITOR, PUBLIC = "monitor", "public"
DEAD = "dead_phone"
ENOUGH, WITHIN = 2, timedelta(days=90)
"""Accounts that must say so, and how long each of their words counts."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A monitor has reached a service: on this day for the last time."""

    service: str
    on: datetime


def tell(
    tx: Transaction, keys: Keys, service: str, outcome: str, *, role: str, account: str, now: datetime
) -> None:
    """Keep how it went; what the same account told of it before, as far as that is known, no longer counts.

    Raises:
        UnknownCode: `outcome` is none of `OUTCOMES`.
    """
    if outcome not in OUTCOMES:
        raise errors.UnknownCode(OUTCOMES)
    teller = tellers.index(keys, service, account)
    if teller:
        tx.delete(_table, {"service": service, "account": teller})
    told = {"number": tx.next_id("service_outcome"), "service": service, "told_at": tellers.day(now)}
    tx.insert(_table, told | {"outcome": outcome, "role": role, "account": teller})
    if outcome == DEAD and service in dead(tx, now):
        checks.ask(tx, service, DEAD, now=now)


def dead(tx: Transaction, now: datetime) -> frozenset[str]:
    """Give the services whose phone enough people found dead since somebody last made sure.

    A row stands for one account: a forgotten one told it more than 30 days before whoever told it now.
    """
    query = select(_table.c.service, _table.c.told_at)
    is_dead = (_table.c.outcome == DEAD, _table.c.told_at >= tellers.day(now - WITHIN))
    made_sure = checks.last_done(tx)
    many: dict[str, int] = {}
    for row in tx.rows(query.where(*is_dead)):
        since = made_sure.get(row["service"])
        if since is None or row["told_at"] > since:  # not those of the same day
            many[row["service"]] = many.get(row["service"], 0) + 1
    return frozenset(service for service, people in many.items() if people >= ENOUGH)


def confirmed(tx: Transaction, *, since: datetime) -> tuple[Confirmed, ...]:
    """Give the services that monitors have reached since then, each with the last day, in their order."""
    is_good = (_table.c.outcome.in_(sorted(GOOD)), _table.c.role == MONITOR, _table.c.told_at >= since)
    days: dict[str, datetime] = {}
    for row in tx.rows(select(_table.c.service, _table.c.told_at).where(*is_good)):
        days[row["service"]] = max(row["told_at"], days.get(row["service"], row["told_at"]))
    return tuple(Confirmed(service, day) for service, day in sorted(days.items()))


def tally(tx: Transaction, service: str, *, since: datetime) -> dict[str, int]:
    """Count what was told of a service since then, by outcome."""
    query = select(_table.c.outcome).where(_table.c.service == service, _table.c.told_at >= since)
    counts: dict[str, int] = {}
    for row in tx.rows(query):
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    return counts
