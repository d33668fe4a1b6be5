"""All rows of directory.db that speak of one service, out of the file to be changed, and back into it."""

import copy
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from sqlite_utils import Database

from directory.errors import UnknownService
from directory.exchange import identity, shelf
from directory.hsds import facts
from directory.hsds.shape import Row, Rows

#: For each table the rows of services, with the service first. The parameter is a JSON list of ids.
_ROWS: Mapping[str, str] = {
    "service": "SELECT t.id, t.* FROM service t WHERE t.id IN (SELECT value FROM json_each(?))",
    "organization": "SELECT s.id, t.* FROM service s JOIN organization t ON t.id = s.organization_id"
    " WHERE s.id IN (SELECT value FROM json_each(?))",
    "service_at_location": "SELECT t.service_id, t.* FROM service_at_location t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?)) ORDER BY t.rowid",
    "location": "SELECT x.service_id, t.* FROM service_at_location x JOIN location t ON t.id = x.location_id"
    " WHERE x.service_id IN (SELECT value FROM json_each(?)) ORDER BY x.rowid",
    "address": "SELECT x.service_id, t.* FROM address t JOIN service_at_location x"
    " ON x.location_id = t.location_id WHERE x.service_id IN (SELECT value FROM json_each(?))",
    "accessibility": "SELECT x.service_id, t.* FROM accessibility t JOIN service_at_location x"
    " ON x.location_id = t.location_id WHERE x.service_id IN (SELECT value FROM json_each(?))",
    "phone": "SELECT t.service_id, t.* FROM phone t WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "schedule": "SELECT t.service_id, t.* FROM schedule t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "language": "SELECT t.service_id, t.* FROM language t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "cost_option": "SELECT t.service_id, t.* FROM cost_option t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "required_document": "SELECT t.service_id, t.* FROM required_document t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "service_area": "SELECT t.service_id, t.* FROM service_area t"
    " WHERE t.service_id IN (SELECT value FROM json_each(?))",
    "attribute": "SELECT t.link_id, t.* FROM attribute t WHERE t.link_entity = 'service'"  # nosec B608
    " AND t.link_id IN (SELECT value FROM json_each(?1)) UNION ALL"
    " SELECT s.id, t.* FROM service s JOIN attribute t ON t.link_id = s.organization_id"
    f" WHERE t.taxonomy_term_id = '{facts.term(f'profile:{facts.FORMER}')}'"
    " AND s.id IN (SELECT value FROM json_each(?1))",
    "translation": "SELECT t.entity_id, t.* FROM translation t WHERE t.entity = 'service'"
    " AND t.entity_id IN (SELECT value FROM json_each(?1)) UNION ALL"
    " SELECT s.id, t.* FROM service s JOIN translation t ON t.entity_id = s.organization_id"
    " WHERE t.entity = 'organization' AND s.id IN (SELECT value FROM json_each(?1))",
}


@dataclass(slots=True)
class Sheet:
    """The rows of a service by table, to be changed in memory; `today` is when it is done."""

    service: str
    rows: Rows
    today: date

    @property
    def own(self) -> Row:
        """The row of the service itself."""
        return self.rows["service"][0]

    @property
    def place(self) -> Row | None:
        """The location where it sits, the first of several; None while nobody told."""
        found = self.rows.get("location")
        return found[0] if found else None

    def row_of(self, entity: str) -> Row | None:
        """The row of the service, or that of its "organization"; None while it has none."""
        found = self.rows.get(entity)
        return found[0] if found else None

    def of(self, table: str) -> list[Row]:
        """The rows of a table, to be changed."""
        return self.rows.setdefault(table, [])

    def copy(self) -> "Sheet":
        """Another one that is changed apart."""
        return Sheet(self.service, copy.deepcopy(self.rows), self.today)


def sheets(connection: Connection, services: Iterable[str], today: date) -> dict[str, Sheet]:
    """The sheets of those of these services that are in the file."""
    wanted = json.dumps(sorted(set(services)))
    found: dict[str, Rows] = defaultdict(dict)
    for table, query in _ROWS.items():
        cursor = connection.execute(query, (wanted,))
        names = [one[0] for one in cursor.description][1:]
        for own, *values in cursor:
            row: Row = {name: value for name, value in zip(names, values, strict=True) if value is not None}
            found[own].setdefault(table, []).append(row)
    return {own: Sheet(own, rows, today) for own, rows in found.items() if "service" in rows}


def sheet(connection: Connection, service: str, today: date) -> Sheet:
    """The sheet of one service.

    Raises:
        UnknownService: there is no such service.
    """
    found = sheets(connection, [service], today).get(service)
    if found is None:
        raise UnknownService(service[:36])
    return found


def sisters(connection: Connection, service: str) -> frozenset[str]:
    """The ids of all services of the organization of this one, itself among them."""
    asked = """
        SELECT id FROM service WHERE id = :own
        UNION SELECT id FROM service WHERE organization_id =
            (SELECT organization_id FROM service WHERE id = :own)
    """
    return frozenset(own for (own,) in connection.execute(asked, {"own": service}))


def put(database: Database, before: Sheet | None, after: Sheet) -> None:
    """Write what is other than before; rows that are gone are taken out."""
    old = before.rows if before is not None else {}
    for table in _ROWS:
        was = {identity.key_of(table, row): row for row in old.get(table, ())}
        now = {identity.key_of(table, row): row for row in after.rows.get(table, ())}
        shelf.remove(database, table, [key for key in was if key not in now])
        changed = [row for key, row in now.items() if was.get(key) != row]
        if changed:
            shelf.write(database, table, changed)
