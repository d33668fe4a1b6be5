"""A row of an import made complete: with what is there already, then with plain words for what must stand."""

from collections.abc import Iterator, Mapping

from directory.exchange import belonging, identity
from directory.exchange.gathering import Gathered
from directory.exchange.journal import Journal
from directory.exchange.shelf import Key
from directory.hsds.shape import Row
from directory.reason import Reason

Tables = Mapping[str, dict[Key, Row]]

#: What stands in a required field that a list leaves empty: another field of the row, or a plain word.
#: ZZ: the user-assigned code of ISO 3166 for a country that is not known.
_INSTEAD: Mapping[tuple[str, str], tuple[str, str]] = {
    ("organization", "description"): ("name", ""),
    ("program", "description"): ("name", ""),
    ("taxonomy", "description"): ("name", ""),
    ("taxonomy_term", "description"): ("name", ""),
    ("service", "status"): ("", "active"),
    ("location", "location_type"): ("", "physical"),
    ("address", "address_type"): ("", "physical"),
    ("address", "state_province"): ("region", ""),
    ("address", "country"): ("", "ZZ"),
    ("metadata", "previous_value"): ("", "–"),
    ("metadata", "replacement_value"): ("", "–"),
}
_PARTS_OF_ADDRESS = ("postal_code", "state_province", "region", "city", "address_1", "address_2")


def completed(gathered: Gathered, there: Tables, journal: Journal) -> dict[str, dict[Key, Row]]:
    """The rows as they shall be in directory.db; those that cannot be are refused."""
    wanted: dict[str, dict[Key, Row]] = {
        table: {key: there[table].get(key, {}) | row for key, row in rows.items()}
        for table, rows in gathered.rows.items()
    }
    for table, part, _ in gathered.parts:
        _extend(wanted, there, table, part)
    _describe_places(gathered, wanted, there, journal)
    refused: set[tuple[str, ...]] = set()
    users = {str(row.get("program_id")) for row in wanted["service"].values()}
    for table, rows in wanted.items():
        for key, row in list(rows.items()):
            reason, name = _wrong(table, row, users, journal)
            if reason is not None:
                journal.refuse_row(gathered.origin_of(table, key), table, reason, field=name)
                del rows[key]
                refused.add((table, key[0]))
    _forget(wanted["source"], refused)
    return wanted


def has_row(table: str, part: Row, *sets: Tables) -> bool:
    """Whether the row that further fields speak of is in one of the sets."""
    return any(identity.key_of(table, part) in rows[table] for rows in sets)


def _forget(sources: dict[Key, Row], refused: set[tuple[str, ...]]) -> None:
    """Nobody needs to know where a row came from that did not come in."""
    for told in [one for one in sources if one[:2] in refused]:
        del sources[told]


def _extend(wanted: Tables, there: Tables, table: str, part: Row) -> None:
    key = identity.key_of(table, part)
    row = wanted[table].get(key) or there[table].get(key)
    if row is None:
        return
    joined = dict(row)
    for name, value in part.items():
        known = joined.setdefault(name, value)
        if known != value and isinstance(known, str) and str(value) not in known:
            joined[name] = f"{known}; {value}"
    wanted[table][key] = joined


def _describe_places(gathered: Gathered, wanted: Tables, there: Tables, journal: Journal) -> None:
    """An address without a postal code is no address of the standard: it describes its place."""
    for key, row in list(wanted["address"].items()):
        _fill("address", row, journal)
        place = (str(row.get("location_id")),)
        location = wanted["location"].get(place) or there["location"].get(place)
        if row.get("address_1") and location is not None and any(_absent("address", row)):
            told = ", ".join(dict.fromkeys(str(row[name]) for name in _PARTS_OF_ADDRESS if row.get(name)))
            known = str(location.get("description", ""))
            if told not in known:
                wanted["location"][place] = location | {"description": f"{known}\n{told}".strip()}
            del wanted["address"][key]
            journal.repaired[
                "address without town, oblast or postal code: kept as description of its place"
            ] += 1


def _wrong(table: str, row: Row, users: set[str], journal: Journal) -> tuple[Reason | None, str]:
    """Why the row is refused, and the field it fails for; None if it is well."""
    _fill(table, row, journal)
    for name in _absent(table, row):
        return Reason("nothing stands here, and the standard requires it"), name
    if table == "program" and not row.get("organization_id") and row["id"] not in users:
        return Reason("it belongs to nothing: no organization is named"), "organization_id"
    return belonging.unowned(table, row), ""


def _fill(table: str, row: Row, journal: Journal) -> None:
    for (where, name), (other, word) in _INSTEAD.items():
        if where == table and not row.get(name) and (found := row.get(other) or word):
            row[name] = found
            if word != "–":
                journal.repaired[
                    f"no {name} of {table}: {f'its {other}' if other else word} stands there"
                ] += 1


def _absent(table: str, row: Row) -> Iterator[str]:
    for column in identity.ALL[table].columns:
        if (
            column.required == "json"
            and row.get(column.name) is None
            and not identity.is_pointer(table, column)
        ):
            yield column.name
