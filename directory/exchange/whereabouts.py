"""Where the service of a row is, whose children may come, and what of it is not public."""

from collections.abc import Iterable, Iterator

from directory.departments import WHOLE_COUNTRY
from directory.exchange import headings, refuges
from directory.exchange.line import Line
from directory.exchange.record import Record
from directory.hsds import areas, facts
from directory.territory import name_in

_COUNTRY = {"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"}
#: Columns that never come near directory.db.
_PRIVATE = ("contact_person", "contact_phone", "capacity")


def is_hidden(line: Line, kinds: Iterable[str]) -> bool:
    """Whether the row says that the address is not published, or is of a kind whose address never is."""
    answer = line.chosen("yes_no", "hidden")
    return answer == "yes" or bool(line.text("hidden_address") or {*kinds} & headings.hiding("kinds"))


def seat(line: Line, territory: str, hidden: bool) -> Iterator[Record]:
    """The place with its address, and the mark that says whether it may be shown."""
    withhold(line)
    yield from _mark(line, hidden)
    has_place = bool(territory) and territory != WHOLE_COUNTRY
    if not line.text("address") and not has_place:
        return
    location = line.known.location or f"{line.own}/place"
    told: dict[str, object] = {"id": location}
    if hidden or not line.known.location:
        told["location_type"] = "virtual" if hidden else "physical"
    if has_place:
        told |= areas.seat(location, territory)
    has_code = bool(line.text("postal_code"))
    if line.text("address") and not has_code:  # no address of the standard: it describes the place
        told["description"] = ", ".join(filter(None, (line.text("city"), line.text("address"))))
    yield Record("location", told, line.origin)
    joins = {"service_id": line.service, "location_id": location}
    yield Record(
        "service_at_location", {"id": line.known.at_location or f"{line.own}/there", **joins}, line.origin
    )
    if line.text("address") and has_code:
        yield Record("address", _address(line, location, territory if has_place else ""), line.origin)


def served(line: Line) -> Iterator[Record]:
    """The territories whose children may come."""
    for part in line.parts("serves"):
        if code := line.found("serves", part, line.know.territory):
            language = next(iter(line.names))
            name = _COUNTRY[language]
            if code != WHOLE_COUNTRY:
                name = line.know.territories.name(code, language)
            yield Record("service_area", areas.served(line.service, code, name), line.origin)


def withhold(line: Line) -> None:
    """Keep what is not public beside the rows: no record is made of it."""
    contact, phone, capacity = map(line.text, _PRIVATE)
    if not (contact or phone or capacity or line.text("hidden_address")):
        return
    kept = line.journal.withheld[line.service]
    kept.contact, kept.phone, kept.capacity = contact, phone, capacity
    if line.text("hidden_address"):
        kept.addresses.setdefault(line.text("hidden_address"))


def _mark(line: Line, hidden: bool) -> Iterator[Record]:
    told, answer = line.text("hidden"), headings.chosen("yes_no", line.text("hidden"))
    if hidden:
        yield Record("attribute", facts.mark("service", line.service, f"profile:{facts.HIDDEN}"), line.origin)
    elif answer == "no":
        yield Record("attribute", facts.mark("service", line.service, f"profile:{facts.OPEN}"), line.origin)
    elif (told and not answer) or headings.has_part("words", line.text("kind")):
        yield Record("attribute", refuges.presumed("service", line.service), line.origin)


def _address(line: Line, location: str, territory: str) -> dict[str, object]:
    language = next(iter(line.names))
    city = line.know.territories.name(territory, language) if territory else ""
    state = name_in(line.know.territories.oblast_of(territory).names, language) if territory else ""
    return {
        "id": f"{location}/address", "location_id": location, "address_1": line.text("address"),
        "city": line.text("city") or city,
        "state_province": line.text("oblast") or state, "postal_code": line.text("postal_code"),
        "country": "KZ" if territory else "", "address_type": "physical",
    }  # fmt: skip
