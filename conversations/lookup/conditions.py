"""Conditions of a look-up beside need and place: open now, free, for a girl, an age …

They are part of the `Search`. What nobody told of a service does not shut it out: it stands behind what is
known to fit, and the list says what to ask there.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace as with_fields
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from msgspec.structs import replace

from conversations import menu, sentences
from conversations.lookup import card
from conversations.lookup.searching import Search
from conversations.rendering import Speaker
from directory import folding
from directory.search.asked import Asked, Hit
from locales import languages
from locales.texts import Text

TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "open": Text("svc.open_now", "Open now"),
        "free": card.FREE,
        "without_documents": Text("svc.without_papers", "Without documents"),
        "referral": Text("svc.unreferred", "Without a referral"),
        "girls": Text("svc.for_girl", "For a girl"),
        "boys": Text("svc.for_boy", "For a boy"),
    }
)
"""What can be ticked, in the order of the buttons; the age and the language come to it."""
LANGUAGE, AGE = "language", "age"
OF_AGE = Text("lbl.age", "Age")
AGES = ((0, 6), (7, 13), (14, 15), (16, 17))
"""Ages that can be pressed; most services begin or end at seven, fourteen, sixteen or eighteen."""

_WORDS = Path(__file__).parent / "condition_words.toml"
_SEXES: tuple[Literal["girls", "boys"], ...] = ("girls", "boys")
_OLDEST = 17  # of a child
_AGE = re.compile(
    r"\b(\d{1,2})\s*-?\s*(?:лет|год|жас|жаш|yosh|ёш|years?|y\.?o)\w*(?:\s+old\b)?", re.IGNORECASE
)

Phrase = tuple[str, ...]


def active(search: Search) -> tuple[str, ...]:
    """Give the codes of all conditions of a look-up."""
    named = tuple(code for code in TEXTS if code in search.only)
    return (*named, *([LANGUAGE] if search.speaks else []), *([AGE] if search.ages else []))


def label(speaker: Speaker, search: Search, code: str) -> str:
    """Say a condition of this look-up."""
    if code == LANGUAGE:
        return speak(speaker, search.speaks)
    if code != AGE or search.ages is None:
        return speaker.say(TEXTS[code])
    youngest, oldest = search.ages
    if youngest == oldest:
        return speaker.say(sentences.LABEL_VALUE, label=speaker.say(OF_AGE), value=youngest)
    return of_ages(speaker, search.ages)


def speak(speaker: Speaker, code: str) -> str:
    """Say "Language: Қазақша"."""
    return speaker.say(
        sentences.LABEL_VALUE, label=speaker.say(menu.LANGUAGE), value=languages.OWN_NAMES.get(code, code)
    )


def of_ages(speaker: Speaker, ages: tuple[int, int]) -> str:
    """Say "7–13 years"."""
    youngest, oldest = (speaker.number(one) for one in ages)
    return speaker.say(card.AGES, a=youngest, b=oldest)


def toggled(search: Search, code: str) -> Search:
    """Give the look-up with a condition set, or taken back if it was; a girl is no boy."""
    if code in search.only:
        return without(search, code)
    gone = _SEXES if code in _SEXES else ()
    return replace(search, only=(*(one for one in search.only if one not in gone), code))


def without(search: Search, code: str) -> Search:
    """Give the look-up without a condition."""
    if code == LANGUAGE:
        return replace(search, speaks="")
    if code == AGE:
        return replace(search, ages=None)
    return replace(search, only=tuple(one for one in search.only if one != code))


def without_all(search: Search) -> Search:
    """Give the look-up without conditions."""
    return replace(search, only=(), speaks="", ages=None)


def narrow(asked: Asked, search: Search, now: datetime) -> Asked:
    """Give the question with the conditions of a look-up; of an age that was pressed, its middle."""
    only = search.only
    return with_fields(
        asked,
        open_at=now if "open" in only else None,
        free="free" in only,
        without_documents="without_documents" in only,
        referral="direct" if "referral" in only else None,
        language=search.speaks,
        age=sum(search.ages) / 2 if search.ages else None,
        sex=next((sex for sex in _SEXES if sex in only), None),
    )


def unknown(hit: Hit, search: Search) -> tuple[str, ...]:
    """Give the conditions of which nobody told whether this service meets them."""
    return tuple(code for code in active(search) if code in hit.unsure)


def heard(text: str) -> Search:
    """Give the conditions that stand in somebody's words, as a look-up of nothing else.

    Its `text` is what was written without the age, which would be taken for the number of a school.
    """
    ages = [int(found) for found in _AGE.findall(text) if int(found) <= _OLDEST]
    keys = folding.words(text)
    only = tuple(code for code in TEXTS if _stands(keys, _phrases()[code]))
    if set(_SEXES) <= set(only):
        only = tuple(code for code in only if code not in _SEXES)  # a daughter and a son
    speaks = next((code for code in languages.CODES if _stands(keys, _phrases()[code])), "")
    rest = " ".join(_AGE.sub(" ", text).split()) if ages else text
    return Search(text=rest or text, only=only, speaks=speaks, ages=(ages[0], ages[0]) if ages else None)


def joined(search: Search, also: Search) -> Search:
    """Give the look-up with conditions that were heard besides."""
    for code in also.only:
        if code not in search.only:
            search = toggled(search, code)
    return replace(search, speaks=also.speaks or search.speaks, ages=also.ages or search.ages)


def _stands(keys: Sequence[str], phrases: Sequence[Phrase]) -> bool:
    return any(
        all(_is_like(key, word) for key, word in zip(keys[start:], phrase, strict=False))
        for phrase in phrases
        for start in range(len(keys) - len(phrase) + 1)
    )


def _is_like(key: str, word: str) -> bool:
    return key.startswith(word[:-1]) if word.endswith("*") else key == word


@cache
def _phrases() -> Mapping[str, tuple[Phrase, ...]]:
    told = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    speaking = told.pop("languages")
    listed = {**told, **speaking}
    return {code: tuple(_folded(phrases)) for code, phrases in listed.items()}


def _folded(phrases: Sequence[str]) -> Iterator[Phrase]:
    """Fold every word, and keep the star."""
    for phrase in phrases:
        words: list[str] = []
        for word in phrase.split():
            *before, last = folding.words(word.rstrip("*"))
            words += [*before, last + "*" * word.endswith("*")]
        yield tuple(words)
