"""Hidden seats: where a service says that its address is not published, no address comes in, or stays."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from directory.exchange import headings, identity, shelf
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.exchange.shelf import Key, Orphan
from directory.hsds import areas, facts
from directory.hsds.shape import Row

#: All that is kept of a hidden seat: which there is, whose it is, and in which territory. Its name stays only
#: where it is the name of the service or of the organization, for others may tell the street.
_KEPT = frozenset(
    {"id", "location_type", "organization_id", "external_identifier", "external_identifier_type"}
)
_TERRITORY = re.compile(r"\d{9}")
#: Tables whose rows say where a location is, or how one gets in.
_TELLING = ("address", "accessibility")
#: Tables whose rows repeat what stood in another row, and the column that says in which.
_REPEATING = {"translation": "entity_id", "metadata": "resource_id"}
_ABOUT = ("url", "note")

Tables = Mapping[str, Mapping[Key, Row]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """The ids of hidden locations, those of all rows about them too, and names that tell of no street."""

    locations: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[object] = frozenset()


def hidden(gathered: Gathered, there: Tables, waiting: Iterable[Orphan]) -> Hidden:
    """Whose seat may not be known, by all that is told: now, before, or by rows that still wait."""
    sets = (gathered.rows, there, _as_tables(waiting))
    locations = frozenset(_locations(sets, _marked(sets)))
    if not locations:
        return Hidden()
    telling = (row for table in _TELLING for rows in sets for row in rows.get(table, {}).values())
    ids = {str(row.get("id")) for row in telling if row.get("location_id") in locations}
    named = (
        row for table in ("service", "organization") for rows in sets for row in rows.get(table, {}).values()
    )
    return Hidden(locations, locations | ids, frozenset(row.get("name") for row in named))


def hide(
    database: Database, sets: tuple[Gathered, dict[str, dict[Key, Row]]], what: Hidden, journal: Journal
) -> None:
    """Take what tells of hidden seats out of what came and out of what is there."""
    if not what.locations:
        return
    gathered, there = sets
    for rows in (gathered.rows, there):
        number = 0
        for table in (*_TELLING, *_REPEATING):
            found = [key for key, row in rows[table].items() if _is_telling(table, row, what)]
            for key in found:
                del rows[table][key]
            if rows is there:
                shelf.remove(database, table, found)
            number += len(found)
        for table, blank in _BLANKED.items():
            blanked = [row for row in rows[table].values() if blank(row, what)]
            if rows is there and blanked:
                shelf.write(database, table, blanked)
            number += len(blanked)
        if number:
            journal.left_out["addresses and points of hidden seats"] += number


def still_waiting(waiting: Iterable[Orphan], what: Hidden) -> list[Orphan]:
    """Those of the orphans that tell nothing of a hidden seat."""
    return [
        one
        for one in waiting
        if not _is_telling(one.table, one.content, what)
        and not (one.table == "location" and _blank(dict(one.content), what))
    ]


def _as_tables(waiting: Iterable[Orphan]) -> Tables:
    found: dict[str, dict[Key, Row]] = defaultdict(dict)
    for one in waiting:
        found[one.table][(*identity.key_of(one.table, one.content), one.field)] = one.content
    return found


def _marked(sets: tuple[Tables, ...]) -> set[str]:
    """All that is marked as hidden or is a home for victims."""
    terms = {facts.term(f"profile:{facts.HIDDEN}")}
    terms |= {facts.term(f"kind:{kind}") for kind in headings.hiding_kinds()}
    rows = (row for those in sets for row in those.get("attribute", {}).values())
    return {str(row.get("link_id")) for row in rows if row.get("taxonomy_term_id") in terms}


def _locations(sets: tuple[Tables, ...], marked: set[str]) -> Iterator[str]:
    """The locations of marked services, and those marked themselves."""
    for rows in sets:
        yield from (key[0] for key in rows.get("location", {}) if key[0] in marked)
        for row in rows.get("service_at_location", {}).values():
            if row.get("location_id") and (row.get("service_id") in marked or row["location_id"] in marked):
                yield str(row["location_id"])
        for table in _TELLING:
            told = (str(row.get("location_id")) for row in rows.get(table, {}).values())
            yield from (own for own in told if own in marked)


def _is_telling(table: str, row: Row, what: Hidden) -> bool:
    if table in _TELLING:
        return row.get("location_id") in what.locations
    return table in _REPEATING and row.get(_REPEATING[table]) in what.ids


def _blank(row: Row, what: Hidden) -> bool:
    """Whether anything had to be taken out of the location."""
    if row.get("id") not in what.locations:
        return False
    is_code = _TERRITORY.fullmatch(str(row.get("external_identifier", "")))
    is_ours = row.get("external_identifier_type") == areas.KATO and is_code
    kept = _KEPT if is_ours else _KEPT - {"external_identifier", "external_identifier_type"}
    is_public = row.get("name") in what.names
    telling = [name for name in row if name not in kept and not (name == "name" and is_public)]
    for name in telling:
        del row[name]
    return bool(telling)


def _blank_source(row: Row, what: Hidden) -> bool:
    """Whether anything had to be taken out of what is told about where a row comes from."""
    if row.get("entity_id") not in what.ids:
        return False
    return bool([name for name in _ABOUT if row.pop(name, None) is not None])


def _blank_join(row: Row, what: Hidden) -> bool:
    """Whether the place of a service was described."""
    return row.get("location_id") in what.locations and row.pop("description", None) is not None


_BLANKED = {"location": _blank, "source": _blank_source, "service_at_location": _blank_join}
