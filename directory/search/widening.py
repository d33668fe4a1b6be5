"""How far a service is from a territory by what it serves: its district, oblast, the country, elsewhere."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from directory.search.asked import Scope
from directory.search.catalogue import COUNTRY
from directory.service import Service
from directory.territory import Territories

SCOPES: tuple[Scope, ...] = ("district", "oblast", "country", "elsewhere")
_OBLAST = SCOPES.index("oblast")
_NOBODY = np.zeros(0, dtype=np.int64)
_Owners = defaultdict[str, list[int]]


class Reach:
    """Which services serve, and which sit in, every territory."""

    def __init__(self, services: Sequence[Service], territories: Territories) -> None:
        self._territories = territories
        self._count = len(services)
        serving, serving_inside, seated_inside = (_Owners(list), _Owners(list), _Owners(list))
        around = cache(lambda code: _around(code, territories))
        for owner, service in enumerate(services):
            for code in served(service, territories):
                serving[code].append(owner)
                for up in around(code):
                    serving_inside[up].append(owner)
            for seat in service.seats:
                for up in around(seat.territory):
                    seated_inside[up].append(owner)
        self._serving, self._serving_inside, self._seated_inside = (
            {code: np.array(owners) for code, owners in some.items()}
            for some in (serving, serving_inside, seated_inside)
        )

    def scopes(self, territory: str) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """For each service: its scope as a number of SCOPES, and whether it serves the territory.

        One that sits in the oblast without serving the territory is of the scope "oblast": it may be the
        nearest there is. One that serves a part of the territory serves it.
        """
        path = self._territories.path(territory)
        top = path[-1]
        inside = self._serving_inside.get(territory, _NOBODY)
        over = self._serving.get(top.code, _NOBODY)
        everywhere = self._serving.get(COUNTRY, _NOBODY)
        # Astana, Almaty, Shymkent: the city is the district
        districts = [row.code for row in path if row is not top or top.level != "oblast"]
        near = np.concatenate([inside, *(self._serving.get(code, _NOBODY) for code in districts)])
        scopes = np.full(self._count, SCOPES.index("elsewhere"), dtype=np.int8)
        scopes[everywhere] = SCOPES.index("country")
        scopes[np.concatenate([over, self._seated_inside.get(top.code, _NOBODY), inside])] = _OBLAST
        if territory != top.code or top.level != "oblast":
            scopes[near] = SCOPES.index("district")
        serves = np.zeros(self._count, dtype=bool)
        serves[np.concatenate([near, over, everywhere])] = True
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
