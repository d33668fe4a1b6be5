"""The rows that pass the filters of the standard, as one statement for each list."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from sqlite3 import Connection

_TERMS = "SELECT id FROM taxonomy_term WHERE :term IN (id, code)"
_OF_TAXONOMY = "SELECT id FROM taxonomy_term WHERE taxonomy_id = :taxonomy"
_MARKED = "id IN (SELECT link_id FROM attribute WHERE taxonomy_term_id IN ({}))"
_MARKED_OR_SERVICES = (
    "id IN (SELECT coalesce(s.organization_id, a.link_id) FROM attribute a LEFT JOIN service s "
    "ON s.id = a.link_id WHERE a.taxonomy_term_id IN ({}))"
)

#: By table, then by the field of `Filters` that it holds for. An organization has the terms of its services.
_CONDITIONS: Mapping[str, Mapping[str, str]] = {
    "service": {
        "organization": "organization_id = :organization",
        "changed": "datetime(last_modified) >= datetime(:changed)",
        "term": _MARKED.format(_TERMS),
        "taxonomy": _MARKED.format(_OF_TAXONOMY),
    },
    "organization": {
        "term": _MARKED_OR_SERVICES.format(_TERMS),
        "taxonomy": _MARKED_OR_SERVICES.format(_OF_TAXONOMY),
    },
    "taxonomy": {},
    "taxonomy_term": {
        "taxonomy": "taxonomy_id = :taxonomy",
        "parent": "parent_id = :parent",
        "top": "parent_id IS NULL",
    },
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a row must fulfil, all of it; what is "" or False is not asked.

    `changed`: services that say they were changed at this moment (ISO 8601, with its zone) or later. `term`:
    the UUID of a term, or its code. `top`: terms without a parent.
    """

    organization: str = ""
    changed: str = ""
    term: str = ""
    taxonomy: str = ""
    parent: str = ""
    top: bool = False


def passing(database: Connection, table: str, filters: Filters) -> frozenset[str] | None:
    """The ids of the rows that pass; None when nothing is asked, so that all do."""
    asked = dict(_asked(table, filters))
    if not asked:
        return None
    # nosemgrep: sql-from-pieces – names of tables and conditions are constants of our own
    statement = f"SELECT id FROM {table} WHERE {' AND '.join(asked.values())}"  # nosec B608
    return frozenset(own for (own,) in database.execute(statement, asdict(filters)))


def _asked(table: str, filters: Filters) -> Iterator[tuple[str, str]]:
    values = asdict(filters)
    yield from ((name, condition) for name, condition in _CONDITIONS[table].items() if values[name])
