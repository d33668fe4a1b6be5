"""The columns of a list with one row for each service, and the words for values: data/sheet.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

#: The languages in which there are headings.
LANGUAGES = ("kk", "ru", "en")
#: A table is a list of services if it has a name and one of these …
_MARKS = frozenset({"kind", "territory", "phone", "needs"})
_NAMES = ("name_kk", "name_ru", "name_en", "name", "organization")
#: … and so many of its headings are known.
_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its key in the program, what it is called, its drop-down list, its width in letters."""

    key: str
    names: Mapping[str, str] = field(hash=False)
    also: tuple[str, ...]
    choice: str
    wide: int


@cache
def columns() -> tuple[Heading, ...]:
    """Every column, in the order of the template; one of width 0 is only read, never written."""
    return tuple(
        Heading(
            key,
            {code: row[code] for code in LANGUAGES},
            tuple(row["also"]),
            row.get("choice", ""),
            row["wide"],
        )
        for key, row in _data()["columns"].items()
    )


def key_of(heading: str) -> str:
    """The key of the column that bears this heading, in any language; "" if it is none."""
    return _keys().get(_plain(heading), "")


def is_sheet(names: Iterable[str]) -> bool:
    """Whether a table with these headings has a row for each service."""
    told = [name for name in names if name]
    keys = {key_of(name) for name in told} - {""}
    has_name = bool(keys.intersection(_NAMES)) or {"kind", "territory"} <= keys
    return has_name and bool(keys & _MARKS) and len(keys) >= max(2, _KNOWN * len(told))


def chosen(choice: str, text: str) -> str:
    """The code of a word of that drop-down list, in any language; "" if it is none."""
    return _words(choice).get(_plain(text), "")


def word(choice: str, code: str, language: str) -> str:
    """How the drop-down list says a code; "" if it has no such."""
    return str(_data()["choices"][choice].get(code, {}).get(language, ""))


def words(choice: str, language: str) -> tuple[str, ...]:
    """All words of the drop-down list, in its order."""
    return tuple(str(row[language]) for row in _data()["choices"][choice].values())


def is_example(text: str) -> bool:
    """Whether the number of a row marks it as an example."""
    return _plain(text) in {_plain(mark) for mark in _data()["example"].values()}


def example(language: str) -> str:
    """What marks a row as an example."""
    return str(_data()["example"][language])


def explained(language: str) -> Sequence[str]:
    """What the template explains."""
    return tuple(_data()["explained"][language])


def titles(language: str) -> Sequence[str]:
    """The names of the three sheets of the template: services, explanations, lists."""
    return tuple(_data()["titles"][language])


def must_exist(level: str) -> Sequence[str]:
    """The kinds of which every unit of that level ("oblast", "district") has one."""
    return tuple(_data()["must_exist"][level])


def hiding(key: str) -> frozenset[str]:
    """A list of what is known of homes for victims: kinds, words, needs, as data/sheet.toml calls it."""
    return frozenset(_data()["hiding"][key])


def has_part(key: str, text: str) -> bool:
    """Whether a part of a word from that list of homes for victims stands in the text."""
    plain = _plain(text)
    return any(part in plain for part in _data()["hiding"][key])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("directory").joinpath("data/sheet.toml").read_text("utf-8"))


@cache
def _keys() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for column in columns():
        for name in (column.key, *column.names.values(), *column.also):
            if name:
                found.setdefault(_plain(name), column.key)
    return found


@cache
def _words(choice: str) -> Mapping[str, str]:
    return {
        _plain(str(name)): code
        for code, row in _data()["choices"][choice].items()
        for name in (code, *(row[language] for language in LANGUAGES), *row["also"])
    }


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.strip().strip("*:").casefold().replace("ё", "е"))
