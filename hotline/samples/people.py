"""Sample people: one of each role, all with one password that everybody may know."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases import granting, officers, passwords
from cases.keyring import Unlocked
from cases.officers import Newcomer
from directory.departments import Department, Departments
from store.locks import Limits
from store.seal import Keys
from store.transaction import Transaction

PASSWORD = "only for trying out"
"""Printed by whoever makes sample people, and by nobody else."""

_LIGHT = Limits(passes=1, memory=2**16)  # more would guard nothing: the password is known
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody who can sign in: under which name, in which role, for which department or territory.

    `like`: whose work of `PEOPLE` they do elsewhere.
    """

    name: str
    role: str
    department: str = ""
    territory: str = ""
    like: str = ""


PEOPLE = (
    Sample("child-rights", "officer", "CHILD_RIGHTS:610000000"),
    Sample("education", "officer", "EDU_LOC:613800000"),
    Sample("police", "officer", "POLICE_JUV:614400000"),
    Sample("operator", "operator"),
    Sample("coordinator", "coordinator"),
    Sample("editor", "editor"),
    Sample("admin", "admin"),
)
"""The officers are those who get most of what is reported from Zhetisai and Maktaaral in Turkistan oblast."""
_EVERYWHERE = {"CHILD_RIGHTS": "child-rights", "EDU_LOC": "education", "EDU_OBL": "education"}
"""Most reports of three taps go to one of these: each has a sample in every place."""


def everybody(departments: Departments) -> Sequence[Sample]:
    """Give all sample people of a directory: `PEOPLE`, `education-kentau`, `child-rights-almaty` …"""
    taken = {one.department for one in PEOPLE}
    others = [one for one in departments.all() if one.body in _EVERYWHERE and one.code not in taken]
    return (*PEOPLE, *(_elsewhere(_EVERYWHERE[one.body], one) for one in others))


def _elsewhere(like: str, department: Department) -> Sample:
    named = department.name("en").partition(" – ")[2].removesuffix(" District")
    return Sample(f"{like}-{named.lower().replace(' ', '-')}", "officer", department.code, like=like)


def join(tx: Transaction, keys: Keys, departments: Departments, by: Unlocked, *, now: datetime) -> None:
    """Let all of them in and grant them their keys; `by` is what opens those, such as the recovery key.

    Raises:
        OfficerKnown: they are here already.
    """
    for one in everybody(departments):
        code = officers.department_of(departments, one.role, one.department)
        new = Newcomer(one.name, one.role, code, PASSWORD, one.territory)
        officer = passwords.make(keys, new, now=now, limits=_LIGHT)
        officers.add(tx, keys, officer, actor="desk")
        if code:
            granting.grant(tx, by, officer, actor="recovery", now=now)


def present(tx: Transaction, keys: Keys, departments: Departments) -> Sequence[Sample]:
    """Give those of them who are here and have not left."""
    known = ((one, officers.find(tx, keys, one.name)) for one in everybody(departments))
    return [one for one, officer in known if officer is not None and officer.left_at is None]


def listed(present: Sequence[Sample]) -> Sequence[str]:
    """Give the lines that say who can sign in, and with which password."""
    if not present:
        return ("There are no sample people here: they come with a new database alone.",)
    lines = (
        f"    {one.name:<14} {one.role:<12} {one.department}".rstrip() for one in present if not one.like
    )
    return (f"Sample people, all with the password: {PASSWORD}", *lines, *_listed_elsewhere(present))


def _listed_elsewhere(present: Sequence[Sample]) -> Iterator[str]:
    for like in dict.fromkeys(_EVERYWHERE.values()):
        places = sorted(one.name.removeprefix(f"{like}-") for one in present if one.like == like)
        if places:
            yield f"For reports from elsewhere {like}-PLACE, where PLACE is one of:"
            yield from (
                f"    {line}" for line in textwrap.wrap(", ".join(places), _WIDTH, break_on_hyphens=False)
            )
