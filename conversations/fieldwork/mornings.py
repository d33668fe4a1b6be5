"""The question of a morning in the season: is everybody there? One tap answers it, another ends it."""

from datetime import datetime, timedelta

from cases import law, people
from cases.absences import calendar, mornings
from cases.absences.classes import SchoolClass
from conversations import sending, sentences
from conversations.fieldwork import absence_views, registering
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import daytime
from locales.texts import Text
from store import duties
from store.duties import Claimed, Duty
from store.seal import Keys
from store.transaction import Transaction

KIND = "morning"
MORNING = Text("t.morning", "Good morning! Is everyone in class today?")
SOMEBODY = Text("t.somebody_absent", "Somebody is absent")
OFF = Text("t.morning_off", "Do not ask in the morning")
LATEST = timedelta(hours=3)
"""So long after its time the question still makes sense; later nobody is asked that day."""
MOST = 6
"""Classes of one message."""


def plan(tx: Transaction, keys: Keys, now: datetime) -> None:
    """Plan the next morning, if there is anybody to be asked; again does nothing."""
    if mornings.is_anybody_asked(tx):
        due = calendar.next_morning(now, law.in_force(daytime.day(now)))
        day = due.date().isoformat()
        duties.add(tx, keys, Duty(KIND, f"{KIND}:{day}", due, day.encode()), now)


def ask(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """Ask every teacher who wants it, once for all their classes."""
    today = daytime.day(now)
    due = calendar.next_morning(now - LATEST, house.office_at(now).law)
    if duty.payload.decode() != today.isoformat() or due > now:
        return  # it lay too long, or came too early: nobody is asked at night of a morning that is over
    for account, theirs in mornings.to_ask(tx, house.keys, house.directory.territories, today).items():
        reach = people.reach(tx, house.keys, account)
        if reach is not None:
            message = _message(house.speaker(reach.language), theirs[:MOST])
            address = Address(reach.channel, reach.chat)
            sending.say(tx, house.keys, address, [message], key=f"{duty.key}:{account}", now=now)


def _message(speaker: Speaker, theirs: tuple[SchoolClass, ...]) -> Message:
    rows: list[tuple[Button, ...]] = []
    for of in theirs:
        for text, act in ((absence_views.ALL_PRESENT, registering.HERE), (SOMEBODY, registering.WHO)):
            label = speaker.say(sentences.LABEL_VALUE, label=of.label, value=speaker.say(text))
            rows.append((Button(label, f"{act}{of.id}"),))
    rows.append((Button(speaker.say(OFF), registering.QUIET),))
    return Message(speaker.say(MORNING), tuple(rows))
