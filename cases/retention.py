"""How long things are kept, and the duties that end it.

The terms are dated data (`retention_kz.toml`). Every case and every medium of a case has a duty that erases
it, planned by the housekeeping, which goes through the history from where it stopped: nothing becomes a case,
or part of one, without a row there. When the duty is due the case is read again: one that was reopened, or
that people still work on, is looked at later.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec
from sqlalchemy import RowMapping, Text, bindparam, cast, delete, exists, func, literal, select, union

from cases import erasure, errors, history, schema
from cases.absences import forgetting
from cases.admission import invitations, passes, throttle
from cases.admission import schema as joining
from cases.casework import afterthought
from cases.followups import closing_rule
from cases.provisions import Row
from cases.referrals import links
from cases.services import lapsing
from cases.visits import abandoned
from locales import daytime
from store import duties, marks
from store.duties import Claimed, Duty
from store.schema import duty
from store.seal import Keys
from store.transaction import Transaction

FILE = Path(__file__).parent / "retention_kz.toml"
CASE, MEDIUM = "erase:case", "erase:media"
SERVICE = "service"
_PLANNED = "planned"

_case, _medium, _entry = schema.case.c, schema.medium.c, schema.history.c
_ROW = select(_case.number, _case.filed_at, _case.closed_at, _case.outcome).where(_case.erased_at.is_(None))
_UNERASED = _ROW.where(_case.number == bindparam("number"))
_STIRRED = select(_entry.case_number).where(_entry.id > bindparam("entry"), _entry.case_number.is_not(None))
_UNPLANNED_CASES = _ROW.where(
    _case.number.in_(_STIRRED),
    ~exists().where(duty.c.key == literal(f"{CASE}:") + cast(_case.number, Text)),
)
_UNPLANNED = select(_medium.id, _medium.received_at).where(
    _medium.case_number.is_not(None),
    _medium.state != "erased",
    ~exists().where(duty.c.key == literal(f"{MEDIUM}:") + cast(_medium.id, Text)),
)
_UNPLANNED_MEDIA = union(  # of a draft that was filed; and what came to a case, unknown to the history
    _UNPLANNED.where(_medium.case_number.in_(_STIRRED)), _UNPLANNED.where(_medium.id > bindparam("medium"))
)
_NEWEST = select(
    select(func.max(_entry.id)).scalar_subquery().label("entry"),
    select(func.max(_medium.id)).scalar_subquery().label("medium"),
)
_TOUCHED = select(func.max(_entry.at).label("at")).where(
    # what the service does by itself keeps nothing alive
    _entry.case_number == bindparam("number"),
    _entry.actor != SERVICE,
)


class _Term(Row, frozen=True, kw_only=True):
    """One row of the file: how long, after what."""

    code: str
    after: str
    days: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things are kept on one day."""

    content: timedelta
    untouched: timedelta
    media: timedelta
    link: timedelta
    draft: timedelta
    undelivered: timedelta
    invitation: timedelta
    teller: timedelta
    told: timedelta
    look_up: timedelta
    look_up_box: timedelta
    class_list: timedelta
    absence: timedelta
    roll: timedelta
    visit: timedelta


@cache
def in_force(day: date) -> Terms:
    """Give the terms of that day.

    Raises:
        LawUnsound: a row cannot be meant, or a term is missing or there twice.
    """
    try:
        told = tomllib.loads(FILE.read_text("utf-8"))["term"]
        rows = [row for row in msgspec.convert(told, list[_Term]) if row.holds_on(day)]
        spans = {row.code: timedelta(days=row.days, hours=row.hours) for row in rows}
        if len(spans) != len(rows):
            raise errors.LawUnsound(f"{FILE.name}: {day}: a term is there twice")
        return Terms(**spans)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, LookupError, TypeError) as fault:
        raise errors.LawUnsound(f"{FILE.name}: {fault}") from fault


def plan(tx: Transaction, keys: Keys, now: datetime) -> int:
    """Plan what has no plan yet: the erasure of new cases, and of new media of cases. Gives how many.

    Nobody else may be writing meanwhile: what they added later would have the lower number, and be passed by.
    """
    history.write_out(tx)
    since = {name: marks.reached(tx, f"{_PLANNED}:{name}") for name in ("entry", "medium")}
    fresh = [(CASE, row["number"], _due(tx, row, now)) for row in tx.rows(_UNPLANNED_CASES, since)]
    fresh += [
        (MEDIUM, row["id"], row["received_at"] + in_force(daytime.day(now)).media)
        for row in tx.rows(_UNPLANNED_MEDIA, since)
    ]
    for kind, number, due in fresh:
        duties.add(tx, keys, Duty(kind, _key(kind, number), due, str(number).encode()), now)
    for name, newest in (tx.row(_NEWEST) or {}).items():
        marks.reach(tx, f"{_PLANNED}:{name}", newest or 0)
    return len(fresh)


def on_closed(tx: Transaction, number: int, closed_at: datetime) -> None:
    """Bring the erasure of a case forward that has just been closed."""
    duties.reschedule(tx, _key(CASE, number), closed_at + in_force(daytime.day(closed_at)).link)


def erase_case(tx: Transaction, claimed: Claimed, now: datetime) -> datetime | None:
    """Erase what is due of the case that the duty names; gives when to look again, None when all is gone."""
    number = int(claimed.payload)
    row = tx.row(_UNERASED, {"number": number})
    if row is None:
        return None
    terms = in_force(daytime.day(now))
    if _due(tx, row, now) > now:
        return _due(tx, row, now)
    erasure.erase_link(tx, number, actor=SERVICE, now=now)
    closed: datetime | None = row["closed_at"]
    if closed is not None:
        asked = closing_rule.needed_until(tx, number, row["outcome"])  # the purpose is not reached before
        until = max(filter(None, (closed + terms.content, asked)))
        if until > now:
            return until
    erasure.erase(tx, number, actor=SERVICE, reason="term", now=now)
    return None


def erase_medium(tx: Transaction, claimed: Claimed, now: datetime) -> datetime | None:
    """Erase the medium that the duty names."""
    erasure.erase_medium(tx, int(claimed.payload), now=now)
    return None


def sweep(tx: Transaction, now: datetime) -> None:
    """Delete old invitations, files of drafts and visits that nobody sent, what was told of services."""
    terms = in_force(daytime.day(now))
    lapsing.sweep(tx, now - terms.teller, now - terms.told)
    tx.execute(delete(joining.invitation).where(joining.invitation.c.expires_at < now - terms.invitation))
    erasure.drop_unsent(tx, before=now - terms.draft)
    afterthought.sweep(tx, now)
    throttle.sweep(tx, now)
    invitations.sweep(tx, now - terms.invitation)
    passes.sweep(tx, now)
    forgetting.sweep(tx, lists=now - terms.class_list, told=now - terms.absence, rolls=now - terms.roll)
    abandoned.sweep(tx, before=now - terms.visit, now=now)
    links.sweep(tx, now)


def _due(tx: Transaction, case: RowMapping, now: datetime) -> datetime:
    """Give when the first thing of a case is to be erased: its links, a week before anything else."""
    terms = in_force(daytime.day(now))
    closed: datetime | None = case["closed_at"]
    if closed is not None:
        return closed + terms.link
    history.write_out(tx)
    row = tx.row(_TOUCHED, {"number": case["number"]})
    touched: datetime | None = row["at"] if row else None
    filed: datetime = case["filed_at"]
    return (touched or filed) + terms.untouched


def _key(kind: str, number: int) -> str:
    return f"{kind}:{number}"
