"""A list of departments with a row for each, in CSV or XLSX, taken into directory.db."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlite_utils import Database

from directory import bodies, reading, writing
from directory.bodies import Body
from directory.departments import WHOLE_COUNTRY, Department, department_code
from directory.errors import ListUnreadable
from directory.exchange import decoding, ground, namesakes, parcel, values, workbook, workshop
from directory.exchange.doubt import Doubt
from directory.exchange.ground import Ground
from directory.exchange.journal import Journal
from directory.exchange.record import Origin
from directory.hsds.shape import Column
from directory.reason import Reason

#: The columns by their headings, in any language.
_HEADINGS = {
    "code": ("code", "код", "коды"),
    "body": ("body", "орган", "вид органа", "орган түрі"),
    "territory": ("territory", "территория", "район", "аумақ", "аудан", "kato", "като"),
    "name_kk": ("name_kk", "name kk", "атауы", "атауы (қазақша)", "название (на казахском)"),
    "name_ru": ("name_ru", "name ru", "название", "наименование", "название (на русском)", "атауы (орысша)"),
    "name_en": ("name_en", "name en", "name", "название (на английском)", "атауы (ағылшынша)"),
    "phone": ("phone", "телефон"),
    "email": ("email", "e-mail", "почта", "эл. почта", "электронная почта", "электрондық пошта"),
    "address": ("address", "адрес", "мекенжай", "мекенжайы"),
}
_KEYS = {heading: key for key, headings in _HEADINGS.items() for heading in headings}
_NAMES = ("name_kk", "name_ru", "name_en")
_DIGITS = re.compile(r"(?:\D*\d){3,}")
_TABLE = "department"

Cells = Mapping[str, object]


@dataclass(slots=True)
class Outcome:
    """How many departments are new, other than before, and the same; and what was refused."""

    new: int = 0
    changed: int = 0
    same: int = 0
    codes: list[str] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)


def take_in(directory: Path, path: Path, *, dry_run: bool = False) -> Outcome:
    """Take the departments of a list in, all or nothing; a row that is wrong stops no other.

    A cell that is empty keeps what stood there. A department without a name is called as its body and place.
    None is ever deleted. `codes`: of the departments that are new.

    Raises:
        ListUnreadable: it is no list of departments.
        DirectoryMissing, DirectoryDamaged, DirectoryBusy: directory.db cannot be changed.
    """
    outcome = Outcome()
    with workshop.changing(directory, keep=not dry_run) as database:
        known = reading.open_directory(directory)
        reader = _Reader(Ground(known.territories, known.places), known.departments.find, outcome)
        found = {unit.code: unit for unit in reader.read(path)}
        _write(database, found.values(), outcome)
    return outcome


@dataclass(slots=True)
class _Reader:
    """Reads rows; `find` gives the department that there is already."""

    know: Ground
    find: Callable[[str], Department | None]
    outcome: Outcome
    lines: dict[str, int] = field(default_factory=dict)

    def read(self, path: Path) -> Iterator[Department]:
        """The departments of the file, each once."""
        for line, cells in _rows(path):
            origin = Origin(path.name, line, path.name)
            try:
                unit = self._unit(self._told(cells, origin), origin)
            except Doubt as doubt:
                self.outcome.journal.refuse_row(origin, _TABLE, doubt.reason)
                continue
            first = self.lines.setdefault(unit.code, line)
            if first != line:
                told = Reason("{code} stands in line {line} already", code=unit.code, line=first)
                self.outcome.journal.refuse_row(origin, _TABLE, told)
                continue
            yield unit

    def _told(self, cells: Cells, origin: Origin) -> dict[str, str]:
        journal = self.outcome.journal

        def refuse(heading: str, why: Reason) -> None:
            journal.refuse_value(origin, (_TABLE, heading), "", why)

        told: dict[str, str] = {}
        for heading, value in namesakes.single(cells, refuse).items():
            if not (text := namesakes.text_of(value)):
                continue
            if key := _KEYS.get(_plain(heading)):
                told.setdefault(key, text)
            else:
                journal.left_out[f"{origin.file}: column {heading or 'without a heading'}"] += 1
        return told

    def _unit(self, told: Mapping[str, str], origin: Origin) -> Department:
        """The department as it shall be.

        Raises:
            Doubt: nobody knows which one is meant.
        """
        named, _, at = told.get("code", "").partition(":")
        body = bodies.get_body(ground.body_of(told.get("body") or named))
        place = told.get("territory") or at
        territory = self.know.territory(place) if place else WHOLE_COUNTRY
        territory = "" if territory == WHOLE_COUNTRY else territory
        level = self._level(body, territory)
        code = department_code(body.code, territory)
        there = self.find(code) or Department(
            code, body.code, territory, self._called(body, level, territory)
        )
        names = {one[-2:]: told[one] for one in _NAMES if one in told}
        reached = {
            key: text for key in ("phone", "email", "address") if (text := self._reached(key, told, origin))
        }
        return replace(there, names={**there.names, **names}, **reached)

    def _level(self, body: Body, territory: str) -> str:
        unit = self.know.territories.get(territory) if territory else None
        level = "national" if unit is None else "district" if unit.parent else "oblast"
        if level not in body.levels:
            raise Doubt(f"{body.code} sits at another level: {', '.join(body.levels)}")
        if unit is not None and unit.parent and not unit.has_services:
            raise Doubt("this place has no services of its own: name its district")
        return level

    def _called(self, body: Body, level: str, territory: str) -> Mapping[str, str]:
        names = body.names_at(level)
        if not territory:
            return names
        place = self.know.territories.get(territory)
        return {language: f"{name} – {place.names[language]}" for language, name in names.items()}

    def _reached(self, key: str, told: Mapping[str, str], origin: Origin) -> str:
        text = told.get(key, "")
        try:
            if key == "email" and text:
                values.clean(Column("email", "email"), text)
            if key == "phone" and text and not _DIGITS.match(text):
                raise Doubt("this is no phone number")
        except Doubt as doubt:
            self.outcome.journal.refuse_value(origin, (_TABLE, key), text, doubt.reason)
            return ""
        return text


def _rows(path: Path) -> Iterator[tuple[int, Cells]]:
    for handed in parcel.files((path,)):
        if handed.suffix == ".xlsx":
            rows: list[tuple[int, Cells]] = [
                row for sheet in workbook.sheets(handed.data, handed.name) for row in sheet
            ]
        else:
            rows = list(decoding.table_of(decoding.text_of(handed.data, handed.name), handed.name))
        known = {_KEYS.get(_plain(heading)) for _, cells in rows[:1] for heading in cells}
        if not known & {"code", "body"}:
            raise ListUnreadable(
                handed.name,
                Reason("no list of departments. Its headings are: {names}", names=", ".join(_HEADINGS)),
            )
        yield from rows


def _write(database: Database, found: Iterable[Department], outcome: Outcome) -> None:
    there = {str(row["code"]): row for row in database.table(_TABLE).rows}
    changed = []
    for unit in found:
        row = writing.department_row(unit)
        if unit.code not in there:
            outcome.new += 1
            outcome.codes.append(unit.code)
        elif there[unit.code] == row:
            outcome.same += 1
            continue
        else:
            outcome.changed += 1
        changed.append(row)
    if changed:
        database.table(_TABLE).upsert_all(changed, pk="code")


def _plain(heading: str) -> str:
    return " ".join(heading.strip().strip("*:").casefold().split())
