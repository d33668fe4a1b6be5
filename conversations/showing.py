"""One service of a list, shown to who opened it: its card and what can be done there."""

from conversations import card, correcting, listing, offering, searching, sentences, telling_back, views
from conversations.card import Card
from conversations.hearing import Hearing
from conversations.message import Button, Message
from conversations.searching import Search


def open_card(hearing: Hearing, search: Search, service: str) -> None:
    """Show the card; if the directory has changed meanwhile, the list as it is now."""
    offer, house, speaker = offering.offer(hearing.house, search, hearing.now), hearing.house, hearing.speaker
    hit = next((hit for hit in offer.hits if hit.service.id == service), None)
    if hit is None:
        views.say(hearing, views.found(hearing, search))
        return
    telling_back.ask(hearing)
    back = Button(speaker.say(sentences.WORDS["back_list"]), searching.make(search, searching.LIST))
    said = card.text(Card(house, speaker, hit, offer.territory, offer.department))
    rows = ((back,), *correcting.under_card(hearing, hit.service), listing.again(speaker))
    views.say(hearing, Message(said, rows))
