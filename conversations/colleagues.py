"""What the chats of a department hear of what one of them did at the desk: there the old button still stands.

The pointer itself is changed, and its buttons are gone. Where its message is not known, or cannot be changed
any more, a new line says it: a press on the old button does nothing more.
"""

from datetime import datetime

from msgspec.structs import replace

from cases import addressees, case
from cases.forwarding import Forwarding
from conversations import notices, outward, pointed, sending
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
        speaker = house.speaker(chat.language)
        words = speaker.say(text, number=one.case_number)
        key = f"colleagues:{one.id}:{milliseconds(now)}:{sending.lane(house.keys, address)}"
        said = Saying(address, Message(words), one.id)
        shown = pointed.find(tx, house.keys, one.id, address)
        if shown is not None:
            changed = notices.taken(speaker, case.get(tx, one.case_number), words)
            said = replace(said, message=replace(changed, replaces=shown))
        if outward.goes_out(chat.channel):
            said = outward.remark(house, key, said, one, words)
        sending.point(tx, house.keys, said, key=key, due_at=now, now=now)
