"""Reports on their way to departments: one row per case and department, whatever roles it has.

held: waits until a person releases it (DOMAIN b.2 (i)) · open: to be told, or being told · delivered: told ·
acknowledged: an officer has said so · declined: not theirs, somebody else leads. A row goes back only where
its department is told anew in another role: one that had a copy becomes the lead, or the case is escalated.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import RowMapping, bindparam, case, exists, func, select, update

from cases import history, schema
from cases.enrolment import Chat
from store.lookup import Lookup
from store.schema import Moment
from store.transaction import Transaction

_OF_CASE = Lookup(
    select(schema.forwarding)
    .where(schema.forwarding.c.case_number == bindparam("number"))
    .order_by(schema.forwarding.c.id)
)
_row = schema.forwarding.c
_TOLD = Lookup(
    select(_row.case_number, _row.department).where(
        _row.case_number.in_(bindparam("numbers", expanding=True)),
        _row.department.in_(bindparam("departments", expanding=True)),
        _row.state != "held",
        _row.state != "declined",
        (_row.state != "open") | (_row.send_at <= bindparam("now", type_=Moment())),
    ),
    passes_queue=True,
)
_BY_ID = Lookup(select(schema.forwarding).where(schema.forwarding.c.id == bindparam("id")))

Role = Literal["lead", "copy", "owner", "escalated"]


@dataclass(frozen=True, slots=True)
class Forwarding:
    """One case on its way to one department.

    `receiver` is the department whose chats get the pointer: this one or, where it has none enrolled, the
    nearest above it that has; "" where nobody has. `chats` are filled by filing only.
    """

    id: int
    case_number: int
    department: str
    roles: tuple[Role, ...]
    state: str
    receiver: str
    token: str
    send_at: datetime
    unconfirmed: bool
    chats: tuple[Chat, ...] = ()


def by_token(tx: Transaction, token: str) -> Forwarding | None:
    """Give the forwarding that a button belongs to."""
    row = tx.row(select(schema.forwarding).where(schema.forwarding.c.token == token))
    return None if row is None else _read(row)


def get(tx: Transaction, id: int) -> Forwarding | None:
    """Give one forwarding by its id."""
    row = tx.row(_BY_ID, {"id": id})
    return None if row is None else _read(row)


def of_case(tx: Transaction, number: int) -> tuple[Forwarding, ...]:
    """Give the forwardings of a case, in the order they were made: the lead is the first."""
    return tuple(_read(row) for row in tx.rows(_OF_CASE, {"number": number}))


def is_told(one: Forwarding, now: datetime) -> bool:
    """Tell whether the department has the case, or is being told of it by now."""
    return one.state not in ("held", "declined") and (one.state != "open" or one.send_at <= now)


def told_of(
    tx: Transaction, numbers: Collection[int], departments: Collection[str], now: datetime
) -> frozenset[tuple[int, str]]:
    """Give which of these cases which of these departments has been told of, as (case, department)."""
    asked = {"numbers": sorted(numbers), "departments": sorted(departments), "now": now}
    written = frozenset((row["case_number"], row["department"]) for row in tx.rows(_TOLD, asked))
    added = (one for number in numbers for one in _added(tx).get(number, ()) if one.department in departments)
    return written.union((one.case_number, one.department) for one in added if is_told(one, now))


def untold(tx: Transaction) -> int:
    """Count the open cases of which nobody was told: no chat is enrolled for the lead or anyone above."""
    row = schema.forwarding.c
    lead = (row.roles == "lead") | row.roles.startswith("lead ")
    nobody = (row.receiver == "") & row.acknowledged_at.is_(None) & (row.state != "held") & lead
    theirs = schema.case.c.number == row.case_number
    nobody &= exists().where(theirs, schema.case.c.state != "closed")  # not `in`: it would read all others
    counted = tx.row(select(func.count().label("cases")).select_from(schema.forwarding).where(nobody))
    return int(counted["cases"]) if counted is not None else 0


def without_receiver(tx: Transaction) -> tuple[Forwarding, ...]:
    """Give the open forwardings that nobody could be told of, by case."""
    row = schema.forwarding.c
    query = select(schema.forwarding).where(row.state == "open", row.receiver == "")
    return tuple(_read(one) for one in tx.rows(query.order_by(row.case_number, row.id)))


def add(tx: Transaction, forwardings: Sequence[Forwarding]) -> None:
    """Write these forwardings of new cases down."""
    for one in forwardings:
        _added(tx).setdefault(one.case_number, []).append(one)
        tx.insert(
            schema.forwarding,
            {
                "id": one.id,
                "case_number": one.case_number,
                "department": one.department,
                "roles": " ".join(one.roles),
                "state": one.state,
                "receiver": one.receiver,
                "token": one.token,
                "send_at": one.send_at,
                "unconfirmed": int(one.unconfirmed),
                "reason": "",
            },
        )


def delivered(tx: Transaction, id: int, now: datetime) -> bool:
    """Note that the pointer has reached a chat of the department; True the first time."""
    row = schema.forwarding.c
    first = tx.execute(
        update(schema.forwarding)
        .where(row.id == id, row.delivered_at.is_(None), row.state != "held")
        .values(delivered_at=now, state=case((row.state == "open", "delivered"), else_=row.state))
    )
    if first:
        told = tx.row(select(schema.forwarding).where(row.id == id))
        assert told is not None
        entry = history.Entry("service", "delivered", told["case_number"], told["department"])
        history.note(tx, [entry], now=now)
    return bool(first)


def tell_anew(tx: Transaction, one: Forwarding) -> None:
    """Write this forwarding down as not told yet, in place of what its department had of the case before."""
    tx.upsert(
        schema.forwarding,
        {
            "id": one.id,
            "case_number": one.case_number,
            "department": one.department,
            "roles": " ".join(one.roles),
            "state": "open",
            "receiver": one.receiver,
            "token": one.token,
            "send_at": one.send_at,
            "unconfirmed": int(one.unconfirmed),
            "delivered_at": None,
            "acknowledged_at": None,
            "reason": "",
        },
    )


def change(tx: Transaction, id: int, **values: object) -> None:
    """Change columns of one forwarding."""
    tx.execute(update(schema.forwarding).where(schema.forwarding.c.id == id).values(**values))


def await_answer(tx: Transaction, number: int, is_awaited: bool) -> None:
    """Note at the forwardings of a case whether somebody still has to acknowledge it; a new case's wait."""
    row = schema.forwarding.c
    theirs = update(schema.forwarding).where(row.case_number == number, row.awaited != int(is_awaited))
    tx.execute(theirs.values(awaited=int(is_awaited)))


def undelivered(tx: Transaction, receivers: Iterable[str]) -> tuple[Forwarding, ...]:
    """Give the open forwardings that are on their way to chats of these receivers, by case."""
    row = schema.forwarding.c
    theirs = select(schema.forwarding).where(row.state == "open", row.receiver.in_(sorted(receivers)))
    return tuple(_read(one) for one in tx.rows(theirs.order_by(row.case_number, row.id)))


def _added(tx: Transaction) -> dict[int, list[Forwarding]]:
    """Give the forwardings added in this transaction, written or not: nobody can have answered them yet."""
    return tx.recall("forwardings added", dict[int, list[Forwarding]])


def _read(row: RowMapping) -> Forwarding:
    return Forwarding(
        id=row["id"],
        case_number=row["case_number"],
        department=row["department"],
        roles=tuple(row["roles"].split()),
        state=row["state"],
        receiver=row["receiver"],
        token=row["token"],
        send_at=row["send_at"],
        unconfirmed=bool(row["unconfirmed"]),
    )
