"""Visits planned and under way: one sealed row each, saved at every answer, their monitor's alone.

Two who fill in one visit never overwrite each other unseen: a save names the version that it saw, and where
the answer has changed since, both are kept until somebody chooses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select

from cases.visits import body as bodies
from cases.visits import checking, errors, form, plans
from cases.visits.body import Body
from cases.visits.checking import Typed
from cases.visits.findings import Finding
from cases.visits.plans import Plan
from cases.visits.schema import visit, visit_monitor, visit_photo
from locales import daytime
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

PLANNED, OPEN, SENT, DROPPED = "planned", "open", "sent", "dropped"
ALIVE = (PLANNED, OPEN)


@dataclass(frozen=True, slots=True)
class Draft:
    """A visit as it stands. `token` is how a path names it; `body` None: it was submitted or dropped."""

    id: int
    token: str
    account: str
    state: str
    territory: str
    day: str
    sector: str
    reason: str
    campaign: str
    version: int
    touched_at: datetime
    submitted_at: datetime | None
    found: int | None
    body: Body | None = field(repr=False)

    @property
    def content(self) -> Body:
        """The plan and the answers. Raises VisitSent where they are gone."""
        if self.body is None:
            raise errors.VisitSent
        return self.body


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: in which visit, of whose, of which child (0: the visit), to which question."""

    token: str
    account: str
    child: int
    question: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has answered meanwhile: what stands there, and what was typed now. Both are kept."""

    theirs: Any
    typed_by_them: Typed = field(repr=False)
    yours: Typed = field(repr=False)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving one answer: the visit's version now, the value, and what does not fit."""

    version: int
    value: Any
    findings: tuple[Finding, ...]
    conflict: Conflict | None = None


def begin(
    tx: Transaction,
    keys: Keys,
    account: str,
    plan: Plan,
    *,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> Draft:
    """Keep a new visit of this monitor, as planned; gives it. Whether it may go ahead so is asked before."""
    id, token = tx.next_number("visit"), identifiers.token(entropy, size=18)
    row = {"id": id, "token": token, "account": account, "state": PLANNED, "version": 1}
    row |= {"made_at": now, "touched_at": now, "submitted_at": None, "found": None}
    tx.insert(visit, row | _plain(plan) | _sealed(keys, id, bodies.begin(plan)))
    return get(tx, keys, token, account)


def get(tx: Transaction, keys: Keys, token: str, account: str) -> Draft:
    """Give a visit that this account fills in, or has sent.

    Raises:
        UnknownVisit: there is none, or it is somebody else's.
    """
    row = tx.row(select(visit).where(visit.c.token == token))
    if row is None or not _is_theirs(tx, row, account):
        raise errors.UnknownVisit
    return read(keys, row)


def of_account(tx: Transaction, keys: Keys, account: str) -> tuple[Draft, ...]:
    """Give the visits of a monitor, their own and those they share: by day, without the dropped ones."""
    query = select(visit).where(is_of(account), visit.c.state != DROPPED)
    return tuple(read(keys, row) for row in tx.rows(query.order_by(visit.c.planned_on, visit.c.id)))


def is_of(account: str) -> ColumnElement[bool]:
    """Give the condition that a visit is a monitor's own, or shared with them."""
    shared = select(visit_monitor.c.visit).where(visit_monitor.c.account == account)
    return (visit.c.account == account) | visit.c.id.in_(shared)


def save(tx: Transaction, keys: Keys, place: Place, typed: Typed, *, seen: int, now: datetime) -> Saved:
    """Save one answer. `seen` is the version of the visit when the page was drawn.

    Raises:
        UnknownVisit: as `get`.
        VisitSent: it was submitted or dropped.
        UnknownChild, UnknownQuestion: the visit, or the form, has none such.
    """
    draft = held(tx, keys, place.token, place.account)
    content, saved = taken(draft.content, place, typed, seen=seen, at=draft.version + 1, now=now)
    replace(tx, keys, draft, content, now=now)
    return saved


def taken(
    content: Body, place: Place, typed: Typed, *, seen: int, at: int, now: datetime
) -> tuple[Body, Saved]:
    """Give a body with one answer that version `at` brings, and what came of it; nothing is written.

    Raises:
        UnknownChild, UnknownQuestion: as `save`.
    """
    question = form.question(place.question)
    if question is None or (question.of == form.VISIT) != (place.child == bodies.THE_VISIT):
        raise errors.UnknownQuestion(place.question)
    if place.child != bodies.THE_VISIT and place.child not in content.children:
        raise errors.UnknownChild
    read = checking.read(question, typed, daytime.day(now))
    findings = tuple(_at(one, place.child) for one in read.findings)
    standing = content.of(place.child).get(question.id)
    if standing is not None and standing.at > seen and standing.value != read.value:
        both = bodies.disputed(content, place.child, question.id, typed)
        return both, Saved(at, standing.value, findings, Conflict(standing.value, standing.typed, typed))
    before = checking.read(question, standing.typed, daytime.day(now)).more if standing is not None else {}
    changed = bodies.answered(content, place.child, question.id, typed, read, at=at, before=before)
    return changed, Saved(at, read.value, findings)


def add_child(tx: Transaction, keys: Keys, token: str, account: str, *, now: datetime) -> int:
    """Begin the next child, with the workplace of the one before; gives its number. Raises as `save`."""
    draft = held(tx, keys, token, account)
    changed = bodies.with_child(draft.content, at=draft.version + 1, today=daytime.day(now))
    replace(tx, keys, draft, changed, now=now)
    return changed.last


def drop_child(tx: Transaction, keys: Keys, token: str, account: str, child: int, *, now: datetime) -> None:
    """Take a child out that was begun by mistake. Raises as `save`."""
    draft = held(tx, keys, token, account)
    if child not in draft.content.children:
        raise errors.UnknownChild
    replace(tx, keys, draft, bodies.without_child(draft.content, child), now=now)


def change_plan(tx: Transaction, keys: Keys, token: str, account: str, plan: Plan, *, now: datetime) -> Draft:
    """Put another plan in the place of this one; gives the visit. Raises as `save`."""
    draft = held(tx, keys, token, account)
    row = _plain(plan) | {"version": draft.version + 1, "touched_at": now}
    sealed = _sealed(keys, draft.id, bodies.planned(draft.content, plan))
    tx.update(visit, {"id": draft.id}, row | sealed)
    return get(tx, keys, token, account)


def replace(tx: Transaction, keys: Keys, draft: Draft, content: Body, *, now: datetime) -> None:
    """Put another body in the place of that of a visit that was `held`: its next version."""
    row = {"state": OPEN, "version": draft.version + 1, "touched_at": now}
    tx.update(visit, {"id": draft.id}, row | _sealed(keys, draft.id, content))


def drop(tx: Transaction, keys: Keys, token: str, account: str, *, now: datetime) -> None:
    """Call a visit off: what was written is deleted. Raises as `save`."""
    draft = held(tx, keys, token, account)
    tx.update(visit, {"id": draft.id}, {"state": DROPPED, "body": None, "touched_at": now})
    tx.delete(visit_photo, {"visit": draft.id})


def read(keys: Keys, row: RowMapping) -> Draft:
    """Give the visit in a row of its table."""
    content = None if row["body"] is None else bodies.read(keys.unseal(row["body"], _context(row["id"])))
    return Draft(
        id=row["id"],
        token=row["token"],
        account=row["account"],
        state=row["state"],
        territory=row["territory"],
        day=row["planned_on"],
        sector=row["sector"],
        reason=row["reason"],
        campaign=row["campaign"],
        version=row["version"],
        touched_at=row["touched_at"],
        submitted_at=row["submitted_at"],
        found=row["found"],
        body=content,
    )


def held(tx: Transaction, keys: Keys, token: str, account: str) -> Draft:
    """Give a visit that nobody else can change until this transaction ends. Raises as `save`."""
    tx.lock([f"visit:{token}"])
    draft = get(tx, keys, token, account)
    if draft.body is None:
        raise errors.VisitSent
    return draft


def _is_theirs(tx: Transaction, row: RowMapping, account: str) -> bool:
    if row["account"] == account:
        return True
    mine = (visit_monitor.c.visit == row["id"], visit_monitor.c.account == account)
    return tx.row(select(visit_monitor.c.visit).where(*mine)) is not None


def _plain(plan: Plan) -> dict[str, object]:
    return {
        "territory": plan.territory,
        "planned_on": plan.day,
        "sector": plan.sector,
        "reason": plan.reason if plan.reason in plans.REASONS else "",
        "campaign": plan.campaign,
    }


def _sealed(keys: Keys, id: int, content: Body) -> dict[str, object]:
    return {"body": keys.seal(bodies.written(content), _context(id))}


def _at(one: Finding, child: int) -> Finding:
    return Finding(one.code, one.question, child, one.values)


def _context(id: int) -> str:
    return f"visit:{id}"
