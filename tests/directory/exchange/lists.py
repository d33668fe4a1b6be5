"""Lists to take in, and what came of it."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from directory.exchange import importing
from directory.exchange.importing import Outcome, Wanted
from directory.hsds.services import all_services
from directory.service import Service

PERSON = "Айгүл Сәрсенова"


def take_in(directory: Path, *paths: Path, dry_run: bool = False) -> Outcome:
    return importing.take_in(Wanted(directory, paths, "a list", dry_run))


def written(folder: Path, **tables: str) -> Path:
    """A folder of CSV files, by their names."""
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def document(path: Path, *documents: Mapping[str, object]) -> Path:
    path.write_text(json.dumps(list(documents), ensure_ascii=False), encoding="utf-8")
    return path


def rows(directory: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(directory)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def services(directory: Path) -> Mapping[str, Service]:
    connection = sqlite3.connect(directory)
    try:
        return all_services(connection)
    finally:
        connection.close()


def content(directory: Path) -> list[str]:
    """All that stands in the file but the places, which no list touches, in any order of its pages."""
    connection = sqlite3.connect(directory)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        told = [name for (name,) in tables if not name.startswith("territory")]
        return sorted(f"{name} {row}" for name in told for row in connection.execute(f"SELECT * FROM {name}"))
    finally:
        connection.close()


def reasons(outcome: Outcome) -> list[tuple[str, int, str, str]]:
    """File, line, table and field of everything refused."""
    return [(one.origin.file, one.origin.line, one.table, one.field) for one in outcome.journal.refusals]
