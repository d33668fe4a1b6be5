"""Which rows are asked for, and in which order: the ids of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from math import inf
from sqlite3 import Connection

from directory.errors import UnknownTerritory
from directory.publishing import selection
from directory.publishing.register import Register
from directory.publishing.selection import Filters
from directory.search.asked import Answer, Asked, Hit
from directory.search.finding import Finder
from web.api.library import Library
from web.api.parameters import Values
from web.errors import BadParameter

MOST_FOUND = 1000  # services that a search by words gives
_ALL = 10_000_000
_BY_SEARCH = (
    "search", "territory", "lat", "age", "language", "open_at", "free", "need", "kind", "sex",
    "without_documents", "referral",
)  # fmt: skip
_OF_FILTERS = ("organization_id", "modified_after", "taxonomy_term_id", "taxonomy_id")
_BY_COLUMN = ("name", "last_modified", "assured_date")


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids, in order. `places`: codes of which the asker must choose one: the words name several.

    Where only a page was read, `ids` are those of the page, and `total` says how many there are in all.
    """

    ids: Sequence[str]
    places: tuple[str, ...] = ()
    total: int | None = None


def page_of(database: Connection, library: Library, table: str, values: Values, now: datetime) -> Selection:
    """As `ids`, but for the page that is asked for alone, where the search can find it without the others.

    Raises:
        BadParameter: there is no such territory.
    """
    start = (values["page"] - 1) * values["per_page"]
    if table == "service" and _asks_search(values) and _is_as_found(values):
        answer = _answer(library.finder, values, now, slice(start, start + values["per_page"]))
        return Selection([hit.service.id for hit in answer.hits], (), answer.total)
    found = ids(database, library, table, values, now)
    return Selection(found.ids[start : start + values["per_page"]], found.places, len(found.ids))


def ids(database: Connection, library: Library, table: str, values: Values, now: datetime) -> Selection:
    """The rows of the table for which all that is asked holds.

    Raises:
        BadParameter: there is no such territory.
    """
    register = library.register()
    if table not in ("service", "service_at_location"):
        return Selection(_by_words(database, register, table, values))
    passing = selection.passing(database, "service", _filters(values))
    found: Iterable[str]
    places: tuple[str, ...] = ()
    if _asks_search(values):
        most = MOST_FOUND if values.get("search") else _ALL
        answer = _answer(library.finder, values, now, slice(0, most))
        found = _found(register, answer, values)
        if answer.which is not None:
            places = tuple(one.code for one in answer.which.places)
    else:
        sort = values.get("sort")
        found = register.order("service", sort if sort in _BY_COLUMN else "name")
    chosen = _only(found, passing)
    if table == "service_at_location":
        seats = register.seats()
        chosen = list(chain.from_iterable(seats.get(own, ()) for own in chosen))
    return Selection(chosen, places)


def _asks_search(values: Values) -> bool:
    return any(_is_asked(values.get(name)) for name in _BY_SEARCH)


def _is_as_found(values: Values) -> bool:
    """Whether the search alone decides, without words: of these it finds only so many, and no more."""
    after = ("search", "territory", "known", *_OF_FILTERS)
    return not any(_is_asked(values.get(name)) for name in after) and values.get("sort") in (
        None,
        "relevance",
    )


def _is_asked(value: object) -> bool:
    return value is not None and value is not False and value != ""  # a latitude or an age may be 0


def _filters(values: Values) -> Filters:
    changed = values.get("modified_after")
    return Filters(
        organization=values.get("organization_id", ""),
        changed="" if changed is None else changed.isoformat(),
        term=values.get("taxonomy_term_id", ""),
        taxonomy=values.get("taxonomy_id", ""),
        parent=values.get("parent_id", ""),
        top=values.get("top_only", False),
    )


def _only(found: Iterable[str], passing: frozenset[str] | None) -> Sequence[str]:
    if passing is None:
        return found if isinstance(found, Sequence) else list(found)
    return [own for own in found if own in passing]


def _by_words(database: Connection, register: Register, table: str, values: Values) -> Sequence[str]:
    rows = _only(register.order(table, "name"), selection.passing(database, table, _filters(values)))
    text = values.get("search", "")
    return _only(rows, register.with_words(table, text)) if text else rows


def _answer(finder: Finder, values: Values, now: datetime, hits: slice) -> Answer:
    radius = values.get("radius_m")
    asked = Asked(
        text=values.get("search", ""),
        kind=values.get("kind", ""),
        need=values.get("need", ""),
        territory=values.get("territory", ""),
        near=(values["lat"], values["lon"]) if "lat" in values else None,
        radius_km=None if radius is None else radius / 1000,
        age=values.get("age"),
        sex=values.get("sex"),
        language=values.get("language", ""),
        free=values.get("free", False),
        without_documents=values.get("without_documents", False),
        open_at=values.get("open_at"),
        referral=values.get("referral"),
        limit=hits.stop - hits.start,
        offset=hits.start,
    )
    try:
        return finder.find(asked, now)
    except UnknownTerritory:
        raise BadParameter("territory", "no territory has this code") from None


def _found(register: Register, answer: Answer, values: Values) -> list[str]:
    """The services that the search found, best first unless another order is asked for."""
    hits = [hit for hit in answer.hits if _holds(hit, values)]
    sort = values.get("sort")
    if sort == "distance":
        hits.sort(key=lambda hit: inf if hit.km is None else hit.km)
    found = [hit.service.id for hit in hits]
    if sort not in _BY_COLUMN:
        return found
    having = frozenset(found)
    return [own for own in register.order("service", sort) if own in having]


def _holds(hit: Hit, values: Values) -> bool:
    return ("territory" not in values or bool(hit.serves)) and not (values.get("known") and hit.unsure)
