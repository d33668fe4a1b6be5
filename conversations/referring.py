"""What is said of referrals outside the desk: the letter to an organisation, the notice of its answer."""

from dataclasses import dataclass, field
from datetime import datetime

from cases.referrals import answering, templates
from cases.referrals.measures import Measure
from conversations import outward, remarks, sending, tasks
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


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an organisation: to which mailbox, about which case, from whom, with which one-time link.

    `key` makes it go out once.
    """

    mailbox: str = field(repr=False)
    number: int
    department: str
    link: str = field(repr=False)
    language: str
    key: str


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
    """Send a letter with a one-time link. Only where `house.mail` says that letters can go out."""
    speaker = house.speaker(letter.language)
    text = speaker.say(LETTER, number=letter.number, department=letter.department, link=letter.link)
    said = Saying(Address(outward.MAIL, letter.mailbox), Message(text), traced=False)
    sending.point(tx, house.keys, said, key=letter.key, due_at=now, now=now)


def answered(tx: Transaction, house: House, known: Measure, *, now: datetime) -> None:
    """Tell the chats of who sent a measure, leads the case or follows it up that there is an answer."""
    remarks.referral(tx, house, known.case_number, known.made_by, now=now)


def look(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """See whether an organisation has answered; if not, ask whoever sent the measure to call there."""
    task = answering.unanswered(tx, house.office_at(now), int(duty.payload), now=now)
    if task is not None:
        tasks.show(tx, house, [task], now)
