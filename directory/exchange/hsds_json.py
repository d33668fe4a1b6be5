"""Documents of HSDS 3 in JSON become records: one object, a list, a page of an API, or an object a line."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from directory.errors import ListUnreadable
from directory.exchange import identity
from directory.exchange.journal import Journal
from directory.exchange.record import Origin, Record
from directory.hsds.shape import Nest, Table
from directory.reason import Reason

Json = Mapping[str, Any]

NO_JSON = "this is no JSON: {error}"
OBJECT, LIST = "an object should stand under {field}", "a list should stand under {field}"
#: Properties that only objects of one table have; the first that is found decides.
_MARKS = (
    ("translation", {"entity", "field", "language"}), ("source", {"entity", "source_id"}),
    ("verification", {"by_role", "outcome"}),
    ("service_at_location", {"location", "service"}), ("service_at_location", {"location_id", "service_id"}),
    ("location", {"location_type"}),
    ("taxonomy_term", {"taxonomy_detail"}), ("taxonomy_term", {"taxonomy"}), ("taxonomy_term", {"term_uri"}),
    ("taxonomy_term", {"parent_id"}), ("taxonomy_term", {"code"}),
    ("service", {"status"}), ("service", {"service_at_locations"}), ("service", {"organization_id"}),
    ("service", {"organization"}), ("service", {"minimum_age"}), ("service", {"eligibility_description"}),
    ("organization", {"website"}), ("organization", {"legal_status"}), ("organization", {"email"}),
    ("organization", {"services"}), ("organization", {"organization_identifiers"}),
    ("organization", {"locations"}), ("organization", {"tax_status"}),
    ("organization", {"year_incorporated"}),
    ("taxonomy", {"version"}),
)  # fmt: skip
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ROOT = frozenset({"version", "profile", "openapi_url"})


def documents(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """Every document of a file with its line, or its place in the list, from 1.

    Raises:
        ListUnreadable: it is neither JSON nor JSON by lines.
    """
    text = text.lstrip("\ufeff")
    try:
        whole = _parsed(text, name)
    except json.JSONDecodeError as error:
        if "\n" not in text.strip() or error.msg != "Extra data":
            raise ListUnreadable(name, Reason(NO_JSON, error=error.msg), error.lineno) from error
        yield from _lines(text, name)
        return
    if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
        whole = whole["contents"]
    if isinstance(whole, list):
        yield from enumerate(whole, 1)
    else:
        yield 1, whole


def records(document: object, origin: Origin, hint: str, journal: Journal) -> Iterator[Record]:
    """The records of a document; `hint`, the file's name, tells what has no mark of its own."""
    if not isinstance(document, dict):
        journal.refuse_row(origin, "", "an object should stand here")
        return
    if document.keys() <= _ROOT:
        journal.left_out[f"{origin.file}: the front page of an API, which holds no services"] += 1
        return
    table = table_of(document, hint)
    if not table:
        journal.refuse_row(origin, "", "this is like no object of the standard")
        return
    yield from _fall(identity.ALL[table], document, {}, origin, journal)


def table_of(document: Json, hint: str) -> str:
    """The table of an object by its properties, else by the name of its file; "" if nothing tells."""
    names = document.keys()
    found = next((table for table, marks in _MARKS if marks <= names), "")
    if found:
        return found
    hint = hint.casefold()
    called = {name: table.name for table in identity.ALL.values() for name in (table.name, table.file[:-4])}
    stems = sorted((name for name in called if hint.startswith(name)), key=len)
    return called[stems[-1]] if stems and "id" in names else ""


def _parsed(text: str, name: str) -> Any:
    """What the text holds; halves of letters, which no file can keep, become question marks."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError as error:
        raise ListUnreadable(name, Reason("objects stand in one another too deeply")) from error
    except ValueError as error:
        raise ListUnreadable(name, Reason("a number has too many digits")) from error
    if _HALF.search(text):
        found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    return found


def _lines(text: str, name: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, _parsed(line, name)
            except json.JSONDecodeError as error:
                raise ListUnreadable(name, Reason(NO_JSON, error=error.msg), number) from error


def _fall(table: Table, item: Json, told: Json, origin: Origin, journal: Journal) -> Iterator[Record]:
    """The record of an object and those of all that stands in it; `told` is what its place says of it."""
    inside = {nest.field: nest for nest in table.nests}
    values = {name: value for name, value in item.items() if name not in inside and table.column(name)}
    for name in item.keys() - inside.keys() - values.keys():
        journal.left_out[f"{origin.file}: property {table.name}.{name}"] += 1
    values |= told
    if not str(values.get("id") or "").strip() and table.column("id"):
        values["id"] = identity.id_of(Record(table.name, values | _plain(item, inside), origin))
    for field, nest in inside.items():
        if not item.get(field):
            continue
        if nest.form == "one":
            yield from _one(nest, item[field], values, origin, journal)
        else:
            yield from _many(nest, (table.name, values), item[field], origin, journal)
    yield Record(table.name, values, origin)


def _one(
    nest: Nest, item: object, values: dict[str, Any], origin: Origin, journal: Journal
) -> Iterator[Record]:
    if not isinstance(item, dict):
        journal.refuse_value(origin, (nest.table, ""), item, Reason(OBJECT, field=nest.field))
        return
    found = list(_fall(identity.ALL[nest.table], item, {}, origin, journal))
    values[nest.key] = found[-1].values["id"]
    yield from found


def _many(
    nest: Nest, owner: tuple[str, Json], items: object, origin: Origin, journal: Journal
) -> Iterator[Record]:
    table, values = owner
    if not isinstance(items, list):
        journal.refuse_value(origin, (nest.table, ""), items, Reason(LIST, field=nest.field))
        return
    told = {nest.key: values["id"]} | ({nest.entity: table} if nest.entity else {})
    for item in items:
        if isinstance(item, dict):
            yield from _fall(identity.ALL[nest.table], item, told, origin, journal)
        else:
            journal.refuse_value(
                origin,
                (nest.table, ""),
                item,
                Reason(OBJECT, field=nest.field),
            )


def _plain(item: Json, inside: Mapping[str, Nest]) -> dict[str, Any]:
    """All that an object without an id says, for an id that follows from it."""
    return {f"{name}[]": json.dumps(item[name], sort_keys=True) for name in inside if item.get(name)}
