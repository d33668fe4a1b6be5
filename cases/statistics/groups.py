"""What is counted besides reports: visits, decisions, referrals, what became of the children, absences.

Each group counts its things once in every one of its tables. Exact: the public gets `releasing.tell` of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, or_, select, true

from cases import schema
from cases.absences import absences as flags
from cases.absences.schema import absence, school
from cases.followups import checks
from cases.followups.schema import follow_up_check
from cases.referrals import templates
from cases.referrals.schema import measure
from cases.statistics.period import Period
from cases.visits.schema import visit, visit_case
from locales import daytime
from store.transaction import Transaction

DONE, CANNOT, ACCEPTED, WAITING = "done", "cannot", "accepted", "waiting"
WORK, OTHER, UNKNOWN = flags.WORK, "other", flags.UNKNOWN
REPORTED, NOTED = "reported", "noted"
FOUND, NOBODY = "found", "nobody"
SEVERITIES = ("4", "3", "2", "1", "0")
"""Of a child found, as the rules judged; 4 is an unconditional worst form."""
CODES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "visits": {"sector": ("formal", "informal", "household", "illegal", ""), "result": (FOUND, NOBODY)},
    "decisions": {"decision": ("now", "by", "safe", "prevent", ""), "severity": SEVERITIES},
    "referrals": {"line": templates.LINES, "became": (DONE, ACCEPTED, CANNOT, WAITING)},
    "work_again": {"work_again": (*checks.ANSWERS[checks.WORK], checks.LAWFUL)},
    "at_school": {"at_school": checks.ANSWERS[checks.SCHOOL]},
    "absences": {"reason": (WORK, OTHER, UNKNOWN), "reported": (REPORTED, NOTED)},
}
"""The tables of each group with all codes that could stand in them."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many things, by each table; codes without any are absent."""

    name: str
    total: int
    tables: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: of the cases that `only` chooses (None: all), and visits and absences in `places`.

    `places` None: of the whole country; empty: only those that belong to one of the cases.
    """

    only: ColumnElement[bool] | None = None
    places: frozenset[str] | None = None

    @property
    def cases(self) -> ColumnElement[bool]:
        """The condition on the table `case`."""
        return true() if self.only is None else self.only

    def of(self, case: ColumnElement[bool], territory: ColumnElement[str]) -> ColumnElement[bool]:
        """Give the condition for what belongs to a case, as `case` says, or lies in a territory."""
        if self.only is None and self.places is None:
            return true()
        return case if self.places is None else or_(case, territory.in_(sorted(self.places)))


WHOLE = Scope()


def count(tx: Transaction, period: Period, scope: Scope = WHOLE, *, until: datetime) -> tuple[Group, ...]:
    """Count each group in a period, as it stood at the moment `until`."""
    return (
        _visits(tx, period, scope, until),
        _decisions(tx, period, scope, until),
        _referrals(tx, period, scope, until),
        _answers(tx, (period, until), scope, ("work_again", checks.WORK)),
        _answers(tx, (period, until), scope, ("at_school", checks.SCHOOL)),
        _absences(tx, period, scope, until),
    )


def _visits(tx: Transaction, period: Period, scope: Scope, until: datetime) -> Group:
    row = visit.c
    sent = (row.submitted_at >= period.starts_at, row.submitted_at < min(period.ends_at, until))
    of_cases = select(visit_case.c.visit).join(schema.case).where(scope.cases)
    mine = scope.of(row.id.in_(of_cases), row.territory)
    rows = tx.rows(select(row.sector, row.found).where(*sent, mine))
    keyed = {
        "sector": [one["sector"] for one in rows],
        "result": [FOUND if one["found"] else NOBODY for one in rows],
    }
    return _group("visits", keyed)


def _decisions(tx: Transaction, period: Period, scope: Scope, until: datetime) -> Group:
    sent = visit.c.submitted_at
    query = (
        select(visit_case.c.decision, schema.case.c.severity)
        .join(visit, visit.c.id == visit_case.c.visit)
        .join(schema.case)
        .where(sent >= period.starts_at, sent < min(period.ends_at, until), visit.c.found > 0, scope.cases)
    )
    rows = tx.rows(query)
    keyed = {
        "decision": [one["decision"] for one in rows],
        "severity": [str(one["severity"]) for one in rows],
    }
    return _group("decisions", keyed)


def _referrals(tx: Transaction, period: Period, scope: Scope, until: datetime) -> Group:
    row = measure.c
    query = (
        select(row.line, row.state, row.answered_at, row.done_on)
        .join(schema.case)
        .where(row.made_at >= period.starts_at, row.made_at < period.ends_at, row.state != "replaced")
        .where(scope.cases)
    )
    rows = tx.rows(query)
    keyed = {"line": [one["line"] for one in rows], "became": [_became(one, until) for one in rows]}
    return _group("referrals", keyed)


def _became(row: RowMapping, until: datetime) -> str:
    if row["state"] == DONE:
        return DONE if not row["done_on"] or row["done_on"] <= daytime.day(until).isoformat() else WAITING
    if row["answered_at"] is None or row["answered_at"] > until:
        return WAITING
    return CANNOT if row["state"] == CANNOT else ACCEPTED


def _answers(tx: Transaction, when: tuple[Period, datetime], scope: Scope, asked: tuple[str, int]) -> Group:
    """Every child that was asked after, once: by the last answer of the period."""
    (period, until), (name, fact), row = when, asked, follow_up_check.c
    query = (
        select(row.case_number, row.answer)
        .join(schema.case)
        .where(row.fact == fact, row.answered_at >= period.starts_at)
        .where(row.answered_at < min(period.ends_at, until), scope.cases)
        .order_by(row.answered_at, row.id)
    )
    last = {one["case_number"]: one["answer"] for one in tx.rows(query)}
    return _group(name, {name: last.values()})


def _absences(tx: Transaction, period: Period, scope: Scope, until: datetime) -> Group:
    row = absence.c
    theirs = scope.of(
        row.case_number.in_(select(schema.case.c.number).where(scope.cases)), school.c.territory
    )
    query = (
        select(row.reasons, row.case_number)
        .join(school, school.c.code == row.school)
        .where(row.since >= period.first.isoformat(), row.since < period.after.isoformat())
        .where(row.state != "void", row.made_at <= until, theirs)
    )
    rows = tx.rows(query)
    keyed = {
        "reason": [_reason(one["reasons"].split()) for one in rows],
        "reported": [NOTED if one["case_number"] is None else REPORTED for one in rows],
    }
    return _group("absences", keyed)


def _reason(codes: list[str]) -> str:
    if WORK in codes:
        return WORK
    return OTHER if any(code != UNKNOWN for code in codes) else UNKNOWN


def _group(name: str, keyed: Mapping[str, Iterable[str]]) -> Group:
    tables = {table: Counter(codes) for table, codes in keyed.items()}
    total = next(iter(tables.values())).total()
    return Group(name, total, {table: dict(counts) for table, counts in tables.items()})
