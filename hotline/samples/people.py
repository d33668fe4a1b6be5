"""Sample people: one of each role, all with one password that everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases import granting, officers, passwords
from cases.keyring import Unlocked
from cases.officers import Newcomer
from directory.departments import Departments
from store.locks import Limits
from store.seal import Keys
from store.transaction import Transaction

PASSWORD = "only for trying out"
"""Printed by whoever makes sample people, and by nobody else."""

_LIGHT = Limits(passes=1, memory=8 * 2**20)  # it would guard nothing: the password is known


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody who can sign in: under which name, in which role, for which department or territory."""

    name: str
    role: str
    department: str = ""
    territory: str = ""


PEOPLE = (
    Sample("child-rights", "officer", "CHILD_RIGHTS:610000000"),
    Sample("police", "officer", "POLICE_JUV:614400000"),
    Sample("operator", "operator"),
    Sample("coordinator", "coordinator"),
    Sample("editor", "editor"),
    Sample("admin", "admin"),
)
"""The two officers are those who get most of what is reported from Maktaaral in Turkistan oblast."""


def join(tx: Transaction, keys: Keys, departments: Departments, by: Unlocked, *, now: datetime) -> None:
    """Let all of them in and grant them their keys; `by` is what opens those, such as the recovery key.

    Raises:
        OfficerKnown: they are here already.
    """
    for one in PEOPLE:
        code = officers.department_of(departments, one.role, one.department)
        new = Newcomer(one.name, one.role, code, PASSWORD, one.territory)
        officer = passwords.make(keys, new, now=now, limits=_LIGHT)
        officers.add(tx, keys, officer, actor="desk")
        if code:
            granting.grant(tx, by, officer, actor="recovery", now=now)


def present(tx: Transaction, keys: Keys) -> Sequence[Sample]:
    """Give those of them who are here and have not left."""
    known = ((one, officers.find(tx, keys, one.name)) for one in PEOPLE)
    return [one for one, officer in known if officer is not None and officer.left_at is None]


def listed(present: Sequence[Sample]) -> Sequence[str]:
    """Give the lines that say who can sign in, and with which password."""
    if not present:
        return ("There are no sample people here: they come with a new database alone.",)
    lines = (f"    {one.name:<14} {one.role:<12} {one.department}".rstrip() for one in present)
    return (f"Sample people, all with the password: {PASSWORD}", *lines)
