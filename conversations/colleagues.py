"""What the chats of a department hear of what one of them did: there the old buttons still stand.

The pointers themselves are changed, reminders among them, and their buttons are gone. Where no message is
known, or the last one cannot be changed any more, a new line says it: a press on an old button does nothing
more.
"""

from datetime import datetime

from msgspec.structs import replace

from cases import addressees, case
from cases.forwarding import Forwarding
from conversations import notices, outward, pointed, sending
from conversations.hearing import Hearing
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
        if shown:
            changed = notices.taken(speaker, case.get(tx, one.case_number), words)
            _change(tx, house, replace(said, message=changed), shown[:-1], now)
            said = replace(said, message=replace(changed, replaces=shown[-1]))
        if outward.goes_out(chat.channel):
            said = outward.remark(house, key, said, one, words)
        sending.point(tx, house.keys, said, key=key, due_at=now, now=now)


def change_others(hearing: Hearing, forwarding: int, message: Message) -> None:
    """Change the other pointers of the chat in which one was pressed, as that one is changed."""
    house, address = hearing.house, hearing.incoming.address
    shown = pointed.find(hearing.tx, house.keys, forwarding, address)
    others = tuple(one for one in shown if one != hearing.incoming.message)
    _change(hearing.tx, house, Saying(address, message, forwarding), others, hearing.now)


def _change(tx: Transaction, house: House, said: Saying, shown: tuple[int, ...], now: datetime) -> None:
    """Change these messages; one that is out of reach stays, for another one says it."""
    lane = sending.lane(house.keys, said.address)
    for number in shown:
        one = replace(said, message=replace(said.message, replaces=number, stays=True))
        key = f"colleagues:{said.forwarding}:{milliseconds(now)}:{lane}:{number}"
        sending.point(tx, house.keys, one, key=key, due_at=now, now=now)
