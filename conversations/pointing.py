"""Pointers to departments: sent when a case is filed, and later to those who have to be told then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases import addressees, case, forwarding, linking, overlooked
from cases.enrolment import Chat
from cases.evidence import Meter
from cases.forwarding import Forwarding
from conversations import notices, outward, saying, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.notices import Dated, Manner
from conversations.saying import Saying
from store import readdressing
from store.schema import milliseconds
from store.transaction import Transaction

OPERATOR = "OPERATOR"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a pointer is sent: `name` is "" at filing, for everything later one that never comes again."""

    name: str = ""
    reminder: bool = False
    meter: Meter | None = None  # what the report tells; known only while it is being filed
    last_day: int = 0  # the last of so many working days to pass it on; 0: it is not about that
    linked: tuple[int, ...] | None = None  # cases that may be about the same place; None: to be looked up


def point(
    tx: Transaction,
    house: House,
    dated: Dated,
    to: Iterable[Forwarding],
    *,
    territory: str,
    now: datetime,
    occasion: Occasion = Occasion(),
) -> None:
    """Send every chat one pointer to the case, in the language of the chat; held ones to nobody.

    A chat that stands for several departments gets one pointer with all roles; its button is the lead's, if
    the lead is among them. The operator may confirm what others wait for.
    """
    together: dict[tuple[Chat, datetime], list[Forwarding]] = {}
    waits = False
    for one in to:
        waits |= one.unconfirmed and one.send_at > now and one.state == "open"
        for chat in one.chats if one.state != "held" else ():
            together.setdefault((chat, one.send_at), []).append(one)
    place = _district(house, territory)
    neighbours = _neighbours(tx, together.values(), occasion, now)
    for (chat, send_at), theirs in together.items():
        theirs.sort(key=lambda one: "lead" not in one.roles)
        names = {one.department: house.department(one.department, chat.language) for one in theirs}
        confirm = waits and theirs[0].department.startswith(OPERATOR)
        known = frozenset[int]().union(*(neighbours[code] for code in _codes(theirs)))
        desk = house.desk(theirs[0].case_number) if outward.goes_out(chat.channel) else ""
        manner = Manner(
            place,
            names,
            occasion.reminder,
            confirm,
            occasion.meter,
            tuple(sorted(known)),
            desk,
            occasion.last_day,
        )
        key = _key(house, theirs[0], chat, occasion)
        pointer = _pointer(house, dated, theirs, (chat, key), manner)
        sending.point(tx, house.keys, pointer, key=key, due_at=send_at, now=now)


def _neighbours(
    tx: Transaction, together: Collection[Sequence[Forwarding]], occasion: Occasion, now: datetime
) -> Mapping[str, frozenset[int]]:
    """Give for each department the linked cases that it may read of."""
    number = next((one.case_number for theirs in together for one in theirs), None)
    if number is None:
        return {}
    linked = linking.of_case(tx, number) if occasion.linked is None else occasion.linked
    return linking.known_to(tx, linked, {code for theirs in together for code in _codes(theirs)}, now)


def _codes(theirs: Iterable[Forwarding]) -> set[str]:
    return {code for one in theirs for code in (one.department, one.receiver)}


def send_again(tx: Transaction, house: House, to: Sequence[Forwarding], now: datetime) -> None:
    """Send pointers to cases that were filed before, each case's to the chats that they have now."""
    occasion = Occasion(f"{milliseconds(now)}:")
    for number in sorted({one.case_number for one in to}):
        row = case.get(tx, number)
        theirs = [one for one in to if one.case_number == number]
        point(tx, house, row, theirs, territory=row.territory, now=now, occasion=occasion)


def take_back(tx: Transaction, house: House, lead: Forwarding, now: datetime) -> None:
    """Take back what is on its way to departments that declined; `lead` has the case now and is told apart.

    A chat that stands for others as well is told for them alone.
    """
    told = forwarding.of_case(tx, lead.case_number)
    declined = [one for one in told if one.state == "declined"]
    gone, others = {one.id for one in declined}, set[int | None]()
    chats = {chat for one in addressees.with_chats(tx, house.keys, declined) for chat in one.chats}
    for chat in chats:
        lane = sending.lane(house.keys, Address(chat.channel, chat.chat))
        for duty in readdressing.waiting_for(tx, house.keys, lane):
            said = saying.decode(duty.payload) if duty.kind.startswith("say:") else None
            meant = {said.forwarding, *said.also} if said else set()
            if meant & gone:
                readdressing.drop(tx, duty.key)
                others |= meant - gone - {lead.id}
    left = [one for one in told if one.id in others]
    send_again(tx, house, addressees.with_chats(tx, house.keys, left), now)


def catch_up(tx: Transaction, house: House, now: datetime) -> int:
    """Send the pointers of cases that were filed before anybody could be told; gives how many cases."""
    found = overlooked.now_received(tx, house.office)
    send_again(tx, house, found, now)
    return len({one.case_number for one in found})


def _pointer(
    house: House, dated: Dated, to: Sequence[Forwarding], whither: tuple[Chat, str], manner: Manner
) -> Saying:
    """`whither`: the chat, and the key of the duty."""
    chat, key = whither
    speaker = house.speaker(chat.language)
    first, *rest = (one.id for one in to)
    message, again = notices.pointer(dated, to, speaker, manner), speaker.say(notices.REPEAT)
    said = Saying(Address(chat.channel, chat.chat), message, first, again, also=tuple(rest))
    if not manner.desk:
        return said
    return outward.pointer(house, key, said, to, (dated, manner.territory, speaker, manner.reminder))


def _key(house: House, first: Forwarding, chat: Chat, occasion: Occasion) -> str:
    lane = sending.lane(house.keys, Address(chat.channel, chat.chat))
    return f"pointer:{first.id}:{occasion.name}{lane}"


def _district(house: House, territory: str) -> str:
    """Give the district of a place: a pointer never names the village."""
    if not territory:
        return ""
    found = house.directory.territories.district_of(territory)
    return found.code if found else territory
