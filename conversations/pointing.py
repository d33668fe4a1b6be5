"""Pointers to departments: sent when a case is filed, and later to those who could not be told then."""

from collections.abc import Iterable
from datetime import datetime

from cases import case, overlooked
from cases.enrolment import Chat
from cases.forwarding import Forwarding
from conversations import notices, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.notices import Dated
from conversations.saying import Saying
from store.transaction import Transaction


def point(
    tx: Transaction, house: House, dated: Dated, to: Iterable[Forwarding], *, territory: str, now: datetime
) -> None:
    """Send every chat one pointer to the case, in the language of the chat; held ones to nobody.

    A chat that stands for several departments gets one pointer with all roles; its button is the lead's, if
    the lead is among them.
    """
    together: dict[tuple[Chat, datetime], list[Forwarding]] = {}
    for one in to:
        for chat in one.chats if one.state != "held" else ():
            together.setdefault((chat, one.send_at), []).append(one)
    for (chat, send_at), theirs in together.items():
        theirs.sort(key=lambda one: "lead" not in one.roles)
        speaker = house.speaker(chat.language)
        names = {one.department: house.department(one.department, chat.language) for one in theirs}
        message = notices.pointer(dated, theirs, speaker, territory=_district(house, territory), names=names)
        first, *rest = (one.id for one in theirs)
        address = Address(chat.channel, chat.chat)
        pointer = Saying(address, message, first, speaker.say(notices.REPEAT), also=tuple(rest))
        key = f"pointer:{first}:{sending.lane(house.keys, address)}"
        sending.point(tx, house.keys, pointer, key=key, due_at=send_at, now=now)


def catch_up(tx: Transaction, house: House, now: datetime) -> int:
    """Send the pointers of cases that were filed before anybody could be told; gives how many cases."""
    found = overlooked.now_received(tx, house.office)
    numbers = sorted({one.case_number for one in found})
    for number in numbers:
        row = case.get(tx, number)
        theirs = [one for one in found if one.case_number == number]
        point(tx, house, row, theirs, territory=row.territory, now=now)
    return len(numbers)


def _district(house: House, territory: str) -> str:
    """Give the district of a place: a pointer never names the village."""
    if not territory:
        return ""
    found = house.directory.territories.district_of(territory)
    return found.code if found else territory
