"""A file of made-up services (one JSON object a line) as columns of the product's own index.

Each line has names in kk, ru and en, "what it is, where it is"; `kind`, `pat`, `nm` (a person's or a proper
name), `place` and `num` say which lines share theirs, and are read from the names where they are missing.
The words for kinds are the project's own; so are old names of places, found by the names in the file.
"""

import codecs
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks.gazetteer import Gazetteer
from directory import folding, kinds, type_words
from directory.search import catalogue
from directory.search.catalogue import Entities
from directory.search.rows import Columns

LANGUAGES = ("kk", "ru", "en")
_IN_ORDER = ("ru", "kk", "en")  # a number is read from the first of these
_SAMPLES = 16  # services of a kind that are looked at for the words they have in common
_DIGITS = re.compile(r"\d+")
_SAID_OF_ALL = {"city", "settlement"}  # «г.», «ауылы»: they tell no place from another

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Named:
    """What a document is called, apart from its number and place, for each language."""

    titles: tuple[str, ...]
    places: tuple[str, ...]


def read(path: Path) -> list[Document]:
    """Every document of the file, in its order; blank lines and a byte order mark are passed over.

    Raises:
        SystemExit: a line is no JSON object; it says which.
    """
    decoder = msgspec.json.Decoder(dict[str, Any])  # a million lines share the names of their fields
    found: list[Document] = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            text = line.removeprefix(codecs.BOM_UTF8).strip()
            if text:
                try:
                    found.append(decoder.decode(text))
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise SystemExit(f"{path.name}, line {number}: {error}") from None
    return found


def columns(documents: Sequence[Document], gazetteer: Gazetteer) -> Columns:
    """The documents as columns; the owner of a row is the document's place in the sequence."""
    of_kinds = _Kinds(documents)
    fields = [Entities() for _ in range(4)]
    titles: dict[tuple[int, ...], int] = {}
    known: dict[object, int] = {}
    places: dict[object, int] = {}
    rows = np.empty((len(documents), 4), dtype=np.int64)
    for owner, document in enumerate(documents):
        key, place_key = _title_key(document), _place_key(document)
        title, place = known.get(key), places.get(place_key)
        if title is None:
            found = _title(document, of_kinds, fields)
            title = known[key] = titles.setdefault(found, len(titles))
        if place is None:
            place = places[place_key] = fields[3].number(place_key, _place_names(document, gazetteer))
        rows[owner] = owner, title, place, _number(document)
    return catalogue.columns(fields, list(titles), rows)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells a kind from others, its codes in the taxonomy, its names in the file, all their words."""

    key: object
    codes: tuple[str, ...]
    names: tuple[str, ...]
    words: frozenset[str]


class _Kinds:
    """The kinds of a file: of the taxonomy, by the words that all services of a kind have in common."""

    def __init__(self, documents: Sequence[Document]) -> None:
        samples: dict[str, list[_Named]] = defaultdict(list)
        for document in documents:
            some = samples[str(document.get("kind", ""))]
            if len(some) < _SAMPLES:
                some.append(_named(document))
        self._common = {kind: _common(some) for kind, some in samples.items() if kind}
        self._codes = {kind: _taxonomy_codes(names) for kind, names in self._common.items()}
        self._said = {kind: _words_of(names, self._codes[kind]) for kind, names in self._common.items()}

    def of(self, document: Document) -> _Kind:
        """The kind of one of them."""
        kind = str(document.get("kind", ""))
        if kind:
            return _Kind(kind, self._codes[kind], self._common[kind], self._said[kind])
        codes = _taxonomy_codes(_named(document).titles)
        return _Kind(codes, codes, (), _words_of((), codes))


def _title(document: Document, of_kinds: _Kinds, fields: Sequence[Entities]) -> tuple[int, ...]:
    kind = of_kinds.of(document)
    phrases = [*kind.names, *(phrase for code in kind.codes for phrase in catalogue.kind_phrases(code))]
    needs = [need for code in kind.codes for need in kinds.all_kinds()[code].needs]
    names = catalogue.proper_names(_named(document).titles, kind.words)
    return (
        fields[0].number(kind.key, phrases),
        fields[1].number(kind.codes, (phrase for need in needs for phrase in catalogue.need_phrases(need))),
        fields[2].number((kind.key, *names), names),
    )


def _title_key(document: Document) -> object:
    if "kind" in document:
        return document["kind"], document.get("pat"), document.get("nm")
    return _named(document).titles


def _place_key(document: Document) -> object:
    return document["place"] if "place" in document else _named(document).places


def _number(document: Document) -> int:
    if "num" in document:
        told = document["num"]
        if told is None or isinstance(told, int):
            return -1 if told is None else told
        found = _DIGITS.search(str(told))
    else:
        found = _DIGITS.search(next((str(document[one]) for one in _IN_ORDER if document.get(one)), ""))
    return int(found[0][:5]) if found else -1


def _named(document: Document) -> _Named:
    parts = [str(document.get(language) or "").rpartition(", ") for language in LANGUAGES]
    return _Named(
        tuple(_DIGITS.sub("", title or place) for title, _, place in parts),
        tuple(place if title else "" for title, _, place in parts),
    )


def _common(samples: Iterable[_Named]) -> tuple[str, ...]:
    """For each language the words that stand in the names of all that have one, in their order."""
    names = []
    for titles in zip(*(one.titles for one in samples), strict=True):
        words = [key.split() for key in folding.fold_all([title for title in titles if title])]
        if not words:
            continue
        shared = set(words[0]).intersection(*words)
        names.append(" ".join(word for word in words[0] if word in shared))
    return tuple(name for name in names if name)


def _taxonomy_codes(names: Sequence[str]) -> tuple[str, ...]:
    """The kind that most of the languages speak of, the longest name first; () when none does."""
    votes: Counter[str] = Counter()
    for name in names:
        for rank, kind in enumerate(kinds.kinds_in(name)[:2]):
            votes[kind.code] += 2 - rank
    return tuple(code for code, _ in votes.most_common(1))


def _words_of(names: Iterable[str], codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split()) | catalogue.kind_words(codes)


def _place_names(document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    names = _named(document).places
    folded = [key.split() for key in folding.fold_all(names)]
    for name, words in zip(names, folded, strict=True):
        split = type_words.split(words, typed=True)
        yield " ".join(split.words) if split.kinds <= _SAID_OF_ALL else name
    yield from gazetteer.other_names(folded)
