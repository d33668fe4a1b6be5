"""The way from the chat to one's own page: a link, good once and for half an hour."""

from cases import people
from cases.admission import passes
from cases.people import Person
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales.texts import Text

ROLES = frozenset({"teacher", "monitor"})
OPEN = Text("field.open", "Open my page")
READY = Text(
    "field.ready",
    "Your page for field work. The link works once and for 30 minutes."
    " Do not pass it on: it opens what is yours.",
)
NOT_YOURS = Text("field.not_yours", "This is for teachers and monitors who were invited.")


def account(hearing: Hearing) -> str:
    """Give the keyed hash of the account of who speaks."""
    said_by = f"{hearing.incoming.address.channel}:{hearing.incoming.sender}"
    return people.index(hearing.house.keys, said_by)


def person(hearing: Hearing) -> Person | None:
    """Give what who speaks may be, None for the public."""
    return people.by_account(hearing.tx, account(hearing))


def work(hearing: Hearing) -> None:
    """Give a teacher or monitor the link to their page; anybody else is told whom it is for."""
    known = person(hearing)
    if known is None or known.role not in ROLES:
        hearing.say(Message(hearing.speaker.say(NOT_YOURS)))
        return
    hearing.say(link(hearing, account(hearing)))


def link(hearing: Hearing, lookup: str) -> Message:
    """Give the message with a fresh link for the account of this keyed hash."""
    house, speaker = hearing.house, hearing.speaker
    token = passes.issue(
        hearing.tx,
        house.keys,
        lookup,
        language=speaker.catalogue.language,
        entropy=house.entropy,
        now=hearing.now,
    )
    address = f"{house.public_url.rstrip('/')}/field/enter/{token}"
    return Message(speaker.say(READY), ((Button(speaker.say(OPEN), link=address),),), protect=True)
