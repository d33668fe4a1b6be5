"""Where a service sits, its public address, and whose children may come."""

from directory.departments import WHOLE_COUNTRY
from directory.editing.errors import Refused
from directory.editing.marks import BETWEEN
from directory.editing.sheet import Sheet
from directory.hsds import areas, facts
from directory.hsds.shape import Row

_LONGEST, _MOST = 500, 60
_COUNTRY = "Қазақстан"


def read_territory(sheet: Sheet) -> str:
    """The code of KATO of its place; "" while nobody told."""
    place = sheet.place or {}
    return areas.territory_of(place.get("external_identifier_type"), place.get("external_identifier"))


def write_territory(sheet: Sheet, code: str) -> None:
    """Let it sit in this territory. Its point is forgotten: it lay in another one. Raises Refused."""
    if not code:
        raise Refused({"territory": "needed"})
    if read_territory(sheet) == code:
        return
    seat = place(sheet)
    seat |= areas.seat(str(seat["id"]), code)
    seat.pop("latitude", None)
    seat.pop("longitude", None)


def read_address(sheet: Sheet) -> str:
    """The street, as it is shown to everybody."""
    address = _address(sheet)
    if address is not None:
        parts = (address.get("address_1"), address.get("address_2"))
        return ", ".join(str(part) for part in parts if part)
    return str((sheet.place or {}).get("description") or "")


def write_address(sheet: Sheet, value: str) -> None:
    """Let this be its street; a hidden one is taken out again before the file is kept. Raises Refused."""
    if len(value) > _LONGEST:
        raise Refused({"address": "long"})
    address = _address(sheet)
    if address is not None and value:
        address["address_1"] = value
        address.pop("address_2", None)
        return
    if address is not None:
        sheet.rows["address"] = [row for row in sheet.of("address") if row is not address]
    seat = place(sheet) if value else sheet.place
    if seat is not None:
        seat.pop("description", None)
        seat |= {"description": value} if value else {}


def read_serves(sheet: Sheet) -> str:
    """The codes of the territories whose children may come, "KZ" for the country."""
    told = (areas.code_of(row.get("uri")) for row in sheet.of("service_area"))
    return BETWEEN.join(sorted(dict.fromkeys(filter(None, told))))


def write_serves(sheet: Sheet, value: str, names: dict[str, str] | None = None) -> None:
    """Let the children of these territories come; areas that are none of ours stay. Raises Refused."""
    wanted = [part for part in value.split(BETWEEN) if part]
    if len(wanted) > _MOST:
        raise Refused({"serves": "long"})
    known = {areas.code_of(row.get("uri")): row for row in sheet.of("service_area")}
    foreign = [row for row in sheet.of("service_area") if not areas.code_of(row.get("uri"))]
    called = (names or {}) | {WHOLE_COUNTRY: _COUNTRY}
    fresh = [known.get(code) or areas.served(sheet.service, code, called.get(code, code)) for code in wanted]
    sheet.rows["service_area"] = foreign + fresh


def place(sheet: Sheet) -> Row:
    """The location where it sits, made if there is none."""
    if sheet.place is not None:
        return sheet.place
    own = facts.identifier("location", sheet.service, "place")
    sheet.of("location").append({"id": own, "location_type": "physical"})
    joined = facts.identifier("service_at_location", sheet.service, "there")
    sheet.of("service_at_location").append({"id": joined, "service_id": sheet.service, "location_id": own})
    return sheet.of("location")[0]


def _address(sheet: Sheet) -> Row | None:
    own = (sheet.place or {}).get("id")
    rows = (row for row in sheet.of("address") if row.get("location_id") == own)
    return next((row for row in rows if row.get("address_type") == "physical"), None)
