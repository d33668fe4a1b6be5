"""The rules in force on a day: `law_kz.toml` and the tables beside it (limits, work, authorities, articles).

Nothing here decides anything. A change of the law is a change of the file: the old row gets `valid_to`, a new
one `valid_from`. Rows without them hold for as long as the file does.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from cases.errors import LawNotInForce, LawUnsound

ROOM = Path(__file__).parent
FILES = tuple(ROOM / f"{name}_kz.toml" for name in ("law", "limits", "work", "authorities", "articles"))


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the file; a key it does not have is refused."""

    valid_from: date = date.min
    valid_to: date = date.max  # the first day on which it no longer holds
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Is the row in force on that day?"""
        return self.valid_from <= day < self.valid_to


_WORDS = {"is_": "is", "not_": "not", "from_age": "from", "to_age": "to"}  # names Python keeps for itself


class Condition(_Row, frozen=True, kw_only=True, rename=_WORDS):
    """What must be so. One of `any`, `all`, `not`, `meaning`, or a `fact` with what it must be."""

    any: tuple["Condition", ...] = ()
    all: tuple["Condition", ...] = ()
    not_: "Condition | None" = None
    meaning: str = ""  # a named condition of the same file
    fact: str = ""
    is_: bool | None = None
    among: tuple[str, ...] = ()
    from_age: int | None = None
    to_age: int | None = None  # both ends belong to it
    over: str = ""  # name of a limit; "not more than" is allowed
    opens: str = ""  # true here only leaves the rule open, and this fact would settle it


class Outcome(_Row, frozen=True, kw_only=True):
    """How grave a thing is (4 unconditional worst form … 0 nothing found) and how soon it is answered."""

    severity: int
    urgency: str


class Worse(_Row, frozen=True, kw_only=True):
    """A graver outcome of the same rule."""

    when: Condition
    outcome: Outcome


class Rule(_Row, frozen=True, kw_only=True):
    """One row of the rules: when it fires, and how grave and how urgent that is."""

    id: str
    when: Condition = Condition()
    outcome: Outcome
    worse: Worse | None = None
    bodies: tuple[str, ...] = ()  # whose field it is; who gets the case is decided by routing alone
    law: tuple[str, ...] = ()  # codes of references
    alone: bool = False  # when it fires, nothing else is looked at
    unless_fired: tuple[str, ...] = ()
    beside: tuple[int, int] | None = None  # fires only beside a result of this severity, from and to
    otherwise: bool = False  # fires when nothing of severity ≥ 1 does and nothing is possible
    opens_without_age: bool = False  # possible at unknown age even if more is missing


class Forced(_Row, frozen=True, kw_only=True):
    """A rule that meets a criterion only when something more is so."""

    rule: str
    when: Condition


class Criterion(_Row, frozen=True, kw_only=True):
    """One of the six criteria of referral of the ILO guidance."""

    number: int
    code: str
    rules: tuple[str, ...]
    also: tuple[Forced, ...] = ()
    asks: tuple[tuple[str, ...], ...]  # "no" needs an answer to one fact of each group


class Activity(_Row, frozen=True, kw_only=True):
    """A kind of work, and what it sets. A `chip` is a group of the first screen, not refined."""

    code: str
    group: str
    hazardous: bool = False
    wfcl: str = ""
    employer_kind: str = ""
    chip: bool = False
    law: tuple[str, ...] = ()


class Urgency(_Row, frozen=True, kw_only=True):
    """How soon a person has to acknowledge: in clock hours, or in working days."""

    code: str
    hours: int | None = None
    working_days: int | None = None


class Limit(_Row, frozen=True, kw_only=True):
    """A number of hours that is still allowed."""

    name: str
    hours: float
    law: tuple[str, ...] = ()


class LoadLimit(_Row, frozen=True, kw_only=True):
    """The heaviest load in kilograms that is still allowed from one age to another, for a sex or for both."""

    from_age: int
    to_age: int
    kilograms: float
    sex: str = ""

    def covers(self, age: int) -> bool:
        """Does it hold for a child of that age?"""
        return self.from_age <= age <= self.to_age


class Night(_Row, frozen=True, kw_only=True):
    """The hours of night, in minutes since midnight: [begins, ends)."""

    begins: int
    ends: int
    law: tuple[str, ...] = ()


class Body(_Row, frozen=True, kw_only=True):
    """A kind of authority, and who takes its place when it is accused."""

    code: str
    level: str
    accused_goes_to: str = ""
    takes_along: tuple[str, ...] = ()  # accused with it
    receives: bool = True  # False: nothing is ever sent there by the machine


class Reference(_Row, frozen=True, kw_only=True):
    """An article.

    `verified`: seen in the public source named; `configurable`: to be confirmed before it is quoted.
    """

    code: str
    act: str
    article: str = ""
    says: str
    mark: str  # verified | configurable | absent


class Procedure(_Row, frozen=True, kw_only=True):
    """Settings of the way a case goes."""

    confirm_minutes: int
    confirm_bodies: tuple[str, ...]  # who waits for the operator when the public claims something grave
    working_day_ends: int  # minutes since midnight: when the last working day of a term is over
    utc_offset_hours: int
    holidays: str  # country code


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of the files, all days together."""

    version: str
    valid_from: date
    country: str
    opens: tuple[str, ...]  # facts that leave a rule open when they are not told
    questions: tuple[str, ...]  # what the next person asks, in this order
    sources: dict[str, str]
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


@dataclass(frozen=True, slots=True)
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
    rules: tuple[Rule, ...]  # in the order in which they are shown
    criteria: tuple[Criterion, ...]
    activities: dict[str, Activity]
    bodies: dict[str, Body]
    references: dict[str, Reference]

    def rule(self, code: str) -> Rule:
        """The rule with that id. Raises KeyError."""
        return {rule.id: rule for rule in self.rules}[code]


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


def in_force(day: date) -> Law:
    """The rules that come with the program, as of that day."""
    return book().on(day)


_R = TypeVar("_R", bound=_Row)


def _law(book: Book, day: date) -> Law:
    def now(rows: tuple[_R, ...]) -> tuple[_R, ...]:
        return tuple(row for row in rows if row.holds_on(day))

    procedures, nights = now(book.procedure), now(book.night)
    if len(procedures) != 1 or len(nights) != 1:
        raise LawUnsound(f"{day}: one procedure and one night, not {len(procedures)} and {len(nights)}")
    return Law(
        version=book.version,
        opens=book.opens,
        questions=book.questions,
        meanings={name: one for name, one in book.meaning.items() if one.holds_on(day)},
        procedure=procedures[0],
        urgencies={row.code: row for row in now(book.urgency)},
        limits={row.name: row.hours for row in now(book.limit)},
        load_limits=now(book.load_limit),
        night=nights[0],
        rules=now(book.rule),
        criteria=now(book.criterion),
        activities={row.code: row for row in now(book.activity)},
        bodies={row.code: row for row in now(book.body)},
        references={row.code: row for row in now(book.reference)},
    )
