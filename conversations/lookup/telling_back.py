"""How it went: asked once of whoever opened a card and comes back, quietly; or told by a button on the card.

card ─▶ an hour or more later the person begins anew ─▶ one question ─▶ reached, dead phone, full …

Nobody is written to because of it: the question stands above what the person asked for by themselves.
"""

from datetime import timedelta

from msgspec.structs import replace

from cases import people
from cases.services import outcomes
from conversations.hearing import Hearing
from conversations.lookup import listing, views
from conversations.lookup.cutting import cut
from conversations.lookup.opened import Opened
from conversations.message import Button, Message
from directory import service
from locales.texts import Text
from store.schema import milliseconds

BUTTON = "c:"
"""Before the token of every button that belongs to a card that was opened: c:<name>:<act>."""
HOW = Text("how.button", "How did it go?")
ASK = Text("how.ask", "Earlier you looked at: {name}. How did it go? You need not answer.")
THANKS = Text("how.thanks", "Thank you. This helps others.")
OUTCOMES = {
    "reached": Text("how.reached", "I reached them"),
    "dead_phone": Text("how.dead", "The phone does not work"),
    "full": Text("how.full", "There is no free place"),
    "refused_papers": Text("how.papers", "They refused because of papers"),
    "accepted": Text("how.accepted", "The child was accepted"),
}
"""What can be told, in the order of the buttons."""

SOONEST, LATEST = timedelta(hours=1), timedelta(days=14)
"""How long after the card was opened it is asked; a person is forgotten 72 hours after a last word."""
_ASKED = "g"
_NAME = 100


def ask(hearing: Hearing) -> None:
    """Ask about the card opened last, if that is long enough ago, and nobody has asked yet."""
    for card in reversed(hearing.person.cards):
        name = _name(hearing, card)
        age = milliseconds(hearing.now) - card.at
        is_time = SOONEST <= timedelta(milliseconds=age) <= LATEST
        if name and is_time and not card.asked:
            change(hearing, replace(card, asked=True))
            hearing.say(Message(hearing.speaker.say(ASK, name=name), _buttons(hearing, card)))
            return


def button(hearing: Hearing, card: Opened) -> Button:
    """Give the button under a card that asks how it went."""
    return Button(hearing.speaker.say(HOW), token(card, _ASKED))


def press(hearing: Hearing, card: Opened, act: str) -> bool:
    """Ask how it went, or take the answer down; False, and nothing done, for what was never a button."""
    if act == _ASKED:
        views.say(hearing, Message(hearing.speaker.say(HOW), _buttons(hearing, card)))
        return True
    if act not in OUTCOMES:
        return False
    role = _role(hearing)
    told = (hearing.tx, hearing.house.keys, card.service, act)
    outcomes.tell(*told, role=role, account=account(hearing), now=hearing.now)
    change(hearing, replace(card, asked=True))
    views.say(hearing, Message(hearing.speaker.say(THANKS), (listing.again(hearing.speaker),)))
    return True


def token(card: Opened, act: str) -> str:
    """Give the token of a button of this card."""
    return f"{BUTTON}{card.name}:{act}"


def change(hearing: Hearing, card: Opened) -> None:
    """Remember this of a card in place of what was remembered."""
    cards = hearing.person.cards
    hearing.remember(cards=tuple(card if one.name == card.name else one for one in cards))


def account(hearing: Hearing) -> str:
    """Give the account of who speaks, as `cases` knows it."""
    return f"{hearing.incoming.address.channel}:{hearing.incoming.sender}"


def _role(hearing: Hearing) -> str:
    person = people.person(hearing.tx, hearing.house.keys, account(hearing))
    is_monitor = person is not None and person.role == outcomes.MONITOR
    return outcomes.MONITOR if is_monitor else outcomes.PUBLIC


def _buttons(hearing: Hearing, card: Opened) -> tuple[tuple[Button, ...], ...]:
    say = hearing.speaker.say
    return tuple((Button(say(text), token(card, outcome)),) for outcome, text in OUTCOMES.items())


def _name(hearing: Hearing, card: Opened) -> str:
    """Give the name of the service; "" of one that the directory has no longer."""
    found = hearing.house.shelf.services.get(card.service)
    if found is None:
        return ""
    language = hearing.speaker.catalogue.language
    return cut(service.in_language(found.names or found.organization, language), _NAME)
