"""Whether a department's chat can be reached: moved, lost, found again – and what waited for it goes on.

Nothing is lost by it and nothing said twice: duties are exchanged in the transaction that settles them.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from cases import enrolment, escalation, forwarding, overlooked
from cases import tasks as errands
from conversations import pointing, saying, sending, tasks
from conversations.house import House
from conversations.incoming import Address
from conversations.saying import Saying
from store import readdressing
from store.duties import Duty
from store.transaction import Transaction

PATIENCE = timedelta(hours=1)
"""After so long a pointer that does not arrive becomes a task for a person."""
WORDS = ("say:", "leave:")
"""Kinds of duties that are sayings."""


def arrived(tx: Transaction, house: House, said: Saying, now: datetime) -> None:
    """Note that a pointer is in its chat: the clock of the case may start."""
    if said.forwarding is not None:
        for reached in (said.forwarding, *said.also):
            escalation.delivered(tx, house.office_at(now), reached, now)


def late(tx: Transaction, house: House, said: Saying, now: datetime) -> None:
    """Have a person see to a pointer that could not be delivered for long."""
    one = forwarding.get(tx, said.forwarding) if said.forwarding is not None else None
    if one is not None and one.receiver and now - one.send_at >= PATIENCE:
        tasks.ask_operator(tx, house, errands.UNREACHABLE, now, about=one.receiver)


def moved(tx: Transaction, house: House, address: Address, to: str, now: datetime) -> None:
    """Follow a group to its new id, with everything that was to be said in it."""
    enrolment.move(tx, house.keys, channel=address.channel, chat=address.chat, to=to, now=now)
    there = Address(address.channel, to)
    old, new = sending.lane(house.keys, address), sending.lane(house.keys, there)
    if old == new:
        return
    for duty in readdressing.waiting_for(tx, house.keys, old):
        if duty.kind.startswith(WORDS):
            said = replace(saying.decode(duty.payload), address=there)
            key = duty.key.replace(old, new) if old in duty.key else f"{duty.key}:moved"
            lane = new if duty.lane else ""
            elsewhere = Duty(duty.kind, key, duty.due_at, saying.encode(said), lane)
            readdressing.exchange(tx, house.keys, duty.key, elsewhere, now=now)


def lost(tx: Transaction, house: House, address: Address, now: datetime) -> None:
    """Note that a chat is out of reach: what was to be told there goes to the next up the ladder."""
    codes = enrolment.lose(tx, house.keys, address.channel, address.chat, now=now)
    _instead(tx, house, address, now)
    for code in codes:
        tasks.ask_operator(tx, house, errands.UNREACHABLE, now, about=code)


def found(tx: Transaction, house: House, address: Address, now: datetime) -> tuple[str, ...]:
    """Note that a chat is within reach; what waits is told now. Gives the departments that it is for."""
    here = set(enrolment.departments_at(tx, house.keys, address.channel, address.chat))
    codes = enrolment.find_again(tx, house.keys, address.channel, address.chat, now=now)
    if here != set(codes):
        for code in codes:
            welcome(tx, house, address, code, now)
    return codes


def welcome(tx: Transaction, house: House, address: Address, department: str, now: datetime) -> int:
    """Tell a chat what waits for its department; gives how many cases nobody could be told of before."""
    errands.settle(tx, errands.UNREACHABLE, about=department, by="service", now=now)
    told = pointing.catch_up(tx, house, now)
    for chat in enrolment.chats_of(tx, house.keys, [department]).get(department, ()):
        if (chat.channel, chat.chat) == (address.channel, address.chat):
            tasks.catch_up(tx, house, department, chat, now)
    return told


def end(tx: Transaction, house: House, address: Address, department: str, now: datetime) -> bool:
    """End the enrolment of a chat for a department; what was on its way there goes on up the ladder."""
    channel, chat = address.channel, address.chat
    ended = enrolment.end(tx, house.keys, channel=channel, chat=chat, department=department, now=now)
    if ended:
        _instead(tx, house, address, now, codes=ended)
    return bool(ended)


def _instead(
    tx: Transaction, house: House, address: Address, now: datetime, codes: tuple[str, ...] = ()
) -> None:
    """Tell somebody else what was on its way to this chat, unless the department has another chat."""
    codes = codes or enrolment.all_at(tx, house.keys, address.channel, address.chat)
    alive = enrolment.chats_of(tx, house.keys, codes)
    waiting = forwarding.undelivered(tx, codes)
    theirs = {one.id for one in waiting}
    for duty in readdressing.waiting_for(tx, house.keys, sending.lane(house.keys, address)):
        said = saying.decode(duty.payload) if duty.kind.startswith(WORDS) else None
        if said is not None and (said.task is not None or said.forwarding in theirs):
            readdressing.drop(tx, duty.key)
    elsewhere = [one for one in waiting if one.receiver not in alive]
    pointing.send_again(tx, house, overlooked.receive(tx, house.office_at(now), elsewhere), now)
