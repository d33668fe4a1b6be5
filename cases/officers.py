"""Officers: who signs in with a name and a password, in which role, and whose key they use.

Everybody has a key pair of their own; its private half lies here under their password. What it opens is
granted by others (`granting`). Names are looked up by keyed hash and kept sealed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select

from cases import errors, history, keyring, schema
from cases.admission.schema import desk_invitation, recovery_code
from cases.keyring import COORDINATOR, Lock, Unlocked
from cases.readers import TRIAGE
from directory.departments import Departments
from store.lookup import Lookup
from store.seal import Keys
from store.transaction import Transaction

ROLES = ("officer", "coordinator", "operator", "editor", "admin")
_KEYLESS = ("editor", "admin")
LONGEST_NAME = 60
GRANTEE = "officer:"
ONLY = 1  # an officer has one pair at a time
_table, _grants, _codes = schema.officer, schema.key_grant, recovery_code
_BY_LOOKUP = Lookup(select(_table).where(_table.c.lookup == bindparam("lookup")))


@dataclass(frozen=True, slots=True)
class Officer:
    """One of those who sign in. `department` is whose key they use: its code, or "COORDINATOR"; editors and
    admins read no case and use none: "". `territory` bounds what operators, coordinators and editors see;
    "" is the whole country. `totp` is the secret of their one-time passwords, None while they have none.
    """

    lookup: str
    name: str = field(repr=False)
    role: str
    department: str
    public: bytes = field(repr=False)
    locked: bytes = field(repr=False)
    made_at: datetime
    left_at: datetime | None = None
    territory: str = ""
    language: str = ""
    totp: bytes | None = field(default=None, repr=False)
    totp_used: int = 0  # step of the last one-time password: none is taken twice
    signed_in_on: str = ""  # day of the last sign-in in Kazakhstan, "2026-11-23"; "" = never

    @property
    def grantee(self) -> str:
        """Who they are in the keyring."""
        return GRANTEE + self.lookup

    @property
    def grantees(self) -> tuple[str, ...]:
        """Whose grants say which keys lie open for them: a coordinator's own and the coordinators'."""
        return (self.grantee, COORDINATOR) if self.department == COORDINATOR else (self.grantee,)

    @property
    def lock(self) -> Lock:
        """Their public key."""
        return Lock(ONLY, self.public)

    @property
    def actor(self) -> str:
        """Who they are in the history: a role or a department's code, never a person."""
        return self.department if self.role == "officer" else self.role


_PLAIN = tuple(one.name for one in fields(Officer) if one.name not in ("name", "totp"))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An officer with the keys that their password opened, in memory only."""

    officer: Officer
    unlocked: Unlocked


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to sign in, and with which password."""

    name: str = field(repr=False)
    role: str
    department: str
    password: str = field(repr=False)
    territory: str = ""


def department_of(departments: Departments, role: str, code: str) -> str:
    """Give whose key this role uses; `code` is the department of an officer.

    Raises:
        UnknownRole: nobody signs in as that.
        UnknownDepartment: an officer's department is not in the directory.
    """
    if role not in ROLES:
        raise errors.UnknownRole(role)
    if role == "coordinator":
        return COORDINATOR
    if role in _KEYLESS:
        return ""
    if role == "officer":
        return departments.get(code).code
    desk = departments.responsible(TRIAGE, "")
    if desk is None:
        raise errors.NobodyResponsible(TRIAGE)
    return desk.code


def add(tx: Transaction, keys: Keys, officer: Officer, *, actor: str) -> None:
    """Write a new officer down. They open nothing before somebody has granted them their keys.

    Raises:
        OfficerKnown: somebody has this name, and has not left.
    """
    known = find(tx, keys, officer.name)
    if known is not None and known.left_at is None:
        raise errors.OfficerKnown
    if officer.department:
        keyring.ensured(tx, [officer.department], now=officer.made_at)
    _write(tx, keys, officer)
    history.note(tx, [history.Entry(actor, "joined", about=officer.department)], now=officer.made_at)


def renew(tx: Transaction, keys: Keys, officer: Officer, *, actor: str) -> None:
    """Replace an officer's key pair, for whoever forgot their password: what had been granted is gone.

    Role, department and territory stay as they were; one-time passwords are set up anew.

    Raises:
        UnknownOfficer: nobody of this name is here.
    """
    known = present(tx, keys, officer.name)
    theirs = replace(
        officer,
        role=known.role,
        department=known.department,
        territory=known.territory,
        language=known.language,
        signed_in_on=known.signed_in_on,
    )
    tx.delete(_grants, {"grantee": officer.grantee})
    _write(tx, keys, theirs)
    entry = history.Entry(actor, "password_renewed", about=known.department)
    history.note(tx, [entry], now=officer.made_at)


def leave(tx: Transaction, officer: Officer, *, actor: str, now: datetime) -> None:
    """Let an officer go: no password opens anything for them, and their grants are gone.

    Links that were given to them, or by them, are void. They may remember keys they have opened: `rotation`
    follows.
    """
    tx.update(_table, {"lookup": officer.lookup}, {"left_at": now, "locked": b"", "totp": None})
    tx.delete(_grants, {"grantee": officer.grantee})
    tx.delete(_codes, {"officer": officer.lookup})
    # Another person may have this name one day; and whoever left lets nobody in.
    for column in ("officer", "invited_by"):
        tx.delete(desk_invitation, {column: officer.lookup})
    history.note(tx, [history.Entry(actor, "left", about=officer.department)], now=now)


def speak(tx: Transaction, officer: Officer, language: str) -> None:
    """Keep in which language they want to read the desk."""
    tx.update(_table, {"lookup": officer.lookup}, {"language": language})


def find(tx: Transaction, keys: Keys, name: str) -> Officer | None:
    """Give the officer of this sign-in name, also one who has left; capital letters do not matter."""
    row = tx.row(select(_table).where(_table.c.lookup == lookup_of(keys, tidy(name))))
    return None if row is None else _read(keys, row)


def by_lookup(tx: Transaction, keys: Keys, lookup: str) -> Officer | None:
    """Give the officer of this keyed hash of a sign-in name, also one who has left."""
    row = tx.row(_BY_LOOKUP, {"lookup": lookup})
    return None if row is None else _read(keys, row)


def present(tx: Transaction, keys: Keys, name: str) -> Officer:
    """Give the officer of this sign-in name.

    Raises:
        UnknownOfficer: there is none, or they have left.
    """
    found = find(tx, keys, name)
    if found is None or found.left_at is not None:
        raise errors.UnknownOfficer
    return found


def everybody(tx: Transaction, keys: Keys) -> Sequence[Officer]:
    """Give all officers, those who have left too, by department and name."""
    found = [_read(keys, row) for row in tx.rows(select(_table))]
    return sorted(found, key=lambda one: (one.department, one.name))


def grantees(tx: Transaction, department: str) -> dict[str, Lock]:
    """Give the public keys of those to whom this department's key, or the coordinators', was granted."""
    query = select(_table.c.lookup, _table.c.public)
    rows = tx.rows(query.where(_table.c.department == department, _table.c.left_at.is_(None)))
    there = {GRANTEE + row["lookup"]: Lock(ONLY, row["public"]) for row in rows}
    holding = select(_grants.c.grantee).where(_grants.c.holder == department)
    return {row["grantee"]: there[row["grantee"]] for row in tx.rows(holding) if row["grantee"] in there}


def granted(tx: Transaction) -> dict[str, int]:
    """Give how many keys were granted to each grantee; who has none is not in it."""
    counted = select(_grants.c.grantee, func.count().label("n")).group_by(_grants.c.grantee)
    return {row["grantee"]: int(row["n"]) for row in tx.rows(counted)}


def tidy(name: str) -> str:
    """Give a sign-in name as it is looked up: capital letters and spaces around it do not matter."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()[:LONGEST_NAME]


def lookup_of(keys: Keys, name: str) -> str:
    """Give the keyed hash of a tidy sign-in name."""
    return keys.index("officer", name)


def _write(tx: Transaction, keys: Keys, one: Officer) -> None:
    tx.delete(_codes, {"officer": one.lookup})
    tx.upsert(
        _table,
        {
            "lookup": one.lookup,
            "name": keys.seal(one.name.encode(), GRANTEE + one.lookup),
            "role": one.role,
            "department": one.department,
            "public": one.public,
            "locked": one.locked,
            "made_at": one.made_at,
            "left_at": one.left_at,
            "territory": one.territory,
            "language": one.language,
            "totp": None if one.totp is None else keys.seal(one.totp, totp_context(one.lookup)),
            "totp_used": one.totp_used,
            "signed_in_on": one.signed_in_on,
        },
    )


def _read(keys: Keys, row: RowMapping) -> Officer:
    told = {name: row[name] for name in _PLAIN}
    totp = None if row["totp"] is None else keys.unseal(row["totp"], totp_context(row["lookup"]))
    return Officer(name=keys.unseal(row["name"], GRANTEE + row["lookup"]).decode(), totp=totp, **told)


def totp_context(lookup: str) -> str:
    """Give what the secret of their one-time passwords is sealed for."""
    return f"totp:{lookup}"
