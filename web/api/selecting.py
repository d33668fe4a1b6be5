"""Which rows are asked for, and in which order: the ids of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from sqlite3 import Connection
from typing import Any

from directory import folding
from directory.errors import UnknownTerritory
from directory.search.asked import Answer, Asked
from directory.search.finding import Finder
from web.api.library import Library
from web.api.parameters import Values
from web.errors import BadParameter

MOST_FOUND = 1000  # services that a search by words gives
_ALL = 10_000_000
_BY_SEARCH = ("search", "territory", "lat", "age", "language", "open_at", "free")
_ASKED = ("organization_id", "modified_after", "taxonomy_term_id", "taxonomy_id", "top_only", "parent_id")

# Every statement gives id, the service it belongs to (or itself), name, last_modified, assured_date.
_STATEMENTS: Mapping[str, str] = {
    "service": """
        SELECT s.id, s.id, s.name, coalesce(s.last_modified, ''), coalesce(s.assured_date, '') FROM service s
        WHERE (:organization_id IS NULL OR s.organization_id = :organization_id)
          AND (:modified_after IS NULL OR datetime(s.last_modified) >= datetime(:modified_after))
          AND (:taxonomy_term_id IS NULL OR s.id IN (
              SELECT link_id FROM attribute WHERE taxonomy_term_id IN (
                  SELECT id FROM taxonomy_term WHERE :taxonomy_term_id IN (id, code))))
          AND (:taxonomy_id IS NULL OR s.id IN (
              SELECT a.link_id FROM attribute a JOIN taxonomy_term t ON t.id = a.taxonomy_term_id
              WHERE t.taxonomy_id = :taxonomy_id))
    """,
    "service_at_location": "SELECT id, service_id, '', '', '' FROM service_at_location",
    "organization": """
        SELECT o.id, o.id, o.name, '', '' FROM organization o
        WHERE (:taxonomy_term_id IS NULL OR o.id IN (
              SELECT coalesce(s.organization_id, a.link_id)
              FROM attribute a LEFT JOIN service s ON s.id = a.link_id
              WHERE a.taxonomy_term_id IN (
                  SELECT id FROM taxonomy_term WHERE :taxonomy_term_id IN (id, code))))
          AND (:taxonomy_id IS NULL OR o.id IN (
              SELECT coalesce(s.organization_id, a.link_id)
              FROM attribute a JOIN taxonomy_term t ON t.id = a.taxonomy_term_id
              LEFT JOIN service s ON s.id = a.link_id
              WHERE t.taxonomy_id = :taxonomy_id))
    """,
    "taxonomy": "SELECT id, id, name, '', '' FROM taxonomy",
    "taxonomy_term": """
        SELECT id, id, name, '', '' FROM taxonomy_term
        WHERE (:taxonomy_id IS NULL OR taxonomy_id = :taxonomy_id)
          AND (:parent_id IS NULL OR parent_id = :parent_id)
          AND (:top_only IS NOT 1 OR parent_id IS NULL)
    """,
}
_TEXTS: Mapping[str, str] = {
    "organization": "SELECT id, name || ' ' || coalesce(alternate_name, '') || ' ' || description "
    "FROM organization",
    "taxonomy": "SELECT id, name || ' ' || description FROM taxonomy",
    "taxonomy_term": "SELECT id, name || ' ' || description || ' ' || coalesce(code, '') FROM taxonomy_term",
}
_TRANSLATED = "SELECT entity_id, text FROM translation WHERE entity = ?"
_PLACES = {"name": 2, "last_modified": 3, "assured_date": 4}


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids, in order. `places`: codes of which the asker must choose one: the words name several."""

    ids: tuple[str, ...]
    places: tuple[str, ...] = ()


def ids(database: Connection, library: Library, table: str, values: Values, now: datetime) -> Selection:
    """The rows of the table for which all that is asked holds.

    Raises:
        BadParameter: there is no such territory.
    """
    if table not in ("service", "service_at_location"):
        return Selection(tuple([row[0] for row in _by_words(database, table, values)]))
    rows = _rows(database, "service", values)
    places: tuple[str, ...] = ()
    if any(values.get(name) not in (None, "", False) for name in _BY_SEARCH):
        answer = _answer(library.finder, values, now)
        rows = _found(rows, answer, values)
        if answer.which is not None:
            places = tuple(one.code for one in answer.which.places)
    if table == "service_at_location":
        rows = _seats(database, rows)
    return Selection(tuple([row[0] for row in rows]), places)


def _rows(database: Connection, table: str, values: Values) -> list[Any]:
    """The rows that pass the filters of the standard, by name or as `sort` says; the newest first."""
    asked = {name: values.get(name) for name in _ASKED}
    if asked["modified_after"] is not None:
        asked["modified_after"] = asked["modified_after"].isoformat()
    sort = values.get("sort", "name")
    place = _PLACES.get(sort, 2)
    rows = sorted(database.execute(_STATEMENTS[table], asked), key=lambda row: row[0])
    return sorted(rows, key=lambda row: row[place].casefold(), reverse=place != _PLACES["name"])


def _answer(finder: Finder, values: Values, now: datetime) -> Answer:
    radius = values.get("radius_m")
    asked = Asked(
        text=values.get("search", ""),
        territory=values.get("territory", ""),
        near=(values["lat"], values["lon"]) if "lat" in values else None,
        radius_km=None if radius is None else radius / 1000,
        age=values.get("age"),
        language=values.get("language", ""),
        free=values.get("free", False),
        open_at=values.get("open_at"),
        limit=MOST_FOUND if values.get("search") else _ALL,
    )
    try:
        return finder.find(asked, now)
    except UnknownTerritory:
        raise BadParameter("territory", "no territory has this code") from None


def _found(rows: list[Any], answer: Answer, values: Values) -> list[Any]:
    """Those of the rows that the search found, best first unless another order is asked for."""
    hits = [
        hit
        for hit in answer.hits
        if ("territory" not in values or hit.serves) and not (values.get("known") and hit.unsure)
    ]
    if values.get("sort") == "distance":
        hits.sort(key=lambda hit: inf if hit.km is None else hit.km)
    if values.get("sort") in _PLACES:
        found = {hit.service.id for hit in hits}
        return [row for row in rows if row[0] in found]
    allowed = {row[0]: row for row in rows}
    return [allowed[hit.service.id] for hit in hits if hit.service.id in allowed]


def _seats(database: Connection, rows: list[Any]) -> list[Any]:
    """The places of these services, in the order of the services."""
    order = {row[0]: number for number, row in enumerate(rows)}
    seats = sorted(database.execute(_STATEMENTS["service_at_location"]))
    return sorted((row for row in seats if row[1] in order), key=lambda row: order[row[1]])


def _by_words(database: Connection, table: str, values: Values) -> list[Any]:
    """The rows in whose texts, in any language, a word begins with each word that is asked for."""
    rows = _rows(database, table, values)
    wanted = folding.words(values.get("search", ""))
    if not values.get("search"):
        return rows
    texts: dict[str, list[str]] = {}
    for own, text in (*database.execute(_TEXTS[table]), *database.execute(_TRANSLATED, (table,))):
        texts.setdefault(own, []).append(text)
    return [row for row in rows if _has(" ".join(texts.get(row[0], ())), wanted)]


def _has(text: str, wanted: list[str]) -> bool:
    words = folding.words(text)
    return bool(wanted) and all(any(word.startswith(one) for word in words) for one in wanted)
