"""What the API answers, as values: a page of a list, one object. Runs in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from directory import reading
from directory.hsds.nesting import Json
from directory.hsds.tables import TABLES
from directory.publishing.gathering import Gathered
from web.api import selecting
from web.api.library import Library
from web.api.lists import List
from web.api.parameters import Values
from web.api.selecting import Selection


@dataclass(frozen=True, slots=True)
class Said:
    """A body, and the languages its texts are in ("" where no language was asked for)."""

    body: Any
    languages: str = ""


def select(library: Library, what: List, values: Values, now: datetime) -> Selection:
    """The ids of a list.

    Raises:
        BadParameter: there is no such territory.
    """
    with reading.connected(library.path) as database:
        return selecting.ids(database, library, what.table, values, now)


def page(library: Library, what: List, values: Values, now: datetime) -> Said:
    """A page of a list in the envelope of the standard; past the last page it is empty.

    Raises:
        BadParameter: there is no such territory.
    """
    with reading.connected(library.path) as database:
        found = selecting.page_of(database, library, what.table, values, now)
    said = items(library, what, values, found.ids)
    number, total = values["page"], found.total or 0
    pages = -(-total // values["per_page"])
    envelope = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(said.body),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not said.body,
        "contents": said.body,
    }
    if found.places:
        envelope["places"] = list(found.places)
    return Said(envelope, said.languages)


def items(library: Library, what: List, values: Values, own: Sequence[str]) -> Said:
    """The objects with these ids, as a list shows them."""
    if values.get("minimal"):
        return _minimal(library, own)
    is_full = bool(values.get("full") or values.get("full_service"))
    return _objects(library, what, values, own, is_full=is_full)


def one(library: Library, what: List, values: Values, own: str) -> Said | None:
    """One object with all that stands inside of it; None if there is none."""
    said = _objects(library, what, values, [own], is_full=True)
    return Said(said.body[0], said.languages) if said.body else None


def _objects(library: Library, what: List, values: Values, own: Sequence[str], *, is_full: bool) -> Said:
    with reading.connected(library.path) as database:
        gathered = Gathered(database, what.table, own, is_full=is_full)
        if "lang" in values:
            gathered.translate(values["lang"])
        objects = gathered.objects()
    if what.table == "organization" and not values.get("full_service"):
        for item in objects:
            _shorten_services(item)
    languages = ", ".join(sorted(gathered.languages)) or values["lang"] if "lang" in values else ""
    return Said(objects, languages)


def _minimal(library: Library, own: Sequence[str]) -> Said:
    with reading.connected(library.path) as database:
        services = Gathered(database, "service", own, is_full=False).objects()
    return Said(
        [
            {"id": one["id"]}
            | ({"last_modified": day, "modified_date": day} if (day := one.get("last_modified")) else {})
            for one in services
        ]
    )


def _shorten_services(organization: Json) -> None:
    """Leave of each service its own fields."""
    if "services" in organization:
        organization["services"] = [
            {name: service[name] for name in TABLES["service"].names if name in service}
            for service in organization["services"]
        ]
