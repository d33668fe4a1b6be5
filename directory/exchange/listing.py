"""Services as rows of a sheet: the other way round than `sheet`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory import bodies, kinds
from directory.departments import WHOLE_COUNTRY
from directory.exchange import headings, numbers, worktimes
from directory.exchange.shelf import Key
from directory.exchange.workbook import Cell
from directory.hsds import facts
from directory.hsds.shape import Row
from directory.service import Service
from directory.territory import Territories

Tables = Mapping[str, Mapping[Key, Row]]

_FIELDS = {
    "about": "description", "eligibility": "eligibility_description", "application": "application_process",
    "website": "url", "email": "email", "youngest": "minimum_age", "oldest": "maximum_age",
    "assured": "assured_date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """All that the rows are made of. `language` is that of the words for values: kk, ru or en."""

    services: Mapping[str, Service]
    tables: Tables
    territories: Territories
    language: str


def rows(source: Source) -> Iterator[list[Cell]]:
    """A row for each service, in order of ids, in the columns of the template."""
    for _, cells in told(source):
        yield [cells.get(column.key) for column in headings.columns() if column.wide]


def told(source: Source) -> Iterator[tuple[Service, dict[str, Cell]]]:
    """Each service with its cells by the keys of their columns, in order of ids."""
    around = _Around(source.tables)
    for service in source.services.values():
        yield service, dict(_cells(service, around, source))


def _cells(service: Service, around: "_Around", source: Source) -> Iterator[tuple[str, Cell]]:
    language, row = source.language, source.tables["service"][(service.id,)]
    yield "number", service.id
    yield from ((f"name_{code}", service.names.get(code)) for code in headings.LANGUAGES)
    yield "kind", _joined(kinds.get_kind(code).names[language] for code in service.kinds)
    yield "needs", _joined(kinds.get_need(code).names[language] for code in service.needs)
    yield "organization", around.organization(row)
    yield "bin", around.bins.get(str(row.get("organization_id")))
    yield "serves", _joined(_place(code, source) for code in service.serves)
    yield from _seat(service, around, source)
    dialled = [numbers.joined(phone.number, phone.extension) for phone in service.phones]
    yield "phone", dialled[0] if dialled else None
    yield "phone_2", _joined(iter(dialled[1:]))
    yield "hours", worktimes.written(service.openings, language) or around.told_hours.get(service.id)
    yield (
        "languages",
        _joined(headings.word("language", one, language) or one for one in service.terms.languages),
    )
    yield from ((key, _plain(row.get(column))) for key, column in _FIELDS.items())
    yield from _terms(service, row, language)


def _seat(service: Service, around: "_Around", source: Source) -> Iterator[tuple[str, Cell]]:
    if not service.seats:
        return
    seat = service.seats[0]
    yield "territory", _place(seat.territory, source) if seat.territory else None
    if seat.hidden:
        yield "hidden", headings.word("yes_no", "yes", source.language)
        return
    if service.id in around.opened:
        yield "hidden", headings.word("yes_no", "no", source.language)
    address = around.addresses.get(around.places.get(service.id, ""))
    if address:
        yield "address", str(address["address_1"])
        yield "city", str(address["city"])
        yield "oblast", str(address["state_province"])
        yield "postal_code", str(address["postal_code"])
    else:
        yield "address", around.descriptions.get(around.places.get(service.id, ""))


def _terms(service: Service, row: Row, language: str) -> Iterator[tuple[str, Cell]]:
    terms = service.terms
    if terms.sex:
        yield "sex", headings.word("sex", terms.sex, language)
    if terms.free:
        yield "cost", headings.word("cost", "free", language)
    elif row.get("fees_description"):
        yield "cost", str(row["fees_description"])
    if terms.without_documents is not None:
        yield (
            "without_documents",
            headings.word("yes_no", "yes" if terms.without_documents else "no", language),
        )
    if terms.referral:
        yield "referral", headings.word("referral", terms.referral, language)
    yield "decided_by", _joined(bodies.get_body(code).names[""][language] for code in terms.decided_by)


class _Around:
    """What stands around services in other tables, by the id of what it belongs to."""

    def __init__(self, tables: Tables) -> None:
        self._organizations = {key[0]: str(row["name"]) for key, row in tables["organization"].items()}
        identifiers = tables["organization_identifier"].values()
        self.bins = {
            str(row.get("organization_id")): str(row["identifier"])
            for row in identifiers
            if row["identifier_type"] == "BIN"
        }
        self.addresses = {
            str(row.get("location_id")): row
            for row in tables["address"].values()
            if row["address_type"] == "physical"
        }
        is_open = facts.term(f"profile:{facts.OPEN}")
        marks = tables["attribute"].values()
        self.opened = {row.get("link_id") for row in marks if row.get("taxonomy_term_id") == is_open}
        joins = sorted(tables["service_at_location"].items(), reverse=True)
        self.places = {str(row.get("service_id")): str(row.get("location_id")) for _, row in joins}
        self.descriptions = {
            key[0]: str(row["description"])
            for key, row in tables["location"].items()
            if row.get("description")
        }
        self.told_hours = {
            str(row.get("service_id")): str(row["description"])
            for row in tables["schedule"].values()
            if row.get("description") and not row.get("opens_at")
        }

    def organization(self, service: Row) -> str | None:
        """The name of the service's organization."""
        return self._organizations.get(str(service.get("organization_id")))


def _place(code: str, source: Source) -> str:
    if code == WHOLE_COUNTRY:
        return headings.word("area", "country", source.language)
    return source.territories.full_name(code, source.language) if source.territories.find(code) else code


def _joined(parts: Iterator[str]) -> str | None:
    return "; ".join(parts) or None


def _plain(value: object) -> Cell:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, str | int) else None
