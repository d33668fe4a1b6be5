"""What a list with a row for each service leans on: places, bodies, and the services that are there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from sqlite_utils import Database

from directory import bodies, folding, kinds
from directory.departments import WHOLE_COUNTRY
from directory.exchange import headings
from directory.exchange.doubt import Doubt
from directory.places import Places
from directory.service import Service
from directory.territory import Territories, Territory

_KNOWN = """
    SELECT s.id, coalesce(s.organization_id, ''), coalesce(o.name, ''), coalesce(x.id, ''),
           coalesce(x.location_id, '')
      FROM service s LEFT JOIN organization o ON o.id = s.organization_id
      LEFT JOIN service_at_location x ON x.service_id = s.id ORDER BY s.id, x.id DESC"""


@dataclass(frozen=True, slots=True)
class Known:
    """The rows around a service that is in the directory: organization, its name, its first place."""

    organization: str
    organization_name: str
    at_location: str
    location: str


@dataclass(frozen=True)
class Ground:
    """Finds the code behind what people wrote.

    `services`: what stands around those of the directory, by their ids; `shown`: what is shown of them.
    """

    territories: Territories
    places: Places
    services: Mapping[str, Known] = field(default_factory=dict)
    shown: Mapping[str, Service] = field(default_factory=dict)

    def territory(self, text: str) -> str:
        """The code of KATO of a place, by its code or its name; "KZ" for the country.

        Raises:
            Doubt: it is no place, or may be several.
        """
        if headings.chosen("area", text):
            return WHOLE_COUNTRY
        if self.territories.find(text.strip()):
            return text.strip()
        if found := self._full_names.get(folding.fold(text)):
            return found
        asked = self.places.ask(text)
        if asked.kind == "one":
            return asked.places[0].code
        offered = " / ".join(self.territories.full_name(place.code, "ru") for place in asked.places)
        if offered:
            raise Doubt("which place is meant? {names}", names=offered)
        raise Doubt("no such place is known")

    @cached_property
    def _full_names(self) -> Mapping[str, str]:
        """Districts, towns and oblasts by the names that the template offers."""
        return _by_key(
            (self.territories.full_name(unit.code, language), unit.code)
            for unit in self.territories
            if unit.has_services or not unit.parent
            for language in headings.LANGUAGES
        )


def known_services(database: Database) -> dict[str, Known]:
    """Every service of the directory with what stands around it."""
    return {row[0]: Known(row[1], row[2], row[3], row[4]) for row in database.execute(_KNOWN)}


def kind_of(text: str) -> str:
    """The code of a kind of service, by its code or by any of its names.

    Raises:
        Doubt: it is none, or may be several.
    """
    if code := _coded(text, kinds.all_kinds()) or _kinds().get(folding.fold(text)):
        return code
    found = kinds.kinds_in(text)
    if len(found) != 1:
        names = " / ".join(kind.names["ru"] for kind in found)
        if names:
            raise Doubt("which kind is meant? {names}", names=names)
        raise Doubt("no kind of service is called so")
    return found[0].code


def code_in(text: str, find: Callable[[str], str]) -> str:
    """The code that `find` gives for a text; "" where it is in doubt, and for no text."""
    try:
        return find(text) if text else ""
    except Doubt:
        return ""


def called(kind: str, place: Territory) -> dict[str, str]:
    """The names, by language, of a service that is only known to be of this kind, in this place."""
    names = kinds.get_kind(kind).names
    return {
        code: f"{names[code][:1].upper()}{names[code][1:]} – {place.names[code]}"
        for code in ("ru", "kk", "en")
    }


def need_of(text: str) -> str:
    """The code of a need, by its code, a name or a phrase.

    Raises:
        Doubt: it is none.
    """
    if code := _coded(text, kinds.all_needs()) or _needs().get(folding.fold(text)):
        return code
    raise Doubt("no need is called so")


def body_of(text: str) -> str:
    """The code of a body, by its code or its name.

    Raises:
        Doubt: it is none.
    """
    if code := _coded(text, bodies.all_bodies()) or _bodies().get(folding.fold(text)):
        return code
    raise Doubt("no body is called so")


def _coded(text: str, known: Iterable[str]) -> str:
    code = text.strip().casefold()
    return next((one for one in known if one.casefold() == code), "")


@cache
def _kinds() -> Mapping[str, str]:
    return _by_key((name, one.code) for one in kinds.all_kinds().values() for name in one.names.values())


@cache
def _needs() -> Mapping[str, str]:
    names = [(name, one.code) for one in kinds.all_needs().values() for name in one.names.values()]
    for one in kinds.all_needs().values():
        names += [(phrase, one.code) for phrases in one.phrases.values() for phrase in phrases]
    return _by_key(names)


@cache
def _bodies() -> Mapping[str, str]:
    known = bodies.all_bodies().values()
    return _by_key(
        (name, one.code) for one in known for names in one.names.values() for name in names.values()
    )


def _by_key(names: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The codes by folded names; a name that two have is the first one's."""
    told = list(names)
    found: dict[str, str] = {}
    for key, (_, code) in zip(folding.fold_all([name for name, _ in told]), told, strict=True):
        found.setdefault(key, code)
    return found
