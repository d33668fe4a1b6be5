"""The words of all languages, and the places: what the engine needs to understand what is typed.

Built once by the room (`conversations.wording`); the engine itself opens no catalogue and no file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from conversations.dialogue.noticed import Noticed
from conversations.dialogue.script import Option
from conversations.dialogue.vocabulary import Vocabulary

SURE = 85
"""From here on a match is taken without asking (DIALOGUES 1)."""


class Asked(Struct, frozen=True):
    """What a typed place may be: "one", "choose", "city_or_oblast" or "none"; codes of territories."""

    kind: str
    places: tuple[str, ...] = ()


class Gazetteer(Protocol):
    """The places of the country, as the engine needs them."""

    def ask(self, text: str, within: str) -> Asked:
        """Tell what the typed place may be, inside a territory or ("") in the whole country."""

    def at(self, lat: float, lon: float) -> str:
        """Give the district or city of a point; "" when the point lies outside the country."""

    def children(self, code: str) -> tuple[str, ...]:
        """Give the regions of the country (""), or the districts and cities of a region, in order of name."""

    def knows(self, code: str) -> bool:
        """Tell whether there is a territory of this code."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, folded into one alphabet by `fold`, by script and step."""

    fold: Callable[[str], str]
    spoken: Mapping[tuple[str, str], Vocabulary]
    noticed: Mapping[str, Noticed]  # by script
    places: Gazetteer
    agreeing: Mapping[str, frozenset[str]] = field(default_factory=dict)  # "yes", "no" → folded words

    def agreement(self, text: str) -> str:
        """Tell whether the whole text is "yes" or "no"; "" when it is neither."""
        heard = self.fold(text)
        return next((said for said, words in self.agreeing.items() if heard in words), "")

    def match(self, script: str, step: str, options: tuple[Option, ...], text: str) -> list[tuple[str, int]]:
        """Give the options a text may mean, with scores 60–100, best first; an option beats its group."""
        words = self.spoken.get((script, step))
        found = words.scores(self.fold(text)) if words else {}
        groups = {one.under for one in options if found.get(one.code, 0) >= SURE}
        kept = [
            (one.code, found[one.code]) for one in options if one.code in found and one.code not in groups
        ]
        return sorted(kept, key=lambda pair: -pair[1])

    def marks(self, script: str, text: str) -> tuple[str, ...]:
        """Give the marks whose words stand in the text, such as "self" or "danger"."""
        if not text:
            return ()
        words = self.noticed.get(script)
        return words.stand_in(self.fold(text).split(), text.casefold().split()) if words else ()
