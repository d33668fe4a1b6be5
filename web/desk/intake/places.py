"""The places that an operator may mean: by old and new names, in any spelling, script and keyboard layout."""

from dataclasses import dataclass

from conversations.house import House
from conversations.phone.call import Call
from directory.places import SURE
from directory.search import layout

MOST = 7


@dataclass(frozen=True, slots=True)
class Site:
    """A place to choose: its code and its full name, which tells it from its namesakes."""

    code: str
    name: str


def meant(house: House, text: str, language: str) -> list[Site]:
    """Give the places that a text may mean, best first; typed on another keyboard where none is sure."""
    if not text.strip():
        return []
    find = house.directory.places.find
    found = find(text, limit=MOST)
    if not any(one.score >= SURE for one in found):
        found = [*found, *(one for other in layout.keyboards(text) for one in find(other, limit=MOST))]
    ordered = sorted(found, key=lambda one: -one.score)
    return [_site(house, code, language) for code in dict.fromkeys(one.code for one in ordered)][:MOST]


def offered(house: House, call: Call, language: str) -> list[Site]:
    """Give the places to choose from on the sheet: the chosen one, what lies in it, what the words may mean.

    Where the words name no place at all, the regions of the country.
    """
    text = call.words.get("where", "")
    gazette = house.lexicon.places
    codes = [call.place, *gazette.children(call.place)] if call.place else []
    codes += [one.code for one in meant(house, text, language)]
    if text and not codes:
        codes = list(gazette.children(""))
    return [_site(house, code, language) for code in dict.fromkeys(codes)]


def _site(house: House, code: str, language: str) -> Site:
    return Site(code, house.directory.territories.full_name(code, language))
