"""Schools: where they are, and sealed what they are called: in a village that tells who reported."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import RowMapping, select

from cases import errors
from cases.absences.schema import school as table
from directory.territory import Territories
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class School:
    """One school. `conflict`: its head, or the head's family, employs pupils: it is told no reason."""

    code: str
    territory: str
    name: str = field(repr=False)
    conflict: bool
    made_at: datetime


def add(
    tx: Transaction,
    keys: Keys,
    name: str,
    territory: str,
    *,
    conflict: bool = False,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> School:
    """Add a school; gives it. The name is kept as it is written, at most `LONGEST` characters of it.

    Raises:
        WordsUnfit: there is no name.
    """
    added = School(identifiers.token(entropy), territory, _fit(name), conflict, now)
    tx.insert(table, {"code": added.code, "territory": territory, "made_at": now, **_row(keys, added)})
    return added


def change(tx: Transaction, keys: Keys, code: str, *, name: str, conflict: bool) -> School:
    """Give the school another name or tick; gives it. Raises UnknownSchool, and as `add`."""
    known = get(tx, keys, code)
    changed = School(code, known.territory, _fit(name), conflict, known.made_at)
    tx.update(table, {"code": code}, _row(keys, changed))
    return changed


def get(tx: Transaction, keys: Keys, code: str) -> School:
    """Give the school of this code. Raises UnknownSchool."""
    row = tx.row(select(table).where(table.c.code == code))
    if row is None:
        raise errors.UnknownSchool(code)
    return _read(keys, row)


def of_territory(tx: Transaction, keys: Keys, territories: Territories, outer: str = "") -> list[School]:
    """Give the schools within a territory, "" for the whole country, by their names."""
    found = [_read(keys, row) for row in tx.rows(select(table))]
    inside = [one for one in found if not outer or territories.is_within(one.territory, outer)]
    return sorted(inside, key=lambda one: (one.name.casefold(), one.code))


def _fit(name: str) -> str:
    words = " ".join(name.split())[:LONGEST]
    if not words:
        raise errors.WordsUnfit
    return words


def _row(keys: Keys, one: School) -> dict[str, object]:
    return {"conflict": int(one.conflict), "name": keys.seal(one.name.encode(), _context(one.code))}


def _read(keys: Keys, row: RowMapping) -> School:
    name = keys.unseal(row["name"], _context(row["code"])).decode()
    return School(row["code"], row["territory"], name, bool(row["conflict"]), row["made_at"])


def _context(code: str) -> str:
    return f"school:{code}"
