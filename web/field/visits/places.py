"""The districts in which a monitor may plan a visit: those of the own territory."""

from dataclasses import dataclass

from directory.territory import Territories, Territory


@dataclass(frozen=True, slots=True)
class Region:
    """A region and its districts, as codes and names."""

    name: str
    districts: tuple[tuple[str, str], ...]


def regions(territories: Territories, within: str, language: str) -> tuple[Region, ...]:
    """Give the districts that lie in a territory ("": the country), region by region."""
    found: dict[str, list[tuple[str, str]]] = {}
    for unit in _districts(territories, within):
        above = territories.name(territories.oblast_of(unit.code).code, language)
        found.setdefault(above, []).append((unit.code, territories.name(unit.code, language)))
    return tuple(Region(name, tuple(sorted(rows, key=lambda row: row[1]))) for name, rows in found.items())


def known(territories: Territories, within: str, code: str) -> str:
    """Give the code if it is a district of the territory, else ""."""
    return code if any(unit.code == code for unit in _districts(territories, within)) else ""


def only(territories: Territories, within: str) -> str:
    """Give the one district of a territory; "" where it has several."""
    found = [unit.code for unit in _districts(territories, within)]
    return found[0] if len(found) == 1 else ""


def _districts(territories: Territories, within: str) -> list[Territory]:
    if within and (own := territories.district_of(within)) is not None:
        return [own]
    regions = [territories.get(within)] if within else list(territories.oblasts())
    return [
        unit
        for region in regions
        for unit in (region, *territories.children(region.code))
        if unit.has_services
    ]
