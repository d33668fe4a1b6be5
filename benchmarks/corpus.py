"""Made-up services in the real places of the country, and queries for them, damaged as people damage them.

One seed gives one corpus. Lines are as `benchmarks.documents` reads them. No place shares its name with
another one, so that each query has one right answer.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from benchmarks import spelling
from benchmarks.documents import LANGUAGES, Document
from directory import folding, kinds
from directory.kinds import Kind
from directory.reading import Directory
from directory.territory import Territory

SEED = 20260302
_NUMBERED_IN_A_PLACE = 12
_SCHOOLS = ("school", "lyceum", "gymnasium", "boarding_school")
_NAMES = (
    ("Қамқорлық", "Камкорлык", "Kamkorlyk"), ("Үміт", "Умит", "Umit"), ("Мейірім", "Мейирим", "Meiirim"),
    ("Болашақ", "Болашак", "Bolashak"), ("Күншуақ", "Куншуак", "Kunshuak"), ("Балапан", "Балапан", "Balapan"),
)  # fmt: skip
_NAMED = ("kindergarten", "public_foundation", "public_association")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Services, and for each kind of damage its queries (`q`, `cat`, `rel`)."""

    documents: list[Document]
    queries: list[Document]


def made(directory: Directory, services: int, queries: int) -> Corpus:
    """So many of each; the first services are the same however many there are."""
    documents: list[Document] = list(islice(_documents(_places(directory)), services))
    chance = random.Random(SEED)
    chance.shuffle(documents)
    names = tuple(DAMAGES)
    asked = [
        _query(documents[one % len(documents)], names[one % len(names)], chance) for one in range(queries)
    ]
    return Corpus(documents, asked)


def _places(directory: Directory) -> list[Territory]:
    """Cities, districts and towns, then villages, none of whose names another one has."""
    units = [unit for unit in directory.territories if unit.kind != "city_proper" and unit.level != "oblast"]
    folded = {unit.code: {folding.fold(name) for name in unit.names.values()} for unit in units}
    shared = Counter(name for names in folded.values() for name in names)
    alone = [unit for unit in units if all(shared[name] == 1 for name in folded[unit.code])]
    order = {"city": 0, "district": 1, "settlement": 2, "rural_district": 3}
    return sorted(alone, key=lambda unit: (order[unit.level], unit.kind == "village", unit.code))


def _documents(places: Sequence[Territory]) -> Iterator[dict[str, Any]]:
    for place in places:
        for kind in kinds.all_kinds().values():
            if kind.code in _NAMED:
                yield from (_document(kind, place, nm=name) for name in range(len(_NAMES)))
            elif kind.code in _SCHOOLS:  # schools of all kinds are numbered together
                first = _SCHOOLS.index(kind.code) + 1
                numbers = range(first, _NUMBERED_IN_A_PLACE, len(_SCHOOLS))
                yield from (_document(kind, place, num=number) for number in numbers)
            elif kind.numbered:
                yield from (_document(kind, place, num=number) for number in (1, 2))
            else:
                yield _document(kind, place)


def _document(
    kind: Kind, place: Territory, *, num: int | None = None, nm: int | None = None
) -> dict[str, Any]:
    what = {
        language: " ".join(
            filter(
                None,
                [
                    kind.names[language],
                    f"№{num}" if num else "",
                    f"«{_NAMES[nm][at]}»" if nm is not None else "",
                ],
            )
        )
        for at, language in enumerate(LANGUAGES)
    }
    names = {language: f"{what[language]}, {place.names[language]}" for language in LANGUAGES}
    family = kind.family
    return {
        "kind": kind.code,
        "family": family,
        "place": place.code,
        "num": num,
        "pat": None,
        "nm": nm,
        **names,
    }


def _query(document: Document, damage: str, chance: random.Random) -> Document:
    """A query for this service, in one of the languages, with one kind of damage."""
    named = {key: document[key] for key in ("num", "nm") if document[key] is not None}
    wanted = {"family": document["family"], "place": document["place"], **named}
    language = chance.choice(("kk", "ru"))
    text = str(document[language]).replace(",", "").casefold()
    return {"q": DAMAGES[damage](text, document, chance), "cat": damage, "rel": wanted}


Damage = Callable[[str, Document, random.Random], str]


def _abbreviated(text: str, document: Document, _: random.Random) -> str:
    kind = kinds.all_kinds()[document["kind"]]
    if not kind.abbreviations:
        return text
    rest = text.removeprefix(kind.names["ru"].casefold()).removeprefix(kind.names["kk"].casefold())
    return f"{kind.abbreviations[0]} {rest.strip()}"


def _on_words(change: Callable[[str, random.Random], str]) -> Damage:
    """The damage, done to every word but the numbers."""

    def damage(text: str, _: Document, chance: random.Random) -> str:
        return " ".join(word if word.strip("№").isdigit() else change(word, chance) for word in text.split())

    return damage


def _shuffled(text: str, _: Document, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


DAMAGES: Mapping[str, Damage] = {
    "clean": lambda text, _, __: text,
    "typo": lambda text, _, chance: spelling.mistyped(text, chance),
    "two typos": lambda text, _, chance: spelling.mistyped(spelling.mistyped(text, chance), chance),
    "in Latin": lambda text, _, __: spelling.in_latin(text),
    "wrong keyboard": lambda text, _, __: spelling.on_latin_keyboard(text),
    "Russian letters": lambda text, _, __: spelling.without_kazakh_letters(text),
    "without vowels": _on_words(lambda word, _: spelling.without_vowels(word)),
    "cut short": _on_words(lambda word, _: word[: max(4, len(word) * 2 // 3)]),
    "other order": _shuffled,
    "abbreviation": _abbreviated,
}
"""What is done to a query: text, service and chance → the text as it is typed."""
