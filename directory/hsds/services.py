"""Rows of directory.db → `Service` values, all at once: a dozen statements, joined in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any

from directory import kinds
from directory.hsds import areas, facts, hours, wording
from directory.service import Opening, Phone, Seat, Service, Terms, Words

Row = tuple[Any, ...]

_SERVICES = """
    SELECT id, organization_id, name, description, eligibility_description, url, status,
           minimum_age, maximum_age, assured_date
    FROM service ORDER BY id
"""
_ORGANIZATIONS = "SELECT id, name, website FROM organization"
_WORDS = """
    SELECT entity_id, field, language, text, origin FROM translation
    WHERE entity IN ('service', 'organization', 'location', 'phone')
"""
_TERMS = (
    "SELECT id, code FROM taxonomy_term WHERE taxonomy IN ('kind', 'need', 'profile') AND code IS NOT NULL"
)
_MARKS = "SELECT link_id, taxonomy_term_id FROM attribute"
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
_URLS = "SELECT coalesce(service_id, organization_id), url FROM url"
_SOURCES = "SELECT entity_id, confidence FROM source WHERE entity = 'service' AND confidence IS NOT NULL"

_NOTHING: Words = {}
_NOT_TOLD = Terms()
_TWO_LETTERS = {"kaz": "kk", "rus": "ru", "eng": "en", "uzb": "uz", "kir": "ky"}


def all_services(database: Connection) -> Mapping[str, Service]:
    """Every service of the file by its id, in order of the ids.

    Raises:
        ValueError: a date in the file is none.
    """
    reader = _Reader(database)
    return {row[0]: reader.service(row) for row in database.execute(_SERVICES).fetchall()}


class _Reader:
    """What belongs to services, by the id of what it belongs to."""

    def __init__(self, database: Connection) -> None:
        self._words, self._base = _words(database.execute(_WORDS))
        self._organizations = {row[0]: row for row in database.execute(_ORGANIZATIONS)}
        self._marks = _marks(database)
        self._seats = _grouped(database, _SEATS)
        self._addresses = _grouped(database, _ADDRESSES)
        self._phones = _grouped(database, _PHONES)
        self._phones_above = _grouped(database, _PHONES_OF_ORGANIZATIONS)
        self._schedules = _grouped(database, _SCHEDULES)
        self._schedules_of_places = _grouped(database, _SCHEDULES_OF_PLACES)
        self._areas = _grouped(database, _AREAS)
        self._languages = _grouped(database, _LANGUAGES)
        self._urls = _grouped(database, _URLS)
        self._costs = dict(database.execute(_COSTS).fetchall())
        self._confidence = dict(database.execute(_SOURCES).fetchall())

    def service(self, row: Row) -> Service:
        """One service, from its row of `_SERVICES`."""
        own, above, name, about, eligibility, url, status, youngest, oldest, assured = row
        marks = self._marks.get(own, {})
        organization = self._organizations.get(above, (above, "", ""))
        return Service(
            id=own,
            names=self._texts(own, "name", name),
            kinds=tuple(marks.get("kind", ())),
            needs=_needs(marks),
            seats=self._places(own, marks),
            serves=tuple(code for _, uri in self._areas.get(own, ()) if (code := areas.code_of(uri))),
            organization=self._texts(above, "name", organization[1]),
            about=self._texts(own, "description", about),
            eligibility=self._texts(own, "eligibility_description", eligibility),
            phones=self._numbers(self._phones.get(own) or self._phones_above.get(above) or ()),
            openings=self._hours(own),
            websites=self._websites(url, own) or self._websites(organization[2], above),
            terms=self._terms(own, marks, youngest, oldest),
            status=status,
            assured=date.fromisoformat(assured) if assured else None,
            confidence=self._confidence.get(own, ""),
        )

    def _texts(self, own: str, field: str, base: str | None) -> Words:
        told = self._words.get((own, field), _NOTHING)
        if not base:
            return told
        language = self._base.get((own, field)) or wording.language_of(base)
        return told if told.get(language) == base else {**told, language: base}

    def _places(self, own: str, marks: Mapping[str, list[str]]) -> tuple[Seat, ...]:
        is_hidden = facts.HIDDEN in marks.get("profile", ())
        seats = tuple(self._seat(row, is_hidden) for row in self._seats.get(own, ()))
        return seats or ((Seat(hidden=True),) if is_hidden else ())

    def _seat(self, row: Row, is_hidden: bool) -> Seat:
        _, own, kind, identifier, latitude, longitude, about = row
        territory = areas.territory_of(kind, identifier)
        if is_hidden or (own in self._marks and facts.HIDDEN in self._marks[own].get("profile", ())):
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
        return hours.openings(dict(zip(_SCHEDULE, row[1:], strict=True)) for row in rows) if rows else ()

    def _websites(self, first: str | None, own: str) -> tuple[str, ...]:
        more: list[str] = [url for _, url in self._urls.get(own, ())]
        return tuple(dict.fromkeys([first, *more] if first else more))

    def _terms(
        self, own: str, marks: Mapping[str, list[str]], youngest: float | None, oldest: float | None
    ) -> Terms:
        profile = marks.get("profile", ())
        languages = self._languages.get(own, ())
        cost = self._costs.get(own)
        if not (profile or languages) and cost is None and youngest is None and oldest is None:
            return _NOT_TOLD
        return Terms(
            youngest=youngest,
            oldest=oldest,
            sex="girls" if "girls_only" in profile else "boys" if "boys_only" in profile else None,
            languages=tuple(dict.fromkeys(_TWO_LETTERS.get(code, str(code)) for _, code in languages)),
            free=None if cost is None else cost == 0,
            without_documents=_either("without_documents", "documents_needed", profile),
            referral="direct" if "direct" in profile else "by_request" if "by_request" in profile else None,
            decided_by=tuple(
                mark.removeprefix(facts.DECIDED_BY) for mark in profile if mark.startswith(facts.DECIDED_BY)
            ),
        )


_SCHEDULE = ("freq", "byday", "opens_at", "closes_at")


def _either(yes: str, no: str, profile: Iterable[str]) -> bool | None:
    return True if yes in profile else False if no in profile else None


def _needs(marks: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The needs it is marked with, else those that its kinds answer as a rule."""
    if "need" in marks or "kind" not in marks:
        return tuple(marks.get("need", ()))
    known = kinds.all_kinds()
    return tuple(dict.fromkeys(need for code in marks["kind"] if code in known for need in known[code].needs))


def _grouped(database: Connection, statement: str) -> dict[str, list[Row]]:
    """The rows by their first column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in database.execute(statement):
        found[row[0]].append(row)
    return dict(found)


def _words(rows: Iterable[Row]) -> tuple[dict[tuple[str, str], dict[str, str]], dict[tuple[str, str], str]]:
    """The texts of each field by language, and the language that the field itself is in."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    base: dict[tuple[str, str], str] = {}
    for entity_id, field, language, text, origin in rows:
        texts.setdefault((entity_id, field), {})[language] = text
        if origin == "source":
            base[entity_id, field] = language
    return texts, base


def _marks(database: Connection) -> dict[str, dict[str, list[str]]]:
    """Our marks of each row: kind, need and profile, each with its codes."""
    terms = {own: code.split(":", 1) for own, code in database.execute(_TERMS)}
    found: dict[str, dict[str, list[str]]] = {}
    for link_id, term_id in database.execute(_MARKS):
        if term := terms.get(term_id):
            found.setdefault(link_id, {}).setdefault(term[0], []).append(term[1])
    return found
