"""The kinds of authority that can receive a report, and which of them takes over from which."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from directory.errors import UnknownBody

#: How routing writes "the same service one level up": POLICE_JUV_OBL.
ONE_LEVEL_UP = "_OBL"


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of authority. `above` is "" for the last of all, the operator."""

    code: str
    levels: tuple[str, ...]
    above: str
    names: Mapping[str, Mapping[str, str]]  # level ("" for any) → language → name

    def names_at(self, level: str) -> Mapping[str, str]:
        """Its names (kk, ru, en) where it sits at this level."""
        return self.names.get(level, self.names[""])


@cache
def all_bodies() -> Mapping[str, Body]:
    """Every body by its code, as data/bodies.toml has them."""
    text = resources.files("directory").joinpath("data/bodies.toml").read_text("utf-8")
    return {code: _body(code, row) for code, row in tomllib.loads(text).items()}


def get_body(code: str) -> Body:
    """The body with this code.

    Raises:
        UnknownBody: the rules know no such body.
    """
    found = all_bodies().get(code)
    if found is None:
        raise UnknownBody(code)
    return found


def resolve(code: str) -> tuple[Body, bool]:
    """The body, and whether only its oblast level and higher are meant (`POLICE_JUV_OBL`).

    Raises:
        UnknownBody: the rules know no such body, with or without the ending.
    """
    if code in all_bodies() or not code.endswith(ONE_LEVEL_UP):
        return get_body(code), False
    return get_body(code.removesuffix(ONE_LEVEL_UP)), True


def chain(body: Body) -> Iterator[Body]:
    """The body itself, then whoever takes over from it, at last the operator."""
    yield body
    while body.above:
        body = get_body(body.above)
        yield body


def _body(code: str, row: Mapping[str, Any]) -> Body:
    names = {level: dict(row[level]) for level in ("national", "oblast", "district") if level in row}
    names[""] = {language: str(row[language]) for language in ("kk", "ru", "en")}
    return Body(code, tuple(row["levels"]), str(row["above"]), names)
