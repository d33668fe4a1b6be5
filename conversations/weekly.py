"""The picture of the week goes to the coordinators who have joined by chat, on the first working morning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cases import clocks, law, people
from cases.law import Law
from cases.statistics.weeks import Week
from conversations import notices, pickup, sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from locales import daytime, formatting
from locales.texts import Text
from store import duties
from store.duties import Duty
from store.seal import Keys
from store.transaction import Transaction

KIND = "week"
ROLE = "coordinator"
AT = time(9)
"""By the clock of Kazakhstan; where Monday is a holiday, of the first working day after it."""
LATEST = timedelta(days=3)
"""So long after its time the picture is still sent; later it stands at the desk alone."""
CAPTION = Text("week.caption", "The week from {first} to {last} in figures. The exact ones are at the desk.")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A coordinator with a chat: the keyed hash of the account, the chat, the language."""

    account: str
    address: Address
    language: str


def plan(tx: Transaction, keys: Keys, now: datetime) -> None:
    """Plan the next picture, if there is a coordinator who has joined by chat; again does nothing."""
    if not people.of_role(tx, ROLE):
        return
    in_force = law.in_force(daytime.day(now))
    today = daytime.day(now)
    monday = today - timedelta(days=today.isoweekday() - 1)
    if due(monday, in_force) <= now:
        monday += _WEEK
    duty = Duty(KIND, f"{KIND}:{monday}", due(monday, in_force), monday.isoformat().encode())
    duties.add(tx, keys, duty, now)


def due(monday: date, in_force: Law) -> datetime:
    """Give when the picture of the week before a Monday is sent."""
    day = clocks.working_day_after(monday - timedelta(days=1), 1, in_force)
    return datetime.combine(day, AT, daytime.KAZAKHSTAN).astimezone(UTC)


def receivers(tx: Transaction, house: House) -> tuple[Receiver, ...]:
    """Give every coordinator who can be shown a picture."""
    found = []
    for account in people.of_role(tx, ROLE):
        reach = people.reach(tx, house.keys, account)
        if reach is not None and reach.channel not in pickup.CHANNELS:
            found.append(Receiver(account, Address(reach.channel, reach.chat), reach.language))
    return tuple(found)


def send(
    tx: Transaction, house: House, week: Week, pictures: Mapping[str, bytes], *, key: str, now: datetime
) -> None:
    """Send each coordinator the picture in their language; whose language has none gets none."""
    for one in receivers(tx, house):
        if one.language in pictures:
            speaker = house.speaker(one.language)
            first, last = (
                formatting.date(day, speaker.catalogue.language) for day in (week.monday, week.sunday)
            )
            caption = speaker.say(CAPTION, first=first, last=last)
            message = Message(caption, picture=pictures[one.language], protect=True)
            repeat = speaker.say(notices.REPEAT)
            sending.say(
                tx, house.keys, one.address, [message], key=f"{key}:{one.account}", now=now, repeat=repeat
            )
