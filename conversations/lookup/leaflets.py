"""Leaflets: cards of services that anybody passes on in any chat, for a few words such as "doctor Shymkent".

Always the public card, whoever asks. Nothing is remembered: the words are forgotten with the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from conversations import menu, sentences
from conversations.house import House
from conversations.lookup import card, listing, offering
from conversations.lookup.card import Card
from conversations.lookup.cutting import cut
from conversations.lookup.offering import Offer
from conversations.lookup.searching import Search
from conversations.rendering import Speaker
from directory.search.asked import Hit
from locales import languages
from locales.texts import Text

HOW_TO_ASK = Text("svc.how_to_ask", "Write which help is needed, and where")
EXAMPLE = Text("svc.example", "psychologist Shymkent")
HOW = "how"
"""The id of the leaflet that says how to ask."""

_LONGEST = 200  # characters of what was asked that are read
_NAMESAKES = 3  # places of one name whose services are shown
_TITLE, _ABOUT = 100, 160  # characters: what phones show of them


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What is sent is `text`; it is chosen by `title` and `about`. `id` is the service's, ≤ 64 bytes."""

    id: str
    title: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Leaflets:
    """What is offered, best first, never empty; `more` is the label of the way into our private chat."""

    offered: tuple[Leaflet, ...]
    more: str


def find(house: House, words: str, language: str, now: datetime) -> Leaflets:
    """Give at most `offering.MOST` public cards for these words; for none, one that says how to ask, and 111.

    `language`: what the channel says the person reads, "" if it does not.
    """
    speaker = house.speaker(languages.known(language) or "")
    found: dict[str, Leaflet] = {}
    for offer in _offers(house, words[:_LONGEST], now):
        for hit in offer.hits:
            found.setdefault(hit.service.id, _leaflet(house, speaker, hit, offer))
    offered = tuple(found.values())[: offering.MOST]
    return Leaflets(offered or (_how_to_ask(speaker),), speaker.say(menu.FIND_HELP))


def _offers(house: House, words: str, now: datetime) -> Iterator[Offer]:
    """What the words bring; where a place of theirs has namesakes, what each of those brings."""
    if not words.strip():
        return
    answer = offering.understood(house, words, now)
    if answer.which is None or not answer.which.places:
        search = Search(text=words, named=bool(answer.territory), territory=answer.territory)
        yield offering.offer(house, search, now)
        return
    for place in answer.which.places[:_NAMESAKES]:
        yield offering.offer(house, Search(text=words, territory=place.code), now)


def _leaflet(house: House, speaker: Speaker, hit: Hit, offer: Offer) -> Leaflet:
    text = card.text(Card(house, speaker, hit, offer.territory, offer.department))
    phones = [phone.number for phone in hit.service.phones[:1]]
    about = " · ".join([*listing.where(speaker, hit), *phones])
    return Leaflet(hit.service.id, cut(listing.name(speaker, hit), _TITLE), cut(about, _ABOUT), text)


def _how_to_ask(speaker: Speaker) -> Leaflet:
    title = speaker.say(HOW_TO_ASK)
    example = speaker.say(sentences.NOTICES["example"], example=speaker.say(EXAMPLE))
    return Leaflet(HOW, title, example, menu.helpline(speaker))
