"""What is said of referrals outside the desk: the letter to an organisation, the notice of its answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.referrals import answering, links, measures, templates
from cases.referrals.measures import Measure
from conversations import outward, remarks, sending, tasks
from conversations.dossier import deeds
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.rendering import Speaker
from conversations.saying import Saying
from locales import catalogue, languages
from locales.texts import Text
from store.duties import Claimed
from store.transaction import Transaction

LETTER = Text(
    "referral.letter",
    "A child needs your help (case {number})\n\nWho asks you: {department}.\n\n"
    "Please open this page and answer whether you can take this on. It needs no password: {link}\n\n"
    "The page is about a child. Please do not pass the address on.",
)


LANGUAGES = ("kk", "ru")
"""A letter is written in both: we do not know who opens it."""
BETWEEN = "\n\n———\n\n"
PATIENCE = timedelta(hours=1)
"""After so long a letter that has not arrived becomes a task for a person."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an organisation: to which mailbox, about which case, who asks, with which one-time link.

    `actor`: a role or department code. `token` is that of the link, `page` its whole address.
    """

    mailbox: str = field(repr=False)
    number: int
    actor: str
    token: str = field(repr=False)
    page: str = field(repr=False)


def in_words(template: str, words: str, speaker: Speaker) -> str:
    """Give what a measure is in the reader's language; own words as they are, "" where nothing is known.

    `template`: its code in `measures_kz.toml`, "" for none. Its words, left as they were proposed in some
    language, are no own words.
    """
    known = templates.find(template)
    if known is None:
        return words
    proposed = {catalogue.load(code).say(known.text) for code in languages.CODES}
    return speaker.say(known.text) if not words or words in proposed else words


def page(house: House, token: str, here: str = "") -> str:
    """Give the address of the page behind a one-time link; `here` is where we are, if nobody told."""
    return f"{(house.public_url or here).rstrip('/')}/answer/{token}"


def write(tx: Transaction, house: House, letter: Letter, *, now: datetime) -> None:
    """Send a letter with a one-time link, once. Only where `house.mail` says that letters can go out."""
    lookup = links.lookup(house.keys, letter.token)
    text = BETWEEN.join(_written(house, letter, language) for language in LANGUAGES)
    said = Saying(Address(outward.MAIL, letter.mailbox), Message(text), traced=False, link=lookup)
    sending.point(tx, house.keys, said, key=f"referral:{lookup}", due_at=now, now=now)


def unsent(tx: Transaction, house: House, lookup: str, now: datetime) -> None:
    """Have a person see to a letter that nobody takes, unless a newer link stands for it."""
    id = links.measure(tx, lookup)
    task = answering.undelivered(tx, house.office_at(now), id, now=now) if id is not None else None
    if task is not None:
        tasks.show(tx, house, [task], now)


def late(tx: Transaction, house: House, lookup: str, now: datetime) -> None:
    """Have a person see to a letter that has not arrived for long; it is tried further on."""
    id = links.measure(tx, lookup)
    sent_at = measures.get(tx, id).sent_at if id is not None else None
    if sent_at is not None and now - sent_at >= PATIENCE:
        unsent(tx, house, lookup, now)


def arrived(tx: Transaction, lookup: str, now: datetime) -> None:
    """Note that a letter was taken: nobody has to see to it any more."""
    id = links.measure(tx, lookup)
    if id is not None:
        answering.delivered(tx, id, now=now)


def _written(house: House, letter: Letter, language: str) -> str:
    department = deeds.who(house, letter.actor, language)
    speaker = house.speaker(language)
    return speaker.say(LETTER, number=letter.number, department=department, link=letter.page)


def answered(tx: Transaction, house: House, known: Measure, *, now: datetime) -> None:
    """Tell the chats of who sent a measure, leads the case or follows it up that there is an answer."""
    remarks.referral(tx, house, known.case_number, known.made_by, now=now)


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """See whether an organisation has answered; if not, ask whoever sent the measure to call there."""
    task = answering.unanswered(tx, house.office_at(now), int(duty.payload), now=now)
    if task is not None:
        tasks.show(tx, house, [task], now)
