"""The words of all languages, and the places: what the engine needs to understand what is typed.

Built once by the room (`conversations.wording`); the engine itself opens no catalogue and no file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from conversations.dialogue.script import Option

SURE = 85
"""From here on a match is taken without asking (DIALOGUES 1)."""
LIKELY = 60
"""From here on it is offered as "did you mean?"."""
FUZZY_FROM = 4
"""Letters that a word needs before spellings near it count: shorter ones are alike by chance."""


@dataclass(frozen=True, slots=True)
class Asked:
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
class Spoken:
    """What people say for one option: whole labels, and words that are enough inside a sentence."""

    labels: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, folded into one alphabet by `fold`, by script, step and option code."""

    fold: Callable[[str], str]
    spoken: Mapping[tuple[str, str], Mapping[str, Spoken]]
    noticed: Mapping[str, Mapping[str, tuple[str, ...]]]  # script → mark → folded words
    places: Gazetteer

    def match(self, script: str, step: str, options: tuple[Option, ...], text: str) -> list[tuple[str, int]]:
        """Give the options that a text may mean, with scores 0–100, best first; an option beats its group."""
        heard = self.fold(text)
        words = self.spoken.get((script, step), {})
        found = [(one.code, _score(heard, words[one.code])) for one in options if one.code in words]
        groups = {one.under for one in options if (one.code, 100) in found or (one.code, 95) in found}
        kept = [(code, score) for code, score in found if score >= LIKELY and code not in groups]
        return sorted(kept, key=lambda pair: -pair[1])

    def marks(self, script: str, text: str) -> tuple[str, ...]:
        """Give the marks whose words stand in the text, such as "self" or "danger"."""
        heard = self.fold(text).split()
        lists = self.noticed.get(script, {})
        return tuple(mark for mark, words in lists.items() if any(_said(word, heard) for word in words))


def _score(heard: str, spoken: Spoken) -> int:
    if any(heard == label for label in (*spoken.labels, *spoken.words)):
        return 100
    tokens = heard.split()
    if any(_said(word, tokens) for word in spoken.words):
        return 95
    if len(heard.replace(" ", "")) < FUZZY_FROM:
        return 0
    likely = [one for one in (*spoken.labels, *spoken.words) if len(one) >= FUZZY_FROM]
    return int(max((fuzz.ratio(heard, one) for one in likely), default=0))


def _said(word: str, tokens: list[str]) -> bool:
    """Tell whether a word (or several in a row) is said; endings may follow a word of four letters or
    more.
    """
    wanted = word.split()
    for start in range(len(tokens) - len(wanted) + 1):
        pairs = zip(wanted, tokens[start : start + len(wanted)], strict=True)
        if all(token == one or (len(one) >= 4 and token.startswith(one)) for one, token in pairs):
            return True
    return False
