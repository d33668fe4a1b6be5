"""When a case climbs: terms by urgency, what starts the clock, and what never does."""

from datetime import timedelta

import pytest

from cases import case, escalation, filing, forwarding, progress
from cases.office import Office
from store.database import Database
from tests.cases.told import DEBT, NOW, report

pytestmark = pytest.mark.both

SENT = NOW.replace(microsecond=0)


@pytest.mark.parametrize(
    ("urgency", "after"),
    [
        ("U0", timedelta(hours=2)),
        ("U1", timedelta(hours=25)),
        ("U2", timedelta(hours=72)),  # three working days and the hour would end later
        ("U3", timedelta(hours=72)),
    ],
)
def test_what_cannot_be_delivered_climbs_after_three_days_at_the_latest(
    office: Office, urgency: str, after: timedelta
) -> None:
    assert escalation.latest(urgency, SENT, office.law) == SENT + after


def test_the_clock_starts_at_the_first_delivery_to_the_lead_and_only_then(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=SENT)
        lead, *copies = forwarding.of_case(tx, 1)
        for minutes, one in ((1, copies[0]), (5, lead), (9, lead)):
            escalation.delivered(tx, office, one.id, SENT + timedelta(minutes=minutes))
        row = case.get(tx, 1)
        early = escalation.look(tx, office, 1, SENT + timedelta(minutes=6))

    assert row.due_at == early
    assert row.due_at == SENT + timedelta(hours=24, minutes=5)


def test_a_case_climbs_at_its_deadline_and_not_a_moment_before(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(facts=DEBT), now=SENT)
        lead = forwarding.of_case(tx, 1)[0]
        escalation.delivered(tx, office, lead.id, SENT)
        due = SENT + timedelta(hours=1)
        before = escalation.look(tx, office, 1, due - timedelta(milliseconds=1))
        at_it = escalation.look(tx, office, 1, due)

    assert before == due
    assert isinstance(at_it, escalation.Climbed)
    assert at_it.to is not None
    assert at_it.to.department == "POLICE_JUV:610000000"


def test_an_acknowledged_case_never_climbs(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(), now=SENT)
        progress.acknowledge(tx, number=1, actor="desk", now=SENT)

        assert escalation.look(tx, office, 1, SENT + timedelta(days=400)) is None
