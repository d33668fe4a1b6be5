"""What a look-up shows: each view has a name of its own, so that the buttons of an earlier one do nothing."""

from msgspec.structs import replace

from conversations import hiding, menu
from conversations.hearing import Hearing
from conversations.lookup import card, conditions, listing, offering, searched, searching
from conversations.lookup.searching import Search
from conversations.message import Button, Message
from locales.texts import Text
from store import identifiers

NONE_FITS = Text("svc.none_fits", "Nothing was found with these conditions.")
EMPTIED = Text("svc.emptied", "Nothing meets this condition: {text}")
DROP = Text("svc.drop", "Drop the condition: {text}")
DROP_ALL = Text("svc.drop_all", "Drop all conditions")
NO_MEDIA = Text(
    "svc.no_media",
    "Please write in words here or press a button: a voice message, photo or file cannot be used."
    " To begin a report, press “{button}”.",
)

_DANGER, _SCRIPT = "danger", "citizen_report"


def fresh(hearing: Hearing, search: Search) -> Search:
    """Remember it under a new name, so that the buttons of what was shown before do nothing."""
    search = replace(search, view=identifiers.token(hearing.house.entropy, size=6))
    hearing.remember(search=search)
    return search


def heed(hearing: Hearing, words: str) -> None:
    """Say whom to call where words tell of danger; what was asked is answered all the same."""
    if words and _DANGER in hearing.house.lexicon.marks(_SCRIPT, words):
        hearing.say(Message("\n".join(menu.whom_to_call(hearing.speaker))))


def found(hearing: Hearing, search: Search) -> Message:
    """Give the list; its services are remembered, so that a button opens what it named."""
    offer = offering.offer(hearing.house, search, hearing.now)
    searched.note(hearing, search, is_found=bool(offer.hits))
    if not offer.hits and conditions.active(search):
        return _emptied(hearing, search)
    shown = tuple(hit.service.id for hit in offer.hits)
    search = fresh(hearing, replace(search, asks="", offered=shown, within=""))
    return listing.message(hearing.house, hearing.speaker, search, offer)


def _emptied(hearing: Hearing, search: Search) -> Message:
    """Say which conditions leave nothing, and offer to drop them: one where that is enough, else all."""
    speaker = hearing.speaker
    guilty = tuple(code for code in conditions.active(search) if _is_found_without(hearing, search, code))
    search = fresh(hearing, replace(search, asks="", offered=guilty, within=""))
    labels = [conditions.label(speaker, search, code) for code in guilty]
    said = [speaker.say(NONE_FITS), *(speaker.say(EMPTIED, text=label) for label in labels)]
    drops = [
        Button(speaker.say(DROP, text=label), searching.make(search, searching.DROP, place))
        for place, label in enumerate(labels)
    ] or [Button(speaker.say(DROP_ALL), searching.make(search, searching.DROP_ALL))]
    always = speaker.say(card.ALWAYS, number=speaker.helpline)
    rows = (*((drop,) for drop in drops), listing.narrow(speaker, search), listing.again(speaker))
    return Message("\n\n".join(["\n".join(said), always]), rows)


def _is_found_without(hearing: Hearing, search: Search, code: str) -> bool:
    return bool(offering.offer(hearing.house, conditions.without(search, code), hearing.now).hits)


def say(hearing: Hearing, *messages: Message) -> None:
    """Say it, with the way out under the last message."""
    hearing.say(*hiding.with_exit(hearing, messages))


def say_unheard(hearing: Hearing) -> None:
    """Say that nothing but words is understood here, and how a report is begun."""
    report = hearing.speaker.say(menu.REPORT)
    said = hearing.speaker.say(NO_MEDIA, button=report)
    hearing.say(Message(said, ((Button(report, menu.REPORT_TOKEN),),)))


def change(hearing: Hearing, *messages: Message) -> None:
    """Say it in place of the message whose button was pressed, with the way out under it."""
    hearing.change(hiding.with_exit(hearing, messages))
