"""Invitations to the desk: a link that is good once, for 72 hours. Only its keyed hash is kept.

join: somebody new · password: somebody here who forgot the password (new keys, granted anew) · phone:
somebody here who lost what shows the one-time passwords (the password is still asked for).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, select, update

from cases import errors, history, officers
from cases.admission.schema import desk_invitation as _table
from cases.officers import Officer
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

JOIN, PASSWORD, PHONE = "join", "password", "phone"
VALID_FOR = timedelta(hours=72)
_SIZE = 24  # bytes: nobody guesses it, and it has no throttle to fill


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody may become: a role in a territory, an officer in a department too.

    `officer` is the lookup of who is renewed, "" for somebody new.
    """

    purpose: str
    role: str
    territory: str
    department: str
    officer: str = ""


def invite(
    tx: Transaction,
    keys: Keys,
    invitation: Invitation,
    *,
    actor: str,
    by: str = "",
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a new invitation. One for somebody here ends those before it.

    `by` is the lookup of the officer who gives it, and with whose leaving it ends; "" at the machine.

    Raises:
        UnknownRole: nobody signs in as that.
    """
    if invitation.role not in officers.ROLES:
        raise errors.UnknownRole(invitation.role)
    if invitation.officer:
        tx.delete(_table, {"officer": invitation.officer})
    token = identifiers.token(entropy, size=_SIZE)
    tx.insert(
        _table,
        {
            "lookup": _lookup(keys, token),
            "purpose": invitation.purpose,
            "role": invitation.role,
            "territory": invitation.territory,
            "department": invitation.department,
            "officer": invitation.officer,
            "expires_at": now + VALID_FOR,
            "used_at": None,
            "invited_by": by,
        },
    )
    act = f"invited {invitation.role}" if invitation.purpose == JOIN else f"invited anew {invitation.role}"
    history.note(tx, [history.Entry(actor, act, about=invitation.department)], now=now)
    return token


def of_officer(officer: Officer, purpose: str) -> Invitation:
    """Give an invitation for somebody who is here: to a new password, or to a new phone."""
    return Invitation(purpose, officer.role, officer.territory, officer.department, officer.lookup)


def find(tx: Transaction, keys: Keys, token: str, now: datetime) -> Invitation | None:
    """Give what this token invites to; None: unknown, used or too old, and it is not said which."""
    row = tx.row(select(_table).where(_table.c.lookup == _lookup(keys, token)))
    return None if row is None or row["used_at"] is not None or row["expires_at"] <= now else _read(row)


def use(tx: Transaction, keys: Keys, token: str, now: datetime) -> Invitation:
    """Give what this token invites to, and use it up.

    Raises:
        InvitationExpired: unknown, used or too old.
    """
    mine = (
        (_table.c.lookup == _lookup(keys, token)) & _table.c.used_at.is_(None) & (_table.c.expires_at > now)
    )
    if not tx.execute(update(_table).where(mine).values(used_at=now)):
        raise errors.InvitationExpired
    row = tx.row(select(_table).where(_table.c.lookup == _lookup(keys, token)))
    assert row is not None
    return _read(row)


def sweep(tx: Transaction, before: datetime) -> int:
    """Delete what was over before that; gives how many."""
    return tx.execute(delete(_table).where(_table.c.expires_at < before))


def _read(row: RowMapping) -> Invitation:
    return Invitation(row["purpose"], row["role"], row["territory"], row["department"], row["officer"])


def _lookup(keys: Keys, token: str) -> str:
    return keys.index("invitation to the desk", token)
