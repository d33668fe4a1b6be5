"""A list with one row for each service becomes records of the standard."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from directory import folding, kinds
from directory.departments import WHOLE_COUNTRY
from directory.exchange import ground, headings, identity, namesakes, numbers, worktimes
from directory.exchange.doubt import Doubt
from directory.exchange.ground import Ground, Known
from directory.exchange.journal import Journal
from directory.exchange.namesakes import Several
from directory.exchange.record import Origin, Record
from directory.hsds import areas, facts, hours, wording
from directory.service import Service
from directory.territory import name_in

_CODE = re.compile("[a-z]{2,3}")
_LISTED = re.compile(r"\s*[;\n]\s*")
_NOT_FILLED_IN = frozenset({"number", "kind", "territory", "serves", "needs", "decided_by", "referral"})
_FIELDS = {
    "about": "description", "eligibility": "eligibility_description", "application": "application_process",
    "website": "url", "email": "email", "youngest": "minimum_age", "oldest": "maximum_age",
    "assured": "assured_date",
}  # fmt: skip
#: Columns in which several values may stand, with semicolons between.
_LISTS = frozenset({"kind", "needs", "serves", "phone", "phone_2", "languages", "decided_by"})
_COUNTRY = {"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"}
_MAY_BE_HIDDEN = (
    "address not taken: this may be a home for victims. If the address is public, say no where it is asked"
    " whether it is hidden, and import again"
)
_STRANGER = Known("", "", "", "")


def records(
    rows: Iterable[tuple[int, Mapping[str, object]]], file: tuple[str, str], know: Ground, journal: Journal
) -> Iterator[Record]:
    """The records of all rows; `file` is its name and whose list it is. Columns without a place are noted."""
    name, source = file
    for line, cells in rows:
        origin = Origin(name, line, source)
        row = _Line(_told(cells, origin, journal), origin, know, journal)
        told = row.told
        if headings.is_example(row.text("number")):
            journal.left_out["example rows"] += 1
        elif told.keys() <= _NOT_FILLED_IN:
            journal.left_out["rows of a template that nobody has filled in"] += 1
        else:
            yield from row.records()


def _told(cells: Mapping[str, object], origin: Origin, journal: Journal) -> dict[str, object]:
    """What stands in a row by the keys of its columns; columns that mean the same are one list."""
    told: dict[str, object] = {}
    for heading, value in cells.items():
        if value is None or not str(value).strip():
            continue
        key = headings.key_of(heading)
        if not key:
            journal.left_out[f"{origin.file}: column {heading or 'without a heading'}"] += 1
            continue
        both = namesakes.joined(told[key], value) if key in told else value
        if isinstance(both, Several) and key not in _LISTS:
            journal.refuse_value(origin, ("service", key), "", namesakes.LOST.format(heading=heading))
            both = both.values[0]
        told[key] = namesakes.text_of(both) if isinstance(both, Several) else both
    return told


@dataclass(slots=True)
class _Line:
    """One row and all that it is read with."""

    told: Mapping[str, object]
    origin: Origin
    know: Ground
    journal: Journal
    service: str = ""
    known: Known = _STRANGER
    shown: Service | None = None
    names: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        value = self.told.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str("" if value is None else value).strip()

    def records(self) -> Iterator[Record]:
        parts = filter(None, _LISTED.split(self.text("kind")))
        found_kinds = [code for part in parts if (code := self._found("kind", part, ground.kind_of))]
        territory = self._code("territory", self.know.territory)
        self.names = self._names(found_kinds, territory)
        if not self.names:
            self.journal.refuse_row(self.origin, "service", "the service has no name", field="name")
            return
        own = self.text("number") or f"{folding.fold(next(iter(self.names.values())))}/{territory}"
        self.service = identity.uuid_of(self.origin.source, "service", own)
        self.known = self.know.services.get(self.service, _STRANGER)
        self.shown = self.know.shown.get(self.service)
        is_hidden = (
            bool({*found_kinds} & {*headings.hiding_kinds()}) or self._chosen("yes_no", "hidden") == "yes"
        )
        yield from self._service(own)
        yield from self._seat(own, territory, is_hidden)
        yield from self._contacts()
        yield from self._areas()
        for code in (*(f"kind:{kind}" for kind in found_kinds), *self._marks(is_hidden)):
            if code:
                yield Record("attribute", facts.mark("service", self.service, code), self.origin)

    def _names(self, found_kinds: list[str], territory: str) -> dict[str, str]:
        """The names by language, the base first.

        A service without a name is called as its organization, or by its kind and place.
        """
        found = {code: self.text(f"name_{code}") for code in ("ru", "kk", "en") if self.text(f"name_{code}")}
        if bare := self.text("name"):
            found = {wording.language_of(bare): bare} | found
        if not found and (organization := self.text("organization")):
            return {wording.language_of(organization): organization}
        if found or not found_kinds or not territory or territory == WHOLE_COUNTRY:
            return found
        names = kinds.get_kind(found_kinds[0]).names
        place = self.know.territories.get(territory).names
        return {
            code: f"{names[code][:1].upper()}{names[code][1:]} – {place[code]}" for code in ("ru", "kk", "en")
        }

    def _service(self, own: str) -> Iterator[Record]:
        base, name = next(iter(self.names.items()))
        organization = yield from self._organization(name)
        values = {column: self.told.get(key) for key, column in _FIELDS.items()}
        cost = self.text("cost")
        free = headings.chosen("cost", cost)
        if cost and not free:
            values["fees_description"] = cost
        if free == "free":
            paid = {"id": f"{self.service}/free", "service_id": self.service, "amount": 0, "currency": "KZT"}
            yield Record("cost_option", paid, self.origin)
        values |= {"id": own, "name": name, "organization_id": organization}
        yield Record("service", values, self.origin)
        told = self.shown.names if self.shown else {}
        names = {code: text for code, text in self.names.items() if told.get(code) != text}
        for row in wording.translations("service", self.service, "name", names, base=base):
            yield Record("translation", row, self.origin)

    def _organization(self, service_name: str) -> Generator[Record, None, str]:
        """The record of the organization; gives its id. Without a name it is called as its service."""
        name, number = self.text("organization") or service_name, re.sub(r"\D", "", self.text("bin"))
        is_known = self.known.organization and (
            not self.text("organization") or folding.fold(name) == folding.fold(self.known.organization_name)
        )
        if is_known:
            own = self.known.organization
            name = self.known.organization_name
        else:
            own = f"bin/{number}" if number else folding.fold(name)
        yield Record("organization", {"id": own, "name": name}, self.origin)
        if number:
            told = {"id": f"{own}/{number}", "organization_id": own, "identifier_type": "BIN"}
            yield Record("organization_identifier", told | {"identifier": number}, self.origin)
        return own

    def _seat(self, own: str, territory: str, is_hidden: bool) -> Iterator[Record]:
        has_address = bool(self.text("address")) and not is_hidden and self._may_be_found()
        if self.text("address") and is_hidden:
            self.journal.left_out["addresses and points of hidden seats"] += 1
        elif self.text("address") and not has_address:
            self.journal.refuse_value(self.origin, ("address", "address_1"), "", _MAY_BE_HIDDEN)
        if not has_address and (not territory or territory == WHOLE_COUNTRY):
            return
        location = self.known.location or f"{own}/place"
        told: dict[str, object] = {"id": location}
        if is_hidden or not self.known.location:
            told["location_type"] = "virtual" if is_hidden else "physical"
        if territory and territory != WHOLE_COUNTRY:
            told |= areas.seat(location, territory)
        if has_address and not self.text("postal_code"):  # no address of the standard: it describes the place
            told["description"] = ", ".join(filter(None, (self.text("city"), self.text("address"))))
        yield Record("location", told, self.origin)
        joins = {"service_id": self.service, "location_id": location}
        yield Record(
            "service_at_location", {"id": self.known.at_location or f"{own}/there", **joins}, self.origin
        )
        if has_address and self.text("postal_code"):
            yield Record("address", self._address(location, territory), self.origin)

    def _may_be_found(self) -> bool:
        """Whether no word of the row lets one think that this is a home for victims after all."""
        told, answer = self.text("hidden"), headings.chosen("yes_no", self.text("hidden"))
        called = " ".join((self.text("kind"), *self.names.values(), self.text("organization")))
        return answer == "no" or not ((told and not answer) or headings.is_like_a_home(called))

    def _address(self, location: str, territory: str) -> dict[str, object]:
        language = next(iter(self.names))
        has_place = territory and territory != WHOLE_COUNTRY
        city = self.know.territories.name(territory, language) if has_place else ""
        state = name_in(self.know.territories.oblast_of(territory).names, language) if has_place else ""
        return {
            "id": f"{location}/address", "location_id": location, "address_1": self.text("address"),
            "city": self.text("city") or city,
            "state_province": self.text("oblast") or state, "postal_code": self.text("postal_code"),
            "country": "KZ" if has_place else "", "address_type": "physical",
        }  # fmt: skip

    def _contacts(self) -> Iterator[Record]:
        shown = {numbers.joined(one.number, one.extension) for one in self.shown.phones} if self.shown else ()
        for key in ("phone", "phone_2"):
            for number in filter(None, _LISTED.split(self.text(key))):
                if number in shown:
                    continue
                told = {"id": f"{self.service}/{number}", "service_id": self.service, "number": number}
                yield Record("phone", told | {"type": "voice"}, self.origin)
        if text := self.text("hours"):
            yield from self._hours(text)
        for part in filter(None, re.split(r"\s*[;,\n]\s*", self.text("languages"))):
            code = headings.chosen("language", part) or (part if _CODE.fullmatch(part) else "")
            if self.shown and (code or part) in self.shown.terms.languages:
                continue
            told = {"id": f"{self.service}/{code or part}", "service_id": self.service, "name": part}
            yield Record("language", told | ({"code": code} if code else {}), self.origin)

    def _hours(self, text: str) -> Iterator[Record]:
        try:
            openings = worktimes.read(text)
        except Doubt:
            self.journal.repaired["opening hours that are kept in words"] += 1
            told = {"id": f"{self.service}/hours", "service_id": self.service, "description": text}
            yield Record("schedule", told, self.origin)
            return
        if self.shown and hours.openings(hours.schedules(self.service, openings)) == self.shown.openings:
            return
        for row in hours.schedules(self.service, openings):
            yield Record("schedule", row, self.origin)

    def _areas(self) -> Iterator[Record]:
        for part in filter(None, _LISTED.split(self.text("serves"))):
            if code := self._found("serves", part, self.know.territory):
                language = next(iter(self.names))
                name = _COUNTRY[language]
                if code != WHOLE_COUNTRY:
                    name = self.know.territories.name(code, language)
                yield Record("service_area", areas.served(self.service, code, name), self.origin)

    def _marks(self, is_hidden: bool) -> Iterator[str]:
        for part in filter(None, _LISTED.split(self.text("needs"))):
            if code := self._found("needs", part, ground.need_of):
                yield f"need:{code}"
        for part in filter(None, _LISTED.split(self.text("decided_by"))):
            if code := self._found("decided_by", part, ground.body_of):
                yield f"profile:{facts.DECIDED_BY}{code}"
        sex, papers = self._chosen("sex", "sex"), self._chosen("yes_no", "without_documents")
        yield {"girls": "profile:girls_only", "boys": "profile:boys_only"}.get(sex, "")
        yield {"yes": "profile:without_documents", "no": "profile:documents_needed"}.get(papers, "")
        way = self._chosen("referral", "referral")
        yield f"profile:{way}" if way in ("direct", "by_request") else ""
        yield f"profile:{facts.HIDDEN}" if is_hidden else ""

    def _chosen(self, choice: str, key: str) -> str:
        text = self.text(key)
        code = headings.chosen(choice, text)
        if text and not code:
            words = ", ".join(headings.words(choice, "ru"))
            self.journal.refuse_value(
                self.origin, ("service", key), text, f"one of these should stand here: {words}"
            )
        return code

    def _code(self, key: str, find: Callable[[str], str]) -> str:
        return self._found(key, self.text(key), find) if self.text(key) else ""

    def _found(self, key: str, text: str, find: Callable[[str], str]) -> str:
        try:
            return find(text)
        except Doubt as doubt:
            self.journal.refuse_value(self.origin, ("service", key), text, str(doubt))
            return ""
