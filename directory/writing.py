"""Makes the directory file from the data that comes with the program."""

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from sqlite_utils import Database

from directory import schema, shipped, vocabulary
from directory.bodies import Body, all_bodies
from directory.departments import Department, department_code
from directory.hsds import beside, facts, seed, tables
from directory.hsds.shape import Rows
from directory.territory import Territories, Territory

#: The oblast whose districts get sample departments of their own.
SAMPLE_OBLAST = "610000000"


def make_directory(path: Path, *, sample: bool) -> None:
    """Write the directory file: all territories, their aliases, departments, and the named services.

    With `sample` every body gets a department in each unit of the first level, and bodies with
    local units one in each district and city of Turkistan oblast; without it there is the
    operator alone. The file is written beside and then renamed, so that a reader sees the old
    one or the new one, never half of it.
    """
    make_with(Path(path), lambda territories: departments_for(territories, sample=sample))


def departments_for(territories: Territories, *, sample: bool) -> Iterator[Department]:
    """The departments of a new directory."""
    for body in all_bodies().values():
        if "national" in body.levels and (sample or body.code == "OPERATOR"):
            yield Department(department_code(body.code, ""), body.code, "", body.names_at("national"))
        if sample:
            yield from (_department(body, level, row) for level, row in _seats(body, territories))


def make_with(
    path: Path,
    choose: Callable[[Territories], Iterable[Department]],
    keep: Callable[[Database], None] = lambda database: None,
) -> None:
    """Write the directory file with these departments; `keep` puts in what shall stand beside ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    os.close(handle)
    try:
        _fill(Path(fresh), choose, keep)
        Path(fresh).chmod(0o644)
        Path(fresh).replace(path)
    except BaseException:
        for left in (fresh, f"{fresh}-journal"):
            Path(left).unlink(missing_ok=True)
        raise


def _fill(
    path: Path,
    choose: Callable[[Territories], Iterable[Department]],
    keep: Callable[[Database], None],
) -> None:
    territories = Territories(_territories())
    aliases = list(_aliases())
    database = Database(path)
    try:
        with database.atomic():
            schema.create(database)
            database.table("territory").insert_all(_row(unit) for unit in territories)
            database.table("territory_alias").insert_all(aliases)
            database.table("territory_key").insert_all(_keys(territories, aliases))
            database.table("department").insert_all(department_row(unit) for unit in choose(territories))
            for rows in (facts.taxonomies(), seed.rows(territories)):
                _insert(database, rows)
            shipped.remember(database)
            keep(database)
    finally:
        database.close()


def _insert(database: Database, rows: Rows) -> None:
    for table in (*tables.TABLES.values(), *beside.TABLES.values()):
        found = rows.get(table.name, [])
        database.table(table.name).insert_all({name: row.get(name) for name in table.names} for row in found)


def _keys(territories: Territories, aliases: list[dict[str, str]]) -> Iterator[dict[str, object]]:
    known = [(row["territory"], row["alias"], row["kind"]) for row in aliases]
    for key, code, other in vocabulary.names_of(territories, known):
        yield {"key": key, "territory": code, "other": other}


def _seats(body: Body, territories: Territories) -> Iterator[tuple[str, Territory]]:
    if "oblast" in body.levels:
        yield from (("oblast", row) for row in territories.oblasts())
    if "district" in body.levels:
        yield from (("district", row) for row in territories.children(SAMPLE_OBLAST) if row.has_services)


def _department(body: Body, level: str, place: Territory) -> Department:
    # Two names side by side, so that no case ending is needed in any language.
    names = {language: f"{name} – {place.names[language]}" for language, name in body.names_at(level).items()}
    return Department(department_code(body.code, place.code), body.code, place.code, names)


def _territories() -> Iterator[Territory]:
    for row in _lines("territories.csv"):
        yield Territory(
            code=row["code"],
            level=row["level"],  # type: ignore[arg-type]  # our own file; the schema test reads every row
            kind=row["kind"],
            parent=row["parent_code"],
            names={"kk": row["name_kk"], "ru": row["name_ru"], "en": row["name_en"]},
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
        )


def _aliases() -> Iterator[dict[str, str]]:
    known: set[tuple[str, str, str]] = set()
    for row in (*_lines("aliases_own.csv"), *_lines("aliases.csv")):
        key = (row["code"], row["alias"], row["lang"])
        if key not in known:
            known.add(key)
            yield {
                "territory": row["code"], "alias": row["alias"], "language": row["lang"],
                "kind": row["kind"], "source": row["source"],
            }  # fmt: skip


def _lines(name: str) -> list[dict[str, str]]:
    text = resources.files("directory").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{language}": names[language] for language in ("kk", "ru", "en")}


def _row(unit: Territory) -> dict[str, object]:
    own = {"code": unit.code, "level": unit.level, "kind": unit.kind, "parent": unit.parent or None}
    return {**own, **_named(unit.names), "lat": unit.lat, "lon": unit.lon}


def department_row(unit: Department) -> dict[str, object]:
    """The row of a department in the table of that name."""
    own: dict[str, object] = {"code": unit.code, "body": unit.body, "territory": unit.territory or None}
    own |= _named(unit.names)
    reached = {"phone": unit.phone, "email": unit.email, "address": unit.address}
    return own | {name: value or None for name, value in reached.items()}
