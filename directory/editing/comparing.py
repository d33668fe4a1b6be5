"""Services before an import and after it, field by field: what a person sees before a list is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from sqlite_utils import Database

from directory.editing import changing, fields
from directory.editing import sheet as sheets
from directory.editing.history import Writer

Change = tuple[str, str, str]  # field, before, after


@dataclass(frozen=True, slots=True)
class Compared:
    """A service that is new, or other than before. `before` and `after`: the places that say whose it is."""

    service: str
    name: str
    is_new: bool
    changes: tuple[Change, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def compared(
    known: Connection, database: Database, services: Iterable[str], today: date
) -> tuple[Compared, ...]:
    """What became of these services, in order of their names; those that are as before are left out."""
    wanted = sorted(services)
    old = sheets.sheets(known, wanted, today)
    found = []
    for own, sheet in sheets.sheets(database.conn, wanted, today).items():
        now = fields.read_all(sheet)
        was = fields.read_all(old[own]) if own in old else dict.fromkeys(fields.FIELDS, "")
        changes = tuple((key, was[key], now[key]) for key in fields.FIELDS if was[key] != now[key])
        if changes or own not in old:
            before = _places(was) if own in old else ()
            name = str(sheet.own.get("name", ""))
            found.append(Compared(own, name, own not in old, changes, before, _places(now)))
    return tuple(sorted(found, key=lambda one: (one.name, one.service)))


def note(database: Database, found: Iterable[Compared], writer: Writer) -> None:
    """Write into the history what changed of services that were there before."""
    changed = {one.service: one for one in found if not one.is_new}
    told: set[tuple[object, Change]] = set()  # an organization has many services, and changed once
    for own, sheet in sheets.sheets(database.conn, changed, writer.on).items():
        bearer = sheet.own.get("organization_id")
        fresh = tuple(one for one in changed[own].changes if (bearer, one) not in told)
        told |= {(bearer, one) for one in fresh if fields.FIELDS[one[0]].is_about_organization}
        changing.note(database, sheet, fresh, writer)


def _places(values: dict[str, str]) -> tuple[str, ...]:
    told = values["territory"] or values["serves"]
    return tuple(filter(None, told.split(";")))
