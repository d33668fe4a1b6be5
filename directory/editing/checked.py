"""When and how somebody last made sure of services, for whoever reads the list."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

_ROWS = """
    SELECT v.service_id, v.on_day, v.by_role, v.outcome, coalesce((
        SELECT m.previous_value FROM metadata m
        WHERE m.resource_id = v.service_id AND m.last_action_type = 'verify'
          AND m.last_action_date = v.on_day AND m.replacement_value = v.outcome
        ORDER BY m.rowid DESC LIMIT 1), '')
    FROM verification v WHERE v.service_id IN (SELECT value FROM json_each(?)) ORDER BY v.on_day, v.rowid
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody made sure: on this day, in this role, with this finding; `way` as `verifying.WAYS` or ""."""

    on: date
    by_role: str
    found: str
    way: str


def latest(connection: Connection, services: Iterable[str]) -> dict[str, Checked]:
    """The last time for each of these services of which there is one."""
    rows = connection.execute(_ROWS, (json.dumps(sorted(services)),))
    return {own: Checked(date.fromisoformat(on[:10]), role, found, way) for own, on, role, found, way in rows}
