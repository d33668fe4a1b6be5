"""The tree of territories: oblasts, cities, districts, rural districts, settlements (codes of KATO)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory import alphabet
from directory.errors import UnknownTerritory

Level = Literal["country", "oblast", "city", "district", "rural_district", "settlement"]

#: A language without names of its own reads the names of the next one that has them.
_NEXT_LANGUAGE = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}


@dataclass(frozen=True, slots=True)
class Territory:
    """One administrative unit; `parent` is "" for the twenty units of the first level."""

    code: str
    level: Level
    kind: str
    parent: str
    names: Mapping[str, str] = field(hash=False)
    lat: float | None = None
    lon: float | None = None

    @property
    def has_services(self) -> bool:
        """Whether district departments may sit here: a district, or a city with districts' rights."""
        return self.level == "city" or (self.level == "district" and self.kind != "city_district")


def name_in(names: Mapping[str, str], language: str) -> str:
    """The name in `language`, else in the nearest one that has it (uz, ky → ru)."""
    order = _NEXT_LANGUAGE.get(language, _NEXT_LANGUAGE["ru"])
    return next((names[code] for code in order if names.get(code)), "")


class Territories:
    """The whole tree in memory; it never changes."""

    def __init__(self, rows: Iterable[Territory]) -> None:
        self._by_code = {row.code: row for row in rows}
        children: dict[str, list[Territory]] = defaultdict(list)
        for row in self._by_code.values():
            if row.kind != "city_proper":  # the city itself, listed once more under its administration
                children[row.parent].append(row)
        self._children = {code: tuple(rows) for code, rows in children.items()}
        self._paths: dict[str, tuple[Territory, ...]] = {}
        self._sharing: dict[str, frozenset[tuple[str, str]]] = {}

    def __iter__(self) -> Iterator[Territory]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def find(self, code: str) -> Territory | None:
        """The territory with this code, or None."""
        return self._by_code.get(code)

    def get(self, code: str) -> Territory:
        """The territory with this code.

        Raises:
            UnknownTerritory: there is none.
        """
        found = self._by_code.get(code)
        if found is None:
            raise UnknownTerritory(code)
        return found

    def children(self, code: str = "", language: str = "") -> tuple[Territory, ...]:
        """The units directly inside (of the country: the first level), in order of the alphabet."""
        if code:
            self.get(code)
        rows = self._children.get(code, ())
        if not language:
            return rows
        return tuple(sorted(rows, key=lambda row: alphabet.order(name_in(row.names, language))))

    def oblasts(self, language: str = "") -> tuple[Territory, ...]:
        """The units of the first level: 17 oblasts, Astana, Almaty and Shymkent."""
        return self.children("", language)

    def path(self, code: str) -> tuple[Territory, ...]:
        """The territory itself, then its parents up to the first level."""
        found = self._paths.get(code)
        if found is None:
            row = self.get(code)
            found = self._paths[code] = (row, *(self.path(row.parent) if row.parent else ()))
        return found

    def oblast_of(self, code: str) -> Territory:
        """The unit of the first level around this territory (or itself)."""
        return self.path(code)[-1]

    def district_of(self, code: str) -> Territory | None:
        """The district or city whose own services answer here; None for a whole oblast."""
        return next((row for row in self.path(code) if row.has_services), None)

    def is_within(self, code: str, outer: str) -> bool:
        """Whether `code` is `outer` or lies inside it."""
        return any(row.code == outer for row in self.path(code))

    def name(self, code: str, language: str) -> str:
        """The territory's own name (uz and ky read the Russian one)."""
        return name_in(self.get(code).names, language)

    def full_name(self, code: str, language: str) -> str:
        """The name with as many parents as tell it apart from its namesakes.

        "Жаңаауыл, Мақтаарал ауданы, Түркістан облысы": the rural district stands there only
        when the district has two settlements of that name.
        """
        path = self.path(code)
        shown = [path[0]]
        for row in path[1:]:
            is_between = row.level == "rural_district" or row.kind == "city_district"
            if not is_between or self._has_namesake(path, language):
                shown.append(row)
        return ", ".join(_different(name_in(row.names, language) for row in shown))

    def _has_namesake(self, path: tuple[Territory, ...], language: str) -> bool:
        district = next((row for row in path[1:] if row.has_services), None)
        if district is None or path[0].level != "settlement":
            return False
        return (district.code, name_in(path[0].names, language)) in self._shared_names(language)

    def _shared_names(self, language: str) -> frozenset[tuple[str, str]]:
        known = self._sharing.get(language)
        if known is None:
            seen: dict[tuple[str, str], int] = defaultdict(int)
            for row in self._by_code.values():
                if row.level == "settlement" and (district := self.district_of(row.code)):
                    seen[(district.code, name_in(row.names, language))] += 1
            known = frozenset(key for key, number in seen.items() if number > 1)
            self._sharing[language] = known
        return known


def _different(names: Iterable[str]) -> list[str]:
    """The names without one that repeats the name before it (city and city administration)."""
    found: list[str] = []
    for name in names:
        if not found or found[-1] != name:
            found.append(name)
    return found
