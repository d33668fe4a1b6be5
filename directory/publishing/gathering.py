"""Rows of directory.db → objects of the standard: only the rows that the asked objects are made of."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from directory import service
from directory.hsds import facts, hidden_seats, wording
from directory.hsds.nesting import Json, Nester
from directory.hsds.shape import Nest, Row, Table
from directory.hsds.tables import TABLES

_HIDDEN = """
    SELECT id FROM location
    WHERE id IN (SELECT value FROM json_each(:ids)) AND (
        id IN (SELECT link_id FROM attribute WHERE taxonomy_term_id = :mark)
        OR id IN (SELECT x.location_id FROM service_at_location x JOIN attribute a ON a.link_id = x.service_id
                  WHERE a.taxonomy_term_id = :mark))
"""
_TRANSLATIONS = """
    SELECT entity_id, field, language, text FROM translation
    WHERE entity = ? AND entity_id IN (SELECT value FROM json_each(?))
"""
_SPOKEN_FIELDS = ("name", "description")


class Gathered:
    """Some objects of one table and all rows around them; `languages`: those that texts are in, if asked."""

    def __init__(self, database: Connection, table: str, ids: Sequence[str], *, is_full: bool) -> None:
        """`ids` without a row are passed over; `is_full`: with all that stands inside."""
        self._database = database
        self._rows: dict[str, dict[str, Row]] = {name: {} for name in TABLES}
        self._is_full = is_full
        self._table = table
        self._silent: set[str] = set()  # rows about a hidden seat: their translations stay out, too
        self.languages: set[str] = set()
        own = self._fetched(TABLES[table], "id", ids)
        self._collect(TABLES[table], own, ())
        self._hide()
        known = {str(row["id"]) for row in own}
        self._ids = [one for one in ids if one in known]

    def objects(self) -> list[Json]:
        """The objects in the order of their ids: whole, or their own fields and the single ones they name."""
        nester = Nester({name: list(rows.values()) for name, rows in self._rows.items()})
        make = nester.full if self._is_full else nester.brief
        return [make(self._table, one) for one in self._ids]

    def translate(self, wanted: str) -> None:
        """Put texts in this language, else in ru, kk, en or any, into the fields of the standard."""
        for table, rows in self._rows.items():
            texts = self._texts(table, rows)
            for own, row in rows.items():
                if own in self._silent:
                    continue
                for field in {*texts.get(own, {}), *(_SPOKEN_FIELDS if row.get("name") else ())}:
                    self._say(row, field, texts.get(own, {}).get(field, {}), wanted)

    def _say(self, row: Row, field: str, told: dict[str, str], wanted: str) -> None:
        base = row.get(field)
        if base and base not in told.values():
            told = {**told, wording.language_of(str(base)): str(base)}
        language = service.shown_in(dict(sorted(told.items())), wanted)
        if language:
            row[field] = told[language]
            self.languages.add(language)
            if field == "name" and row.get("language"):
                row["language"] = language

    def _texts(self, table: str, rows: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
        """By row, field and language."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        names = TABLES[table].names
        for own, field, language, text in self._database.execute(_TRANSLATIONS, (table, _list(rows))):
            if field in names:
                found.setdefault(own, {}).setdefault(field, {})[language] = text
        return found

    def _collect(self, table: Table, rows: list[Row], above: tuple[str, ...]) -> None:
        """Keep these rows and those inside of them: the same way as `Nester` goes."""
        kept = self._rows[table.name]
        kept.update((str(row["id"]), row) for row in rows if str(row["id"]) not in kept)
        above = (*above, table.name)
        if not rows or (not self._is_full and len(above) > 1):
            return
        for nest in table.nests:
            if nest.table not in above and (self._is_full or nest.form == "one"):
                self._collect(TABLES[nest.table], self._inside(nest, rows), above)

    def _inside(self, nest: Nest, rows: list[Row]) -> list[Row]:
        if nest.form == "one":
            return self._fetched(TABLES[nest.table], "id", [row.get(nest.key) for row in rows])
        return self._fetched(TABLES[nest.table], nest.key, [row["id"] for row in rows])

    def _fetched(self, table: Table, column: str, values: Iterable[object]) -> list[Row]:
        wanted = [value for value in dict.fromkeys(values) if value is not None]
        if not wanted:
            return []
        # nosemgrep: sql-from-pieces – names of tables and columns are constants of our own
        statement = (
            f"SELECT * FROM {table.name} "  # nosec B608
            f"WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        cursor = self._database.execute(statement, (_list(wanted),))
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _hide(self) -> None:
        """Give nothing of where a hidden seat is, should the file hold anything of it by mistake."""
        asked = {"ids": _list(self._rows["location"]), "mark": facts.term(f"profile:{facts.HIDDEN}")}
        locations = frozenset(str(own) for (own,) in self._database.execute(_HIDDEN, asked))
        told = (item for table in hidden_seats.TELLING for item in self._rows[table].items())
        about = {own for own, row in told if row.get("location_id") in locations}
        names = (
            row.get("name") for table in ("service", "organization") for row in self._rows[table].values()
        )
        what = hidden_seats.Hidden(locations, locations | about, frozenset(names))
        for table, rows in self._rows.items():
            shown = {own: hidden_seats.shown(table, row, what) for own, row in rows.items()}
            self._silent |= {own for own, row in shown.items() if row is not rows[own]}
            self._rows[table] = {own: row for own, row in shown.items() if row is not None}


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values))
