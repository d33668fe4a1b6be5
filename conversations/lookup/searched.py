"""What was looked for in vain, kept for the editor: nothing was found, or nothing of the list was opened.

Whoever asked is not written down. Until something of the list is opened the person's own sealed row holds the
number of the search, so that it can be taken back: whoever found what they looked for is in no list.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cases.services import lookups
from cases.services.lookups import LookUp
from conversations.hearing import Hearing
from conversations.lookup.searching import Search
from conversations.lookup.sought import Sought
from directory import kinds
from directory.territory import Territories

_LETTERS = re.compile(r"[^\W\d_]+")
_LEVELS = ("oblast", "district", "city")


def note(hearing: Hearing, search: Search, *, is_found: bool) -> None:
    """Keep this search as one in vain; shown a second time it is not kept again."""
    of = f"{search.need}|{search.text}|{search.territory}"
    if hearing.person.sought.of == of:
        return
    kind = lookups.UNCHOSEN if is_found else lookups.NONE
    where = _district(hearing.house.directory.territories, search.territory)
    sought = LookUp(search.text, search.need, where, hearing.speaker.catalogue.language, kind)
    known = _places(hearing.house.directory.territories) | _words()
    number = lookups.note(
        hearing.tx, hearing.house.keys, sought, lambda word: word.casefold() in known, now=hearing.now
    )
    hearing.remember(sought=Sought(number, of))


def chosen(hearing: Hearing) -> None:
    """Take the search back: something of its list was opened."""
    sought = hearing.person.sought
    if sought.number:
        lookups.take_back(hearing.tx, sought.number)
        hearing.remember(sought=Sought(0, sought.of))


def _district(territories: Territories, code: str) -> str:
    """Give the district of a place, or the oblast: a village would say too much of who asks."""
    if territories.find(code) is None:
        return ""
    return (territories.district_of(code) or territories.oblast_of(code)).code


@lru_cache(maxsize=2)
def _places(territories: Territories) -> frozenset[str]:
    """Words of the names of oblasts, districts and cities. Villages bear people's names: they are out."""
    units = (unit for unit in territories if unit.level in _LEVELS)
    return frozenset(_split(name for unit in units for name in unit.names.values()))


@cache
def _words() -> frozenset[str]:
    """Words by which kinds and needs are called."""
    of_kinds = (one.names for one in kinds.all_kinds().values())
    of_needs = (one.names for one in kinds.all_needs().values())
    return frozenset(_split(name for names in (*of_kinds, *of_needs) for name in names.values()))


def _split(texts: Iterator[str]) -> Iterator[str]:
    return (word.casefold() for text in texts for word in _LETTERS.findall(text))
