"""Rows of HSDS in CSV, of version 1.1, 2.x or 3.x, become records."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from directory.exchange import identity, namesakes
from directory.exchange.gathering import LEAVES
from directory.exchange.journal import Journal
from directory.exchange.record import Origin, Record
from directory.exchange.renames import Rename
from directory.reason import Reason

#: What stands between the parts of a list in one cell.
_BETWEEN = re.compile(r"\s*[,;|]\s*")
_TRUE, _FALSE = frozenset({"true", "1", "yes", "t"}), frozenset({"false", "0", "no", "f"})

Cells = Mapping[str, object]


def records(
    rows: Iterable[tuple[int, Cells]], file: tuple[str, str], rename: Rename, journal: Journal
) -> Iterator[Record]:
    """The records of a table; `file` is its name and whose list it is. Columns with no place are noted."""
    name, source = file
    for line, cells in rows:
        origin = Origin(name, line, source)
        low = namesakes.named([heading.casefold().strip() for heading in cells], list(cells.values()))
        low = namesakes.single(low, partial(_lost, rename, origin, journal))
        yield from _of_row(low, origin, rename, journal)


def _lost(rename: Rename, origin: Origin, journal: Journal, heading: str, why: Reason) -> None:
    journal.refuse_value(origin, (rename.table, heading), "", why)


def _of_row(cells: Cells, origin: Origin, rename: Rename, journal: Journal) -> Iterator[Record]:
    values: dict[str, object] = dict(rename.set)
    for heading, value in cells.items():
        if not _told(value) or heading in (rename.extends, *rename.split, *rename.beside, *rename.before):
            continue
        target = _target(heading, cells, rename)
        if target in rename.left:
            journal.left_out[f"{origin.file}: column {target}"] += 1
        elif not target or identity.ALL[rename.table].column(target) is None:
            journal.left_out[f"{origin.file}: column {heading or 'without a heading'}"] += 1
        else:
            _put(values, target, _meant(heading, value))
    for heading, target in rename.before.items():
        if _told(cells.get(heading)) and _told(values.get(target)):
            values[target] = f"+{str(cells[heading]).strip().lstrip('+')} {values[target]}"
    if rename.table in LEAVES and rename.name != rename.table and _told(values.get("id")):
        # Two old tables may be one new: each has counted its rows from 1.
        values["id"] = _apart(str(values["id"]).strip(), rename.name)
    if rename.extends and not _told(cells.get(rename.extends)):
        told = Reason("it does not say of which {what} it is", what=rename.table)
        journal.refuse_row(origin, rename.table, told, field=rename.extends)
        return
    if rename.extends:
        yield Record(rename.table, values | {"id": cells.get(rename.extends)}, origin, whole=False)
        return
    yield Record(rename.table, values, origin)
    yield from _around(cells, origin, rename)


def _around(cells: Cells, origin: Origin, rename: Rename) -> Iterator[Record]:
    """Rows of other tables that are told in columns of this one."""
    own = str(cells.get("id") or "").strip()
    if not own:
        return
    for heading, target in rename.beside.items():
        if _told(cells.get(heading)):
            ids = {f"{rename.table}_id": own, heading: cells[heading]}
            yield Record(target, {"id": f"{own}/{str(cells[heading]).strip()}", **ids}, origin)
    for heading, target in rename.split.items():
        table, column = target.split(".")
        key = (
            {"link_id": own, "link_entity": rename.table}
            if table == "attribute"
            else {f"{rename.table}_id": own}
        )
        for part in filter(None, _BETWEEN.split(str(cells.get(heading) or "").strip())):
            yield Record(table, {"id": f"{rename.table}/{own}/{part}", **key, column: part}, origin)


def _apart(own: str, name: str) -> str:
    return own if identity.is_uuid(own) else f"{name}/{own}"


def _target(heading: str, cells: Cells, rename: Rename) -> str:
    renamed = rename.columns.get(heading, "")
    if renamed and not _told(cells.get(renamed)):
        return renamed
    return heading


def _put(values: dict[str, object], target: str, value: object) -> None:
    """Two old columns may be one new: their texts stand one after the other."""
    if _told(value):
        values[target] = f"{values[target]}; {value}" if _told(values.get(target)) else value


def _meant(heading: str, value: object) -> object:
    """A few columns hold a yes or no for what has words in HSDS 3."""
    word = str(value).strip().casefold()
    if heading == "virtual":
        return "virtual" if word in _TRUE else ""
    if heading == "closed":
        return "closed" if word in _TRUE else "" if word in _FALSE else value
    return value


def _told(value: object) -> bool:
    return value is not None and str(value).strip() != ""
