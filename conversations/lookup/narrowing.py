"""The list narrowed by conditions, ticked or written in words: the list above changes with every tick."""

from collections.abc import Iterator

from msgspec.structs import replace

from conversations import sentences
from conversations.dialogue import answers
from conversations.hearing import Hearing
from conversations.lookup import conditions, listing, offering, searching, views
from conversations.lookup.conditions import AGES, LANGUAGE, TEXTS
from conversations.lookup.searching import Search
from conversations.message import Button, Message
from locales.texts import Text

HOW = Text("svc.narrow_how", "Choose what matters. You can also write the child’s age.")
SHOW = Text("svc.show_list", "Show the list")
ASKS = "condition"
"""What a look-up asks while its conditions are chosen."""

_TICKS = (*TEXTS, LANGUAGE)
_YOUNGEST, _OLDEST = 0, 17
"""Years of a child."""


def ask(hearing: Hearing, search: Search) -> None:
    """Show the conditions in place of the list."""
    _show(hearing, views.fresh(hearing, replace(search, asks=ASKS, offered=())))


def again(hearing: Hearing, search: Search) -> None:
    """Show them once more, below what was said."""
    search = views.fresh(hearing, replace(search, asks=ASKS, offered=()))
    views.say(hearing, _screen(hearing, search))


def tick(hearing: Hearing, search: Search, place: int) -> bool:
    """Set a condition or take it back; False where there is none in this place."""
    if not 0 <= place < len(_TICKS):
        return False
    code = _TICKS[place]
    if code != LANGUAGE:
        _change(hearing, conditions.toggled(search, code))
    else:
        _change(hearing, replace(search, speaks="" if search.speaks else _own_language(hearing)))
    return True


def choose_age(hearing: Hearing, search: Search, place: int) -> bool:
    """Take ages, or take them back; False where there are none in this place."""
    if not 0 <= place < len(AGES):
        return False
    _change(hearing, replace(search, ages=None if search.ages == AGES[place] else AGES[place]))
    return True


def hear(hearing: Hearing, search: Search, text: str) -> None:
    """Take words as conditions, a number as the age; what says neither is asked for again."""
    also = conditions.heard(text)
    years = [age for age in answers.ages(text) if _YOUNGEST <= age <= _OLDEST]
    if years and also.ages is None:
        also = replace(also, ages=(min(years), max(years)))
    if conditions.active(also):
        again(hearing, conditions.joined(search, also))
        return
    views.say(hearing, Message(hearing.speaker.say(sentences.NOTICES["unclear"])))
    again(hearing, search)


def _change(hearing: Hearing, search: Search) -> None:
    """Show it in place. The view keeps its name: who ticks twice in a hurry means both."""
    hearing.remember(search=search)
    _show(hearing, search)


def _show(hearing: Hearing, search: Search) -> None:
    views.change(hearing, _screen(hearing, search))


def _screen(hearing: Hearing, search: Search) -> Message:
    speaker = hearing.speaker
    offer = offering.offer(hearing.house, search, hearing.now)
    found = listing.text(hearing.house, speaker, search, offer)
    show = Button(speaker.say(SHOW), searching.make(search, searching.LIST))
    return Message(f"{speaker.say(HOW)}\n\n{found}", (*_rows(hearing, search), (show,)))


def _rows(hearing: Hearing, search: Search) -> Iterator[tuple[Button, ...]]:
    """Two conditions in a row, then the language alone, then two ages in a row."""
    speaker, active = hearing.speaker, conditions.active(search)
    ticks = [speaker.say(text) for text in TEXTS.values()]
    ticks.append(conditions.speak(speaker, search.speaks or _own_language(hearing)))
    buttons = [
        Button(_marked(hearing, said, is_set=code in active), searching.make(search, searching.TICK, place))
        for place, (code, said) in enumerate(zip(_TICKS, ticks, strict=True))
    ]
    yield from (tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    ages = [
        Button(
            _marked(hearing, conditions.of_ages(speaker, years), is_set=_holds(years, search.ages)),
            searching.make(search, searching.OF_AGE, place),
        )
        for place, years in enumerate(AGES)
    ]
    yield from (tuple(ages[start : start + 2]) for start in range(0, len(ages), 2))


def _marked(hearing: Hearing, label: str, *, is_set: bool) -> str:
    return hearing.speaker.say(sentences.MARKED, option=label) if is_set else label


def _holds(ages: tuple[int, int], asked: tuple[int, int] | None) -> bool:
    return asked is not None and ages[0] <= asked[0] <= ages[1]


def _own_language(hearing: Hearing) -> str:
    return hearing.speaker.catalogue.language
