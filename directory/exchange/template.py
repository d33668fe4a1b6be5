"""An empty sheet for those who keep a list: a row for each service, drop-down lists, an example."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory import bodies, kinds
from directory.exchange import ground, headings, workbook
from directory.exchange.headings import Heading
from directory.exchange.workbook import Cell, Choice, Page
from directory.service import Service
from directory.territory import Territories, Territory

#: Stands in the example row: no real service, and no real number.
_EXAMPLE: dict[str, Cell] = {
    "phone": "+7 700 000 00 00", "website": "https://example.kz", "email": "info@example.kz", "youngest": 7,
    "oldest": 17, "postal_code": "000000", "bin": "000000000000", "assured": "2026-12-31",
}  # fmt: skip
_EXAMPLE_KIND, _EXAMPLE_NEED = "family_support_centre", "psych"
_EXAMPLE_HOURS = {
    "kk": "Дс-Жм 09:00-13:00, 14:00-18:00",
    "ru": "Пн-Пт 09:00-13:00, 14:00-18:00",
    "en": "Mon-Fri 09:00-13:00, 14:00-18:00",
}
#: Columns in which something else than what the list offers may be typed, such as several words.
_OPEN = frozenset({"needs", "serves", "languages", "decided_by", "cost", "territory", "kind"})


Known = Iterable[tuple[Service, dict[str, Cell]]]


@dataclass(frozen=True, slots=True)
class Blank:
    """What a template is for: its language, and the oblast whose rows it holds, "" for none."""

    language: str
    oblast: str = ""


def write(path: Path, blank: Blank, territories: Territories, known: Known = ()) -> None:
    """Write the template; with an oblast it holds a row for each body that must exist there.

    Such a row has a name, a kind and a place, and blanks to fill in. Where `known` services are of that kind
    and place, they stand there instead, with their numbers, so that what comes back completes them.

    Raises:
        UnknownTerritory: there is no such oblast.
    """
    columns = [column for column in headings.columns() if column.wide]
    rows: list[dict[str, Cell]] = [_example(blank, territories)]
    if blank.oblast:
        rows += _must_exist(blank, territories, list(known))
    services, explained, lists = headings.titles(blank.language)
    choices = {
        number: Choice(words, column.key in _OPEN)
        for number, column in enumerate(columns)
        if (words := _words(column, blank, territories))
    }
    pages = [
        Page(
            services,
            [column.names[blank.language] for column in columns],
            [[row.get(column.key) for column in columns] for row in rows],
            [column.wide for column in columns],
            choices,
        ),
        Page(explained, (), [[line] for line in headings.explained(blank.language)], (120,)),
        Page(lists, (), ()),
    ]
    workbook.write(path, pages)


def _example(blank: Blank, territories: Territories) -> dict[str, Cell]:
    place = blank.oblast or territories.oblasts()[0].code
    district = next(_districts(territories, place), territories.get(place))
    kind = kinds.get_kind(_EXAMPLE_KIND).names
    return {
        **_EXAMPLE,
        "number": headings.example(blank.language),
        **{f"name_{code}": kind[code] for code in headings.LANGUAGES},
        "kind": kind[blank.language],
        "needs": kinds.get_need(_EXAMPLE_NEED).names[blank.language],
        "territory": territories.full_name(district.code, blank.language),
        "serves": territories.full_name(district.code, blank.language),
        "hours": _EXAMPLE_HOURS[blank.language],
        "languages": "; ".join(headings.words("language", blank.language)[:2]),
        "cost": headings.word("cost", "free", blank.language),
        "hidden": headings.word("yes_no", "no", blank.language),
        "without_documents": headings.word("yes_no", "yes", blank.language),
        "referral": headings.word("referral", "direct", blank.language),
    }


def _must_exist(
    blank: Blank, territories: Territories, known: Sequence[tuple[Service, dict[str, Cell]]]
) -> Iterator[dict[str, Cell]]:
    oblast = territories.get(blank.oblast)
    places = [(kind, oblast) for kind in headings.must_exist("oblast")]
    for district in _districts(territories, oblast.code):
        places += [(kind, district) for kind in headings.must_exist("district")]
    for kind, place in places:
        there = [
            cells
            for service, cells in known
            if kind in service.kinds and _is_at(service, place, kind, territories)
        ]
        yield from there or (_row(kind, place, blank.language, territories),)


def _is_at(service: Service, place: Territory, kind: str, territories: Territories) -> bool:
    """Whether it sits there; what an oblast has one of may sit in any town of it."""
    seats = [seat.territory for seat in service.seats if territories.find(seat.territory)]
    is_only = not place.parent and kind not in headings.must_exist("district")
    return place.code in seats or (is_only and place in map(territories.oblast_of, seats))


def _row(kind: str, place: Territory, language: str, territories: Territories) -> dict[str, Cell]:
    name = territories.full_name(place.code, language)
    names = {f"name_{code}": text for code, text in ground.called(kind, place).items()}
    return {**names, "kind": kinds.get_kind(kind).names[language], "territory": name, "serves": name}


def _districts(territories: Territories, oblast: str) -> Iterator[Territory]:
    return (unit for unit in territories.children(oblast) if unit.has_services)


def _words(column: Heading, blank: Blank, territories: Territories) -> tuple[str, ...]:
    language = blank.language
    match column.choice:
        case "":
            return ()
        case "kind":
            return tuple(kind.names[language] for kind in kinds.all_kinds().values())
        case "need":
            return tuple(need.names[language] for need in kinds.all_needs().values())
        case "body":
            return tuple(body.names[""][language] for body in bodies.all_bodies().values())
        case "territory":
            return tuple(_places(blank, territories))
        case "area":
            return (*headings.words("area", language), *_places(blank, territories))
        case _:
            return headings.words(column.choice, language)


def _places(blank: Blank, territories: Territories) -> Iterator[str]:
    """The names of the oblast and its districts; without an oblast, of all oblasts."""
    if not blank.oblast:
        return (
            territories.full_name(unit.code, blank.language) for unit in territories.oblasts(blank.language)
        )
    units = (territories.get(blank.oblast), *_districts(territories, blank.oblast))
    return (territories.full_name(unit.code, blank.language) for unit in units)
