"""Who works with us: people join with a one-time invitation that says what they may be.

Of a person only the role, the territory, the department, a teacher's school and a keyed hash of the account
are kept, and sealed the chat in which they are told what waits for them. An `account` is the channel and the
sender's id in it: "telegram:4711"; its hash is what other rooms keep.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, or_, select, update

from cases import errors, history
from cases.admission import schema
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

ROLES = ("teacher", "monitor", "officer", "coordinator", "operator", "editor", "admin")
VALID_FOR = timedelta(hours=72)
_TOLD = ("role", "territory", "department", "school")


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody may be: a role in a territory; an officer also in a department, a teacher in a school."""

    role: str
    territory: str
    department: str
    school: str = ""  # code of the school (`cases.absences`)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody is told what waits for them, and in which language."""

    channel: str
    chat: str = field(repr=False)
    language: str


def invite(
    tx: Transaction,
    keys: Keys,
    *,
    role: str,
    territory: str,
    department: str = "",
    school: str = "",
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a new invitation by whoever has the machine: see `issue`. Raises as that."""
    whom = Person(role, territory, department, school)
    return issue(tx, keys, whom, actor="admin", entropy=entropy, now=now)


def issue(
    tx: Transaction,
    keys: Keys,
    whom: Person,
    *,
    actor: str,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a new invitation: good for 72 hours, for the first account that uses it.

    `actor` is who gives it, as the history names people.

    Raises:
        UnknownRole: the role is none of `ROLES`.
    """
    if whom.role not in ROLES:
        raise errors.UnknownRole(whom.role)
    token = identifiers.token(entropy)
    invitation = {name: getattr(whom, name) for name in _TOLD}
    tx.insert(
        schema.invitation,
        invitation | {"lookup": _lookup(keys, token), "expires_at": now + VALID_FOR, "account": None},
    )
    history.note(tx, [history.Entry(actor, f"invited {whom.role}", about=whom.department)], now=now)
    return token


def join(
    tx: Transaction, keys: Keys, token: str, account: str, now: datetime, reach: Reach | None = None
) -> Person:
    """Make the account what the invitation says; gives that. What the account was before, it is no longer.

    `reach` is where they are told what waits for them. The same account may use its invitation again within
    the 72 hours: a double press does no harm.

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
    joined = _read(invitation)
    if by_account(tx, ours) != joined:
        told = {name: invitation[name] for name in _TOLD}
        tx.upsert(schema.person, {"account": ours, **told, "joined_at": now, **_sealed(keys, ours, reach)})
        history.note(tx, [history.Entry(joined.role, "joined", about=joined.department)], now=now)
    return joined


def person(tx: Transaction, keys: Keys, account: str) -> Person | None:
    """Give what this account may be, None for the public."""
    return by_account(tx, _account(keys, account))


def by_account(tx: Transaction, lookup: str) -> Person | None:
    """Give what the account of this keyed hash may be, None for the public."""
    row = tx.row(select(schema.person).where(schema.person.c.account == lookup))
    return None if row is None else _read(row)


def reach(tx: Transaction, keys: Keys, lookup: str) -> Reach | None:
    """Give where the account of this keyed hash is told what waits for it; None: nowhere."""
    row = tx.row(select(schema.person).where(schema.person.c.account == lookup))
    if row is None or row["chat"] is None:
        return None
    return Reach(row["channel"], keys.unseal(row["chat"], f"person:{lookup}").decode(), row["language"])


def speak(tx: Transaction, lookup: str, language: str) -> None:
    """Tell whoever this account is, if it is anybody here, in this language from now on."""
    table = schema.person.c
    known = (table.account == lookup) & (table.language != "") & (table.language != language)
    tx.execute(update(schema.person).where(known).values(language=language))


def of_role(
    tx: Transaction, role: str, *, territory: str | None = None, school: str | None = None
) -> tuple[str, ...]:
    """Give the keyed hashes of the accounts in this role: all, or those of a territory or school; sorted."""
    table = schema.person.c
    query = select(table.account).where(table.role == role)
    if territory is not None:
        query = query.where(table.territory == territory)
    if school is not None:
        query = query.where(table.school == school)
    return tuple(row["account"] for row in tx.rows(query.order_by(table.account)))


def let_go(tx: Transaction, lookup: str, *, actor: str, now: datetime) -> bool:
    """Make the account of this keyed hash nothing again; False: it was nothing. `actor` is a role or code.

    The invitation that they used opens nothing any more, though its 72 hours may not be over. The caller ends
    their sessions too (`cases.admission.passes.end_of`).
    """
    row = tx.row(select(schema.person).where(schema.person.c.account == lookup))
    if row is None:
        return False
    tx.delete(schema.person, {"account": lookup})
    tx.delete(schema.invitation, {"account": lookup})
    history.note(tx, [history.Entry(actor, f"let go {row['role']}", about=row["department"])], now=now)
    return True


def index(keys: Keys, account: str) -> str:
    """Give the keyed hash of an account, by which other rooms know whose something is."""
    return _account(keys, account)


def has_officers(tx: Transaction, department: str) -> bool:
    """Tell whether an officer of this department has joined; from then on only officers act for it."""
    is_officer = (schema.person.c.department == department, schema.person.c.role == "officer")
    return tx.row(select(schema.person.c.role).where(*is_officer).limit(1)) is not None


def _sealed(keys: Keys, lookup: str, reach: Reach | None) -> dict[str, object]:
    if reach is None:
        return {"channel": "", "chat": None, "language": ""}
    chat = keys.seal(reach.chat.encode(), f"person:{lookup}")
    return {"channel": reach.channel, "chat": chat, "language": reach.language}


def _read(row: RowMapping) -> Person:
    return Person(*(row[name] for name in _TOLD))


def _usable(keys: Keys, token: str, account: str) -> ColumnElement[bool]:
    free = or_(schema.invitation.c.account.is_(None), schema.invitation.c.account == account)
    return (schema.invitation.c.lookup == _lookup(keys, token)) & free


def _lookup(keys: Keys, token: str) -> str:
    return keys.index("invitation", token)


def _account(keys: Keys, account: str) -> str:
    return keys.index("account", account)
