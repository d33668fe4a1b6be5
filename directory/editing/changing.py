"""The door to change a service by hand: all fields at once or none, and nobody is overwritten unawares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from directory import daytime, folding
from directory.editing import fields, history, marks
from directory.editing import sheet as sheets
from directory.editing.errors import Overtaken, Refused
from directory.editing.history import Writer
from directory.editing.sheet import Sheet
from directory.exchange import gathering, loading, workshop
from directory.exchange.journal import Journal
from directory.exchange.withheld import Withheld
from directory.hsds import facts
from directory.hsds.shape import Row

Entrust = Callable[[Mapping[str, Withheld]], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall stand in which fields of a service; `seen`: what whoever wants it saw there."""

    service: str
    values: Mapping[str, str]
    seen: Mapping[str, str]
    act: str = history.UPDATE


@dataclass(frozen=True, slots=True)
class New:
    """A service that begins: its id, the name of its organization, what stands in its fields."""

    service: str
    organization: str
    values: Mapping[str, str]


def change(
    path: Path, wanted: Wanted, by_role: str, *, now: datetime, entrust: Entrust
) -> tuple[tuple[str, str, str], ...]:
    """Write these fields; gives what truly changed: (field, before, after).

    What must not be public by then (the address of a home for victims) is handed to `entrust` before the
    file is put in its place; if that raises, nothing has changed.

    Raises:
        Overtaken: another value stands in a field than was seen there; nothing is written.
        Refused: a value cannot stand in its field; nothing is written.
        UnknownService, DirectoryBusy, DirectoryMissing, DirectoryDamaged.
    """
    with workshop.changing(path, keep=True) as database:
        before = sheets.sheet(database.conn, wanted.service, daytime.day(now))
        _refuse_overtaken(before, wanted)
        after = before.copy()
        fields.write_all(after, wanted.values)
        return settle(database, (before, after), Writer(by_role, daytime.day(now), wanted.act), now, entrust)


def begin(path: Path, new: New, by_role: str, *, now: datetime, entrust: Entrust) -> None:
    """Put a new service into the file, with its organization if the file does not know it.

    Raises:
        Refused: a value cannot stand in its field, or name, kind or place are missing.
        DirectoryBusy, DirectoryMissing, DirectoryDamaged.
    """
    missing = {
        key: "needed"
        for key, told in (
            ("name.ru", new.values.get("name.ru") or new.values.get("name.kk")),
            ("kinds", new.values.get("kinds")),
            ("territory", new.values.get("territory")),
        )
        if not told
    }
    if missing:
        raise Refused(missing)
    with workshop.changing(path, keep=True) as database:
        own: Row = {"id": new.service, "name": "", "status": "active"}
        after = Sheet(new.service, {"service": [own]}, daytime.day(now))
        fields.write_all(after, {key: value for key, value in new.values.items() if value})
        own["organization_id"] = _organization(database, new.organization or str(own["name"]))
        writer = Writer(by_role, daytime.day(now), history.CREATE)
        settle(database, (None, after), writer, now, entrust)


def compared(path: Path, service: str, field: str, by_role: str, *, now: datetime) -> None:
    """Note that somebody compared a translation with its source, and that it is right still.

    Raises:
        UnknownService, DirectoryBusy, DirectoryMissing, DirectoryDamaged.
    """
    with workshop.changing(path, keep=True) as database:
        value = fields.FIELDS[field].read(sheets.sheet(database.conn, service, daytime.day(now)))
        writer = Writer(by_role, daytime.day(now), history.COMPARE)
        history.note(database, service, [(field, value, value)], writer)


def settle(
    database: Database,
    pair: tuple[Sheet | None, Sheet],
    writer: Writer,
    now: datetime,
    entrust: Entrust,
) -> tuple[tuple[str, str, str], ...]:
    """Write a changed sheet, look through the file for hidden seats, and note what became of each field."""
    before, after = pair
    after.own["last_modified"] = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sheets.put(database, before, after)
    journal = Journal()
    loading.load(database, gathering.gather((), journal), journal)
    kept = sheets.sheet(database.conn, after.service, daytime.day(now))
    new = fields.read_all(kept)
    old = fields.read_all(before) if before is not None else _nothing(new)
    changed = tuple((key, old[key], new[key]) for key in fields.FIELDS if old[key] != new[key])
    note(database, kept, changed, writer)
    if journal.withheld:
        entrust(journal.withheld)
    return changed


def _refuse_overtaken(before: Sheet, wanted: Wanted) -> None:
    now = {}
    for key, value in wanted.values.items():
        current = fields.FIELDS[key].read(before)
        if current != wanted.seen.get(key, "") and current != value:
            now[key] = current
    if now:
        raise Overtaken(now)


def note(database: Database, kept: Sheet, changed: tuple[tuple[str, str, str], ...], writer: Writer) -> None:
    """Note changes: (field, before, after); those of a place with it, those of a hidden one not at all.

    Those of an organization stand in the history of each of its services.
    """
    is_hidden = marks.read_one(kept, "seat") == marks.HIDDEN
    own = str((kept.place or {}).get("id", ""))
    of_place = [one for one in changed if fields.FIELDS[one[0]].is_about_place]
    of_bearer = [one for one in changed if fields.FIELDS[one[0]].is_about_organization]
    told = [one for one in changed if one not in of_place and one not in of_bearer]
    history.note(database, kept.service, told, writer)
    if bearer := str(kept.own.get("organization_id") or ""):
        history.note(database, kept.service, of_bearer, writer, ("organization", bearer))
    if own and not is_hidden:
        history.note(database, kept.service, of_place, writer, ("location", own))


def _nothing(new: Mapping[str, str]) -> dict[str, str]:
    """What stood in the fields of a service that is new; its organization may have been there before."""
    return {key: value if fields.FIELDS[key].is_about_organization else "" for key, value in new.items()}


def _organization(database: Database, name: str) -> str:
    """The id of the organization of that name, new if there is none."""
    wanted = folding.fold(name)
    for id, known in database.execute("SELECT id, name FROM organization ORDER BY id"):
        if folding.fold(known) == wanted:
            return str(id)
    own = facts.identifier("desk", "organization", wanted)
    database.table("organization").upsert({"id": own, "name": name, "description": name}, pk="id")
    return own
