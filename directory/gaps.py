"""What the directory lacks: the needs for which a district has no service, and who could answer there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory import kinds
from directory.departments import WHOLE_COUNTRY, Departments
from directory.search import catalogue, widening
from directory.service import Service
from directory.territory import Territories, Territory

Beyond = Literal["oblast", "country", ""]

_NOBODY = "OPERATOR"  # answers whenever no authority does: that is no answer here


@dataclass(frozen=True, slots=True)
class Gap:
    """A need that no active service answers for a district: none serves it, a part of it or its whole oblast.

    `beyond`: the nearest that answers it all the same sits elsewhere in the "oblast", or serves the whole
    "country"; "" if there is none. `body`: the first body of the need's ladder; `department`: the code of
    the authority that could answer, "" if the directory has none.
    """

    need: str
    district: str
    beyond: Beyond
    body: str
    department: str


@dataclass(slots=True)
class _Answered:
    """Where the services for one need are."""

    districts: set[str] = field(default_factory=set)
    oblasts: set[str] = field(default_factory=set)  # served as a whole
    around: set[str] = field(default_factory=set)  # oblasts in which any of them is
    country: bool = False


def districts(territories: Territories, oblast: str = "") -> tuple[Territory, ...]:
    """The districts and cities with services of their own, in order of their codes; of one oblast if told.

    A district is told as an oblast is: then it is the only one.

    Raises:
        UnknownTerritory: there is no such territory.
    """
    if oblast:
        territories.get(oblast)
    found = (one for one in territories if one.has_services)
    inside = (one for one in found if not oblast or territories.is_within(one.code, oblast))
    return tuple(sorted(inside, key=lambda one: one.code))


def gaps(
    services: Iterable[Service], territories: Territories, departments: Departments, oblast: str = ""
) -> tuple[Gap, ...]:
    """Every need × district without a service, in the order of the needs, then of the districts' codes.

    Raises:
        UnknownTerritory: there is no such oblast.
    """
    answered = _answered(services, territories)
    wanted = districts(territories, oblast)
    return tuple(
        Gap(need.code, one.code, beyond, need.ladder[0], who_answers(need.code, one.code, departments))
        for need in kinds.all_needs().values()
        for one in wanted
        if (beyond := _beyond(answered[need.code], one, territories)) is not None
    )


def who_answers(need: str, territory: str, departments: Departments) -> str:
    """The code of the first authority on the need's ladder that the directory has for a territory, or "".

    Raises:
        UnknownNeed, UnknownTerritory: the code is not known.
    """
    for body in kinds.get_need(need).ladder:
        found = departments.responsible(body, territory)
        if found is not None and found.body != _NOBODY:
            return found.code
    return ""


def _beyond(known: _Answered, district: Territory, territories: Territories) -> Beyond | None:
    """Where help is although the district has none; None if it has."""
    oblast = territories.oblast_of(district.code).code
    if district.code in known.districts or oblast in known.oblasts:
        return None
    if oblast in known.around:
        return "oblast"
    return "country" if known.country else ""


def _answered(services: Iterable[Service], territories: Territories) -> Mapping[str, _Answered]:
    found: dict[str, _Answered] = defaultdict(_Answered)
    for service in services:
        if service.status != "active":
            continue
        places = widening.served(service, territories)
        for need in catalogue.needs_of(service):
            for code in places:
                _note(found[need], code, territories)
    return found


def _note(known: _Answered, code: str, territories: Territories) -> None:
    if code == WHOLE_COUNTRY:
        known.country = True
        return
    known.around.add(territories.oblast_of(code).code)
    district = territories.district_of(code)
    if district is None:
        known.oblasts.add(code)
    else:
        known.districts.add(district.code)
