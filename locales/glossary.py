"""Our translation memory: every sentence of the house in five languages, by key (`glossary.csv`)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from locales import errors, languages
from locales.texts import Text

FILE = Path(__file__).parent / "glossary.csv"

# Which CLDR rows of "n.children.…" fill which form of a catalogue: Russian has three forms, the others two.
_FORMS = dict.fromkeys(languages.CODES, ("one", "other")) | {"ru": ("one", "few", "many")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the glossary; "" where a sentence is not translated."""

    text: Text
    sentences: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plural:
    """A noun counted: the rows `n.children.one` … `n.children.other` taken together."""

    context: str
    one: str
    other: str
    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All sentences by key, and the counted nouns by the key without its form."""

    entries: Mapping[str, Entry]
    plurals: Mapping[str, Plural]

    def translation(self, text: Text, language: str) -> str:
        """The sentence for this very text, "" when there is none or the English differs."""
        entry = self.entries.get(text.context)
        return entry.sentences[language] if entry and entry.text == text else ""


def read(file: Path = FILE) -> Glossary:
    """The glossary of a CSV file with the columns key, en, ru, kk, uz, ky, note.

    Raises:
        GlossaryBroken: a key twice, a row without English, a plural without its forms.
    """
    entries: dict[str, Entry] = {}
    for number, row in _rows(file):
        key = row["key"]
        sentences = {code: row[code] for code in languages.CODES}
        if key in entries:
            raise errors.GlossaryBroken(f"Row {number}: {key} is there twice.")
        if not row["en"] and not key.endswith((".few", ".many")):
            raise errors.GlossaryBroken(f"Row {number}: {key} has no English.")
        entries[key] = Entry(Text(key, row["en"]), sentences, row["note"])
    nouns = sorted({key.rpartition(".")[0] for key in entries if key.startswith("n.")})
    plurals = {noun: _plural(noun, entries) for noun in nouns}
    single = {key: entry for key, entry in entries.items() if not key.startswith("n.")}
    return Glossary(single, plurals)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    expected = ["key", "en", "ru", "kk", "uz", "ky", "note"]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            if next(reader, []) != expected:
                raise errors.GlossaryBroken(f"The first line must be {','.join(expected)}.")
            for number, cells in enumerate(reader, start=2):
                if len(cells) != len(expected):
                    raise errors.GlossaryBroken(f"Row {number} has {len(cells)} cells instead of 7.")
                yield number, dict(zip(expected, cells, strict=True))
        except csv.Error as error:
            raise errors.GlossaryBroken(f"Line {reader.line_num}: {error}.") from error


def _plural(noun: str, entries: Mapping[str, Entry]) -> Plural:
    forms = {}
    for code, categories in _FORMS.items():
        rows = [entries.get(f"{noun}.{category}") for category in categories]
        if not all(row and row.sentences[code] for row in rows):
            raise errors.GlossaryBroken(f"{noun} needs {', '.join(categories)} in {code}.")
        forms[code] = tuple(row.sentences[code] for row in rows if row)
    one, other = forms["en"]
    return Plural(noun, one, other, forms)
