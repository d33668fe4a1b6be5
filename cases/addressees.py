"""Whom a new case is forwarded to, in which roles, when, and whose chats get the pointer.

Where a department has no chat enrolled, the nearest above it that has one gets the pointer in its place, but
never one whose kind is accused. Those whom an unverified public report sends to the police wait until the
operator has had `confirm_minutes` to look; with "happening now" they do not wait. Either way they are told
that nobody has looked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cases import accused as accusations
from cases import enrolment, forwarding, ladder
from cases.enrolment import Chat
from cases.forwarding import Forwarding, Role
from cases.judgement import Judgement
from cases.office import Office
from store.seal import Keys
from store.transaction import Transaction

Chats = Mapping[str, tuple[Chat, ...]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A department that is to be told of a case, in which roles."""

    department: str
    roles: tuple[Role, ...]
    unconfirmed: bool = False


def forward(
    tx: Transaction, office: Office, judgement: Judgement, number: int, *, now: datetime, right_now: bool
) -> tuple[Forwarding, ...]:
    """Give the forwardings of a new case, the lead's first, each department once. They are not written yet.

    A held one has no chats: nobody is told before it is released.
    """
    wait = timedelta(minutes=0 if right_now else judgement.way.confirm_minutes)
    waiting = judgement.addressed.confirm_first
    held = {department.code for department in judgement.addressed.held}
    planned = [
        Forwarding(
            id=tx.next_id("forwarding"),
            case_number=number,
            department=code,
            roles=roles,
            state="held" if code in held else "open",
            receiver="",
            token=office.keys.index("forwarding", f"{number}:{code}"),
            send_at=now + wait if code in waiting else now,
            unconfirmed=code in waiting,
        )
        for code, roles in _roles(judgement).items()
    ]
    return received(tx, office, planned, accused=[body for body, _ in judgement.way.around])


def received(
    tx: Transaction, office: Office, forwardings: Sequence[Forwarding], *, accused: Iterable[str]
) -> tuple[Forwarding, ...]:
    """Give these forwardings with their receivers and chats, as enrolled now."""
    avoided = ladder.avoided(accused)
    ladders = [tuple(ladder.steps(office.departments, one.department, avoided)) for one in forwardings]
    chats = enrolment.chats_of(tx, office.keys, {code for steps in ladders for code in steps})
    return tuple(
        _with_receiver(one, next((code for code in steps if code in chats), ""), chats)
        for one, steps in zip(forwardings, ladders, strict=True)
    )


def tell(
    tx: Transaction, office: Office, number: int, wanted: Sequence[Telling], *, now: datetime
) -> tuple[Forwarding, ...]:
    """Have these departments told of a case that was filed before; gives their forwardings, written down.

    Whoever has the case already, as a copy say, is told anew and keeps the token of the button.
    """
    known = {one.department: one for one in forwarding.of_case(tx, number)}
    planned = [_anew(tx, office, number, one, known.get(one.department), now) for one in wanted]
    found = received(tx, office, planned, accused=accusations.of_case(tx, office.keys, number))
    for one in found:
        forwarding.tell_anew(tx, one)
    return found


def with_chats(tx: Transaction, keys: Keys, forwardings: Sequence[Forwarding]) -> tuple[Forwarding, ...]:
    """Give stored forwardings with the chats of their receivers."""
    chats = enrolment.chats_of(tx, keys, {one.receiver for one in forwardings})
    return tuple(_with_receiver(one, one.receiver, chats) for one in forwardings)


def _anew(
    tx: Transaction, office: Office, number: int, wanted: Telling, known: Forwarding | None, now: datetime
) -> Forwarding:
    kept = () if known is None else tuple(one for one in known.roles if one not in ("copy", *wanted.roles))
    return Forwarding(
        id=tx.next_id("forwarding") if known is None else known.id,
        case_number=number,
        department=wanted.department,
        roles=(*wanted.roles, *kept),
        state="open",
        receiver="",
        token=office.keys.index("forwarding", f"{number}:{wanted.department}"),
        send_at=now,
        unconfirmed=wanted.unconfirmed,
    )


def _with_receiver(one: Forwarding, receiver: str, chats: Chats) -> Forwarding:
    return replace(one, receiver=receiver, chats=() if one.state == "held" else chats.get(receiver, ()))


def _roles(judgement: Judgement) -> dict[str, tuple[Role, ...]]:
    to = judgement.addressed
    roles: dict[str, tuple[Role, ...]] = {to.lead.code: ("lead",)}
    copies = (*to.copies, *to.held, *((to.confirmer,) if to.confirmer else ()))
    for department in copies:
        roles.setdefault(department.code, ("copy",))
    if to.owner:
        roles[to.owner.code] = (*roles.get(to.owner.code, ()), "owner")
    return roles
