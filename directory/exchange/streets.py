"""Streets of hidden seats in other words: a description, a note, the page of a map may tell them as well."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from directory import folding
from directory.exchange import identity
from directory.hsds.shape import Row

#: Stands where a street was.
GONE = "…"
#: Shorter texts, and texts without a number, are no street that one could find in a sentence.
_STREET, _NUMBER = 5, re.compile(r"\d")
_LONGEST = 120
_DEEPER = ("service_at_location_id", "contact_id", "phone_id", "entity_id", "resource_id", "link_id")
_LINKS = ("id", "service_id", "organization_id", "location_id", *_DEEPER)
#: A name of a street has so many letters, of which endings leave so many first ones alone.
_LETTERS, _FIRST = 4, 5
#: So many words may stand between the name of a street and the number of a house.
_BETWEEN = 3
_WORD = re.compile(r"\w+")
_MAP = re.compile(
    r"2gis\.|//(?:www\.)?maps?\.|/maps?(?:[/?]|$)|goo\.gl/maps|maps\.app\.|openstreetmap\.|^geo:",
    re.IGNORECASE,
)

Tables = Mapping[str, Mapping[tuple[str, ...], Row]]


@dataclass(frozen=True, slots=True)
class Streets:
    """Finds streets in texts: as they were written, and by name and number, in other letters and endings."""

    written: re.Pattern[str]
    houses: frozenset[tuple[str, str]]

    def without(self, text: str) -> str:
        """The text with `GONE` for each street."""
        left = self.written.sub(GONE, text)
        words = list(_WORD.finditer(left)) if self.houses and _NUMBER.search(left) else []
        for place in reversed(range(len(words))):
            if span := self._house(words, place):
                left = f"{left[: span[0]]}{GONE}{left[span[1] :]}"
        return left

    def _house(self, words: list[re.Match[str]], place: int) -> tuple[int, int] | None:
        """Where the street stands whose number is the word at this place, if it is one."""
        number = re.match(r"\d+", words[place][0])
        if not number:
            return None
        before, behind = words[max(0, place - 1 - _BETWEEN) : place], words[place + 1 : place + 1 + _BETWEEN]
        for word in (*before, *behind):
            if any((start, number[0]) in self.houses for start in _starts(word[0])):
                return min(word.start(), words[place].start()), max(word.end(), words[place].end())
        return None


def told_in(rows: Iterable[Row]) -> Iterator[str]:
    """Streets and postal codes that stand in rows of addresses and locations."""
    for row in rows:
        for name in ("address_1", "address_2", "postal_code", "description"):
            yield from parts(str(row.get(name) or ""))


def parts(address: str) -> Iterator[str]:
    """An address as a whole and what stands between its commas, if one could find a house by it."""
    text = address.strip()
    if _STREET <= len(text) <= _LONGEST and _NUMBER.search(text):
        yield text
        yield from (part for part in re.split(r"\n|, (?=\D)", text) if _is_street(part))


def streets(texts: Iterable[str]) -> Streets | None:
    """What finds any of these texts, however spaced and in letters of any size; None without any."""
    found = sorted(set(texts), key=len, reverse=True)
    if not found:
        return None
    alternatives = (r"\s+".join(map(re.escape, text.split())) for text in found)
    written = re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
    return Streets(written, frozenset(house for text in found for house in _houses(text)))


def linked(tables: Iterable[Tables], ids: frozenset[str]) -> frozenset[str]:
    """These ids, and those of all rows that belong to them, or to a row that does."""
    rows = [row for those in tables for table in those.values() for row in table.values() if "id" in row]
    found = set(ids)
    names: tuple[str, ...] = _LINKS
    while more := {str(row["id"]) for row in rows if any(row.get(name) in found for name in names)} - found:
        found |= more
        names = _DEEPER
    return frozenset(found)


def is_about(row: Row, ids: frozenset[str]) -> bool:
    """Whether the row is one of these, or belongs to one."""
    return any(row.get(name) in ids for name in _LINKS)


def without(table: str, row: Row, told: Streets | None) -> Row | None:
    """The row without the streets, and without pages of maps; None if nothing would be left of it."""
    found = dict(row)
    for column in identity.ALL[table].columns:
        value = row.get(column.name)
        if not isinstance(value, str):
            continue
        if column.kind == "uri" and (_MAP.search(value) or _tells(value, told)):
            if column.required == "json":
                return None
            del found[column.name]
        elif column.kind == "text" and told is not None and not identity.is_pointer(table, column):
            found[column.name] = told.without(value)
    return found


def _is_street(part: str) -> bool:
    return len(part.strip()) >= _STREET and bool(_NUMBER.search(part))


def _tells(page: str, told: Streets | None) -> bool:
    words = re.sub(r"[-_+./]", " ", unquote(page))
    return told is not None and told.without(words) != words


def _houses(text: str) -> Iterator[tuple[str, str]]:
    names = [start for word in _WORD.findall(text) for start in _starts(word)]
    numbers = [found[0] for word in _WORD.findall(text) if (found := re.match(r"\d+", word))]
    yield from ((start, number) for start in names for number in numbers)


def _starts(word: str) -> Iterator[str]:
    """What a word begins with, in letters of one alphabet; nothing of one that is short, or no name."""
    if len(word) >= _LETTERS and not _NUMBER.search(word):
        folded = folding.fold(word)
        yield folded[: min(_FIRST, max(3, len(folded) - 1))]
