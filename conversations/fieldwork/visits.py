"""A monitor's visits in the chat: which are planned and open, by day and district, and the way to each page.

Nothing of a visit is said or taken here: no place, no name. Words that a monitor writes while a visit is
under way are not read; the answer is the link.
"""

from datetime import date, datetime, time, timedelta

import msgspec

from cases import people
from cases.admission import passes
from cases.people import Reach
from cases.visits import agenda, drafts
from cases.visits.agenda import Visit
from cases.visits.body import THE_VISIT
from cases.visits.drafts import Draft, Place
from conversations import sending
from conversations.fieldwork import entrance
from conversations.hearing import Hearing
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import daytime, formatting
from locales.texts import Text
from store import duties
from store.duties import Claimed, Duty
from store.transaction import Transaction

KIND = "visit-today"
MORNING = time(7, 30)
"""When a monitor is reminded of the visit of the day, by the clocks of Kazakhstan; configurable default."""
MOST = 8
"""Visits that get a button of their own in one message."""

NONE = Text("visit.chat_none", "You have no planned visits.")
YOURS = Text("visit.chat_yours", "Your visits:")
LINE = Text("visit.chat_planned", "{day} · {district} · planned")
UNDER_WAY = Text("visit.chat_open", "{day} · {district} · under way")
NO_DAY = Text("visit.day_open", "Day not set")
ONCE = Text(
    "visit.chat_once",
    "The buttons open your page. They work for 30 minutes; do not pass them on. For new ones: /work",
)
TODAY = Text("visit.chat_today", "Today you have a visit planned: {district}. Write /work to open it.")
ON_PAGE = Text(
    "visit.chat_on_page",
    "Please write what belongs to a visit on your page, not in the chat. Your message was not kept.",
)
PUT = Text("visit.chat_point", "The point has been put into your visit: {day}, {district}.")
AT_THE_PLACE = Text(
    "visit.chat_at_place", "Are you at the place? One press puts its point on the map into your visit."
)
HERE = Text("visit.locate", "Put the place where I am now")
POINT, HOUSEHOLD = "x_point", "household"
"""Where a point stands in the form; where a child works at somebody's home, none is asked for in a chat."""
SENT_BACK = Text(
    "visit.chat_sent_back",
    "The coordinator has sent a decision of your visit back. Visit: {day}, {district}."
    " Write /work to read why.",
)


def work(hearing: Hearing) -> None:
    """Say which visits are planned and under way, with a button to each, and one to all of them."""
    speaker, account = hearing.speaker, entrance.account(hearing)
    ahead = agenda.ahead(hearing.tx, account)[:MOST]
    token = _pass(hearing.tx, hearing.house, account, speaker, hearing.now)
    rows = [(Button(_line(one, speaker), link=_way(hearing.house, token, one)),) for one in ahead]
    rows.append((Button(speaker.say(entrance.OPEN), link=_way(hearing.house, token, None)),))
    lines = [speaker.say(YOURS if ahead else NONE), speaker.say(ONCE)]
    hearing.say(Message("\n\n".join(lines), tuple(rows), protect=True))
    visit = agenda.under_way(hearing.tx, account)
    if visit is not None and visit.sector != HOUSEHOLD:
        hearing.say(Message(speaker.say(AT_THE_PLACE), place_button=speaker.say(HERE)))


def is_writing(hearing: Hearing) -> bool:
    """Tell whether these words come from a monitor who has a visit under way: they are for the page."""
    known = entrance.person(hearing)
    if known is None or known.role != "monitor":
        return False
    return agenda.under_way(hearing.tx, entrance.account(hearing)) is not None


def lead(hearing: Hearing) -> None:
    """Answer words that belong on the page with the way to it; the words are dropped.

    A point on the map is no word: it is put into the visit, as if it had been written there.
    """
    speaker, account = hearing.speaker, entrance.account(hearing)
    visit = agenda.under_way(hearing.tx, account)
    if visit is not None and hearing.incoming.point is not None:
        _put(hearing, visit, account)
        return
    token = _pass(hearing.tx, hearing.house, account, speaker, hearing.now)
    button = Button(speaker.say(entrance.OPEN), link=_way(hearing.house, token, visit))
    hearing.say(Message(speaker.say(ON_PAGE), ((button,),), protect=True))


def _put(hearing: Hearing, visit: Visit, account: str) -> None:
    lat, lon = hearing.incoming.point or (0.0, 0.0)
    keys, place = hearing.house.keys, Place(visit.token, account, THE_VISIT, POINT)
    seen = drafts.get(hearing.tx, keys, visit.token, account).version
    drafts.save(hearing.tx, keys, place, f"{lat:.6f}, {lon:.6f}", seen=seen, now=hearing.now)
    speaker = hearing.speaker
    district = speaker.territories.full_name(visit.territory, speaker.catalogue.language)
    hearing.say(Message(speaker.say(PUT, day=_day(visit, speaker), district=district), clear=True))


def remind(tx: Transaction, house: House, draft: Draft, *, now: datetime) -> None:
    """Plan the reminder for the morning of a visit; a day that is today or unknown needs none."""
    if not draft.day:
        return
    due = datetime.combine(date.fromisoformat(draft.day), MORNING, daytime.KAZAKHSTAN)
    if due <= now:
        return
    told = msgspec.json.encode([draft.id, draft.day])
    duties.add(tx, house.keys, Duty(KIND, f"{KIND}:{draft.id}:{draft.day}", due, told), now)


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """Remind whose visit is planned for today, unless it was moved, begun, sent or called off."""
    id, day = msgspec.json.decode(duty.payload, type=tuple[int, str])
    visit = agenda.one(tx, id)
    late = daytime.day(now) - date.fromisoformat(day) > timedelta(0)
    if visit is not None and visit.state == drafts.PLANNED and visit.day == day and not late:
        _tell(tx, house, visit, TODAY, f"{KIND}:{visit.id}:{day}", now)


def sent_back(tx: Transaction, house: House, visit: int, *, now: datetime) -> None:
    """Tell the monitor that the coordinator has sent a decision back."""
    known = agenda.one(tx, visit)
    if known is not None:
        _tell(tx, house, known, SENT_BACK, f"visit-back:{visit}:{now.isoformat()}", now)


def _tell(tx: Transaction, house: House, visit: Visit, text: Text, key: str, now: datetime) -> None:
    reach: Reach | None = people.reach(tx, house.keys, visit.account)
    if reach is None:
        return
    speaker = house.speaker(reach.language)
    district = house.directory.territories.full_name(visit.territory, speaker.catalogue.language)
    words = speaker.say(text, day=_day(visit, speaker), district=district)
    address = Address(reach.channel, reach.chat)
    sending.say(tx, house.keys, address, [Message(words, protect=True)], key=key, now=now)


def _pass(tx: Transaction, house: House, account: str, speaker: Speaker, now: datetime) -> str:
    language = speaker.catalogue.language
    return passes.issue(tx, house.keys, account, language=language, entropy=house.entropy, now=now)


def _way(house: House, token: str, visit: Visit | None) -> str:
    address = f"{house.public_url.rstrip('/')}/field/enter/{token}"
    return f"{address}?visit={visit.token}" if visit is not None else address


def _line(visit: Visit, speaker: Speaker) -> str:
    text = UNDER_WAY if visit.state == drafts.OPEN else LINE
    district = speaker.territories.name(visit.territory, speaker.catalogue.language)
    return speaker.say(text, day=_day(visit, speaker), district=district)


def _day(visit: Visit, speaker: Speaker) -> str:
    if not visit.day:
        return speaker.say(NO_DAY)
    return formatting.date(date.fromisoformat(visit.day), speaker.catalogue.language)
