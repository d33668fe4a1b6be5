"""Teachers and monitors: who invites them, who sees that they are here, and who lets them go.

They are in no list of names: of each there are the role, the school or territory, and the day on which they
joined. As with the desk (`deciding`), whoever acts is read again in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from cases import errors, officers, people
from cases.absences import handing_over, schools
from cases.absences.classes import SchoolClass
from cases.absences.schools import School
from cases.admission import passes, schema, staffing
from cases.office import Office
from cases.officers import Officer
from cases.people import Person
from store.transaction import Transaction

TEACHER, MONITOR = "teacher", "monitor"
INVITING = frozenset({"coordinator", "admin"})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who joined. `account`: keyed hash; `school`: its code, "" for monitors."""

    account: str = field(repr=False)
    role: str
    territory: str
    school: str
    joined_at: datetime


def members(tx: Transaction, office: Office, by: Officer) -> list[Member]:
    """Give the teachers and monitors of whom somebody may know, of their territory, the latest first."""
    table = schema.person.c
    rows = tx.rows(select(schema.person).where(table.role.in_((TEACHER, MONITOR))))
    told = [
        Member(*(row[name] for name in ("account", "role", "territory", "school", "joined_at")))
        for row in rows
    ]
    theirs = [one for one in told if _is_theirs(office, by, one.territory)]
    return sorted(theirs, key=lambda one: (one.joined_at, one.account), reverse=True)


def member(tx: Transaction, office: Office, by: Officer, account: str) -> Member:
    """Give one of them. Raises UnknownOfficer: nobody, or not of their territory."""
    found = next((one for one in members(tx, office, by) if one.account == account), None)
    if found is None:
        raise errors.UnknownOfficer
    return found


def school(tx: Transaction, office: Office, by: Officer, code: str) -> School:
    """Give a school of their territory. Raises UnknownSchool: there is none, or it is not theirs."""
    found = schools.get(tx, office.keys, code)
    if not _is_theirs(office, by, found.territory):
        raise errors.UnknownSchool(code)
    return found


def invite_teacher(
    tx: Transaction, office: Office, by: Officer, code: str, *, entropy: Callable[[int], bytes], now: datetime
) -> str:
    """Give the token of an invitation for a teacher of this school.

    Raises:
        UnknownSchool, UnknownOfficer: not theirs to give, or whoever gives it has left meanwhile.
    """
    acting = _present(tx, office, by)
    theirs = school(tx, office, acting, code)
    whom = Person(TEACHER, theirs.territory, "", theirs.code)
    return people.issue(tx, office.keys, whom, actor=acting.actor, entropy=entropy, now=now)


def invite_monitor(
    tx: Transaction,
    office: Office,
    by: Officer,
    territory: str,
    *,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of an invitation for a monitor of this territory. Raises UnknownOfficer: not theirs."""
    acting = _present(tx, office, by)
    if office.territories.find(territory) is None or not _is_theirs(office, acting, territory):
        raise errors.UnknownOfficer
    whom = Person(MONITOR, territory, "")
    return people.issue(tx, office.keys, whom, actor=acting.actor, entropy=entropy, now=now)


def let_go(tx: Transaction, office: Office, by: Officer, account: str, *, now: datetime) -> Member:
    """Let a teacher or monitor go: links, sessions and the used invitation end at once; gives who it was.

    Raises:
        UnknownOfficer: nobody, not theirs, or whoever acts has left meanwhile.
    """
    acting = _present(tx, office, by)
    leaving = member(tx, office, acting, account)
    people.let_go(tx, account, actor=acting.actor, now=now)
    passes.end_of(tx, account)
    handing_over.leave_all(tx, account)
    return leaving


def hand_over(
    tx: Transaction, office: Office, by: Officer, of: SchoolClass, wish: tuple[str, str], *, now: datetime
) -> bool:
    """Decide of a class that a teacher (`wish`: account, and one of `handing_over.ANSWERS`) asks for.

    False: nobody asks any more.

    Raises:
        UnknownSchool, UnknownOfficer: not theirs to decide, or whoever decides has left meanwhile.
    """
    acting = _present(tx, office, by)
    school(tx, office, acting, of.school)
    account, how = wish
    return handing_over.answer(tx, of, account, how, actor=acting.actor, now=now)


def _present(tx: Transaction, office: Office, by: Officer) -> Officer:
    tx.lock(["people of the desk"])
    now = officers.by_lookup(tx, office.keys, by.lookup)
    if now is None or now.left_at is not None or now.role not in INVITING:
        raise errors.UnknownOfficer
    return now


def _is_theirs(office: Office, by: Officer, territory: str) -> bool:
    return staffing.is_within(office, territory, by.territory)
