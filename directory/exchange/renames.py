"""What the files of other versions of the standard are in HSDS 3.1: data/renames.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from directory.exchange import identity

#: So many of a file's headings have to be known before it is taken for a table whose name it does not bear.
_ALIKE = 0.6
#: What a name that speaks of the table ("valid_phone") adds.
_SPEAKS = 0.3


@dataclass(frozen=True, slots=True)
class Rename:
    """How one file becomes rows of `table`; the fields are those of data/renames.toml."""

    name: str
    table: str
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    set: Mapping[str, str] = field(default_factory=dict, hash=False)
    split: Mapping[str, str] = field(default_factory=dict, hash=False)
    beside: Mapping[str, str] = field(default_factory=dict, hash=False)
    before: Mapping[str, str] = field(default_factory=dict, hash=False)
    extends: str = ""
    left: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def knows(self, heading: str) -> bool:
        """Whether a column of that heading has a place."""
        own = identity.ALL[self.table].names if self.table else ("id",)
        others = (self.columns, self.split, self.beside, self.before, self.left, (self.extends,))
        return heading in own or any(heading in names for names in others)


def rename_for(stem: str, headings: Iterable[str]) -> Rename | None:
    """The entry for a file of that name (without ".csv") and those headings, None if it is like no table."""
    names = {heading.casefold() for heading in headings if heading}
    stem = re.sub(r"^hsds_|\W", "", stem.casefold())
    for name in (stem, stem.removesuffix("s"), re.sub("e?s$", "", stem)):
        found = _all().get(name)
        if found and (not found.needs or names.intersection(found.needs)):
            return found
    score, best = max(((_alike(one, stem, names), one) for one in _all().values()), key=lambda pair: pair[0])
    return best if score >= _ALIKE else None


def _alike(one: Rename, stem: str, names: set[str]) -> float:
    known = sum(one.knows(name) for name in names)
    if known < 2 or (one.needs and not names.intersection(one.needs)):
        return 0.0
    speaks = any(word in stem for word in (one.name, one.name.removesuffix("e")))
    own = sum(name in names for name in (*one.columns, *one.beside, *one.before)) / 100
    return known / len(names) + (_SPEAKS if speaks else 0.0) + own


@cache
def _all() -> Mapping[str, Rename]:
    text = resources.files("directory").joinpath("data/renames.toml").read_text("utf-8")
    told = {name: _rename(name, row) for name, row in tomllib.loads(text).items()}
    plain = {name: Rename(name, name) for name in identity.ALL if name not in told}
    stems = {
        table.file.removesuffix(".csv"): told.get(table.name)
        or plain.get(table.name)
        or Rename(table.name, table.name)
        for table in identity.ALL.values()
    }
    return {**plain, **{name: one for name, one in stems.items() if name not in told}, **told}


def _rename(name: str, row: Mapping[str, Any]) -> Rename:
    told: dict[str, Any] = {key: tuple(row[key]) for key in ("left", "needs") if key in row}
    told |= {key: dict(row[key]) for key in ("columns", "set", "split", "beside", "before") if key in row}
    return Rename(name, row["table"], extends=row.get("extends", ""), **told)
