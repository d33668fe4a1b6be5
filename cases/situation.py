"""What the facts amount to when a child is of one age: the words that conditions of the law may use.

The answers stay as they were told; here several of them become one word (`night`, `sector`, `employer`), and
each word remembers from which answers it comes, so that a reason can name them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from cases.facts import Facts
from cases.hours import Clock, Span
from cases.law import Law
from cases.truth import Truth

Word = bool | str | tuple[str, ...] | Span | Truth | None


@dataclass(frozen=True)
class Situation:
    """One report at one age. `age` None: where no condition asks for it."""

    facts: Facts
    law: Law
    age: int | None = None

    def word(self, name: str) -> Word:
        """What that word comes to; None: not told. Raises AttributeError for a word that does not exist."""
        return reader(name)(self)

    def told(self, name: str) -> tuple[str, ...]:
        """The answers from which the word comes, of those that were given."""
        return tuple(key for key in keys_of(name) if key in self._given)

    @cached_property
    def wfcl(self) -> tuple[str, ...]:
        """Worst forms named, and those that the kinds of work are."""
        codes = {self.law.activities[code].wfcl for code in self._activities}
        return tuple(sorted(codes.union(self.facts.wfcl) - {""}))

    @cached_property
    def employer(self) -> str | None:
        """Whom the child works for: as told, else as the kind of work says."""
        if self.facts.employer_kind:
            return self.facts.employer_kind
        kinds = {self.law.activities[code].employer_kind for code in self._activities} - {""}
        if len(kinds) < 2:
            return next(iter(kinds), None)
        told = (row for row in self.law.activities.values() if row.code in self._activities)
        return next(row.employer_kind for row in told if row.employer_kind)

    @cached_property
    def sector(self) -> str | None:
        """As told; else formal at a company, household at work in a house; otherwise unknown."""
        if self.facts.sector_kind:
            return self.facts.sector_kind
        if self.employer == "company":
            return "formal"
        return "household" if "domestic" in self._activities else None

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(key for key, _ in self.facts.given)

    @cached_property
    def _activities(self) -> tuple[str, ...]:
        return tuple(code for code in self.facts.activity if code in self.law.activities)

    @property
    def _clock(self) -> Clock:
        return Clock(self.facts.start, self.facts.end)

    def _work(self) -> Truth:
        """A report is about work unless somebody says otherwise; only `unknown`, said so, is open."""
        match self.facts.work:
            case "no":
                return Truth.FALSE
            case "unknown":
                return Truth.OPEN
        return Truth.TRUE

    def _night(self) -> bool | None:
        """Any work in the night; where the answers disagree, night."""
        night = self.law.night
        some = self.facts.night_hours is not None and self.facts.night_hours.over(0) is Truth.TRUE
        if some or self.facts.night or self._clock.touches(night.begins, night.ends):
            return True
        return self.facts.night

    def _hours_day(self) -> Span | None:
        return self.facts.hours_day or self._clock.length()

    def _hours_week(self) -> Span | None:
        day = self._hours_day()
        return self.facts.hours_week or (day.week() if day else None)

    def _heavy(self) -> Truth:
        """As told.

        Else the told weight against the limits of the age, which is open where there is no limit.
        """
        if self.facts.heavy is not None:
            return Truth.TRUE if self.facts.heavy else Truth.FALSE
        load = self.facts.load_kg
        if load is None:
            return Truth.FALSE
        limits = [row for row in self.law.load_limits if self.age is not None and row.covers(self.age)]
        overs = {load.over(row.kilograms) for row in limits}
        return overs.pop() if len(overs) == 1 else Truth.OPEN


@dataclass(frozen=True)
class _Derived:
    """A word that is more than one answer."""

    meant: Callable[[Situation], Word]
    keys: tuple[str, ...]


_DERIVED = {
    "work": _Derived(Situation._work, ("work",)),
    "wfcl": _Derived(lambda now: now.wfcl, ("wfcl", "activity")),
    "employer": _Derived(lambda now: now.employer, ("employer_kind", "activity")),
    "employer_told": _Derived(lambda now: now.employer is not None, ("employer_kind", "activity")),
    "sector": _Derived(lambda now: now.sector, ("sector_kind", "employer_kind", "activity")),
    "activity_group": _Derived(
        lambda now: tuple(now.law.activities[code].group for code in now._activities), ("activity",)
    ),
    "hazardous_activity": _Derived(
        lambda now: any(now.law.activities[code].hazardous for code in now._activities), ("activity",)
    ),
    "hazard_marked": _Derived(lambda now: bool(now.facts.hazard), ("hazard",)),
    "night": _Derived(Situation._night, ("night", "night_hours", "start", "end")),
    "hours_day": _Derived(Situation._hours_day, ("hours_day", "start", "end")),
    "hours_week": _Derived(Situation._hours_week, ("hours_week", "hours_day", "start", "end")),
    "heavy": _Derived(Situation._heavy, ("heavy", "load_kg")),
}


def reader(name: str) -> Callable[[Situation], Word]:
    """What reads that word in a situation; it raises AttributeError for a word that does not exist."""
    derived = _DERIVED.get(name)
    return derived.meant if derived else attrgetter(f"facts.{name}")


def keys_of(name: str) -> tuple[str, ...]:
    """The answers from which the word comes."""
    derived = _DERIVED.get(name)
    return derived.keys if derived else (name,)
