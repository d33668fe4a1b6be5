"""Filing: the one transaction in which a report becomes a case."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, literal_column, select, union_all

from cases import (
    accused,
    addressees,
    case,
    clocks,
    coded,
    consent,
    content,
    escalation,
    forwarding,
    history,
    judgement,
    linking,
    media,
    readers,
    receipt,
    schema,
    tasks,
)
from cases.forwarding import Forwarding
from cases.history import Entry
from cases.judgement import Judgement
from cases.office import Office
from cases.report import Report
from cases.routing import OPERATOR
from cases.tasks import Errand, Task
from directory.departments import Department
from store.lookup import Lookup
from store.transaction import Transaction

AT_ONCE = "U0"
_report, _receipt = schema.report.c, schema.receipt.c
_REPORT, _RECEIPT = "report", "receipt"
_KNOWN = Lookup(
    union_all(  # both in one look
        select(literal_column("'report'").label("what"), _report.case_number).where(
            _report.origin == bindparam("origin")
        ),
        select(literal_column("'receipt'"), _receipt.case_number).where(
            _receipt.lookup == bindparam("lookup")
        ),
    ),
    passes_queue=True,
)


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of a report. `due_at` is when the lead should have acknowledged, `due_on` that day locally.

    `linked`: numbers of cases that may be about the same place. `again`: it was filed before, and nothing
    was written now.
    """

    number: int
    receipt: str
    lead: Department
    due_on: date | None
    due_at: datetime | None
    urgency: str
    severity: int
    forwardings: tuple[Forwarding, ...]
    linked: tuple[int, ...]
    again: bool
    asked: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """A report that becomes case `number`: judged already, with nothing written yet."""

    report: Report
    judged: Judgement
    number: int
    origin: str
    due_at: datetime

    @property
    def around(self) -> list[str]:
        return [body for body, _ in self.judged.way.around]

    @property
    def is_locked(self) -> bool:
        return self.report.guarded or media.ABUSE in self.judged.assessment.fires


def file_report(tx: Transaction, office: Office, report: Report, *, now: datetime) -> Filed:
    """File a report: assess it, choose its departments, seal it, issue the receipt.

    All or nothing: the caller's transaction holds the case, its history and every message that follows from
    it. Filing the same `report.origin` again gives the first `Filed` and writes nothing, whatever the report
    says now.

    Raises:
        FactsRefused: the facts hold something that the rules do not know.
        UnknownTerritory: the place is not in the territory tree.
        NobodyResponsible: the directory has not even an operator.
    """
    origin = office.keys.index("origin", report.origin)
    known = _known(tx, office, report, origin)
    if _REPORT in known:
        return _filed_before(tx, office, report, known[_REPORT])
    judged = judgement.judge(office, report)
    due_at = _whole(clocks.due(judged.assessment.urgency, now, office.law))
    new = _New(report, judged, tx.next_number("case"), origin, due_at)
    _open(tx, office, new, now)
    forwardings = _forward(tx, office, new, now)
    linked = linking.link(tx, office, report, new.number, _activity(office, judged), now=now)
    history.note(tx, [Entry("reporter", "filed", new.number), *map(_sent, forwardings)], now=now)
    return Filed(
        number=new.number,
        receipt=receipt.issue(tx, office.keys, report.origin, new.number, is_free=_RECEIPT not in known),
        lead=judged.addressed.lead,
        due_on=clocks.local(due_at, office.law).date(),
        due_at=due_at,
        urgency=judged.assessment.urgency,
        severity=judged.assessment.severity,
        forwardings=forwardings,
        linked=linked,
        again=False,
        asked=_asked(tx, office, new, now),
    )


def _known(tx: Transaction, office: Office, report: Report, origin: str) -> dict[str, int]:
    """Give the numbers of the cases that have this report, or its receipt, already."""
    looked = {"origin": origin, "lookup": receipt.first_lookup(office.keys, report.origin)}
    known = {row["what"]: row["case_number"] for row in tx.rows(_KNOWN, looked)}
    filed, issued = _filed_here(tx), receipt.issued(tx)
    if origin in filed:
        known[_REPORT] = filed[origin]
    if looked["lookup"] in issued:
        known[_RECEIPT] = issued[looked["lookup"]]
    return known


def _open(tx: Transaction, office: Office, new: _New, now: datetime) -> None:
    """Write the row of the case, and that this report has one."""
    routing = accused.sealed(office.keys, new.number, new.around, locks_pictures=new.is_locked)
    numbered = {"number": new.number, "due_at": new.due_at, "routing": routing}
    tx.insert(schema.case, _plain(office, new.report, new.judged, now) | numbered)
    tx.insert(schema.report, {"origin": new.origin, "case_number": new.number, "filed_at": now})
    _filed_here(tx)[new.origin] = new.number


def _forward(tx: Transaction, office: Office, new: _New, now: datetime) -> tuple[Forwarding, ...]:
    """Write who is told, and seal for them what was told; give the forwardings, the lead's first."""
    report, judged, number = new.report, new.judged, new.number
    forwardings = addressees.forward(tx, office, judged, number, now=now, right_now=report.happening_now)
    forwarding.add(tx, forwardings)
    escalation.begin(tx, office, forwardings[0], judged.assessment.urgency, now=now)
    theirs = readers.choose(office, forwardings, new.around)
    content.keep(tx, number, report, judged, theirs, now=now)
    if report.media:
        media.attach(tx, office.keys, number, report.media, theirs, locked=new.is_locked, now=now)
    if report.contact and report.address:
        consent.link(tx, number, address=report.address, lookup=report.lookup, language=report.language)
    return forwardings


def _filed_before(tx: Transaction, office: Office, report: Report, number: int) -> Filed:
    row = case.get(tx, number)
    return Filed(
        number=number,
        receipt=receipt.issue(tx, office.keys, report.origin, number),
        lead=office.departments.get(row.lead),
        due_on=clocks.local(row.due_at, office.law).date() if row.due_at else None,
        due_at=row.due_at,
        urgency=row.urgency,
        severity=row.severity,
        forwardings=addressees.with_chats(tx, office.keys, forwarding.of_case(tx, number)),
        linked=linking.of_case(tx, number),
        again=True,
    )


def _filed_here(tx: Transaction) -> dict[str, int]:
    """Give what was filed in this transaction, which a look may not see yet."""
    return tx.recall("reports filed", dict[str, int])


def _asked(tx: Transaction, office: Office, new: _New, now: datetime) -> tuple[Task, ...]:
    """Have somebody telephone the police where everything else may be too slow (DESIGN 2: clocks)."""
    desk = office.departments.responsible(OPERATOR, "")
    if new.judged.assessment.urgency != AT_ONCE or desk is None:
        return ()
    return (tasks.ask_first(tx, office.keys, Errand(tasks.TELEPHONE, desk.code, new.number), now=now),)


def _plain(office: Office, report: Report, judged: Judgement, now: datetime) -> dict[str, object]:
    to = judged.addressed
    return {
        "state": "received",
        "territory": _district(office, report.territory),
        "week": coded.week(now, office.law),
        "filed_at": now,
        "activity": _activity(office, judged),
        "age_band": coded.age_band(judged.facts.age),
        "sex": coded.sex(report.sex),
        "urgency": judged.assessment.urgency,
        "severity": judged.assessment.severity,
        "language": report.language,
        "lead": to.lead.code,
        "copies": " ".join(department.code for department in to.copies),
        "owner": to.owner.code if to.owner else "",
        "law": judged.assessment.version,
        "level": 0,
        "outcome": "",
    }


def _activity(office: Office, judged: Judgement) -> str:
    return coded.activity_group(judged.facts, office.law)


def _district(office: Office, territory: str) -> str:
    if not territory:
        return ""
    district = office.territories.district_of(territory)
    return (district or office.territories.oblast_of(territory)).code


def _sent(one: Forwarding) -> Entry:
    act = "held" if one.state == "held" else "forwarded"
    return Entry("service", act, one.case_number, one.department)


def _whole(moment: datetime) -> datetime:
    """Cut a moment to milliseconds, as the store keeps it: filing again then gives the very same."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
