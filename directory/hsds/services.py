"""Rows of directory.db → `Service` values, all at once: a dozen statements, joined in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from sqlite3 import Connection
from typing import Any

from directory import kinds
from directory.errors import DirectoryDamaged
from directory.hsds import areas, facts, hours, naming, wording
from directory.service import Capacity, Naming, Opening, Phone, Seat, Service, Terms, Words

Row = tuple[Any, ...]

_SERVICES = """
    SELECT id, organization_id, name, description, eligibility_description, url, status,
           minimum_age, maximum_age, assured_date
    FROM service
"""
_ORGANIZATIONS = "SELECT id, name, website FROM organization"
_WORDS = """
    SELECT entity_id, field, language, text FROM translation
    WHERE entity IN ('service', 'organization', 'location', 'phone')
"""
_BASES = "SELECT entity_id, field, language FROM translation WHERE origin = 'source'"
_TERMS = (
    "SELECT id, code FROM taxonomy_term WHERE taxonomy IN ('kind', 'need', 'profile') AND code IS NOT NULL"
)
_MARKS = "SELECT link_id, group_concat(taxonomy_term_id, ' ') FROM attribute GROUP BY link_id"
_SEATS = """
    SELECT x.service_id, l.id, l.external_identifier_type, l.external_identifier, l.latitude, l.longitude,
           l.description
    FROM service_at_location x JOIN location l ON l.id = x.location_id
"""
_ADDRESSES = "SELECT location_id, address_1, address_2, city FROM address WHERE address_type = 'physical'"
_PHONES = """
    SELECT service_id, id, number, extension, description FROM phone WHERE service_id IS NOT NULL
    UNION ALL
    SELECT x.service_id, p.id, p.number, p.extension, p.description
    FROM phone p JOIN service_at_location x ON x.id = p.service_at_location_id
    UNION ALL
    SELECT x.service_id, p.id, p.number, p.extension, p.description
    FROM phone p JOIN service_at_location x ON x.location_id = p.location_id
"""
_PHONES_OF_ORGANIZATIONS = """
    SELECT organization_id, id, number, extension, description FROM phone WHERE organization_id IS NOT NULL
"""
_SCHEDULES = """
    SELECT service_id, freq, byday, opens_at, closes_at FROM schedule WHERE service_id IS NOT NULL
    UNION ALL
    SELECT x.service_id, s.freq, s.byday, s.opens_at, s.closes_at
    FROM schedule s JOIN service_at_location x ON x.id = s.service_at_location_id
"""
_SCHEDULES_OF_PLACES = """
    SELECT x.service_id, s.freq, s.byday, s.opens_at, s.closes_at
    FROM schedule s JOIN service_at_location x ON x.location_id = s.location_id
"""
_AREAS = """
    SELECT coalesce(a.service_id, x.service_id), a.uri
    FROM service_area a LEFT JOIN service_at_location x ON x.id = a.service_at_location_id
"""
_LANGUAGES = "SELECT service_id, code FROM language WHERE service_id IS NOT NULL AND code IS NOT NULL"
_COSTS = "SELECT service_id, max(amount) FROM cost_option WHERE amount IS NOT NULL GROUP BY service_id"
_CAPACITIES = """
    SELECT c.service_id, c.available, c.maximum, coalesce(u.name, ''), coalesce(c.description, ''), c.updated
    FROM service_capacity c LEFT JOIN unit u ON u.id = c.unit_id ORDER BY c.id
"""
_URLS = "SELECT coalesce(service_id, organization_id), url FROM url"
_SOURCES = "SELECT entity_id, confidence FROM source WHERE entity = 'service' AND confidence IS NOT NULL"

_NOTHING: Words = {}
_SIMPLE = Naming()
_TWO_LETTERS = {"kaz": "kk", "rus": "ru", "eng": "en", "uzb": "uz", "kir": "ky"}


def all_services(database: Connection) -> Mapping[str, Service]:
    """Every service of the file by its id, in order of the ids.

    Raises:
        DirectoryDamaged: a day in the file is none.
    """
    reader = _Reader(database)
    return {row[0]: reader.service(row) for row in sorted(database.execute(_SERVICES), key=itemgetter(0))}


class _Reader:
    """What belongs to services, by the id of what it belongs to."""

    def __init__(self, database: Connection) -> None:
        self._database = database
        self._words = _words(database.execute(_WORDS))
        self._organizations = {row[0]: row for row in database.execute(_ORGANIZATIONS)}
        self._marks = _marks(database)
        self._naming = naming.all_naming(database)
        self._seats = _grouped(database, _SEATS)
        self._addresses = _grouped(database, _ADDRESSES)
        self._phones = _grouped(database, _PHONES)
        self._phones_above = _grouped(database, _PHONES_OF_ORGANIZATIONS)
        self._schedules = _grouped(database, _SCHEDULES)
        self._schedules_of_places = _grouped(database, _SCHEDULES_OF_PLACES)
        self._areas = _grouped(database, _AREAS)
        self._languages = _grouped(database, _LANGUAGES)
        self._urls = _grouped(database, _URLS)
        self._capacities = _grouped(database, _CAPACITIES)
        self._costs = dict(database.execute(_COSTS).fetchall())
        self._openings: dict[tuple[Row, ...], tuple[Opening, ...]] = {}
        self._told: dict[tuple[Any, ...], Terms] = {}
        self._confidence = dict(database.execute(_SOURCES).fetchall())

    def service(self, row: Row) -> Service:
        """One service, from its row of `_SERVICES`."""
        own, above, name, about, eligibility, url, status, youngest, oldest, assured = row
        marks = self._marks.get(own, _NO_MARKS)
        organization = self._organizations.get(above, (above, "", ""))
        return Service(
            id=own,
            names=self._texts(own, "name", name),
            kinds=marks.kinds,
            needs=marks.needs,
            seats=self._places(own, marks),
            serves=tuple([code for _, uri in self._areas.get(own, ()) if (code := areas.code_of(uri))]),
            organization=self._texts(above, "name", organization[1]),
            about=self._texts(own, "description", about),
            eligibility=self._texts(own, "eligibility_description", eligibility),
            phones=self._numbers(self._phones.get(own) or self._phones_above.get(above) or ()),
            openings=self._hours(own),
            websites=self._websites(url, own) or self._websites(organization[2], above),
            terms=self._terms(own, marks, youngest, oldest),
            status=status,
            assured=_day(assured),
            confidence=self._confidence.get(own, ""),
            capacities=tuple([_capacity(row) for row in self._capacities.get(own, ())]),
            naming=self._naming.get(own, _SIMPLE),
        )

    def _texts(self, own: str, field: str, base: str | None) -> Words:
        told = self._words[field].get(own)
        if told is None:
            return {wording.language_of(base): base} if base else _NOTHING
        if not base or base in told.values():
            return told
        return {**told, self._bases.get((own, field)) or wording.language_of(base): base}

    @cached_property
    def _bases(self) -> Mapping[tuple[str, str], str]:
        """The language of each field that has translations; asked for only where a text differs."""
        return {(own, field): language for own, field, language in self._database.execute(_BASES)}

    def _places(self, own: str, marks: "_Marks") -> tuple[Seat, ...]:
        is_hidden = facts.HIDDEN in marks.profile
        seats = tuple([self._seat(row, is_hidden) for row in self._seats.get(own, ())])
        return seats or ((Seat(hidden=True),) if is_hidden else ())

    def _seat(self, row: Row, is_hidden: bool) -> Seat:
        _, own, kind, identifier, latitude, longitude, about = row
        territory = areas.territory_of(kind, identifier)
        if is_hidden or facts.HIDDEN in self._marks.get(own, _NO_MARKS).profile:
            return Seat(territory, hidden=True)
        point = None if latitude is None or longitude is None else (latitude, longitude)
        return Seat(territory, point, self._address(own, about))

    def _address(self, own: str, about: str | None) -> Words:
        for _, *parts in self._addresses.get(own, ()):
            text = ", ".join(part for part in parts if part)
            return {wording.language_of(text): text}
        return self._texts(own, "description", about)

    def _numbers(self, rows: Iterable[Row]) -> tuple[Phone, ...]:
        found: dict[tuple[str, str], Phone] = {}
        for _, own, number, extension, about in rows:
            inner = "" if extension is None else str(int(extension))
            found.setdefault((number, inner), Phone(number, inner, self._texts(own, "description", about)))
        return tuple(found.values())

    def _hours(self, own: str) -> tuple[Opening, ...]:
        rows = self._schedules.get(own) or self._schedules_of_places.get(own)
        if not rows:
            return ()
        key = tuple([row[1:] for row in rows])
        if key not in self._openings:  # many services have the same hours
            self._openings[key] = hours.openings(dict(zip(_SCHEDULE, row, strict=True)) for row in key)
        return self._openings[key]

    def _websites(self, first: str | None, own: str) -> tuple[str, ...]:
        if own not in self._urls:
            return (first,) if first else ()
        urls: list[str] = [url for _, url in self._urls[own]]
        return tuple(dict.fromkeys([first, *urls] if first else urls))

    def _terms(self, own: str, marks: "_Marks", youngest: float | None, oldest: float | None) -> Terms:
        languages = tuple([str(code) for _, code in self._languages[own]]) if own in self._languages else ()
        key = (marks.profile, youngest, oldest, languages, self._costs.get(own))
        if key not in self._told:
            self._told[key] = _terms(*key)
        return self._told[key]


_SCHEDULE = ("freq", "byday", "opens_at", "closes_at")


def _terms(
    profile: tuple[str, ...],
    youngest: float | None,
    oldest: float | None,
    languages: tuple[str, ...],
    cost: float | None,
) -> Terms:
    return Terms(
        youngest=youngest,
        oldest=oldest,
        sex="girls" if "girls_only" in profile else "boys" if "boys_only" in profile else None,
        languages=tuple(dict.fromkeys(_TWO_LETTERS.get(code, code) for code in languages)),
        free=None if cost is None else cost == 0,
        without_documents=_either("without_documents", "documents_needed", profile),
        referral="direct" if "direct" in profile else "by_request" if "by_request" in profile else None,
        decided_by=tuple(
            mark.removeprefix(facts.DECIDED_BY) for mark in profile if mark.startswith(facts.DECIDED_BY)
        ),
    )


def _either(yes: str, no: str, profile: Iterable[str]) -> bool | None:
    return True if yes in profile else False if no in profile else None


def _capacity(row: Row) -> Capacity:
    _, available, maximum, unit, about, updated = row
    return Capacity(available, maximum, unit, about, _day(updated[:10] if updated else None))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DirectoryDamaged(f"assured_date {text[:20]}") from error


def _grouped(database: Connection, statement: str) -> dict[str, list[Row]]:
    """The rows by their first column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in database.execute(statement):
        found[row[0]].append(row)
    return dict(found)


def _words(rows: Iterable[Row]) -> Mapping[str, dict[str, dict[str, str]]]:
    """The texts by field, then by the id of the row, then by language."""
    fields: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for own, field, language, text in rows:
        texts = fields[field]
        if own in texts:
            texts[own][language] = text
        else:
            texts[own] = {language: text}
    return fields


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a row is marked with, in our own codes."""

    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()


_NO_MARKS = _Marks()


def _marks(database: Connection) -> dict[str, _Marks]:
    """The marks of each row; the same marks are one value."""
    terms = {own: code.split(":", 1) for own, code in database.execute(_TERMS)}
    known: dict[str, _Marks] = {}
    found: dict[str, _Marks] = {}
    for own, ids in database.execute(_MARKS):
        if ids not in known:
            known[ids] = _sorted([terms[one] for one in (ids or "").split(" ") if one in terms])
        found[own] = known[ids]
    return found


def _sorted(codes: Iterable[Sequence[str]]) -> _Marks:
    """Kinds, needs and profile apart; with no need told, the needs that the kinds answer as a rule."""
    by_taxonomy: dict[str, list[str]] = {"kind": [], "need": [], "profile": []}
    for taxonomy, code in codes:
        by_taxonomy[taxonomy].append(code)
    own_kinds, needs, profile = map(tuple, by_taxonomy.values())
    if own_kinds and not needs:
        known = kinds.all_kinds()
        needs = tuple(
            dict.fromkeys(need for code in own_kinds if code in known for need in known[code].needs)
        )
    return _Marks(own_kinds, needs, profile)
