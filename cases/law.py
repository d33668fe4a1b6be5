"""The rules in force on a day: `law_kz.toml` and the tables beside it (limits, work, authorities, articles).

Nothing here decides anything. A change of the law is a change of the file: the old row gets `valid_to`, a new
one `valid_from`. Rows without them hold for as long as the file does.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from cases.ages import ADULT
from cases.errors import LawNotInForce, LawUnsound
from cases.provisions import (
    Activity,
    Body,
    Condition,
    Criterion,
    Limit,
    LoadLimit,
    Night,
    Procedure,
    Reference,
    Row,
    Rule,
    Urgency,
)

ROOM = Path(__file__).parent
FILES = tuple(ROOM / f"{name}_kz.toml" for name in ("law", "limits", "work", "authorities", "articles"))


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of the files, all days together."""

    version: str
    valid_from: date
    country: str
    opens: tuple[str, ...]  # facts that leave a rule open when they are not told
    questions: tuple[str, ...]  # what the next person asks, in this order
    sources: dict[str, str]
    checked_on: date  # when somebody last looked whether the articles still say so
    meaning: dict[str, Condition]
    procedure: tuple[Procedure, ...]
    urgency: tuple[Urgency, ...]
    limit: tuple[Limit, ...]
    load_limit: tuple[LoadLimit, ...] = ()
    night: tuple[Night, ...]
    rule: tuple[Rule, ...]
    criterion: tuple[Criterion, ...]
    activity: tuple[Activity, ...]
    body: tuple[Body, ...]
    reference: tuple[Reference, ...]

    @property
    def activity_codes(self) -> tuple[str, ...]:
        """Every kind of work that a report may name, today or earlier."""
        return tuple(row.code for row in self.activity)

    @property
    def body_codes(self) -> tuple[str, ...]:
        """Every kind of authority that a report may accuse; our own desk has nobody to go to instead."""
        return tuple(row.code for row in self.body if row.level != "desk")

    def on(self, day: date) -> "Law":
        """The rules in force on that day.

        Raises `LawNotInForce` before the first, `LawUnsound` at a missing row.
        """
        if day < self.valid_from:
            raise LawNotInForce(day)
        return _law(self, day)


@dataclass(frozen=True, slots=True, eq=False)  # one law is the same as itself: what follows from it is kept
class Law:
    """The rules in force on one day."""

    version: str
    opens: tuple[str, ...]
    questions: tuple[str, ...]
    meanings: dict[str, Condition]
    procedure: Procedure
    urgencies: dict[str, Urgency]  # the most urgent first
    limits: dict[str, float]
    load_limits: tuple[LoadLimit, ...]
    night: Night
    rules: dict[str, Rule]  # in the order in which they are shown
    criteria: tuple[Criterion, ...]
    activities: dict[str, Activity]
    bodies: dict[str, Body]
    references: dict[str, Reference]
    asks_age: frozenset[str]  # the rules that turn on the age
    turning_ages: tuple[int, ...]  # ages at which anything changes, from 0: between two of them nothing does


def read(*paths: Path) -> Book:
    """The rules of some files together. Raises `LawUnsound` naming the row that cannot be meant."""
    try:
        told: dict[str, object] = {}
        for path in paths:
            told |= tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert(told, Book)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise LawUnsound(f"{', '.join(path.name for path in paths)}: {fault}") from fault


@cache
def book() -> Book:
    """The rules that come with the program; read once, they never change while it runs."""
    return read(*FILES)


@lru_cache(maxsize=8)
def in_force(day: date) -> Law:
    """The rules that come with the program, as of that day."""
    return book().on(day)


_R = TypeVar("_R", bound=Row)


def _law(book: Book, day: date) -> Law:
    def now(rows: tuple[_R, ...]) -> tuple[_R, ...]:
        return tuple(row for row in rows if row.holds_on(day))

    procedures, nights, rules, loads = (
        now(book.procedure),
        now(book.night),
        now(book.rule),
        now(book.load_limit),
    )
    if len(procedures) != 1 or len(nights) != 1:
        raise LawUnsound(f"{day}: one procedure and one night, not {len(procedures)} and {len(nights)}")
    meanings = {name: one for name, one in book.meaning.items() if one.holds_on(day)}
    aged = {rule.id: [leaf for leaf in rule.when.leaves(meanings) if leaf.fact == "age"] for rule in rules}
    spans = [(leaf.from_age, leaf.to_age) for leaves in aged.values() for leaf in leaves]
    spans += [(row.from_age, row.to_age) for row in loads]
    return Law(
        version=book.version,
        opens=book.opens,
        questions=book.questions,
        meanings=meanings,
        procedure=procedures[0],
        urgencies={row.code: row for row in now(book.urgency)},
        limits={row.name: row.hours for row in now(book.limit)},
        load_limits=loads,
        night=nights[0],
        rules={rule.id: rule for rule in rules},
        criteria=now(book.criterion),
        activities={row.code: row for row in now(book.activity)},
        bodies={row.code: row for row in now(book.body)},
        references={row.code: row for row in now(book.reference)},
        asks_age=frozenset(code for code, leaves in aged.items() if leaves),
        turning_ages=_turning_ages(spans),
    )


def _turning_ages(spans: list[tuple[int, int]]) -> tuple[int, ...]:
    turns = {0}.union(*({low, high + 1} for low, high in spans))
    return tuple(sorted(age for age in turns if age < ADULT))
