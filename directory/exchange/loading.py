"""Rows of an import beside those that are there: what is new, what is other, what must wait; then written."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlite_utils import Database

from directory.exchange import belonging, completing, identity, lasting, seats, shelf, twins
from directory.exchange.completing import Tables
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.exchange.shelf import Key, Orphan
from directory.hsds.shape import Row


@dataclass(slots=True)
class Loaded:
    """How many rows of each table were new, other than before, the same, or had to wait.

    `arrived`: those of earlier imports that wait no more. `touched`: ids of new and changed rows, by table.
    `told`: ids of services that came, whatever became of them.
    """

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: set[str] = field(default_factory=set)


def load(database: Database, gathered: Gathered, journal: Journal) -> Loaded:
    """Write what is new or other; the caller's transaction holds it all.

    A field that a list leaves empty keeps what stands in it. Orphans of earlier imports come in when what
    they ask for is there.
    """
    there, waiting = shelf.rows(database), shelf.orphans(database)
    called, others = _sorted_out(waiting, gathered, there)
    _call_back(gathered, called)
    twins.adopt(gathered, there)
    lasting.keep(gathered, there, journal)
    hidden = seats.hide(database, (gathered, there), waiting, journal)
    kept = seats.still_waiting(others, hidden)
    wanted = completing.completed(gathered, there, journal)
    aside = [*_orphans(gathered, wanted, there), *_lone_parts(gathered, wanted, there)]
    loaded = Loaded(told={key[0] for key in gathered.rows["service"]})
    for table, rows in wanted.items():
        _write(database, table, rows, there[table], loaded)
    aside = seats.still_waiting(aside, hidden)
    if aside or called or kept != others:
        shelf.write_orphans(database, [*kept, *aside])
    loaded.aside.update(one.table for one in aside)
    still = {_asking(one) for one in aside}
    loaded.arrived.update(one.table for one in called if _asking(one) not in still)
    return loaded


def _asking(one: Orphan) -> tuple[str, Key, str]:
    return one.table, identity.key_of(one.table, one.content), one.field


def _sorted_out(
    waiting: Iterable[Orphan], gathered: Gathered, there: Tables
) -> tuple[list[Orphan], list[Orphan]]:
    """Orphans whose row this import tells, or whose wanted row may be there now; and the others."""
    tables = (rows for those in (gathered.rows, there) for rows in those.values())
    known = {str(row["id"]) for rows in tables for row in rows.values() if "id" in row}
    called: list[Orphan] = []
    others, left = list(waiting), -1
    while left != len(others):  # an orphan that comes in may be what another waits for
        left = len(others)
        still: list[Orphan] = []
        for one in others:
            is_told = identity.key_of(one.table, one.content) in gathered.rows[one.table]
            (called if is_told or one.wanted in known else still).append(one)
        known |= {str(one.content["id"]) for one in called if "id" in one.content and not one.is_part}
        others = still
    return called, others


def _call_back(gathered: Gathered, waiting: Iterable[Orphan]) -> None:
    """Orphans try again, behind what the import itself says of the same rows."""
    for one in waiting:
        row = gathered.rows[one.table].get(identity.key_of(one.table, one.content))
        if row is not None:
            for name, value in one.content.items():
                row.setdefault(name, value)
        elif one.is_part:
            gathered.parts.append((one.table, dict(one.content), one.origin))
        else:
            gathered.add(one.table, dict(one.content), one.origin)


def _orphans(gathered: Gathered, wanted: Tables, there: Tables) -> list[Orphan]:
    """Rows that cannot come in yet are taken out of `wanted`; of others, the links that lead nowhere."""
    present = {
        table: {str(row["id"]) for rows in (wanted, there) for row in rows[table].values() if "id" in row}
        for table in wanted
    }
    aside = belonging.settled(wanted, present)
    found = []
    for table, rows in wanted.items():
        for key, row in list(rows.items()):
            origin = gathered.origin_of(table, key)
            absent = belonging.missing(table, row, present)
            if key in aside[table]:
                found.append(Orphan(table, row, *absent[0], origin))
                del rows[key]
                continue
            for name, wanted_id in absent:
                del row[name]
                part: Row = {**dict(zip(identity.key_columns(table), key, strict=True)), name: wanted_id}
                found.append(Orphan(table, part, name, wanted_id, origin, is_part=True))
    return found


def _lone_parts(gathered: Gathered, wanted: Tables, there: Tables) -> list[Orphan]:
    """Further fields of rows that nobody has told yet."""
    return [
        Orphan(table, part, "id", str(part.get("id", "")), origin, is_part=True)
        for table, part, origin in gathered.parts
        if not completing.has_row(table, part, wanted, there)
    ]


def _write(
    database: Database, table: str, rows: dict[Key, Row], there: dict[Key, Row], loaded: Loaded
) -> None:
    changed = []
    for key, row in rows.items():
        if there.get(key) == row:
            loaded.same[table] += 1
            continue
        counter = loaded.changed if key in there else loaded.new
        counter[table] += 1
        loaded.touched[table].add(key[0])
        changed.append(row)
    if changed:
        shelf.write(database, table, changed)
