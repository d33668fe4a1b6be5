"""The kinds of referral service and the needs they answer, with every word that people have for them.

The words are data: an editor adds a phrase to data/kinds.toml or data/needs.toml, and the search finds it
and importers know it.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from directory import folding
from directory.errors import UnknownKind, UnknownNeed

#: The languages in which every kind and every need has a name.
LANGUAGES = ("kk", "ru", "en", "uz", "ky")

Words = Mapping[str, tuple[str, ...]]  # language → phrases as they are written, not folded


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service: a school, a crisis centre, a labour inspectorate.

    `family`: kinds that people take for one another and that share their numbers (school, lyceum).
    `names`: the full name; `phrases`: shorter and older names; `paraphrases`: how people say it who do not
    know the name («не платят зарплату»). `abbreviations` as they are written, in capitals; one may stand for
    several kinds. `needs`: what services of this kind answer unless they say otherwise. `body`: the body
    of data/bodies.toml that decides who gets it, "" if whoever comes is helped. `numbered`: there are several
    in a place, told apart by numbers.
    """

    code: str
    family: str
    names: Mapping[str, str] = field(hash=False)
    phrases: Words = field(hash=False)
    paraphrases: Words = field(hash=False)
    abbreviations: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    body: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What a child or its family needs.

    `phrases`: how people say it («негде ночевать»). `button`: the key of the glossary's button under which
    it is offered (need.school). `ladder`: the bodies of data/bodies.toml that can answer for it, the first
    asked first; who takes over from each of them, `bodies.chain` tells. `term_uri`: the same need in
    Open Eligibility, "" where none truly fits.
    """

    code: str
    button: str
    names: Mapping[str, str] = field(hash=False)
    phrases: Words = field(hash=False)
    ladder: tuple[str, ...]
    term_uri: str = ""


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its code, as data/kinds.toml has them."""
    return {code: _kind(code, row) for code, row in _rows("kinds")}


@cache
def all_needs() -> Mapping[str, Need]:
    """Every need by its code, as data/needs.toml has them."""
    return {code: _need(code, row) for code, row in _rows("needs")}


def get_kind(code: str) -> Kind:
    """The kind with this code.

    Raises:
        UnknownKind: there is none.
    """
    found = all_kinds().get(code)
    if found is None:
        raise UnknownKind(code)
    return found


def get_need(code: str) -> Need:
    """The need with this code.

    Raises:
        UnknownNeed: there is none.
    """
    found = all_needs().get(code)
    if found is None:
        raise UnknownNeed(code)
    return found


@cache
def abbreviations() -> Mapping[str, frozenset[str]]:
    """Every abbreviation, in capitals, with the codes of all kinds that it may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in all_kinds().values():
        for short in kind.abbreviations:
            found[short.upper()].add(kind.code)
    return {short: frozenset(codes) for short, codes in found.items()}


def kinds_in(name: str) -> tuple[Kind, ...]:
    """The kinds that the name of a service or organization speaks of, the longest phrase first.

    For importers: full names, short names and abbreviations count, paraphrases do not. A word that belongs
    to a longer phrase is not looked at again: «школа-интернат» is no school beside. Case endings do not
    matter («Департамент инспекции труда»), typing errors do. Abbreviations count only in capitals, after
    the phrases, each with every kind that it may stand for.
    """
    words = [_stem(word) for word in folding.words(name)]
    found: dict[str, None] = {}
    for codes in _phrases_of(words):
        found.update(dict.fromkeys(codes))
    for word in filter(_has_capitals, _AS_WRITTEN.findall(name)):
        found.update(dict.fromkeys(sorted(abbreviations().get(word.upper(), ()))))
    return tuple(all_kinds()[code] for code in found)


_AS_WRITTEN = re.compile(r"[^\W\d_]+")
#: Case endings of folded Russian, Kazakh, Uzbek and Kyrgyz words: vowels and some consonants after the first
#: four letters (-ого, -ами, -ының, -сында, орталық and орталығы). No grammar: both sides are cut alike.
_ENDING = re.compile(r"(?<=\w{4})(?:[aeiou]+(?:[ghkmnsv]|nd)?)+$")


def _has_capitals(word: str) -> bool:
    """Whether it is written as an abbreviation: ОФ, ОЗиСП, ОблОНО."""
    return sum(map(str.isupper, word)) > 1


def _stem(word: str) -> str:
    """A folded word without its case ending; мектебі as мектеп."""
    stem = _ENDING.sub("", word)
    return f"{stem[:-1]}p" if stem.endswith("b") else stem


def _phrases_of(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The kinds of every phrase in these stems, the longest first; no word counts twice."""
    known, longest = _names()
    taken: set[int] = set()
    for length in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            places = range(start, start + length)
            codes = known.get(" ".join(words[start : start + length]), ())
            if codes and taken.isdisjoint(places):
                taken.update(places)
                yield codes


@cache
def _names() -> tuple[Mapping[str, tuple[str, ...]], int]:
    """The kinds of every name and short name, by its stems, and the number of words of the longest."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in all_kinds().values():
        for phrase in [*kind.names.values(), *chain.from_iterable(kind.phrases.values())]:
            found[" ".join(map(_stem, folding.words(phrase)))][kind.code] = None
    return {key: tuple(codes) for key, codes in found.items()}, max(key.count(" ") + 1 for key in found)


def _rows(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    text = resources.files("directory").joinpath(f"data/{name}.toml").read_text("utf-8")
    return ((code, row) for code, row in tomllib.loads(text).items() if isinstance(row, dict))


def _kind(code: str, row: Mapping[str, Any]) -> Kind:
    return Kind(
        code,
        row.get("family", code),
        dict(row["names"]),
        _words(row.get("phrases", {})),
        _words(row.get("paraphrases", {})),
        tuple(row.get("abbreviations", ())),
        tuple(row.get("needs", ())),
        row.get("body", ""),
        row.get("numbered", False),
    )


def _need(code: str, row: Mapping[str, Any]) -> Need:
    return Need(
        code,
        row["button"],
        dict(row["names"]),
        _words(row["phrases"]),
        tuple(row["ladder"]),
        row.get("term_uri", ""),
    )


def _words(row: Mapping[str, Sequence[str]]) -> Words:
    return {language: tuple(phrases) for language, phrases in row.items()}
