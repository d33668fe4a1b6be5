""" "This information is wrong": which part, then in own words what is right, or nothing more. For the editor.

card ─▶ what is wrong (button) ─▶ words, or skip ─▶ thanks

Whoever goes on to something else before writing has told which part is wrong: that is kept.
"""

from cases.services import corrections
from conversations import menu, sentences
from conversations.hearing import Hearing
from conversations.lookup import listing, passing, telling_back, views
from conversations.lookup.opened import MOST, Opened
from conversations.message import Button, Message
from directory.service import Service
from locales.texts import Text
from store import identifiers
from store.schema import milliseconds

WRONG = Text("svc.wrong", "This information is wrong")
THANKS = Text("svc.thanks", "Thank you. We will check this information.")
WHICH = Text("wrong.which", "What is wrong?")
WORDS = Text("wrong.words", "If you know what is right, please write it. Do not write children’s names.")
PARTS = {
    "phone": Text("wrong.phone", "The phone number"),
    "address": Text("wrong.address", "The address"),
    "hours": Text("wrong.hours", "The opening hours"),
    "closed": Text("wrong.closed", "It does not work any more"),
    "other": Text("ans.other", "Something else"),
}
"""What may be wrong, in the order of the buttons."""

_WRONG, _SKIP = "w", "s"


def under_card(hearing: Hearing, service: Service) -> tuple[tuple[Button, ...], ...]:
    """Remember that this card was opened; give the rows of buttons that belong under it."""
    cards = hearing.person.cards
    card = next((one for one in cards if one.service == service.id), None)
    if card is None:
        name = identifiers.token(hearing.house.entropy, size=6)
        card = Opened(service.id, name, milliseconds(hearing.now))
        hearing.remember(cards=(*cards, card)[-MOST:])
    wrong = Button(hearing.speaker.say(WRONG), telling_back.token(card, _WRONG))
    return ((telling_back.button(hearing, card),), (wrong,))


def press(hearing: Hearing, pressed: str) -> None:
    """Do what a button of a card says; one of a card that is not remembered only says so."""
    name, _, act = pressed.removeprefix(telling_back.BUTTON).partition(":")
    card = next((one for one in hearing.person.cards if one.name == name), None)
    is_known = card is not None and (_act(hearing, card, act) or telling_back.press(hearing, card, act))
    if not is_known:
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])), menu.menu(hearing.speaker))


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether this is the answer to the question what is right: words, or the button that skips it."""
    incoming, wrong = hearing.incoming, hearing.person.corrects
    name = wrong.partition(":")[0]
    if incoming.kind == "button":
        is_skipped = incoming.text == f"{telling_back.BUTTON}{name}:{_SKIP}"
        return is_skipped or passing.is_beside(hearing)
    return bool(wrong) and (incoming.kind == "text" or passing.is_beside(hearing))


def hear(hearing: Hearing) -> None:
    """Take words as what is right. Where they tell of danger, the numbers to call come first."""
    views.heed(hearing, hearing.incoming.text)
    _keep(hearing, hearing.incoming.text)
    _thank(hearing)


def hear_other(hearing: Hearing) -> None:
    """Ask for words once more where something else came; a changed message says nothing new."""
    views.heed(hearing, hearing.incoming.text)
    if hearing.incoming.kind not in ("edited", "point"):
        views.say_unheard(hearing)
    again(hearing)


def leave(hearing: Hearing) -> None:
    """Keep which part is wrong, without words: something else was begun."""
    if hearing.person.corrects:
        _keep(hearing, "")


def again(hearing: Hearing) -> None:
    """Ask for the words again, in the language of now."""
    name = hearing.person.corrects.partition(":")[0]
    skip = Button(hearing.speaker.say(sentences.WORDS["skip"]), f"{telling_back.BUTTON}{name}:{_SKIP}")
    views.say(hearing, Message(hearing.speaker.say(WORDS), ((skip,),)))


def _act(hearing: Hearing, card: Opened, act: str) -> bool:
    say = hearing.speaker.say
    if act == _WRONG:
        rows = tuple((Button(say(text), telling_back.token(card, part)),) for part, text in PARTS.items())
        views.say(hearing, Message(say(WHICH), rows))
    elif act in PARTS:
        hearing.remember(corrects=f"{card.name}:{act}", awaits="")
        again(hearing)
    elif act == _SKIP and hearing.person.corrects.startswith(f"{card.name}:"):
        _keep(hearing, "")
        _thank(hearing)
    else:
        return False
    return True


def _keep(hearing: Hearing, words: str) -> None:
    """Give the editor what was told; of a card that is not remembered any more there is nothing to keep."""
    name, _, part = hearing.person.corrects.partition(":")
    card = next((one for one in hearing.person.cards if one.name == name), None)
    if card is not None:
        told = (hearing.tx, hearing.house.keys, card.service, part, words)
        corrections.tell(*told, account=telling_back.account(hearing), now=hearing.now)
    hearing.remember(corrects="")


def _thank(hearing: Hearing) -> None:
    views.say(hearing, Message(hearing.speaker.say(THANKS), (listing.again(hearing.speaker),)))
