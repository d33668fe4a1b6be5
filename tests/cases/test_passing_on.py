"""Three working days to pass a report on: a reminder on the last, then one level up; holidays are none."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from cases import case, escalation, filing, forwarding, passing_on, progress, rerouting
from cases.escalation import Climbed, Reminded
from cases.office import Office
from cases.rerouting import Wish
from store import duties
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import report

pytestmark = pytest.mark.both

MONDAY = datetime(2026, 12, 14, 6, tzinfo=UTC)  # Wednesday the 16th is Independence Day
LAST_MORNING = datetime(2026, 12, 18, 5, tzinfo=UTC)  # Friday, ten o'clock in Kazakhstan
LAST_EVENING = datetime(2026, 12, 18, 13, tzinfo=UTC)
SLOW = {"age": 16, "migrant": True}


def test_who_neither_confirms_nor_passes_on_is_reminded_on_the_last_day_and_then_passed_by(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        id = _told(tx, office)
        told = escalation.passed_by_at(tx, office, 1)
        early = escalation.look_at_term(tx, office, id, MONDAY + timedelta(days=1))
        reminded = escalation.look_at_term(tx, office, id, LAST_MORNING)
        days = [escalation.term(tx, office, 1).day(MONDAY.date() + timedelta(days=n)) for n in range(6)]
        climbed = escalation.look_at_term(tx, office, id, LAST_EVENING)
        again = escalation.look_at_term(tx, office, id, LAST_EVENING + timedelta(days=9))
        row = case.get(tx, 1)

    assert told == LAST_EVENING  # before the ten working days of its urgency
    assert (early, days) == (LAST_MORNING, [0, 1, 1, 2, 3, 3])
    assert isinstance(reminded, Reminded)
    assert (reminded.days, reminded.again) == (3, LAST_EVENING)
    assert isinstance(climbed, Climbed)
    assert climbed.to is not None
    assert (row.urgency, row.level, again) == ("U3", 1, None)


def test_the_days_begin_anew_with_whoever_has_it_then_and_end_with_the_acknowledgement(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        first = _told(tx, office)
        lead, friday = forwarding.get(tx, first), LAST_MORNING
        assert lead is not None
        to = rerouting.offered(tx, office, lead, "614400000")[0].code
        done = rerouting.decline(tx, office, lead, Wish(to, "other_body", lead.department), now=friday)
        escalation.delivered(tx, office, done.lead.id, friday)
        before = escalation.look_at_term(tx, office, first, LAST_EVENING)
        day = escalation.term(tx, office, 1).day(friday.date() + timedelta(days=3))
        planned = {
            one.key: one for one in duties.claim(tx, office.keys, now=friday + timedelta(days=30), holder="t")
        }
        progress.acknowledge(tx, token=done.lead.token, actor="desk", now=friday)
        after = escalation.look_at_term(tx, office, done.lead.id, friday + timedelta(days=6))

    assert (before, day, after) == (None, 1, None)
    assert f"{passing_on.KIND}:{done.lead.id}" in planned


def test_what_has_to_be_answered_sooner_is_left_to_the_ladder(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        _told(tx, office, {**SLOW, "age": 12})
        planned = duties.claim(tx, office.keys, now=MONDAY + timedelta(days=30), holder="t", limit=100)

        assert escalation.passed_by_at(tx, office, 1) is None
    assert passing_on.KIND not in {one.kind for one in planned}


def _told(tx: Transaction, office: Office, facts: Mapping[str, object] = SLOW) -> int:
    """File a report and have it reach its lead; gives the forwarding."""
    filing.file_report(tx, office, report(facts=facts), now=MONDAY)
    lead = forwarding.of_case(tx, 1)[0]
    escalation.delivered(tx, office, lead.id, MONDAY)
    return lead.id
