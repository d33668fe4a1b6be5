"""Rows of one import, each once: what several records say of one row is put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.exchange import cleaning, identity
from directory.exchange.journal import Journal
from directory.exchange.record import Origin, Record
from directory.hsds import facts
from directory.hsds.shape import Row
from directory.reason import Reason

Key = tuple[str, ...]

OTHERWISE = "another row with this id says otherwise ({file}, line {line})"
_NOWHERE = Origin("", 0, "")

#: Tables whose rows hang on others and carry nothing themselves: one of them may be told under two owners.
LEAVES = frozenset(
    {"phone", "schedule", "language", "url", "funding", "service_area", "required_document", "address",
     "accessibility", "attribute", "cost_option", "organization_identifier"}
)  # fmt: skip


@dataclass(slots=True)
class Gathered:
    """Rows by table and key, with where each was told first.

    `parts` are further fields of rows; `nameless` are rows whose id no source knows, made up by us.
    """

    rows: dict[str, dict[Key, Row]] = field(default_factory=lambda: {name: {} for name in identity.ALL})
    origins: dict[tuple[str, Key], Origin] = field(default_factory=dict)
    parts: list[tuple[str, Row, Origin]] = field(default_factory=list)
    nameless: set[tuple[str, Key]] = field(default_factory=set)

    def add(self, table: str, row: Row, origin: Origin) -> None:
        """Put a row in that nobody has told yet."""
        key = identity.key_of(table, row)
        self.rows[table][key] = row
        self.origins[table, key] = origin

    def origin_of(self, table: str, key: Key) -> Origin:
        """Where the row was told first; of one that only got further fields, where these were."""
        return self.origins.get((table, key), _NOWHERE)


def gather(records: Iterable[Record], journal: Journal) -> Gathered:
    """The rows of all these records, clean and each once, with where their ids came from."""
    found = Gathered()
    for record in records:
        row = cleaning.cleaned(record, journal)
        if record.whole:
            _put(found, record, row, journal)
            _remember(found, record, row)
        else:
            found.parts.append((record.table, row, record.origin))
    _complete(found)
    _join_parts(found)
    return found


def _put(found: Gathered, record: Record, row: Row, journal: Journal) -> None:
    key = identity.key_of(record.table, row)
    known = found.rows[record.table].get(key)
    if known is None:
        found.add(record.table, row, record.origin)
        if record.table in LEAVES and str(record.values.get("id") or "").strip().lower() != row.get("id"):
            found.nameless.add((record.table, key))
        return
    table = identity.ALL[record.table]
    for name, value in row.items():
        if known.setdefault(name, value) == value:
            continue
        column = table.column(name)
        if record.table in LEAVES and column and identity.is_pointer(record.table, column):
            twin = row | {"id": facts.identifier("twin", str(row["id"]), name, str(value))}
            found.add(record.table, twin, record.origin)
            return
        first = found.origins[record.table, key]
        told = Reason(OTHERWISE, file=first.file, line=first.line)
        journal.refuse_value(record.origin, (record.table, name), value, told)


def _remember(found: Gathered, record: Record, row: Row) -> None:
    """An id of the source that is no UUID is kept beside the row, where others may ask for it."""
    own = str(record.values.get("id") or "").strip()
    is_asked_for = record.table not in (*LEAVES, "service_at_location", "metadata")
    if not is_asked_for or not own or own.lower() == row.get("id"):
        return
    told: Row = {
        "entity": record.table,
        "entity_id": row["id"],
        "name": record.origin.source,
        "source_id": own,
    }
    found.rows["source"].setdefault(identity.key_of("source", told), told)
    found.origins.setdefault(("source", identity.key_of("source", told)), record.origin)


def _complete(found: Gathered) -> None:
    """A service of a location that names no organization is the location's organization's."""
    locations, services = found.rows["location"], found.rows["service"]
    for row in found.rows["service_at_location"].values():
        service = services.get((str(row.get("service_id")),))
        location = locations.get((str(row.get("location_id")),), {})
        if service is not None and location.get("organization_id"):
            service.setdefault("organization_id", location["organization_id"])
    for service in services.values():
        program = found.rows["program"].get((str(service.get("program_id")),))
        if program is not None and service.get("organization_id"):
            program.setdefault("organization_id", service["organization_id"])


def _join_parts(found: Gathered) -> None:
    """Further fields join the row they speak of, if it is told as well; texts stand one after the other."""
    left = []
    for table, part, origin in found.parts:
        row = found.rows[table].get(identity.key_of(table, part))
        if row is None:
            left.append((table, part, origin))
            continue
        for name, value in part.items():
            known = row.setdefault(name, value)
            if known != value and str(value) not in str(known):
                row[name] = f"{known}; {value}"
    found.parts = left
