"""Who works with us: people join with a one-time invitation that says what they may be.

Of a person only the role, the territory, the department and a keyed hash of the account are kept.
An `account` is the channel and the sender's id in it: "telegram:4711".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from cases import errors, history, schema
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

ROLES = ("teacher", "monitor", "officer", "coordinator", "operator", "editor", "admin")
VALID_FOR = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody may be: a role in a territory; an officer also in a department."""

    role: str
    territory: str
    department: str


def invite(
    tx: Transaction,
    keys: Keys,
    *,
    role: str,
    territory: str,
    department: str = "",
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a new invitation: good for 72 hours, for the first account that uses it.

    Raises:
        UnknownRole: the role is none of `ROLES`.
    """
    if role not in ROLES:
        raise errors.UnknownRole(role)
    token = identifiers.token(entropy)
    invitation = {"role": role, "territory": territory, "department": department}
    tx.insert(
        schema.invitation,
        invitation | {"lookup": _lookup(keys, token), "expires_at": now + VALID_FOR, "account": None},
    )
    history.note(tx, [history.Entry("admin", f"invited {role}", about=department)], now=now)
    return token


def join(tx: Transaction, keys: Keys, token: str, account: str, now: datetime) -> Person:
    """Make the account what the invitation says; gives that. What the account was before, it is no longer.

    The same account may use its invitation again within the 72 hours: a double press does no harm.

    Raises:
        InvitationExpired: unknown, too old, or used by somebody else; which of these is not told.
    """
    ours = _account(keys, account)
    used = tx.execute(
        update(schema.invitation)
        .where(_usable(keys, token, ours), schema.invitation.c.expires_at > now)
        .values(account=ours)
    )
    invitation = tx.row(select(schema.invitation).where(schema.invitation.c.lookup == _lookup(keys, token)))
    if not used or invitation is None:
        raise errors.InvitationExpired
    joined = Person(invitation["role"], invitation["territory"], invitation["department"])
    if person(tx, keys, account) != joined:
        row = {"role": joined.role, "territory": joined.territory, "department": joined.department}
        tx.upsert(schema.person, {"account": ours, **row, "joined_at": now})
        history.note(tx, [history.Entry(joined.role, "joined", about=joined.department)], now=now)
    return joined


def person(tx: Transaction, keys: Keys, account: str) -> Person | None:
    """Give what this account may be, None for the public."""
    row = tx.row(select(schema.person).where(schema.person.c.account == _account(keys, account)))
    return None if row is None else Person(row["role"], row["territory"], row["department"])


def has_officers(tx: Transaction, department: str) -> bool:
    """Tell whether an officer of this department has joined; from then on only officers act for it."""
    is_officer = (schema.person.c.department == department, schema.person.c.role == "officer")
    return tx.row(select(schema.person.c.role).where(*is_officer).limit(1)) is not None


def _usable(keys: Keys, token: str, account: str) -> ColumnElement[bool]:
    free = or_(schema.invitation.c.account.is_(None), schema.invitation.c.account == account)
    return (schema.invitation.c.lookup == _lookup(keys, token)) & free


def _lookup(keys: Keys, token: str) -> str:
    return keys.index("invitation", token)


def _account(keys: Keys, account: str) -> str:
    return keys.index("account", account)
