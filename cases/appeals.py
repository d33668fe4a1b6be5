"""How far a reporter goes, and what the law then asks: `appeals_kz.toml`, row by row with source and date.

Three paths: an anonymous signal, a confidential report (the name is sealed for those who work on the case),
and an appeal, whose fields are checked so that it is not returned for its form. Pure; decides no case.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from cases.errors import LawUnsound
from cases.provisions import Row

FILE = Path(__file__).parent / "appeals_kz.toml"
ANONYMOUS = "anonymous"
PENDING = "legal review pending"


class Way(Row, frozen=True, kw_only=True):
    """A way to report: fields it needs, fields that are welcome, what the body must do, what is unknown."""

    code: str
    fields: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Sourced(Row, frozen=True, kw_only=True):
    """A statement about the law: where it stands, where and when it was read, who has reviewed it."""

    code: str
    law: str
    checked_on: date
    review: str


class Obligation(Sourced, frozen=True, kw_only=True):
    """What the body must do; `working_days` where it has a time for it."""

    working_days: int = 0


class Field(Sourced, frozen=True, kw_only=True):
    """Something an appeal must name; `asked` is false where a chat is no place for it."""

    asked: bool = True


class Unknown(Row, frozen=True, kw_only=True):
    """What could not be found out: nothing is said about it."""

    code: str
    about: str


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of the file, all days together."""

    version: str
    path: tuple[Way, ...]
    obligation: tuple[Obligation, ...]
    field: tuple[Field, ...]
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class Appeals:
    """The rules of one day."""

    version: str
    paths: dict[str, Way]
    obligations: dict[str, Obligation]
    fields: dict[str, Field]
    unknown: tuple[Unknown, ...]

    @property
    def pending(self) -> tuple[str, ...]:
        """The statements that no lawyer has read yet."""
        sourced: tuple[Sourced, ...] = (*self.obligations.values(), *self.fields.values())
        return tuple(one.code for one in sourced if one.review == PENDING)

    @property
    def checked_on(self) -> date:
        """The day of the oldest check: everything was read then or later."""
        return min(one.checked_on for one in self.obligations.values())

    def missing(self, path: str, given: Iterable[str]) -> tuple[str, ...]:
        """Give the fields that the path needs, that are asked here, and that were not given."""
        told = frozenset(given)
        needed = self.paths[path].fields if path in self.paths else ()
        return tuple(code for code in needed if self.fields[code].asked and code not in told)


def read(path: Path) -> Book:
    """The rules of a file. Raises `LawUnsound` naming the row that cannot be meant."""
    try:
        book = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Book)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise LawUnsound(f"{path.name}: {fault}") from fault
    known = {*_codes(book.obligation), *_codes(book.field), *_codes(book.unknown)}
    for one in book.path:
        named = (*one.fields, *one.welcome, *one.obligations, *one.unknown)
        if lost := sorted(set(named) - known):
            raise LawUnsound(f"{path.name}: path {one.code} names {', '.join(lost)}, which is not there")
    return book


def _codes(rows: Iterable[Sourced | Unknown]) -> Iterator[str]:
    return (one.code for one in rows)


@cache
def _book() -> Book:
    return read(FILE)


@lru_cache(maxsize=8)
def in_force(day: date) -> Appeals:
    """The rules that come with the program, as of that day."""
    return of(_book(), day)


def of(book: Book, day: date) -> Appeals:
    """The rules of a book, as of that day."""
    return Appeals(
        book.version,
        {one.code: one for one in book.path if one.holds_on(day)},
        {one.code: one for one in book.obligation if one.holds_on(day)},
        {one.code: one for one in book.field if one.holds_on(day)},
        tuple(one for one in book.unknown if one.holds_on(day)),
    )
