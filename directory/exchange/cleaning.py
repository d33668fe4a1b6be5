"""A record becomes a row of the standard; what a field cannot take is refused, names of persons stay out."""

import re

from directory import folding
from directory.exchange import identity, numbers, values
from directory.exchange.doubt import Doubt
from directory.exchange.journal import Journal
from directory.exchange.record import Record
from directory.hsds.shape import Column, Row

#: A role, as we write who changed or verified something; anything else may be a person's name.
_ROLE = re.compile("[a-z][a-z_]{2,30}")
#: Changes of these fields are not taken: what stood there is a person's name or address.
_ABOUT_PERSONS = frozenset({"contact", "address"})
#: Stands at the end of another field by mistake.
_NEXT_TO = "extension"
#: Shares with an e-mail address as much of a name as tells whose it is.
_PART_OF_NAME = 3


def cleaned(record: Record, journal: Journal) -> Row:
    """The row, with its id, and only the fields that something stands in."""
    table = identity.ALL[record.table]
    row: Row = {"id": identity.id_of(record)} if table.column("id") else {}
    for column in table.columns:
        if column.name == "id" or (column.name not in record.values and column.name != _NEXT_TO):
            continue
        try:
            value = _value(record, column, journal)
        except Doubt as doubt:
            place = (record.table, column.name)
            journal.refuse_value(record.origin, place, record.values.get(column.name), doubt.reason)
            continue
        if value is not None:
            row[column.name] = value
    _without_persons(record.table, row, journal)
    return row


def _value(record: Record, column: Column, journal: Journal) -> object:
    raw = _prepared(record, column)
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if identity.is_pointer(record.table, column):
        target = identity.points_to(record.table, column, record.values)
        return identity.uuid_of(record.origin.source, target or "?", raw)
    if identity.is_name_of_table(column):
        return identity.table_named(raw) or str(raw)
    value, repairs = values.clean(column, raw)
    journal.repaired.update(repairs)
    return value


def _prepared(record: Record, column: Column) -> object:
    """What stands in the field, or in the next one by mistake: an extension at the end of a number."""
    raw = record.values.get(column.name)
    if record.table == "phone" and column.name in ("number", "extension"):
        number, extension = numbers.parted(str(record.values.get("number") or ""))
        if column.name == "number":
            return number
        return re.sub(r"^\D+(?=\d+$)", "", str(raw)) if raw not in (None, "") else extension
    if column.name == "year_incorporated" and isinstance(raw, str):
        found = re.search(r"\b(?:1[6-9]|20)\d\d\b", raw)
        return found[0] if found else raw
    return raw


def _without_persons(table: str, row: Row, journal: Journal) -> None:
    """Only what is public comes in: a person's name is not, nor an address that is made of it."""
    if table == "address" and row.pop("attention", None):
        journal.left_out["names of persons in addresses"] += 1
    if table == "contact" and (name := str(row.pop("name", ""))):
        journal.left_out["names of persons in contacts"] += 1
        box = folding.fold(str(row.get("email", "")).partition("@")[0]).replace(" ", "")
        if any(len(word) >= _PART_OF_NAME and word in box for word in folding.words(name)):
            del row["email"]
            journal.left_out["e-mail addresses of persons"] += 1
    if table == "metadata":
        if not _ROLE.fullmatch(str(row.get("updated_by", ""))):
            row["updated_by"] = "source"
            journal.left_out["names of persons who changed a field"] += 1
        if row.get("resource_type") in _ABOUT_PERSONS:
            row |= {"previous_value": "–", "replacement_value": "–"}
    if table == "verification" and not _ROLE.fullmatch(str(row.get("by_role", "editor"))):
        row["by_role"] = "editor"
        journal.left_out["names of persons who verified a service"] += 1
