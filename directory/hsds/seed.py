"""The named services that come with the program: data/services.csv as rows of the standard.

A blank phone or address means that no source gave it: it stays unknown. Homes for victims have none there.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources

from directory import kinds
from directory.departments import WHOLE_COUNTRY
from directory.hsds import areas, facts, hours, seed_words
from directory.hsds.shape import Row, Rows
from directory.service import Opening
from directory.territory import Territories

#: What the table `source` calls this list.
SOURCE = "named services"

_COUNTRY = {"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = re.compile(r"(\w{3})-(\w{3}) (\d\d):(\d\d)-(\d\d):(\d\d)")
_AROUND_THE_CLOCK = Opening(frozenset(range(7)), 0, 24 * 60)

Line = Mapping[str, str]


def lines() -> list[Line]:
    """The list as it is written; "" where nothing is known."""
    text = resources.files("directory").joinpath("data/services.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def rows(territories: Territories) -> Rows:
    """All of them as rows; what they are marked with are terms of `facts.taxonomies`."""
    found: Rows = defaultdict(list)
    for line in lines():
        for table, row in _rows(line, territories):
            found[table].append(row)
    return dict(found)


def _rows(line: Line, territories: Territories) -> Iterator[tuple[str, Row]]:
    yield from _organization(line)
    yield "service", _service(line)
    yield from _words(line)
    yield from _place(line, territories)
    for code in line["serves"].split():
        name = _COUNTRY[line["language"]]
        if code != WHOLE_COUNTRY:
            name = territories.name(code, line["language"])
        yield "service_area", areas.served(_id(line, "service"), code, name)
    if line["phone"]:
        yield "phone", _of_service(line, "phone") | {"number": line["phone"], "type": "voice"}
    for schedule in hours.schedules(_id(line, "service"), _weekly(line["hours"])):
        yield "schedule", schedule | {"description": line["hours"]}
    if line["free"]:
        yield "cost_option", _of_service(line, "cost_option") | {"amount": 0, "currency": "KZT"}
    for code in _marks(line):
        yield "attribute", facts.mark("service", _id(line, "service"), code)


def _id(line: Line, table: str) -> str:
    return facts.identifier(SOURCE, line["id"], table)


def _of_service(line: Line, table: str) -> Row:
    return {"id": _id(line, table), "service_id": _id(line, "service")}


def _organization(line: Line) -> Iterator[tuple[str, Row]]:
    """The organization, unless the service is a unit of another line's."""
    if not line["organization"]:
        about = kinds.get_kind(line["kind"]).names[line["language"]]
        yield "organization", {"id": _organization_id(line), "name": line["name"], "description": about}


def _organization_id(line: Line) -> str:
    return facts.identifier(SOURCE, line["organization"] or line["id"], "organization")


def _service(line: Line) -> Row:
    row: Row = {
        "id": _id(line, "service"),
        "organization_id": _organization_id(line),
        "name": line["name"],
        "status": "active",
        "last_modified": f"{line['checked_on']}T00:00:00.000Z",
    }
    if line["email"]:
        row["email"] = line["email"]
    if told := seed_words.about(line).get(line["language"]):
        row["description"] = told
    ages = {"minimum_age": line["youngest"], "maximum_age": line["oldest"]}
    return row | {field: float(age) for field, age in ages.items() if age}


def _words(line: Line) -> Iterator[tuple[str, Row]]:
    tables = ["service"] if line["organization"] else ["service", "organization"]
    for table in tables:
        for row in seed_words.translated_names(table, _id(line, table), line):
            yield "translation", row
    for row in seed_words.translated_about(_id(line, "service"), line):
        yield "translation", row
    source = {field: line[field] for field in ("dated", "confidence", "note") if line[field]}
    source |= {
        "entity": "service",
        "entity_id": _id(line, "service"),
        "name": SOURCE,
        "source_id": line["id"],
    }
    yield "source", {**source, "url": line["source"]}


def _place(line: Line, territories: Territories) -> Iterator[tuple[str, Row]]:
    """Where it is, if anybody said so; an address without its postal code is a description."""
    if not line["territory"]:
        return
    location = areas.seat(_id(line, "location"), line["territory"])
    location |= {"location_type": "virtual" if line["hidden"] else "physical", "name": line["name"]}
    location["organization_id"] = _organization_id(line)
    if line["address"] and not line["postal_code"]:
        location["description"] = line["address"]
    yield "location", location
    at_location = _of_service(line, "service_at_location") | {"location_id": location["id"]}
    yield "service_at_location", at_location
    if line["postal_code"]:
        yield "address", _address(line, territories)


def _address(line: Line, territories: Territories) -> Row:
    oblast = territories.oblast_of(line["territory"])
    return {
        "id": _id(line, "address"),
        "location_id": _id(line, "location"),
        "address_1": line["address"],
        "city": line["city"],
        "state_province": oblast.names[line["language"]],
        "postal_code": line["postal_code"],
        "country": "KZ",
        "address_type": "physical",
    }


def _marks(line: Line) -> Iterator[str]:
    kind = kinds.get_kind(line["kind"])
    yield f"kind:{kind.code}"
    yield from (f"need:{need}" for need in dict.fromkeys([*line["needs"].split(), *kind.needs]))
    if line["decided_by"]:
        yield "profile:by_request"
        yield from (f"profile:{facts.DECIDED_BY}{body}" for body in line["decided_by"].split())
    if line["hidden"]:
        yield f"profile:{facts.HIDDEN}"


def _weekly(text: str) -> list[Opening]:
    """What a source wrote of its hours: "24/7" or "Mon-Fri 09:00-18:30"."""
    if text.startswith("24/7"):
        return [_AROUND_THE_CLOCK]
    found = _HOURS.fullmatch(text)
    if found is None:
        return []
    first, last = _DAYS.index(found[1]), _DAYS.index(found[2])
    hour, minute, last_hour, last_minute = map(int, found.groups()[2:])
    return [Opening(frozenset(range(first, last + 1)), hour * 60 + minute, last_hour * 60 + last_minute)]
