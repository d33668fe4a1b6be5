"""Whose case it is: the table of leads (first row that matches) and the table of copies (every line that
matches).

Fired rules decide. Possible rules choose a lead only if nothing but M-1 of severity ≥ 1 fired, and bring no
copies. Who is accused, what is held back and what waits for the operator is not asked here: `routing` does
that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cases import assessment, conditions
from cases.assessment import Finding
from cases.facts import Facts
from cases.law import Law
from cases.situation import Situation
from cases.truth import Truth

MOST_OF_POSSIBLE = 2  # the severity of a possible rule, at most, where severities are compared
WORST = ("W-a", "W-b", "W-c", "W-d", "W-e", "W-f")
HOURS = ("H-1", "H-2", "H-3", "H-4")
WORKPLACE = ("A-1", "A-3", "A-4", *HOURS, "H-5", "N-1", "O-1", "Z-1", "Z-2")


@dataclass(frozen=True)
class Matter:
    """One assessed report, as the tables ask about it."""

    result: Finding
    facts: Facts
    law: Law

    def fired(self, *rules: str) -> bool:
        """Did one of them fire?"""
        return not self._fires.isdisjoint(rules)

    def concerns(self, *rules: str) -> bool:
        """Is one of them among the rules that choose the lead?"""
        return not self.choosing.keys().isdisjoint(rules)

    def means(self, name: str) -> bool:
        """Is the named condition of the law true?"""
        return conditions.weigh(self.law.meanings[name], self._situation) is Truth.TRUE

    @cached_property
    def choosing(self) -> dict[str, int]:
        """The rules of severity ≥ 1 that choose the lead, with their severity."""
        fired = {code: self._severity(code) for code in self.result.fires}
        fired = {code: severity for code, severity in fired.items() if severity}
        if set(fired) - {"M-1"}:
            return fired
        possible = {code: min(self._severity(code), MOST_OF_POSSIBLE) for code in self.result.possible}
        return fired | {code: severity for code, severity in possible.items() if severity}

    @property
    def employer(self) -> str | None:
        """Whom the child works for, if that is known."""
        return self._situation.employer

    @property
    def formal(self) -> bool:
        """Is it a workplace of the formal sector?"""
        return self._situation.sector == "formal"

    @property
    def forced_by_others(self) -> bool:
        """Is the child forced by somebody who is not its parent?"""
        return self.facts.compulsion_by in ("employer", "other")

    @property
    def begs_beside_its_family(self) -> bool:
        """Row 6.

        Begging is the only worst form, beside a parent or relative, and nothing else needs the police.
        """
        only_begging = [code for code in WORST if self.fired(code)] == ["W-e"]
        family = self.employer in ("parent", "relative", "family")
        return only_begging and family and not self.forced_by_others and not self.fired("B-1", "T-1", "C-1")

    @property
    def inspected(self) -> bool:
        """May the labour inspectorate have a look? Not in families, households, schools, at neighbours."""
        if self.formal:
            return True
        private = self.employer in (None, "private", "company", "other")
        return private and not self.means("family_farm") and not self.means("household")

    @property
    def night_venue(self) -> bool:
        """Is it a night club?"""
        return "night_club" in (*self.facts.activity, *self.facts.hazard)

    @cached_property
    def _fires(self) -> frozenset[str]:
        return frozenset(self.result.fires)

    @cached_property
    def _situation(self) -> Situation:
        return Situation(self.facts, self.law)

    def _severity(self, code: str) -> int:
        return assessment.outcome(self.law.rules[code], self._situation).severity


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of leads. `owner` "": nobody has to follow it up."""

    number: int
    matches: Callable[[Matter], bool]
    lead: str
    owner: str


def _family_farm(of: Matter) -> bool:
    return of.means("family_farm") and of.concerns("A-1", "S-1", "H-5")


def _school_only(of: Matter) -> bool:
    """S-1 or H-5 and nothing else of severity ≥ 2, or nobody knows whether the absence comes from work."""
    graver = [code for code, severity in of.choosing.items() if severity >= 2 and code not in ("S-1", "H-5")]
    if of.concerns("S-1", "H-5") and not graver:
        return True
    return of.facts.work == "unknown" and "S-1" in of.result.possible and of.concerns("S-1")


def _visited(of: Matter) -> bool:
    return of.fired("P-1") or (of.fired("P-2") and of.facts.origin == "visit")


ROWS = (
    Row(1, lambda of: of.facts.place_known is False, "OPERATOR", "OPERATOR"),
    Row(2, lambda of: of.fired(*WORST) and not of.begs_beside_its_family, "POLICE_JUV", "CHILD_RIGHTS"),
    Row(3, lambda of: of.fired("B-1", "T-1"), "POLICE_JUV", "CHILD_RIGHTS"),
    Row(4, lambda of: of.fired("C-1"), "POLICE_JUV", "CHILD_RIGHTS"),
    Row(5, lambda of: of.fired("S-2"), "CHILD_RIGHTS", "CHILD_RIGHTS"),
    Row(6, lambda of: of.begs_beside_its_family, "CHILD_RIGHTS", "CHILD_RIGHTS"),
    Row(7, _family_farm, "EDU_LOC", "CHILD_RIGHTS"),
    # the inspectorate follows up fact 1 (is the child back at work?), CHILD_RIGHTS the rest
    Row(8, lambda of: of.formal and of.concerns(*WORKPLACE), "LABOUR", "CHILD_RIGHTS"),
    Row(9, lambda of: of.means("household") and bool(of.choosing), "CHILD_RIGHTS", "CHILD_RIGHTS"),
    Row(10, _school_only, "EDU_LOC", "EDU_LOC"),
    Row(11, lambda of: bool(set(of.choosing) - {"M-1"}), "CHILD_RIGHTS", "CHILD_RIGHTS"),
    Row(12, lambda of: of.concerns("M-1"), "EDU_OBL", "CHILD_RIGHTS"),
    Row(13, lambda of: bool(of.facts.poverty) and of.fired("P-2"), "SOCIAL", "SOCIAL"),
    Row(14, _visited, "CHILD_RIGHTS", ""),
    Row(15, lambda of: True, "OPERATOR", "OPERATOR"),
)
WITHOUT_COPIES = (1, 15)


def leading(of: Matter) -> Row:
    """The first row that matches; the last one always does."""
    return next(row for row in ROWS if row.matches(of))


def copied(of: Matter, row: int) -> frozenset[str]:
    """All who get a copy, the lead and the accused perhaps among them."""
    if row in WITHOUT_COPIES:
        return frozenset()
    return frozenset(body for body, matches in _COPIES.items() if matches(of, row))


def _prosecutor(of: Matter, row: int) -> bool:
    worst = of.fired("W-a", "W-b", "W-c", "W-d", "W-e") and not of.begs_beside_its_family
    return worst or of.fired("S-2")


def _education(of: Matter, row: int) -> bool:
    """Never with S-2: the unit may be part of it."""
    if of.fired("S-2"):
        return False
    return row in (6, 13) or of.fired("A-1", "S-1", "H-2", "H-4", "H-5")


def _police(of: Matter, row: int) -> bool:
    household = of.means("household") and of.result.severity >= 2
    return household or (of.fired("N-1") and of.night_venue and not of.means("family"))


_COPIES: dict[str, Callable[[Matter, int], bool]] = {
    "CHILD_RIGHTS": lambda of, row: 2 <= row <= 12,
    "POLICE_TIP": lambda of, row: of.fired("W-a", "W-b") or (of.fired("W-e") and of.forced_by_others),
    "PROS": _prosecutor,
    "OMBUDS": lambda of, row: bool(of.facts.accused) or of.employer == "school",
    "EDU_OBL": lambda of, row: of.fired("S-2", "M-1"),
    "EDU_LOC": _education,
    "SOCIAL": lambda of, row: row == 6 or of.fired("F-1", "C-1") or _poor(of),
    "LABOUR": lambda of, row: of.inspected and of.fired(*WORKPLACE, "B-1", "T-1"),
    "HEALTH": lambda of, row: "injury_accident" in of.facts.hazard and not of.fired("P-1"),
    "POLICE_JUV": _police,
}


def _poor(of: Matter) -> bool:
    """A visit that found no child says nothing about a family."""
    return bool(of.facts.poverty) and not of.fired("P-1")
