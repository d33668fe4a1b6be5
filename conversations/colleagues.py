"""What the chats of a department hear of what one of them did at the desk: there the old button still stands.

A press on it does nothing more and says so; this says it before somebody presses.
"""

from datetime import datetime

from cases import addressees
from cases.forwarding import Forwarding
from conversations import outward, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.saying import Saying
from locales.texts import Text
from store.schema import milliseconds
from store.transaction import Transaction

ACKNOWLEDGED = Text("colleagues.acknowledged", "Case {number}: receipt has been confirmed at the desk.")
PASSED_ON = Text("colleagues.passed_on", "Case {number} has been passed on at the desk.")


def tell(tx: Transaction, house: House, one: Forwarding, text: Text, now: datetime) -> None:
    """Say this in the chats that have the pointer of a forwarding; where none arrived, nothing is said."""
    if one.state == "open":
        return
    (told,) = addressees.with_chats(tx, house.keys, [one])
    for chat in told.chats:
        address = Address(chat.channel, chat.chat)
        words = house.speaker(chat.language).say(text, number=one.case_number)
        key = f"colleagues:{one.id}:{milliseconds(now)}:{sending.lane(house.keys, address)}"
        said = Saying(address, Message(words), one.id)
        if outward.goes_out(chat.channel):
            said = outward.remark(house, key, said, one, words)
        sending.point(tx, house.keys, said, key=key, due_at=now, now=now)
