"""A reminder that the messages of a chat can still be deleted: for whoever asked for it, or chose to be told.

Telegram deletes nothing older than 48 hours; the reminder comes 46 hours after the first message that is
still known, so that an hour is left to press the button. Nobody else ever gets a message without asking.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from cases import consent
from conversations import pickup, sending, trace
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from locales.texts import Text
from store import duties, lanes
from store.duties import Claimed, Duty
from store.schema import milliseconds
from store.seal import Keys
from store.transaction import Transaction

KIND = "remind-hide"
AFTER = timedelta(hours=46)
TRUE_FOR = timedelta(hours=1)
"""So long the words “about one more hour” hold; later they are not said any more."""

STILL_DELETABLE = Text("hide.remind", "The messages here can be deleted for about one more hour.")
DELETE = Text("hide.now", "Delete this conversation")
NOW = "h:now"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Whom to remind, in which language; `asked`: they pressed the button for it."""

    address: Address
    language: str
    asked: bool


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Reminder)


def plan(tx: Transaction, keys: Keys, reminder: Reminder, *, now: datetime) -> bool:
    """Plan a reminder in time for the oldest message that can be; False: none is known, or it is a page."""
    if reminder.address.channel in pickup.CHANNELS:
        return False
    known = (one.at + AFTER for one in trace.of_chat(tx, keys, reminder.address))
    due = next((moment for moment in known if moment > now), None)
    if due is None:
        return False
    key = f"{_beginning(keys, reminder.address)}{milliseconds(due)}:{int(reminder.asked)}"
    duties.add(tx, keys, Duty(KIND, key, due, _encoder.encode(reminder)), now)
    return True


def take_back(tx: Transaction, keys: Keys, address: Address) -> None:
    """Remind this chat of nothing any more."""
    lanes.take_back_keyed(tx, _beginning(keys, address))


def remind(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """Remind, if it still holds: messages are known, the hour has not passed, the wish was not withdrawn."""
    reminder = _decoder.decode(duty.payload)
    lane = sending.lane(house.keys, reminder.address)
    known = trace.of_chat(tx, house.keys, reminder.address)
    in_time = any(now - AFTER - TRUE_FOR < one.at <= now - AFTER for one in known)
    if not in_time or not (reminder.asked or consent.told(tx, lane)):
        return
    speaker = house.speaker(reminder.language)
    button = Button(speaker.say(DELETE), NOW)
    message = Message(speaker.say(STILL_DELETABLE), ((button,),))
    sending.say(tx, house.keys, reminder.address, [message], key=duty.key, now=now)


def _beginning(keys: Keys, address: Address) -> str:
    return f"{KIND}:{sending.lane(keys, address)}:"
