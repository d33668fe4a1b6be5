"""Which chats a department is told in. A chat counts only after somebody enrolled it by hand.

The chat's id is sealed, and found again by its keyed hash; it is never logged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, delete, select, update

from cases import history, schema
from store.lookup import Lookup
from store.seal import Keys
from store.transaction import Transaction

_OF_DEPARTMENTS = Lookup(
    select(schema.enrolment)
    .where(
        schema.enrolment.c.department.in_(bindparam("codes", expanding=True)),
        schema.enrolment.c.lost_at.is_(None),
    )
    .order_by(schema.enrolment.c.enrolled_at, schema.enrolment.c.lookup)
)
_AT_CHAT = (
    select(schema.enrolment)
    .where(schema.enrolment.c.lookup == bindparam("lookup"))
    .order_by(schema.enrolment.c.department)
)

_SHARED = "webhook secret"


@dataclass(frozen=True, slots=True)
class Chat:
    """One enrolled chat of a department: where to tell it, and in which language."""

    channel: str
    chat: str
    language: str


def enrol(
    tx: Transaction, keys: Keys, *, department: str, channel: str, chat: str, language: str, now: datetime
) -> None:
    """Enrol a chat for a department. Enrolling it again only changes the language."""
    _known(tx).clear()
    tx.upsert(
        schema.enrolment,
        {
            "department": department,
            "lookup": _lookup(keys, channel, chat),
            "channel": channel,
            "chat": keys.seal(chat.encode(), _context(department)),
            "language": language,
            "enrolled_at": now,
            "lost_at": None,
        },
    )
    history.note(tx, [history.Entry("desk", "enrolled", about=department)], now=now)


def end(
    tx: Transaction, keys: Keys, *, channel: str, chat: str, department: str | None = None, now: datetime
) -> tuple[str, ...]:
    """End the enrolment of this chat (for one department, or for all); gives the departments it was for."""
    ended = [code for code in all_at(tx, keys, channel, chat) if department is None or code == department]
    if ended:
        _known(tx).clear()
        tx.execute(
            delete(schema.enrolment).where(
                schema.enrolment.c.lookup == _lookup(keys, channel, chat),
                schema.enrolment.c.department.in_(ended),
            )
        )
        history.note(tx, [history.Entry("desk", "enrolment ended", about=code) for code in ended], now=now)
    return tuple(ended)


def share_secret(tx: Transaction, keys: Keys, channel: str, chat: str, secret: str) -> None:
    """Keep the secret by which this address knows us, for all departments that it stands for."""
    sealed = keys.seal(secret.encode(), _SHARED)
    theirs = schema.enrolment.c.lookup == _lookup(keys, channel, chat)
    tx.execute(update(schema.enrolment).where(theirs).values(secret=sealed))


def secret_of(tx: Transaction, keys: Keys, channel: str, chat: str) -> str | None:
    """Give that secret; None where nothing is enrolled at this address, or none was shared."""
    sealed = next((row["secret"] for row in _at(tx, keys, channel, chat) if row["secret"] is not None), None)
    return None if sealed is None else keys.unseal(sealed, _SHARED).decode()


def chats_of(tx: Transaction, keys: Keys, codes: Iterable[str]) -> dict[str, tuple[Chat, ...]]:
    """Give the chats of those of these departments that have any."""
    wanted, known = set(codes), _known(tx)
    missing = wanted.difference(known)
    if missing:
        known.update(_read_chats(tx, keys, sorted(missing)))
    return {code: known[code] for code in wanted if known[code]}


def departments_at(tx: Transaction, keys: Keys, channel: str, chat: str) -> tuple[str, ...]:
    """Give the codes of the departments that are told in this chat, sorted.

    Empty for a foreign chat, and for one that is out of reach.
    """
    return tuple(row["department"] for row in _at(tx, keys, channel, chat) if row["lost_at"] is None)


def lose(tx: Transaction, keys: Keys, channel: str, chat: str, *, now: datetime) -> tuple[str, ...]:
    """Note that this chat is out of reach; gives the departments that it was for, empty if that was known."""
    lost = departments_at(tx, keys, channel, chat)
    _mark(tx, _lookup(keys, channel, chat), now)
    history.note(tx, [history.Entry("service", "chat lost", about=code) for code in lost], now=now)
    return lost


def find_again(tx: Transaction, keys: Keys, channel: str, chat: str, *, now: datetime) -> tuple[str, ...]:
    """Note that this chat is within reach; gives all departments that it is for."""
    rows = _at(tx, keys, channel, chat)
    found = [row["department"] for row in rows if row["lost_at"] is not None]
    if found:
        _mark(tx, _lookup(keys, channel, chat), None)
        history.note(tx, [history.Entry("service", "chat found", about=code) for code in found], now=now)
    return tuple(row["department"] for row in rows)


def move(tx: Transaction, keys: Keys, *, channel: str, chat: str, to: str, now: datetime) -> tuple[str, ...]:
    """Move what is enrolled at this chat to its new id; gives its departments, none when it had moved."""
    rows = _at(tx, keys, channel, chat)
    _known(tx).clear()
    for row in rows:
        tx.delete(schema.enrolment, {"department": row["department"], "lookup": row["lookup"]})
        sealed = keys.seal(to.encode(), _context(row["department"]))
        moved = {"lookup": _lookup(keys, channel, to), "chat": sealed, "lost_at": None}
        tx.upsert(schema.enrolment, dict(row) | moved)
    codes = tuple(row["department"] for row in rows)
    history.note(tx, [history.Entry("service", "chat moved", about=code) for code in codes], now=now)
    return codes


def all_at(tx: Transaction, keys: Keys, channel: str, chat: str) -> tuple[str, ...]:
    """Give the codes of the departments that this chat was enrolled for, even if it is out of reach."""
    return tuple(row["department"] for row in _at(tx, keys, channel, chat))


def _read_chats(tx: Transaction, keys: Keys, codes: Sequence[str]) -> dict[str, tuple[Chat, ...]]:
    chats: dict[str, list[Chat]] = {code: [] for code in codes}
    for row in tx.rows(_OF_DEPARTMENTS, {"codes": codes}):
        chat = keys.unseal(row["chat"], _context(row["department"])).decode()
        chats[row["department"]].append(Chat(row["channel"], chat, row["language"]))
    return {code: tuple(found) for code, found in chats.items()}


def _known(tx: Transaction) -> dict[str, tuple[Chat, ...]]:
    """The chats that were looked up in this transaction; whoever changes an enrolment empties it."""
    return tx.recall("chats of departments", dict)


def _at(tx: Transaction, keys: Keys, channel: str, chat: str) -> Sequence[RowMapping]:
    return tx.rows(_AT_CHAT, {"lookup": _lookup(keys, channel, chat)})


def _mark(tx: Transaction, lookup: str, lost_at: datetime | None) -> None:
    _known(tx).clear()
    tx.execute(update(schema.enrolment).where(schema.enrolment.c.lookup == lookup).values(lost_at=lost_at))


def _lookup(keys: Keys, channel: str, chat: str) -> str:
    return keys.index("chat", f"{channel}:{chat}")


def _context(department: str) -> str:
    return f"enrolment:{department}"
