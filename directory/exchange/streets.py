"""Streets of hidden seats in other words: a description, a note, the page of a map may tell them as well."""

import re
from collections.abc import Iterable, Iterator, Mapping

from directory.exchange import identity
from directory.hsds.shape import Row

#: Stands where a street was.
GONE = "…"
#: Shorter texts, and texts without a number, are no street that one could find in a sentence.
_STREET, _NUMBER = 5, re.compile(r"\d")
_LONGEST = 120
_LINKS = ("id", "service_id", "organization_id", "location_id", "service_at_location_id", "entity_id",
          "resource_id", "link_id")  # fmt: skip
_MAP = re.compile(
    r"2gis\.|//(?:www\.)?maps?\.|/maps?(?:[/?]|$)|goo\.gl/maps|maps\.app\.|openstreetmap\.|^geo:",
    re.IGNORECASE,
)

Tables = Mapping[str, Mapping[tuple[str, ...], Row]]


def told_in(rows: Iterable[Row]) -> Iterator[str]:
    """Streets and postal codes that stand in rows of addresses and locations."""
    for row in rows:
        for name in ("address_1", "address_2", "postal_code", "description"):
            text = str(row.get(name) or "").strip()
            if _STREET <= len(text) <= _LONGEST and _NUMBER.search(text):
                yield text
                yield from (part for part in re.split(r"\n|, (?=\D)", text) if _is_street(part))


def pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these texts, however spaced and in letters of any size; None without any."""
    found = sorted(set(texts), key=len, reverse=True)
    if not found:
        return None
    alternatives = (r"\s+".join(map(re.escape, text.split())) for text in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def linked(tables: Tables, ids: frozenset[str]) -> frozenset[str]:
    """These ids, and those of all rows that belong to them."""
    found = {
        str(row["id"])
        for rows in tables.values()
        for row in rows.values()
        if "id" in row and any(row.get(name) in ids for name in _LINKS)
    }
    return ids | found


def is_about(row: Row, ids: frozenset[str]) -> bool:
    """Whether the row is one of these, or belongs to one."""
    return any(row.get(name) in ids for name in _LINKS)


def without(table: str, row: Row, streets: re.Pattern[str] | None) -> Row | None:
    """The row without the streets, and without pages of maps; None if nothing would be left of it."""
    found = dict(row)
    for column in identity.ALL[table].columns:
        value = row.get(column.name)
        if not isinstance(value, str):
            continue
        if column.kind == "uri" and _MAP.search(value):
            if column.required == "json":
                return None
            del found[column.name]
        elif column.kind == "text" and streets is not None and not identity.is_pointer(table, column):
            found[column.name] = streets.sub(GONE, value)
    return found


def _is_street(part: str) -> bool:
    return len(part.strip()) >= _STREET and bool(_NUMBER.search(part))
