"""How far a service is from a territory by what it serves: its district, oblast, the country, elsewhere."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from directory.search.asked import Scope
from directory.search.catalogue import COUNTRY
from directory.service import Service
from directory.territory import Territories

SCOPES: tuple[Scope, ...] = ("district", "oblast", "country", "elsewhere")


class Reach:
    """Which services serve, and which sit in, every territory."""

    def __init__(self, services: Sequence[Service], territories: Territories) -> None:
        self._territories = territories
        self._count = len(services)
        self._serving: dict[str, list[int]] = defaultdict(list)
        self._serving_inside: dict[str, list[int]] = defaultdict(list)
        self._seated_inside: dict[str, list[int]] = defaultdict(list)
        for owner, service in enumerate(services):
            for code in served(service, territories):
                self._serving[code].append(owner)
                for up in _around(code, territories):
                    self._serving_inside[up].append(owner)
            for seat in service.seats:
                for up in _around(seat.territory, territories):
                    self._seated_inside[up].append(owner)

    def scopes(self, territory: str) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """For each service: its scope as a number of SCOPES, and whether it serves the territory.

        One that sits in the oblast without serving the territory is of the scope "oblast": it may be the
        nearest there is. One that serves a part of the territory serves it.
        """
        path = self._territories.path(territory)
        top = path[-1]
        inside = self._serving_inside.get(territory, ())
        around = [owner for row in path for owner in self._serving.get(row.code, ()) if row is not top]
        over = [*self._serving.get(top.code, ()), *self._seated_inside.get(top.code, ())]
        if top.level != "oblast":  # Astana, Almaty, Shymkent: the city is the district
            around += self._serving.get(top.code, ())
        scopes = np.full(self._count, SCOPES.index("elsewhere"), dtype=np.int8)
        scopes[self._serving.get(COUNTRY, [])] = SCOPES.index("country")
        scopes[[*over, *inside]] = SCOPES.index("oblast")
        if territory != top.code or top.level != "oblast":
            scopes[[*around, *inside]] = SCOPES.index("district")
        serves = np.zeros(self._count, dtype=bool)
        everywhere = self._serving.get(COUNTRY, ())
        serves[[*inside, *around, *self._serving.get(top.code, ()), *everywhere]] = True
        return scopes, serves


def served(service: Service, territories: Territories) -> frozenset[str]:
    """The territories that it serves; when nobody told, the districts or oblasts where it sits."""
    if service.serves:
        return frozenset(code for code in service.serves if code == COUNTRY or territories.find(code))
    found = set()
    for seat in service.seats:
        if territories.find(seat.territory):
            district = territories.district_of(seat.territory)
            found.add(district.code if district else territories.oblast_of(seat.territory).code)
    return frozenset(found)


def _around(code: str, territories: Territories) -> list[str]:
    return [row.code for row in territories.path(code)] if territories.find(code) else []
