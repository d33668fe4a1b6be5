"""Pointers to departments: sent when a case is filed, and later to those who could not be told then."""

from datetime import datetime

from cases import case, overlooked
from cases.forwarding import Forwarding
from conversations import notices, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.notices import Dated
from conversations.saying import Saying
from store.transaction import Transaction


def point(
    tx: Transaction, house: House, dated: Dated, to: Forwarding, *, territory: str, now: datetime
) -> None:
    """Send the pointer to every chat of its receiver, in the language of the chat; a held one to nobody."""
    if to.state == "held":
        return
    for number, chat in enumerate(to.chats):
        speaker = house.speaker(chat.language)
        name = house.department(to.department, chat.language)
        message = notices.pointer(dated, to, speaker, territory=_district(house, territory), department=name)
        pointer = Saying(Address(chat.channel, chat.chat), message, to.id, speaker.say(notices.REPEAT))
        key = f"pointer:{to.id}:{number}"
        sending.point(tx, house.keys, pointer, key=key, due_at=to.send_at, now=now)


def catch_up(tx: Transaction, house: House, now: datetime) -> int:
    """Send the pointers of cases that were filed before anybody could be told; gives how many."""
    found = overlooked.now_received(tx, house.office)
    for one in found:
        row = case.get(tx, one.case_number)
        point(tx, house, row, one, territory=row.territory, now=now)
    return len(found)


def _district(house: House, territory: str) -> str:
    """Give the district of a place: a pointer never names the village."""
    if not territory:
        return ""
    found = house.directory.territories.district_of(territory)
    return found.code if found else territory
