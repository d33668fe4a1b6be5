"""The rows that the files of the law are made of. A key that a row does not have is refused."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the file; a key it does not have is refused."""

    valid_from: date = date.min
    valid_to: date = date.max  # the first day on which it no longer holds
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Is the row in force on that day?"""
        return self.valid_from <= day < self.valid_to


_WORDS = {"is_": "is", "not_": "not", "from_age": "from", "to_age": "to"}  # names Python keeps for itself


class Condition(Row, frozen=True, kw_only=True, rename=_WORDS):
    """What must be so. One of `any`, `all`, `not`, `meaning`, or a `fact` with what it must be."""

    any: tuple["Condition", ...] = ()
    all: tuple["Condition", ...] = ()
    not_: "Condition | None" = None
    meaning: str = ""  # a named condition of the same file
    fact: str = ""
    is_: bool | None = None
    among: tuple[str, ...] = ()
    from_age: int = 0
    to_age: int = 0  # both ends belong to it
    over: str = ""  # name of a limit; "not more than" is allowed
    opens: str = ""  # true here only leaves the rule open, and this fact would settle it

    def leaves(self, meanings: Mapping[str, "Condition"]) -> Iterator["Condition"]:
        """The conditions on single facts that it is put together from."""
        parts = [*self.any, *self.all, *((self.not_,) if self.not_ else ())]
        if self.meaning:
            parts.append(meanings[self.meaning])
        for part in parts:
            yield from part.leaves(meanings)
        if self.fact:
            yield self


class Outcome(Row, frozen=True, kw_only=True):
    """How grave a thing is (4 unconditional worst form … 0 nothing found) and how soon it is answered."""

    severity: int
    urgency: str


class Worse(Row, frozen=True, kw_only=True):
    """A graver outcome of the same rule."""

    when: Condition
    outcome: Outcome


class Rule(Row, frozen=True, kw_only=True):
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


class Forced(Row, frozen=True, kw_only=True):
    """A rule that meets a criterion only when something more is so."""

    rule: str
    when: Condition


class Criterion(Row, frozen=True, kw_only=True):
    """One of the six criteria of referral of the ILO guidance."""

    number: int
    code: str
    rules: tuple[str, ...]
    also: tuple[Forced, ...] = ()
    asks: tuple[tuple[str, ...], ...]  # "no" needs an answer to one fact of each group


class Activity(Row, frozen=True, kw_only=True):
    """A kind of work, and what it sets. A `chip` is a group of the first screen, not refined."""

    code: str
    group: str
    hazardous: bool = False
    wfcl: str = ""
    employer_kind: str = ""
    chip: bool = False
    law: tuple[str, ...] = ()


class Urgency(Row, frozen=True, kw_only=True):
    """How soon a person has to acknowledge: in clock hours, or in working days."""

    code: str
    hours: int | None = None
    working_days: int | None = None


class Limit(Row, frozen=True, kw_only=True):
    """A number of hours that is still allowed."""

    name: str
    hours: float
    law: tuple[str, ...] = ()


class LoadLimit(Row, frozen=True, kw_only=True):
    """The heaviest load in kilograms that is still allowed from one age to another, for a sex or for both."""

    from_age: int
    to_age: int
    kilograms: float
    sex: str = ""

    def covers(self, age: int) -> bool:
        """Does it hold for a child of that age?"""
        return self.from_age <= age <= self.to_age


class Night(Row, frozen=True, kw_only=True):
    """The hours of night, in minutes since midnight: [begins, ends)."""

    begins: int
    ends: int
    law: tuple[str, ...] = ()


class Body(Row, frozen=True, kw_only=True):
    """A kind of authority, and who takes its place when it is accused."""

    code: str
    level: str
    accused_goes_to: str = ""
    takes_along: tuple[str, ...] = ()  # accused with it
    receives: bool = True  # False: nothing is ever sent there by the machine


class Reference(Row, frozen=True, kw_only=True):
    """An article.

    `verified`: seen in the public source named; `configurable`: to be confirmed before it is quoted.
    """

    code: str
    act: str
    article: str = ""
    says: str
    mark: str  # verified | configurable | absent


class Procedure(Row, frozen=True, kw_only=True):
    """Settings of the way a case goes."""

    confirm_minutes: int
    undelivered_minutes: int  # where no pointer could be delivered, the clock starts so long after sending
    undelivered_hours: int  # … and the next level is told after so long at the latest
    confirm_bodies: tuple[str, ...]  # who waits for the operator when the public claims something grave
    working_day_ends: int  # minutes since midnight: when the last working day of a term is over
    utc_offset_hours: int
    holidays: str  # country code
