"""Codes of KATO inside the standard: where a place is, and whose children a service takes."""

from directory.departments import WHOLE_COUNTRY
from directory.hsds import facts
from directory.hsds.shape import Row

#: How a location says that its external identifier is a code of KATO.
KATO = "KATO"
_URI = "kato:"


def seat(location_id: str, code: str) -> Row:
    """The fields of a location that lies in this territory."""
    return {"id": location_id, "external_identifier": code, "external_identifier_type": KATO}


def territory_of(kind: object, identifier: object) -> str:
    """The code of KATO that a location has as external identifier of this type; "" if it has none."""
    return str(identifier or "") if kind == KATO else ""


def served(service_id: str, code: str, name: str) -> Row:
    """The service area of a territory ("KZ": the country) and its name, in any language."""
    return {
        "id": facts.identifier("service_area", service_id, code),
        "service_id": service_id,
        "name": name,
        "uri": f"{_URI}{code or WHOLE_COUNTRY}",
    }


def code_of(uri: object) -> str:
    """The territory that a service area's URI names, "KZ" for the country; "" if it names none of ours."""
    text = str(uri or "")
    return text.removeprefix(_URI) if text.startswith(_URI) else ""
