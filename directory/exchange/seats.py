"""Hidden seats: where a service says that its address is not published, no address comes in, or stays."""

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from directory.exchange import headings, shelf
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.exchange.shelf import Key
from directory.hsds import facts
from directory.hsds.shape import Row

#: Fields of a location from which one could find it.
_TELLING = ("description", "transportation", "latitude", "longitude")
_KATO = "KATO"

Tables = Mapping[str, Mapping[Key, Row]]


def hide(database: Database, gathered: Gathered, there: dict[str, dict[Key, Row]], journal: Journal) -> None:
    """Take the addresses and points of hidden seats out of what came and out of what is there."""
    hidden = _hidden((gathered.rows, there))
    if not hidden:
        return
    for rows in (gathered.rows, there):
        found = [key for key, row in rows["address"].items() if row.get("location_id") in hidden]
        for key in found:
            del rows["address"][key]
            if rows is there:
                shelf.remove(database, "address", key)
        blanked = [row for key, row in rows["location"].items() if key[0] in hidden and _blank(row)]
        if rows is there and blanked:
            shelf.write(database, "location", blanked)
        if number := len(found) + len(blanked):
            journal.left_out["addresses and points of hidden seats"] += number


def _hidden(sets: tuple[Tables, ...]) -> set[str]:
    """The locations of all that is marked as hidden or is a home for victims, and those marked themselves."""
    terms = {facts.term(f"profile:{facts.HIDDEN}")}
    terms |= {facts.term(f"kind:{kind}") for kind in headings.hiding_kinds()}
    marked = {
        str(row.get("link_id"))
        for rows in sets
        for row in rows["attribute"].values()
        if row.get("taxonomy_term_id") in terms
    }
    return marked | set(_locations(sets, marked))


def _locations(sets: tuple[Tables, ...], services: set[str]) -> Iterator[str]:
    for rows in sets:
        for row in rows["service_at_location"].values():
            if row.get("service_id") in services and row.get("location_id"):
                yield str(row["location_id"])


def _blank(row: Row) -> bool:
    """Whether anything had to be taken out of the location."""
    telling = [name for name in _TELLING if row.pop(name, None) is not None]
    if row.get("external_identifier_type", _KATO) != _KATO:
        telling += [
            name for name in ("external_identifier", "external_identifier_type") if row.pop(name, None)
        ]
    return bool(telling)
