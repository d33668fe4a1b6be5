"""What a look-up shows: each view has a name of its own, so that the buttons of an earlier one do nothing."""

from msgspec.structs import replace

from conversations import hiding, listing, offering
from conversations.hearing import Hearing
from conversations.message import Message
from conversations.searching import Search
from store import identifiers


def fresh(hearing: Hearing, search: Search) -> Search:
    """Remember it under a new name, so that the buttons of what was shown before do nothing."""
    search = replace(search, view=identifiers.token(hearing.house.entropy, size=6))
    hearing.remember(search=search)
    return search


def found(hearing: Hearing, search: Search) -> Message:
    """Give the list; its services are remembered, so that a button opens what it named."""
    offer = offering.offer(hearing.house, search, hearing.now)
    shown = tuple(hit.service.id for hit in offer.hits)
    search = fresh(hearing, replace(search, asks="", offered=shown, within=""))
    return listing.message(hearing.house, hearing.speaker, search, offer)


def say(hearing: Hearing, *messages: Message) -> None:
    """Say it, with the way out under the last message."""
    hearing.say(*hiding.with_exit(hearing, messages))
