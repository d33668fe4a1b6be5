"""What may be shown of a hidden seat. The one place that says it: for lists in and out, and for the API.

It names what may be shown, not what must not: a field that nobody thought of stays out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.hsds import areas, facts
from directory.hsds.shape import Row

Tables = Mapping[str, Mapping[tuple[str, ...], Row]]

#: Fields that may be shown of rows about a hidden seat; of a table without any, the whole row stays out.
SHOWN: Mapping[str, frozenset[str]] = {
    "location": frozenset({"id", "location_type", "organization_id"}),
    "service_at_location": frozenset({"id", "service_id", "location_id"}),
    "source": frozenset({"entity", "entity_id", "name", "source_id", "dated", "confidence"}),
    "address": frozenset(),
    "accessibility": frozenset(),
    "translation": frozenset(),
    "metadata": frozenset(),
}
#: The column that says whose row it is.
_OF = {
    "location": "id", "service_at_location": "location_id", "source": "entity_id", "address": "location_id",
    "accessibility": "location_id", "translation": "entity_id", "metadata": "resource_id",
}  # fmt: skip
#: Tables whose rows say where a location is, or how one gets in.
TELLING = ("address", "accessibility")
_TERRITORY = re.compile(r"\d{9}")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The ids of hidden locations, those of all rows about them too, and names that tell of no street."""

    locations: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[object] = frozenset()


def hidden(*sets: Tables) -> Hidden:
    """Whose seat may not be known, by the marks of services and locations in any of these sets of rows."""
    locations = frozenset(_locations(sets, _marked(sets)))
    if not locations:
        return Hidden()
    ids = {
        str(row.get("id"))
        for table in TELLING
        for row in _rows(sets, table)
        if row.get("location_id") in locations
    }
    names = (row.get("name") for table in ("service", "organization") for row in _rows(sets, table))
    return Hidden(locations, locations | ids, frozenset(names))


def shown(table: str, row: Row, what: Hidden) -> Row | None:
    """The row as it may be shown, None if not at all; a row that is about no hidden seat, as it is.

    A location keeps its name only where it is that of a service or an organization, for others may tell the
    street, and its territory, if that is a code of KATO.
    """
    if table not in _OF or str(row.get(_OF[table])) not in what.ids:
        return row
    if not (kept := SHOWN[table]):
        return None
    if table == "location":
        kept = kept | _also(row, what)
    return {name: value for name, value in row.items() if name in kept}


def _also(row: Row, what: Hidden) -> frozenset[str]:
    name = {"name"} if row.get("name") in what.names else set()
    is_code = _TERRITORY.fullmatch(str(row.get("external_identifier", "")))
    if is_code and row.get("external_identifier_type") == areas.KATO:
        return frozenset({*name, "external_identifier", "external_identifier_type"})
    return frozenset(name)


def _marked(sets: Sequence[Tables]) -> set[str]:
    term = facts.term(f"profile:{facts.HIDDEN}")
    return {
        str(row.get("link_id")) for row in _rows(sets, "attribute") if row.get("taxonomy_term_id") == term
    }


def _locations(sets: Sequence[Tables], marked: set[str]) -> Iterator[str]:
    """The locations of marked services, and those marked themselves."""
    for rows in sets:
        yield from (key[0] for key in rows.get("location", {}) if key[0] in marked)
    for row in _rows(sets, "service_at_location"):
        if row.get("location_id") and (row.get("service_id") in marked or row["location_id"] in marked):
            yield str(row["location_id"])
    for table in TELLING:
        told = (str(row.get("location_id")) for row in _rows(sets, table))
        yield from (own for own in told if own in marked)


def _rows(sets: Sequence[Tables], table: str) -> Iterator[Row]:
    return (row for rows in sets for row in rows.get(table, {}).values())
