"""Hidden seats: an address that is not published, or may be that of a home for victims, stays out.

What is taken out is kept in the journal for whoever may know it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from directory.exchange import identity, refuges, shelf, streets
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.exchange.record import Origin
from directory.exchange.shelf import Key, Orphan
from directory.exchange.streets import Streets
from directory.hsds import hidden_seats
from directory.hsds.hidden_seats import SHOWN, Hidden, Tables
from directory.hsds.shape import Row

ASIDE = (
    "address kept aside: this may be a home for victims. If the address is public, say so: no under"
    " \u201cis the address hidden\u201d in a sheet, or the term profile:open_seat"
)
_COUNTED = "addresses and points of hidden seats"
_ADDRESS = ("address_1", "address_2", "city", "state_province", "postal_code")
_WAYS = ("description", "transportation")


@dataclass(frozen=True, slots=True)
class Seen:
    """Hidden seats, the ids of all rows around them, and their streets: what stays out of any row."""

    what: Hidden = field(default_factory=Hidden)
    linked: frozenset[str] = frozenset()
    streets: Streets | None = None

    def shown(self, table: str, row: Row) -> Row | None:
        """The row as it may be shown, None if not at all."""
        left = hidden_seats.shown(table, row, self.what)
        if left is not None and streets.is_about(left, self.linked):
            return streets.without(table, left, self.streets)
        return left


@dataclass(slots=True)
class _Work:
    """All that one look at the seats needs. `there`: rows that stand in the file already."""

    database: Database
    gathered: Gathered
    there: dict[str, dict[Key, Row]]
    waiting: Tables
    journal: Journal
    what: Hidden = field(default_factory=Hidden)
    seen: Seen = field(default_factory=Seen)

    @property
    def sets(self) -> tuple[Tables, ...]:
        return self.gathered.rows, self.there, self.waiting


def hide(
    database: Database,
    sets: tuple[Gathered, dict[str, dict[Key, Row]]],
    waiting: Iterable[Orphan],
    journal: Journal,
) -> Seen:
    """Take what tells of hidden seats out of what came and of what is there; gives whose seats they are."""
    work = _Work(database, *sets, _as_tables(waiting), journal)
    _mark(work)
    work.what = hidden_seats.hidden(*work.sets)
    if not work.what.locations and not any(one.addresses for one in journal.withheld.values()):
        return work.seen
    services = _services(work)
    _keep(work, services)
    _take_out(work, services)
    return work.seen


def still_waiting(waiting: Iterable[Orphan], seen: Seen) -> list[Orphan]:
    """The orphans without what tells of a hidden seat; those that tell of nothing else are gone."""
    found = []
    for one in waiting:
        content = seen.shown(one.table, one.content)
        if content == one.content:
            found.append(one)
        elif content is not None and one.table != "location":
            found.append(Orphan(one.table, content, one.field, one.wanted, one.origin, one.is_part))
    return found


def _as_tables(waiting: Iterable[Orphan]) -> Tables:
    found: dict[str, dict[Key, Row]] = defaultdict(dict)
    for one in waiting:
        found[one.table][(*identity.key_of(one.table, one.content), one.field)] = one.content
    return found


def _mark(work: _Work) -> None:
    """Mark what may be a home for victims; where somebody has said that it is none, take our mark away."""
    lifted = refuges.lifted(*work.sets)
    for key in lifted:
        work.there["attribute"].pop(key, None)
        work.gathered.rows["attribute"].pop(key, None)
    shelf.remove(work.database, "attribute", lifted)
    for row in list(refuges.doubtful(*work.sets)):
        of = (str(row["link_entity"]), (str(row["link_id"]),))
        work.gathered.add("attribute", row, work.gathered.origin_of(*of))


def _services(work: _Work) -> dict[str, set[str]]:
    """The services of each hidden location; of one that no service names, those of its organization."""
    found: dict[str, set[str]] = {own: set() for own in work.what.locations}
    for row in _rows(work, "service_at_location"):
        if row.get("location_id") in found and row.get("service_id"):
            found[str(row["location_id"])].add(str(row["service_id"]))
    owners: dict[str, set[str]] = defaultdict(set)
    for row in _rows(work, "service"):
        owners[str(row.get("organization_id"))].add(str(row.get("id")))
    for row in _rows(work, "location"):
        own = str(row.get("id"))
        if own in found and not found[own] and row.get("organization_id"):
            found[own] = owners[str(row["organization_id"])]
    return found


def _keep(work: _Work, services: dict[str, set[str]]) -> None:
    """Keep each hidden address for those who may know it, and tell whose list it was what became of it."""
    marks = _rows(work, "attribute")
    doubted = {str(row.get("link_id")) for row in marks if row.get("value") == refuges.PRESUMED}
    origins = _origins(work)
    for own, texts in sorted(_addresses(work).items()):
        for text in texts:
            for service in sorted(services[own]):
                work.journal.withheld[service].addresses.setdefault(text)
    for own, theirs in sorted(services.items()):
        if own in origins and doubted & {own, *theirs}:
            work.journal.refuse_value(origins[own], ("address", "address_1"), "", ASIDE)


def _addresses(work: _Work) -> dict[str, dict[str, None]]:
    """Where each hidden location is, as each of its rows has it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(work, "address"):
        if row.get("location_id") in work.what.locations:
            told = ", ".join(str(row[name]) for name in _ADDRESS if row.get(name))
            found[str(row["location_id"])].setdefault(told)
    for row in _rows(work, "location"):
        if row.get("id") in work.what.locations:
            texts = [str(row[name]) for name in _WAYS if row.get(name)]
            if row.get("latitude") is not None and row.get("longitude") is not None:
                texts.append(f"{row['latitude']}, {row['longitude']}")
            found[str(row["id"])].update(dict.fromkeys(texts))
    return found


def _origins(work: _Work) -> dict[str, Origin]:
    """Where this import tells the addresses of hidden locations."""
    rows, found = work.gathered.rows, {}
    for key, row in rows["location"].items():
        if key[0] in work.what.locations and hidden_seats.shown("location", row, work.what) != row:
            found[key[0]] = work.gathered.origin_of("location", key)
    for key, row in rows["address"].items():
        if row.get("location_id") in work.what.locations:
            found[str(row["location_id"])] = work.gathered.origin_of("address", key)
    return found


def _take_out(work: _Work, services: dict[str, set[str]]) -> None:
    """Leave of rows about hidden seats what may be shown, and no street of theirs in other rows."""
    telling = [
        *(row for row in _rows(work, "address") if row.get("location_id") in work.what.locations),
        *(row for row in _rows(work, "location") if row.get("id") in work.what.locations),
    ]
    kept = (text for one in work.journal.withheld.values() for text in one.addresses)
    written = (part for text in kept for part in streets.parts(text))
    found = streets.streets([*streets.told_in(telling), *written])
    linked = streets.linked(work.sets, _about(work, services))
    work.seen = Seen(work.what, linked, found)
    for rows in (work.gathered.rows, work.there):
        number = sum(_clear(work, rows, table) for table in identity.ALL)
        if number:
            work.journal.left_out[_COUNTED] += number


def _about(work: _Work, services: dict[str, set[str]]) -> frozenset[str]:
    """The hidden places, their services, and the organizations and programs of these."""
    told = {own for own, one in work.journal.withheld.items() if one.addresses}
    own = {*work.what.locations, *told, *(one for theirs in services.values() for one in theirs)}
    theirs = [row for row in _rows(work, "service") if row.get("id") in own]
    owners = {str(row[name]) for row in theirs for name in ("organization_id", "program_id") if row.get(name)}
    return frozenset(own | owners)


def _clear(work: _Work, rows: dict[str, dict[Key, Row]], table: str) -> int:
    """Clear one table; gives how many rows told of where a hidden seat is."""
    gone: list[Key] = []
    changed: list[Row] = []
    for key, row in rows[table].items():
        left = work.seen.shown(table, row)
        if left is None:
            gone.append(key)
        elif left != row:
            rows[table][key] = left
            changed.append(left)
    for key in gone:
        del rows[table][key]
    if rows is work.there:
        shelf.remove(work.database, table, gone)
        if changed:
            shelf.write(work.database, table, changed)
    return len(gone) + (len(changed) if table in SHOWN else 0)


def _rows(work: _Work, table: str) -> Iterator[Row]:
    return (row for rows in work.sets for row in rows.get(table, {}).values())
