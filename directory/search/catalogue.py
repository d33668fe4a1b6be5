"""Services as columns to search: what each is called, what it is for, where it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from typing import TypeVar

import numpy as np

from directory import folding, kinds, type_words
from directory.search import learned as learned_
from directory.search.fields import Phrases, numbers_of
from directory.search.learned import Learned
from directory.search.rows import Columns
from directory.service import Service
from directory.territory import Territories

COUNTRY = "KZ"
_LONGEST_NUMBER = 5  # digits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Columns, and what their numbers stand for: `services` of owners, `places` (codes) of places."""

    services: tuple[Service, ...]
    columns: Columns
    places: tuple[str, ...]


@dataclass(slots=True)
class Entities:
    """The values of one field, numbered in the order in which they came."""

    numbers: dict[object, int] = field(default_factory=dict)
    phrases: list[Phrases] = field(default_factory=list)

    def number(self, value: object, phrases: Iterable[str]) -> int:
        """The number of the value; its phrases are read when it is new. −1 for one that nobody can type."""
        known = self.numbers.get(value)
        return self.add(value, folded_phrases(phrases)) if known is None else known

    def add(self, value: object, folded: Phrases) -> int:
        """The number of the value, of which all phrases are folded words."""
        known = self.numbers.get(value)
        if known is None:
            known = self.numbers[value] = len(self.phrases) if folded else -1
            if folded:
                self.phrases.append(folded)
        return known


def of_services(
    services: Iterable[Service],
    territories: Territories,
    aliases: Mapping[str, Sequence[str]],
    learned: Learned = learned_.NOTHING,
) -> Catalogue:
    """The columns of all services; `aliases`: other names of territories, by code."""
    kept = tuple(services)
    texts = folded_words(text for one in kept for text in called(one))
    around = cache(lambda code: _around(code, territories))
    fields = [Entities() for _ in range(4)]
    titles: dict[tuple[int, ...], int] = {}
    rows: list[tuple[int, int, int, int]] = []
    for owner, service in enumerate(kept):
        title = _title(service, texts, learned, fields)
        number = titles.setdefault(title, len(titles))
        for code, digits in product(_places(service, around) or [""], _digits(service, texts) or [-1]):
            names = _place_names(code, territories, aliases)
            rows.append((owner, number, fields[3].number(code, names) if code else -1, digits))
    found = fields[3].numbers
    places = tuple(str(code) for code, number in found.items() if number >= 0)
    return Catalogue(
        kept, columns(fields, list(titles), np.array(rows, dtype=np.int64).reshape(-1, 4)), places
    )


def columns(fields: Sequence[Entities], titles: Sequence[tuple[int, ...]], rows: np.ndarray) -> Columns:
    """Columns of four fields (kinds, needs, names, places); `rows`: owner, title, place, number."""
    kinds_, needs, names, places = (one.phrases for one in fields)
    owner, title, place, number = rows.T
    of_titles = numbers_of(chain.from_iterable(titles)).reshape(-1, 3)
    return Columns(kinds_, needs, names, places, of_titles, owner, title, place, number)


def folded_phrases(phrases: Iterable[str]) -> Phrases:
    """The phrases as folded words, each once and none empty."""
    folded = dict.fromkeys(folding.fold_all(phrases))
    return [key.split() for key in folded if key]


def folded_words(texts: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The folded words of each text; what stands between spaces is folded once for all of them."""
    pieces = {text: text.split() for text in texts}
    known = list(dict.fromkeys(chain.from_iterable(pieces.values())))
    folded = dict(zip(known, (key.split() for key in folding.fold_all(known)), strict=True))
    return {text: [word for one in parts for word in folded[one]] for text, parts in pieces.items()}


def kind_phrases(code: str) -> Iterator[str]:
    """All that people call a kind of service; nothing for one that is not in the taxonomy."""
    kind = kinds.all_kinds().get(code)
    if kind is not None:
        yield from kind.names.values()
        yield from chain.from_iterable(kind.phrases.values())
        yield from chain.from_iterable(kind.paraphrases.values())
        yield from kind.abbreviations


def need_phrases(code: str) -> Iterator[str]:
    """All that people call a need; nothing for one that is not in the taxonomy."""
    need = kinds.all_needs().get(code)
    if need is not None:
        yield from need.names.values()
        yield from chain.from_iterable(need.phrases.values())


def proper_names(texts: Iterable[str], without: frozenset[str]) -> list[str]:
    """What is left of names without numbers, words for the kind (`without`, folded) and «имени»."""
    return [" ".join(words) for words in _proper(map(folding.words, texts), without)]


def _proper(names: Iterable[Iterable[str]], without: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for words in names:
        left = [word for word in words if word not in without and not word.isdigit()]
        yield tuple([word for word in left if not type_words.is_named_after(word)])


@cache
def kind_words(codes: tuple[str, ...]) -> frozenset[str]:
    """The folded words of the names of these kinds; not those of the ways to say it otherwise."""
    known = [kind for code in codes if (kind := kinds.all_kinds().get(code))]
    names = [name for kind in known for name in chain(kind.names.values(), *kind.phrases.values())]
    return frozenset(word for key in folding.fold_all(names) for word in key.split())


def needs_of(service: Service) -> tuple[str, ...]:
    """The needs that the service answers: its own or, when nobody told, those of its kinds."""
    known = kinds.all_kinds()
    usual = chain.from_iterable(known[code].needs for code in service.kinds if code in known)
    return service.needs or tuple(dict.fromkeys(usual))


def called(service: Service) -> Iterator[str]:
    """All names by which somebody may look for it: those of today, former ones, others."""
    return chain(service.names.values(), service.organization.values(), service.naming.texts)


def _title(
    service: Service,
    texts: Mapping[str, Sequence[str]],
    learned: Learned,
    fields: Sequence[Entities],
) -> tuple[int, ...]:
    of_kinds, of_needs, of_names, _ = fields
    needs = needs_of(service)
    folded = [texts[text] for text in called(service)]
    names = tuple(_proper(folded, kind_words(service.kinds)))
    return (
        of_kinds.number(service.kinds, _phrases("kind", service.kinds, learned)),
        of_needs.number(needs, _phrases("need", needs, learned)),
        of_names.add(names, [name for name in dict.fromkeys(names) if name]),
    )


def _phrases(what: str, codes: Sequence[str], learned: Learned) -> Iterator[str]:
    yield from chain.from_iterable(map(kind_phrases if what == "kind" else need_phrases, codes))
    yield from learned.phrases_for(what, codes)


def _places(service: Service, around: Callable[[str], Sequence[str]]) -> list[str]:
    """Where people look for it: where it sits, the district and oblast around, and what it serves."""
    codes = [code for seat in service.seats for code in around(seat.territory)]
    return list(dict.fromkeys([*codes, *(code for code in service.serves if around(code))]))


def _around(code: str, territories: Territories) -> tuple[str, ...]:
    """The place, its district and its oblast; () when there is no such place."""
    if not territories.find(code):
        return ()
    district = territories.district_of(code)
    return code, district.code if district else code, territories.oblast_of(code).code


def _place_names(code: str, territories: Territories, aliases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    place = territories.find(code)
    if place is not None:
        yield from place.names.values()
        yield from aliases.get(code, ())


def _digits(service: Service, texts: Mapping[str, Sequence[str]]) -> list[int]:
    former = (one.name for one in service.naming.former)
    words = [word for name in (*service.names.values(), *former) for word in texts[name]]
    return sorted({int(word) for word in words if word.isdigit() and len(word) <= _LONGEST_NUMBER})
