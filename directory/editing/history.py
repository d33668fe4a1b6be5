"""What became of each field of a service: rows of the standard's table `metadata`, the latest last.

Public, as the whole file is: a role did it, never a person. What was said of a hidden seat goes with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from sqlite_utils import Database

from directory.editing.errors import UnknownEntry
from directory.hsds import facts
from directory.kinds import LANGUAGES

NOTHING = "–"
"""Stands where there was nothing, or is nothing: the standard wants a text there."""
UPDATE, CREATE, REVERT, VERIFY, IMPORT, COMPARE = "update", "create", "revert", "verify", "import", "compare"
MERGE, APART = "merge", "different"
VERIFICATION = "verification"

_ROWS = """
    SELECT m.rowid, m.id, m.last_action_date, m.last_action_type, m.field_name, m.previous_value,
           m.replacement_value, m.updated_by
    FROM metadata m WHERE m.resource_id = :own OR (m.resource_type = 'location' AND m.resource_id IN
        (SELECT location_id FROM service_at_location WHERE service_id = :own))
        OR (m.resource_type = 'organization' AND m.resource_id =
        (SELECT organization_id FROM service WHERE id = :own))
    ORDER BY m.rowid
"""
_APART = "SELECT resource_id, replacement_value FROM metadata WHERE last_action_type = 'different'"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one field; `before` and `after` are values of it, "" where nothing stood."""

    id: str
    on: date
    act: str
    field: str
    before: str
    after: str
    by_role: str


@dataclass(frozen=True, slots=True)
class Writer:
    """In which role something is done, on which day, and as what."""

    by_role: str
    on: date
    act: str = UPDATE


def of(connection: Connection, service: str) -> tuple[Entry, ...]:
    """The history of a service, the oldest entry first."""
    return tuple(_entry(row) for row in connection.execute(_ROWS, {"own": service}))


def entry(connection: Connection, service: str, id: str) -> Entry:
    """One entry of it. Raises UnknownEntry."""
    found = next((one for one in of(connection, service) if one.id == id), None)
    if found is None:
        raise UnknownEntry
    return found


def note(
    database: Database,
    service: str,
    changed: Iterable[tuple[str, str, str]],
    writer: Writer,
    beside: tuple[str, str] | None = None,
) -> None:
    """Write entries down: (field, before, after). `beside`: table and id of what they are of instead."""
    number = database.execute("SELECT count(*) FROM metadata").fetchone()[0]
    for position, (field, before, after) in enumerate(changed, number):
        kind, own = beside or ("service", service)
        told = (field, before, after, str(position))
        row = {
            "id": facts.identifier("metadata", own, writer.on.isoformat(), writer.act, *told),
            "resource_id": own, "resource_type": kind, "last_action_date": writer.on.isoformat(),
            "last_action_type": writer.act, "field_name": field, "previous_value": before or NOTHING,
            "replacement_value": after or NOTHING, "updated_by": writer.by_role,
        }  # fmt: skip
        database.table("metadata").insert(row)


def outdated(entries: Iterable[Entry], sources: Mapping[str, str]) -> frozenset[str]:
    """The fields of translations whose source was changed after them. `sources`: its language by text."""
    last: dict[str, int] = {}
    for number, one in enumerate(entries, 1):
        last[one.field] = number
    moved = {text: last.get(f"{text}.{language}", 0) for text, language in sources.items()}
    return frozenset(
        f"{text}.{language}"
        for text, when in moved.items()
        if when
        for language in LANGUAGES
        if language != sources[text] and last.get(f"{text}.{language}", 0) < when
    )


def apart(connection: Connection) -> frozenset[frozenset[str]]:
    """The pairs of services of which somebody said that they are different."""
    return frozenset(frozenset(row) for row in connection.execute(_APART))


def _entry(row: tuple[object, ...]) -> Entry:
    _, id, on, act, field, before, after, by_role = map(str, row)
    return Entry(id, date.fromisoformat(on[:10]), act, field, _value(before), _value(after), by_role)


def _value(text: str) -> str:
    return "" if text == NOTHING else text
