"""Whose services somebody keeps: editors and coordinators those of their territory, else of the country.

Everybody at the desk reads every public card: a child may be sent anywhere.
"""

from cases.officers import Officer
from cases.services import private
from directory.departments import WHOLE_COUNTRY
from directory.service import Service
from directory.territory import Territories
from web.desk import access

KEEPERS = access.EDITOR | access.COORDINATOR
"""Those who change the directory."""
CHECKERS = KEEPERS | access.OPERATOR
"""Those who say that they made sure of a service."""
KNOWING = CHECKERS
"""Those who may know what of a service is not public."""


def is_theirs(officer: Officer, service: Service, territories: Territories) -> bool:
    """Whether the service lies in the territory of this officer; without a place, whom it serves decides."""
    seats = [seat.territory for seat in service.seats if territories.find(seat.territory)]
    return covers(officer, seats or service.serves, territories)


def covers(officer: Officer, places: list[str] | tuple[str, ...], territories: Territories) -> bool:
    """Whether one of these places lies in the territory of this officer."""
    if not officer.territory:
        return True
    known = (place for place in places if territories.find(place))
    return any(territories.is_within(place, officer.territory) for place in known)


def may_keep(officer: Officer, service: Service, territories: Territories) -> bool:
    """Whether this officer may change the service."""
    return officer.role in KEEPERS and is_theirs(officer, service, territories)


def may_check(officer: Officer, service: Service, territories: Territories) -> bool:
    """Whether this officer may say that they made sure of it."""
    return officer.role in CHECKERS and is_theirs(officer, service, territories)


def may_know(officer: Officer, service: Service, territories: Territories) -> bool:
    """Whether this officer may see the hidden address: of theirs, and of what takes in their children."""
    if officer.role not in KNOWING & private.ROLES:
        return False
    if not officer.territory or WHOLE_COUNTRY in service.serves:
        return True
    serves = [place for place in service.serves if territories.find(place)]
    reaches = any(
        territories.is_within(officer.territory, place) or territories.is_within(place, officer.territory)
        for place in serves
    )
    return reaches or is_theirs(officer, service, territories)
