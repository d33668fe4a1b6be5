"""Pointers to those who work on a case because its reporter did something: never a word of what was said.

They go out at the end of a span of five minutes, once for all that came in it: many small additions are one
pointer, and the department does not learn the minute at which the reporter was writing.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from cases import addressees
from cases import forwarding as forwardings
from cases.forwarding import Forwarding
from cases.questions import Question
from conversations import outward, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from locales.texts import Text
from store.transaction import Transaction

SPAN = timedelta(minutes=5)
REMARKS: Mapping[str, Text] = MappingProxyType(
    {
        "added": Text("pointer.added", "Case {number}: the reporter has added something."),
        "still": Text("pointer.still", "Case {number}: the reporter says it is still going on."),
        "stopped": Text("pointer.stopped", "Case {number}: the reporter says it has stopped."),
        "referral": Text("pointer.referral", "Case {number}: an organisation has answered about a measure."),
        "answered": Text("pointer.answered", "Case {number}: there is an answer to your question."),
    }
)
_WORKING = frozenset({"lead", "escalated"})
_OUTSIDE = ("held", "declined")


def remark(tx: Transaction, house: House, number: int, what: str, *, now: datetime) -> None:
    """Tell the chats of the lead, and of those a case was escalated to, that the reporter did this."""
    _send(tx, house, number, what, lambda one: not _WORKING.isdisjoint(one.roles), now)


def answered(tx: Transaction, house: House, question: Question, *, now: datetime) -> None:
    """Tell the department that asked that there is an answer."""
    _send(tx, house, question.case_number, "answered", lambda one: one.department == question.department, now)


def referral(tx: Transaction, house: House, number: int, sender: str, *, now: datetime) -> None:
    """Tell who follows the case up, who leads it and who sent the measure that an organisation answered."""
    followed = _WORKING | {"owner"}
    _send(
        tx,
        house,
        number,
        "referral",
        lambda one: one.department == sender or not followed.isdisjoint(one.roles),
        now,
    )


def _send(
    tx: Transaction, house: House, number: int, what: str, to: Callable[[Forwarding], bool], now: datetime
) -> None:
    chosen = [one for one in forwardings.of_case(tx, number) if to(one) and one.state not in _OUTSIDE]
    end = _end_of_span(now)
    for one in addressees.with_chats(tx, house.keys, chosen):
        known = one.id if one.state in ("delivered", "acknowledged") else None
        for chat in one.chats:
            address = Address(chat.channel, chat.chat)
            text = house.speaker(chat.language).say(REMARKS[what], number=number)
            key = f"remark:{what}:{number}:{end:%Y%m%d%H%M}:{sending.lane(house.keys, address)}"
            pointer = Saying(address, Message(text), known)
            if outward.goes_out(chat.channel):
                pointer = outward.remark(house, key, pointer, one, text)
            sending.point(tx, house.keys, pointer, key=key, due_at=max(end, one.send_at), now=now)


def _end_of_span(now: datetime) -> datetime:
    return datetime.fromtimestamp((now.timestamp() // SPAN.total_seconds() + 1) * SPAN.total_seconds(), UTC)
