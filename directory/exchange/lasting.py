"""What an older list says of a service does not undo what somebody made sure of later."""

from collections.abc import Iterator
from datetime import UTC, datetime

from directory.exchange.completing import Tables
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.hsds import naming
from directory.hsds.shape import Row
from directory.service import CLOSED

_ACTIVE = "active"
#: The first that both tell says which of two states is the older one.
_DATED = ("assured_date", "last_modified")
_OLDER = "older states and days of services than are known here"
_FORMER = "names that a service or an organization bore before"


def keep(gathered: Gathered, there: Tables, journal: Journal) -> None:
    """Take out of services that come what is older than what stands in the file: days and states.

    A service that somebody found closed is open again when somebody finds it right, or made sure of it on a
    later day; a list that only still calls it active does not open it.
    """
    _keep_names(gathered, there, journal)
    found = _verified(gathered.rows, there)
    for key, row in gathered.rows["service"].items():
        known = there["service"].get(key)
        if known is None:
            continue
        old = {name for name in _DATED if _is_before(row, known, name)}
        if _is_stale(row, known, found.get(key[0], ("", ""))):
            old.add("status")
        for name in old:
            del row[name]
        if old:
            journal.left_out[_OLDER] += 1


def _keep_names(gathered: Gathered, there: Tables, journal: Journal) -> None:
    """A list that still has a former name does not bring it back."""
    gone = naming.former_names(there["attribute"].values())
    for table in ("service", "organization"):
        for key, row in gathered.rows[table].items():
            if row.get("name") in gone.get(key[0], ()):
                del row["name"]
                journal.left_out[_FORMER] += 1
    words = gathered.rows["translation"]
    for key, row in list(words.items()):
        if row.get("field") == "name" and row.get("text") in gone.get(str(row.get("entity_id")), ()):
            del words[key]


def _is_stale(row: Row, known: Row, verified: tuple[str, str]) -> bool:
    """Whether the state that the row tells is not to be believed."""
    status, before = row.get("status"), known.get("status")
    if not status or not before or status == before:
        return False
    day, outcome = verified
    if outcome == CLOSED and status == _ACTIVE and str(row.get("assured_date") or "") <= day:
        return True
    told = (name for name in _DATED if row.get(name) and known.get(name) and row[name] != known[name])
    return any(_is_before(row, known, name) for name in [*told][:1])


def _is_before(row: Row, known: Row, name: str) -> bool:
    return bool(row.get(name) and known.get(name)) and _moment(row[name]) < _moment(known[name])


def _moment(told: object) -> datetime:
    moment = datetime.fromisoformat(str(told))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _verified(*sets: Tables) -> dict[str, tuple[str, str]]:
    """The last day on which somebody made sure of each service, and what was found then."""
    found: dict[str, tuple[str, str]] = {}
    for own, told in _told(sets):
        found[own] = max(found.get(own, told), told, key=lambda one: (one[0], one[1] != CLOSED))
    return found


def _told(sets: tuple[Tables, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    for rows in sets:
        for row in rows["verification"].values():
            yield str(row.get("service_id")), (str(row.get("on_day") or ""), str(row.get("outcome") or ""))
