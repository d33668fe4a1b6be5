"""Who answers for what, and where: departments, the one responsible, and the ladder above it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from directory import bodies
from directory.bodies import Body
from directory.errors import UnknownDepartment
from directory.territory import Territories, name_in

#: Answers to "who is responsible for that, there?" that are kept; the directory does not change.
ANSWERS = 4096
#: Stands in a department's code where another has its territory: "OMBUDS:KZ".
WHOLE_COUNTRY = "KZ"


@dataclass(frozen=True, slots=True)
class Department:
    """An authority that can receive reports; `territory` is "" when it answers for the whole country.

    `phone`, `email` and `address` are public, as people reach it; "" where nobody told.
    """

    code: str
    body: str
    territory: str
    names: Mapping[str, str] = field(hash=False)
    phone: str = ""
    email: str = ""
    address: str = ""

    def name(self, language: str) -> str:
        """Its name (uz and ky read the Russian one)."""
        return name_in(self.names, language)


def department_code(body: str, territory: str) -> str:
    """The code of a body's department: "POLICE_JUV:610000000", "OMBUDS:KZ"."""
    return f"{body}:{territory or WHOLE_COUNTRY}"


class Departments:
    """All departments of the directory, in memory."""

    def __init__(self, rows: Iterable[Department], territories: Territories) -> None:
        self._by_code = {row.code: row for row in rows}
        self._territories = territories
        self._responsible = lru_cache(maxsize=ANSWERS)(self._look_for)
        self._above = cache(self._look_above)  # one answer for each department

    def all(self) -> tuple[Department, ...]:
        """Every department, in order of code."""
        return tuple(self._by_code[code] for code in sorted(self._by_code))

    def find(self, code: str) -> Department | None:
        """The department with this code, or None."""
        return self._by_code.get(code)

    def get(self, code: str) -> Department:
        """The department with this code.

        Raises:
            UnknownDepartment: there is none.
        """
        found = self._by_code.get(code)
        if found is None:
            raise UnknownDepartment(code)
        return found

    def responsible(self, body: str, territory: str) -> Department | None:
        """The department of this body that answers for the territory ("": place unknown).

        A body missing in the district is looked for in the oblast, then in the country; a body
        that is nowhere is replaced by the one above it (EDU_LOC → EDU_OBL → CHILD_RIGHTS …), at
        last by the operator. `POLICE_JUV_OBL` begins at the oblast. None only if the directory
        holds not even an operator.

        Raises:
            UnknownBody, UnknownTerritory: the code is not known.
        """
        return self._responsible(body, territory)

    def above(self, code: str) -> Department | None:
        """The next step of the ladder above a department; None above the operator.

        Raises:
            UnknownDepartment: there is no department with this code.
        """
        return self._above(code)

    def _look_for(self, body: str, territory: str) -> Department | None:
        wanted, is_one_up = bodies.resolve(body)
        places = self._places(territory, is_one_up)
        return next(self._found(bodies.chain(wanted), places), None)

    def _look_above(self, code: str) -> Department | None:
        below = self.get(code)
        body, *others = bodies.chain(bodies.get_body(below.body))
        if below.territory:
            places = self._places(below.territory, False)
            higher = next(self._found((body,), places[1:]), None)
            return higher or next(self._found(others, places), None)
        return next(self._found(others, [WHOLE_COUNTRY]), None)

    def _places(self, territory: str, is_one_up: bool) -> list[str]:
        """The codes to look at, nearest first."""
        if not territory:
            return [WHOLE_COUNTRY]
        path = [row.code for row in self._territories.path(territory)]
        return [*(path[-1:] if is_one_up else path), WHOLE_COUNTRY]

    def _found(self, chain: Iterable[Body], places: list[str]) -> Iterator[Department]:
        for body in chain:
            for place in places:
                if found := self._by_code.get(department_code(body.code, place)):
                    yield found
