"""Writes the whole directory of services into a folder; the same directory gives the same bytes."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from directory import reading, version
from directory.errors import DirectoryDamaged, DirectoryMissing
from directory.exchange import cells, headings, identity, listing, parcel, shelf, workbook
from directory.exchange.shelf import Key
from directory.exchange.workbook import Page
from directory.hsds import beside, hidden_seats
from directory.hsds.nesting import Nester
from directory.hsds.shape import Row, Rows, Table

Format = Literal["hsds-json", "hsds-csv", "xlsx"]
#: The three formats, in the words of the command.
FORMATS: tuple[Format, ...] = ("hsds-json", "hsds-csv", "xlsx")
#: Tables whose rows get a document each: services with all around them, then what no service leads to.
_DOCUMENTS = ("service", "organization", "location", "taxonomy_term", "taxonomy", "program", "unit")
_TYPES = {"number": "number", "date": "date", "datetime": "datetime"}


def write(directory: Path, folder: Path, form: Format, language: str = "ru") -> tuple[Path, ...]:
    """Write the files and give their paths; the folder is made if it is not there.

    hsds-json: services.json and what no service leads to, each document valid by the official schemas.
    hsds-csv: a table a file, with datapackage.json. xlsx: a row for each service, in the words of `language`.

    Raises:
        DirectoryMissing, DirectoryDamaged: there is no directory.
    """
    if form == "xlsx":
        told = source(directory, language)
        folder.mkdir(parents=True, exist_ok=True)
        return (_sheet(folder / "services.xlsx", told),)
    tables = _tables(directory)
    folder.mkdir(parents=True, exist_ok=True)
    rows: Rows = {name: [row for _, row in sorted(those.items())] for name, those in tables.items()}
    files = _json_files(rows) if form == "hsds-json" else _csv_files(rows)
    return tuple(_written(folder / name, text) for name, text in files)


def source(directory: Path, language: str) -> listing.Source:
    """All that a sheet with a row for each service is made of; `language` is that of the words for values.

    Raises:
        DirectoryMissing, DirectoryDamaged: there is no directory.
    """
    tables, known = _tables(directory), reading.open_directory(directory)
    return listing.Source(known.services, tables, known.territories, language)


def _tables(directory: Path) -> dict[str, dict[Key, Row]]:
    if not directory.is_file():
        raise DirectoryMissing(directory.name)
    with reading.connected(directory) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] != version.NUMBER:
            raise DirectoryDamaged(directory.name)
        return _public(shelf.rows(Database(connection)))


def _public(tables: dict[str, dict[Key, Row]]) -> dict[str, dict[Key, Row]]:
    """Nothing of where a hidden seat is, should the file hold anything of it by mistake."""
    what = hidden_seats.hidden(tables)
    return {
        table: {
            key: left
            for key, row in rows.items()
            if (left := hidden_seats.shown(table, row, what)) is not None
        }
        for table, rows in tables.items()
    }


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _json_files(rows: Rows) -> Iterator[tuple[str, str]]:
    nester, reached = Nester(rows), set[str]()
    for table in _DOCUMENTS:
        found = [nester.full(table, str(row["id"])) for row in rows[table] if str(row["id"]) not in reached]
        for document in found:
            reached.update(_ids(document))
        if found:
            yield f"{_stem(table)}.json", _dumped(found)
    for name in beside.TABLES:
        if rows[name]:
            yield f"{_stem(name)}.json", _dumped([_ordered(identity.ALL[name], row) for row in rows[name]])


def _ids(document: Any) -> Iterator[str]:
    """The ids of a document and of all that stands in it."""
    if isinstance(document, list):
        for item in document:
            yield from _ids(item)
    elif isinstance(document, dict):
        if "id" in document:
            yield document["id"]
        for item in document.values():
            if isinstance(item, dict | list):
                yield from _ids(item)


def _dumped(documents: list[Any]) -> str:
    return json.dumps(documents, ensure_ascii=False, indent=1) + "\n"


def _csv_files(rows: Rows) -> Iterator[tuple[str, str]]:
    written = [table for table in identity.ALL.values() if rows[table.name]]
    for table in written:
        text = io.StringIO()
        file = cells.Table(text, table.names)
        for row in rows[table.name]:
            ordered = _ordered(table, row)
            file.row(ordered.get(name, "") for name in table.names)
        yield table.file, text.getvalue()
    yield parcel.DESCRIPTION, json.dumps(_package(written), indent=1) + "\n"


def _package(written: Iterable[Table]) -> Mapping[str, object]:
    """The description of a Tabular Data Package: every table, its columns, what points where."""
    present = {table.name: table for table in written}
    return {
        "name": "directory",
        "profile": "tabular-data-package",
        "resources": [_resource(table, present) for table in present.values()],
    }


def _resource(table: Table, present: Mapping[str, Table]) -> Mapping[str, object]:
    fields = [
        {"name": column.name, "type": _TYPES.get(column.kind, "string")}
        | ({"constraints": {"required": True}} if column.required == "json" else {})
        for column in table.columns
    ]
    keys = [
        {"fields": column.name, "reference": {"resource": column.references, "fields": "id"}}
        for column in table.columns
        if column.references in present
    ]
    schema: dict[str, object] = {"fields": fields, "primaryKey": list(identity.key_columns(table.name))}
    if keys:
        schema["foreignKeys"] = keys
    return {"name": table.name, "path": table.file, "profile": "tabular-data-resource", "schema": schema}


def _sheet(path: Path, told: listing.Source) -> Path:
    columns = [column for column in headings.columns() if column.wide]
    names = [column.names[told.language] for column in columns]
    title = headings.titles(told.language)[0]
    page = Page(title, names, list(listing.rows(told)), [column.wide for column in columns])
    workbook.write(path, [page])
    return path


def _ordered(table: Table, row: Row) -> dict[str, object]:
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name in table.names
        if (value := row.get(name)) is not None
    }


def _stem(table: str) -> str:
    return identity.ALL[table].file.removesuffix(".csv")
