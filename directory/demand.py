"""Which gaps are closed first: where people look for help in vain, then where most is reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from directory import kinds
from directory.gaps import Gap
from directory.territory import Territories

_NEAREST_LAST = ("", "country", "oblast")


@dataclass(frozen=True, slots=True)
class Demand:
    """How often help was asked for.

    `in_vain`: searches by the button of the need (need.shelter) and by district or oblast; `reports`: cases
    by district. How many children live where is not known, and is guessed nowhere.
    """

    in_vain: Mapping[tuple[str, str], int] = field(default_factory=dict)
    reports: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A gap, and how much speaks for closing it; None where nothing was counted.

    `in_vain`: searches for this need in the district, and those of its oblast that name no district.
    """

    gap: Gap
    in_vain: int | None = None
    reports: int | None = None


def weighed(
    found: Iterable[Gap], territories: Territories, demand: Demand | None = None
) -> tuple[Weighed, ...]:
    """The gaps, what to collect first at the top.

    Most searches in vain, then most reports, then needs in the order in which they are offered, then what is
    nowhere in the country before what is elsewhere in it.
    """
    needs = kinds.all_needs()
    order = {code: number for number, code in enumerate(needs)}
    rows = [_weighed(gap, needs[gap.need].button, territories, demand) for gap in found]
    return tuple(
        sorted(
            rows,
            key=lambda one: (
                -(one.in_vain or 0),
                -(one.reports or 0),
                order[one.gap.need],
                _NEAREST_LAST.index(one.gap.beyond),
                one.gap.district,
            ),
        )
    )


def _weighed(gap: Gap, button: str, territories: Territories, demand: Demand | None) -> Weighed:
    if demand is None:
        return Weighed(gap)
    places = {gap.district, territories.oblast_of(gap.district).code}
    searches = sum(demand.in_vain.get((button, place), 0) for place in places)
    return Weighed(gap, searches, demand.reports.get(gap.district, 0))
