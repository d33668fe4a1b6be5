"""Release: somebody who holds a key gives a case to a department that could not read it before.

Two occasions: a copy that was held, so that nobody is warned too early, and which police or child-rights body
let go (DOMAIN b.2 (i)); and a department outside the ladder that took the case over: its pointer went at
once, but the service cannot open what it would have to seal again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cases import (
    accused,
    content,
    errors,
    forwarding,
    history,
    identity,
    ladder,
    opening,
    parts,
    premises,
    readers,
    schema,
    tasks,
)
from cases.content import EXTRACT, REPORT, REPORTER
from cases.keyring import COORDINATOR, Unlocked
from cases.office import Office
from cases.readers import Readers
from cases.tasks import Errand
from store.transaction import Transaction

MAY_RELEASE = frozenset({"POLICE_JUV", "CHILD_RIGHTS", "CHILD_RIGHTS_NAT"})
ABOVE_ALL = ("coordinator", "operator", "recovery")
_NEVER_GIVEN = (EXTRACT, REPORTER)
_part = schema.part_key


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Who may read what of a case; `acting` may know the child."""

    readers: Readers
    acting: tuple[str, ...]

    def of(self, part: str, before: Collection[str]) -> tuple[str, ...]:
        if part == identity.PART:
            return self.acting
        # What the coordinator does not hold is for the police alone.
        return self.readers.whole if COORDINATOR in before else self.readers.police


def waiting(tx: Transaction) -> tuple[Errand, ...]:
    """Give the cases and departments (`about`) that wait for somebody with a key, the oldest first."""
    return tuple(task.errand for task in tasks.open_ones(tx) if task.errand.kind == tasks.RELEASE)


def give(
    tx: Transaction,
    office: Office,
    unlocked: Unlocked,
    number: int,
    department: str,
    *,
    actor: str,
    now: datetime,
) -> bool:
    """Give a department, and every step of its ladder, what it may read of a case; again does nothing more.

    Who reads all gets the report, additions and media; the others get the extract (`readers`). Of what only
    the police may read, the police alone; who the child is, only who acts on it (`identity`), and where these
    keys do not open that, somebody is still asked to release it. True if it was held: it is open now, and
    waits for its pointer as what was `overlooked` does.

    Raises:
        ReleaseRefused: the case is not on its way to this department, it is accused, it declined, or it is
            held and the actor is neither police nor child-rights body.
        NotForThisKey: these keys do not open the report.
    """
    held = _let_go(tx, office, number, department, actor, now)
    avoided = ladder.avoided(accused.of_case(tx, office.keys, number))
    steps = frozenset(ladder.steps(office.departments, department, avoided))
    theirs = readers.of_case(tx, office, number)
    if steps.intersection(theirs.extract):
        _give_extract(tx, unlocked, number, steps.intersection(theirs.extract), now=now)
        _give_school(tx, unlocked, number, steps.intersection(theirs.extract), now=now)
    left = False
    if steps.intersection(theirs.whole):
        acting = identity.holders(tx, office, number)
        left = _give_whole(tx, unlocked, number, steps, _Theirs(theirs, acting), now=now)
    if not left:
        tasks.settle(tx, tasks.RELEASE, number=number, about=department, by=actor, now=now)
    history.note(tx, [history.Entry(actor, "released", number, department)], now=now)
    return held


def _let_go(tx: Transaction, office: Office, number: int, department: str, actor: str, now: datetime) -> bool:
    found = next((one for one in forwarding.of_case(tx, number) if one.department == department), None)
    meant = ladder.avoided(accused.of_case(tx, office.keys, number))
    if found is None or found.state == "declined" or department.partition(":")[0] in meant:
        raise errors.ReleaseRefused
    if found.state != "held":
        return False
    if actor not in ABOVE_ALL and actor.partition(":")[0] not in MAY_RELEASE:
        raise errors.ReleaseRefused("Only the police or the child-rights body may let this department know.")
    # Without a receiver it is told as those are whom nobody could tell before (`overlooked`).
    tx.update(schema.forwarding, {"id": found.id}, {"state": "open", "receiver": "", "send_at": now})
    return True


def _give_extract(
    tx: Transaction, unlocked: Unlocked, number: int, holders: Collection[str], *, now: datetime
) -> None:
    before = _holders(tx, number).get(EXTRACT, frozenset())
    if EXTRACT in opening.openable(tx, unlocked, number):
        key = parts.open_key(tx, unlocked, number, EXTRACT)
        parts.share(tx, number, EXTRACT, key, holders, now=now)
        return
    # Whoever reads all has no box for the extract: it is drawn again, for everybody who had it as well.
    whole = parts.read(tx, unlocked, number, REPORT)
    for table in (schema.part_key, schema.sealed_part):
        tx.delete(table, {"case_number": number, "part": EXTRACT})
    parts.keep(tx, number, EXTRACT, content.extract_of(whole), {*before, *holders}, now=now)


def _give_school(
    tx: Transaction, unlocked: Unlocked, number: int, holders: Collection[str], *, now: datetime
) -> None:
    told = [code for code in holders if premises.may_know(code)]
    if told and premises.PART in opening.openable(tx, unlocked, number):
        key = parts.open_key(tx, unlocked, number, premises.PART)
        parts.share(tx, number, premises.PART, key, told, now=now)


def _give_whole(
    tx: Transaction,
    unlocked: Unlocked,
    number: int,
    steps: Collection[str],
    theirs: _Theirs,
    *,
    now: datetime,
) -> bool:
    """Share each part with those of the steps who may read it; True: who the child is stays closed to us."""
    left = False
    for part, before in _holders(tx, number).items():
        more = [code for code in theirs.of(part, before) if code in steps and code not in before]
        if not more or part in _NEVER_GIVEN:
            continue
        if part == identity.PART and part not in opening.openable(tx, unlocked, number):
            left = True
            continue
        parts.share(tx, number, part, parts.open_key(tx, unlocked, number, part), more, now=now)
    return left


def _holders(tx: Transaction, number: int) -> dict[str, frozenset[str]]:
    """Give who holds a box with the key of each part, media too."""
    found: dict[str, set[str]] = {}
    for row in tx.rows(select(_part.c.part, _part.c.holder).where(_part.c.case_number == number)):
        found.setdefault(row["part"], set()).add(row["holder"])
    return {part: frozenset(holders) for part, holders in found.items()}
