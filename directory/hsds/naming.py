"""Names beside the name: those that a service or its organization bore before, with the day until which.

A former name is an attribute of the standard with a term of ours: the name is its value, the day its label.
The standard's `alternate_name` holds the last of them where nothing else stands, for other programs.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from sqlite3 import Connection

from directory.hsds import facts
from directory.hsds.shape import Row
from directory.service import Former, Naming

_FORMER = """
    SELECT link_id, value, label FROM attribute WHERE taxonomy_term_id = ? AND value IS NOT NULL
    ORDER BY label DESC, value
"""
_ALSO = """
    SELECT id, alternate_name FROM service WHERE alternate_name IS NOT NULL
    UNION ALL SELECT id, alternate_name FROM organization WHERE alternate_name IS NOT NULL
"""
_OWNERS = """
    SELECT id, organization_id FROM service
    WHERE id IN (SELECT value FROM json_each(?1)) OR organization_id IN (SELECT value FROM json_each(?1))
"""
_TERM = facts.term(f"profile:{facts.FORMER}")


def all_naming(database: Connection) -> Mapping[str, Naming]:
    """What else services are called, by their ids: only of those that have another name at all."""
    former: dict[str, list[Former]] = defaultdict(list)
    for own, name, until in database.execute(_FORMER, (_TERM,)):
        former[own].append(Former(name, day_of(until)))
    also: dict[str, str] = dict(database.execute(_ALSO))
    asked = json.dumps(sorted({*former, *also}))
    return {own: _naming(own, above, former, also) for own, above in database.execute(_OWNERS, (asked,))}


def is_former(row: Row) -> bool:
    """Whether an attribute says a former name."""
    return row.get("taxonomy_term_id") == _TERM and bool(row.get("value"))


def former(entity: str, own: str, one: Former) -> Row:
    """The attribute that says a former name of this row of the table `entity`."""
    day = one.until.isoformat() if one.until else ""
    row = facts.mark(entity, own, f"profile:{facts.FORMER}")
    row |= {"id": facts.identifier("attribute", own, facts.FORMER, one.name, day), "value": one.name}
    return row | ({"label": day} if day else {})


def former_names(rows: Iterable[Row]) -> Mapping[str, frozenset[str]]:
    """The former names that attributes say, by the id of what bore them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if is_former(row):
            found[str(row.get("link_id"))].add(str(row["value"]))
    return {own: frozenset(names) for own, names in found.items()}


def day_of(label: object) -> date | None:
    """The day that a label tells; None where it tells none."""
    try:
        return date.fromisoformat(str(label or ""))
    except ValueError:
        return None


def _naming(own: str, above: str | None, told: Mapping[str, list[Former]], also: Mapping[str, str]) -> Naming:
    mine, theirs = tuple(told.get(own, ())), tuple(told.get(above or "", ()))
    said = {one.name for one in (*mine, *theirs)}
    others = (also[one] for one in (own, above or "") if one in also and also[one] not in said)
    return Naming(mine, theirs, tuple(others))
