"""Looking for help: what is needed, where, then a list of services and the card of each.

need (button or words) ─▶ place (words, point, the last one, from the list) ─▶ list ─▶ card

It stands beside a report that somebody is writing: neither knows of the other. Nothing of it is logged; what
was asked lies sealed with the person, and goes with them; what was asked in vain is kept without them.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from conversations import menu, sentences
from conversations.hearing import Hearing
from conversations.lookup import (
    card,
    conditions,
    listing,
    narrowing,
    offering,
    passing,
    searched,
    searching,
    showing,
    telling_back,
    views,
)
from conversations.lookup.cutting import cut
from conversations.lookup.searching import Press, Search
from conversations.message import Button, Message
from locales.texts import Text

NEED = Text("svc.need", "What help is needed?")
OWN_WORDS = Text("svc.own_words", "You can also write it in your own words.")
WHERE = Text("svc.where", "Where is help needed?")
PLACE_EXAMPLE = Text("q.where.example", "Atakent village, Maktaaral district")
WHOLE_REGION = Text("svc.whole_region", "The whole region")
LAST_PLACE = Text("svc.last_place", "The place chosen last time")

_LONGEST = 200  # characters of what was asked that are kept
_LABEL = 60


def begin(hearing: Hearing) -> None:
    """Ask what help is needed; before that, how it went last time."""
    telling_back.ask(hearing)
    hearing.remember(awaits="")
    _ask_need(hearing, _begun(hearing))


def is_waiting(hearing: Hearing) -> bool:
    """Tell whether the next words are an answer to a question of the look-up."""
    search = hearing.person.search
    return search is not None and bool(search.asks)


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether the question stays open: it is being answered, or what came changes nothing of it."""
    incoming, search = hearing.incoming, hearing.person.search
    if search is None or not search.asks:
        return False
    if incoming.kind == "button" and incoming.text.startswith((searching.BUTTON, telling_back.BUTTON)):
        return True
    is_answer = incoming.kind == "text" or (incoming.kind == "point" and search.asks == "place")
    return is_answer or passing.is_beside(hearing)


def leave(hearing: Hearing) -> None:
    """Ask nothing any more: something else was begun. The place stays, to be offered again."""
    search = hearing.person.search
    if search is not None and search.asks:
        hearing.remember(search=replace(search, asks=""))


def again(hearing: Hearing) -> None:
    """Ask the open question again, in the language of now."""
    search = hearing.person.search or Search()
    if search.asks == "place":
        _ask_place(hearing, search)
    elif search.asks == narrowing.ASKS:
        narrowing.again(hearing, search)
    else:
        _ask_need(hearing, search)


def find(hearing: Hearing) -> None:
    """Look for what stands behind /find; with nothing there, ask."""
    words = hearing.incoming.argument
    if not words:
        begin(hearing)
        return
    telling_back.ask(hearing)
    views.heed(hearing, words)
    hearing.remember(awaits="")
    _hear_need(hearing, _begun(hearing), words)


def hear(hearing: Hearing) -> None:
    """Take words or a point as the answer to the open question."""
    search, incoming = hearing.person.search or Search(), hearing.incoming
    views.heed(hearing, incoming.text)
    if incoming.kind == "edited" or (incoming.kind == "point" and search.asks != "place"):
        again(hearing)
    elif incoming.kind not in ("text", "point"):
        views.say_unheard(hearing)
        again(hearing)
    elif search.asks == "need":
        _hear_need(hearing, search, incoming.text)
    elif search.asks == narrowing.ASKS:
        narrowing.hear(hearing, search, incoming.text)
    elif incoming.point is not None:
        _hear_point(hearing, search, incoming.point)
    else:
        _hear_place(hearing, search, incoming.text)


def press(hearing: Hearing, token: str) -> None:
    """Do what a button of a look-up says; one of something shown earlier only says so."""
    pressed, search = searching.read(token), hearing.person.search
    if search is None or not search.view or pressed.view != search.view or not _act(hearing, search, pressed):
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])), menu.menu(hearing.speaker))


def _begun(hearing: Hearing) -> Search:
    """Give a new look-up, of which only the last place is known."""
    before = hearing.person.search or Search()
    return Search(last=before.territory or before.last)


def _act(hearing: Hearing, search: Search, pressed: Press) -> bool:
    """Do it; False, and nothing done, for a button that never was there."""
    offered = search.offered[pressed.place] if 0 <= pressed.place < len(search.offered) else ""
    match pressed.act:
        case searching.NEED if 0 <= pressed.place < len(listing.NEEDS):
            _ask_place(hearing, replace(search, need=listing.NEEDS[pressed.place].context, text=""))
        case searching.REGIONS:
            _offer_regions(hearing, search)
        case searching.LAST if search.last:
            _show(hearing, replace(search, territory=search.last, point=None))
        case searching.PLACE if hearing.house.lexicon.places.knows(offered):
            _choose(hearing, search, offered)
        case searching.SERVICE if offered:
            showing.open_card(hearing, search, offered)
        case searching.MAP if offered:
            showing.open_map(hearing, search, offered)
        case searching.LIST if search.territory and not search.asks:
            views.say(hearing, views.found(hearing, search))
        case _:
            return _narrow(hearing, search, pressed, offered)
    return True


def _narrow(hearing: Hearing, search: Search, pressed: Press, offered: str) -> bool:
    """Do what a button of the conditions says; False for one that never was there."""
    is_choosing = search.asks == narrowing.ASKS
    match pressed.act:
        case searching.NARROW if search.territory and not search.asks:
            narrowing.ask(hearing, search)
        case searching.TICK if is_choosing:
            return narrowing.tick(hearing, search, pressed.place)
        case searching.OF_AGE if is_choosing:
            return narrowing.choose_age(hearing, search, pressed.place)
        case searching.LIST if is_choosing:
            views.change(hearing, views.found(hearing, search))
        case searching.DROP if offered in conditions.active(search):
            views.say(hearing, views.found(hearing, conditions.without(search, offered)))
        case searching.DROP_ALL if conditions.active(search) and not search.asks:
            views.say(hearing, views.found(hearing, conditions.without_all(search)))
        case _:
            return False
    return True


def _ask_need(hearing: Hearing, search: Search, *before: str) -> None:
    search = views.fresh(hearing, replace(search, asks="need", offered=(), within=""))
    say = hearing.speaker.say
    buttons = tuple(
        (Button(say(text), searching.make(search, searching.NEED, place)),)
        for place, text in enumerate(listing.NEEDS)
    )
    views.say(hearing, Message("\n".join([*before, say(NEED), say(OWN_WORDS)]), buttons))


def _hear_need(hearing: Hearing, search: Search, text: str) -> None:
    """Understand words; a place in them is not asked for again, and one of several namesakes is."""
    heard = conditions.heard(text[:_LONGEST])
    answer = offering.understood(hearing.house, heard.text, hearing.now)
    search = conditions.joined(replace(search, need="", text=heard.text), heard)
    if answer.which is not None and answer.which.places:
        form = "which_place" if answer.which.kind == "choose" else "city_or_oblast"
        _offer_places(hearing, search, [place.code for place in answer.which.places], form)
    elif not answer.hits:
        searched.note(hearing, search, is_found=False)
        always = hearing.speaker.say(card.ALWAYS, number=hearing.speaker.helpline)
        _ask_need(hearing, search, hearing.speaker.say(sentences.NOTICES["unclear"]), always, "")
    elif answer.territory:
        _show(hearing, replace(search, named=True, territory=answer.territory, point=None))
    else:
        _ask_place(hearing, search)


def _ask_place(hearing: Hearing, search: Search) -> None:
    search = views.fresh(hearing, replace(search, asks="place", offered=(), within="", named=False))
    speaker = hearing.speaker
    example = speaker.say(sentences.NOTICES["example"], example=speaker.say(PLACE_EXAMPLE))
    rows = [_to_list(hearing, search)]
    if search.last and hearing.house.lexicon.places.knows(search.last):
        label = {"label": speaker.say(LAST_PLACE), "value": speaker.place(search.last)}
        said = cut(speaker.say(sentences.LABEL_VALUE, **label), _LABEL)
        rows.insert(0, (Button(said, searching.make(search, searching.LAST)),))
    share = Message(speaker.say(WHERE), place_button=speaker.say(sentences.SHARE_PLACE))
    views.say(hearing, share, Message(example, tuple(rows)))


def _hear_point(hearing: Hearing, search: Search, point: tuple[float, float]) -> None:
    code = hearing.house.lexicon.places.at(*point)
    if code:
        _show(hearing, replace(search, territory=code, point=point))
    else:
        _offer_regions(hearing, search, hearing.speaker.say(sentences.NOTICES["place"]))


def _hear_place(hearing: Hearing, search: Search, text: str) -> None:
    places = hearing.house.lexicon.places
    asked = places.ask(text, search.within)
    if asked.kind == "none" and search.within:
        asked = places.ask(text, "")
    if asked.kind == "one":
        _show(hearing, replace(search, territory=asked.places[0], point=None))
    elif asked.places:
        form = "which_place" if asked.kind == "choose" else "city_or_oblast"
        _offer_places(hearing, search, asked.places, form)
    else:
        _offer_regions(hearing, search, hearing.speaker.say(sentences.NOTICES["place"]))


def _offer_regions(hearing: Hearing, search: Search, *before: str) -> None:
    codes = hearing.house.lexicon.places.children("")
    _offer_places(hearing, replace(search, within=""), codes, "regions", *before)


def _choose(hearing: Hearing, search: Search, code: str) -> None:
    """Take the place; an oblast from the list opens into its districts, headed by the whole of it."""
    districts = hearing.house.lexicon.places.children(code)
    if districts and code != search.within:
        _offer_places(hearing, replace(search, within=code), (code, *districts), "districts")
    else:
        _show(hearing, replace(search, territory=code, point=None))


def _offer_places(hearing: Hearing, search: Search, codes: Sequence[str], form: str, *before: str) -> None:
    search = views.fresh(hearing, replace(search, asks="place", named=False, offered=tuple(codes)))
    speaker = hearing.speaker
    rows: list[tuple[Button, ...]] = []
    for place, code in enumerate(codes):
        is_whole = form == "districts" and code == search.within
        label = speaker.say(WHOLE_REGION) if is_whole else cut(speaker.place(code), _LABEL)
        rows.append((Button(label, searching.make(search, searching.PLACE, place)),))
    if form != "regions":
        rows.append(_to_list(hearing, search))
    question = speaker.say(sentences.FORMS[form])
    views.say(hearing, Message("\n".join([*before, question]), tuple(rows)))


def _show(hearing: Hearing, search: Search) -> None:
    """Say which place was understood, which takes the button for it away, then show the list."""
    listed = views.found(hearing, search)
    place = hearing.speaker.place(search.territory)
    said = hearing.speaker.say(sentences.NOTICES["place_is"], place=place)
    views.say(hearing, Message(said, clear=True), listed)


def _to_list(hearing: Hearing, search: Search) -> tuple[Button, ...]:
    label = hearing.speaker.say(sentences.WORDS["list"])
    return (Button(label, searching.make(search, searching.REGIONS)),)
