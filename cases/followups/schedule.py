"""From when on a child is followed up: rounds after some months each (`terms`), three facts in each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from cases import history
from cases.followups import checks, terms
from cases.followups.schema import follow_up
from cases.history import Entry
from cases.office import Office
from cases.referrals import measures
from locales import daytime
from store import duties
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction

KIND = "check"
ACTOR = "service"


@dataclass(frozen=True, slots=True)
class Begun:
    """A follow-up that runs. `outcome`: how the case is proposed to be closed, "" while it is not."""

    case_number: int
    since_on: str
    begun_at: datetime
    outcome: str
    proposed_at: datetime | None
    proposed_by: str
    sent_back: str

    @property
    def since(self) -> date:
        """The day from which the months count."""
        return date.fromisoformat(self.since_on)


def begin(tx: Transaction, office: Office, number: int, *, now: datetime) -> int:
    """Plan what is asked about a child from today on; gives how many checks are new.

    Once for each case: another call adds only what is new since (a measure), in the rounds still to come.
    """
    tx.lock([f"follow-up:{number}"])
    running, today = of_case(tx, number), daytime.day(now)
    fresh = running is None
    if running is None:
        running = _begin(tx, number, today, now)
    planned = terms.in_force(running.since)
    wanted = _wanted(tx, number)
    known = () if fresh else checks.of_case(tx, number)
    added = 0
    for month in planned.rounds:
        due = terms.working_day(terms.months_after(running.since, month), office.law)
        if due >= today:
            asked = {(one.fact, one.measure) for one in known if one.round == month}
            missing = [one for one in wanted if one not in asked]
            _round(tx, office, number, (month, due), missing, now)
            added += len(missing)
    if fresh:
        history.note(tx, [Entry(ACTOR, "follow-up begun", number)], now=now)
    return added


def of_case(tx: Transaction, number: int) -> Begun | None:
    """Give the follow-up of a case; None: none runs."""
    row = tx.row(select(follow_up).where(follow_up.c.case_number == number))
    return None if row is None else Begun(**dict(row))


def plan_duty(tx: Transaction, keys: Keys, check: int, tries: int, day: date, *, now: datetime) -> None:
    """Have a check seen to on that day; `tries`: how often it was tried before."""
    due = terms.moment(day, terms.in_force(day))
    duties.add(tx, keys, Duty(KIND, f"{KIND}:{check}:{tries}", due, f"{check}:{tries}".encode()), now)


def _begin(tx: Transaction, number: int, today: date, now: datetime) -> Begun:
    row: dict[str, Any] = {
        "case_number": number,
        "since_on": today.isoformat(),
        "begun_at": now,
        "outcome": "",
        "proposed_at": None,
        "proposed_by": "",
        "sent_back": "",
    }
    tx.insert(follow_up, row)
    return Begun(**row)


def _wanted(tx: Transaction, number: int) -> list[tuple[int, int]]:
    """Give what a round asks: facts 1 and 2, and fact 3 of every measure that is open."""
    open_ones = [one.id for one in measures.of_case(tx, number) if one.state in measures.OPEN]
    return [(checks.WORK, 0), (checks.SCHOOL, 0), *((checks.MEASURE, id) for id in open_ones)]


def _round(
    tx: Transaction,
    office: Office,
    number: int,
    when: tuple[int, date],
    missing: list[tuple[int, int]],
    now: datetime,
) -> None:
    month, due = when
    for fact, measure in missing:
        made = checks.plan(tx, office.keys, number, (month, fact, measure), due.isoformat())
        plan_duty(tx, office.keys, made.id, 0, due, now=now)
