"""The queue of an officer: in order, page by page, and what is new in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from cases import filing, officers, queue, schema
from cases.office import Office
from cases.officers import Officer
from cases.queue import Wish
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import COTTON, DEBT, NOW, report
from tests.doubles import staff

LATER = NOW + timedelta(days=3)


def file(tx: Transaction, office: Office, many: int, *, now: datetime = NOW, **changed: Any) -> list[int]:
    return [
        filing.file_report(tx, office, report(f"{now} {changed} {one}", **changed), now=now).number
        for one in range(many)
    ]


def somebody(tx: Transaction, office: Office, name: str, *, role: str = "officer", **more: str) -> Officer:
    staff.hire(tx, office, name, more.get("department", ""), role=role, territory=more.get("territory", ""))
    return officers.present(tx, office.keys, name)


def numbers(page: queue.Page) -> list[int]:
    return [one.number for one in page.cases]


def change(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(schema.case).where(schema.case.c.number == number).values(**values))


def test_late_ones_stand_first_then_urgency_then_deadline(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        (late,) = file(tx, office, 1, facts={"age": 16}, now=NOW - timedelta(days=40))
        (urgent,) = file(tx, office, 1, facts=DEBT, now=LATER)
        (second,) = file(tx, office, 1, facts=COTTON, now=LATER)
        (first,) = file(tx, office, 1, facts=COTTON, now=LATER - timedelta(hours=1))
        (closed,) = file(tx, office, 1, facts=DEBT, now=NOW)
        change(tx, closed, state="closed")
        one = somebody(tx, office, "operator", role="operator")

        assert numbers(queue.page(tx, office, one, Wish(), now=LATER)) == [late, urgent, first, second]
        assert numbers(queue.page(tx, office, one, Wish(overdue=True), now=LATER)) == [late]
        assert numbers(queue.page(tx, office, one, Wish(state="closed"), now=LATER)) == [closed]
        assert numbers(queue.page(tx, office, one, Wish(urgency="U0"), now=LATER)) == [urgent]
        assert numbers(queue.page(tx, office, one, Wish(activity="farm"), now=LATER)) == [first, second]


def test_what_was_acknowledged_is_never_late(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        (number,) = file(tx, office, 1, now=NOW - timedelta(days=40))
        change(tx, number, state="acknowledged")
        one = somebody(tx, office, "operator", role="operator")
        (case,) = queue.page(tx, office, one, Wish(), now=NOW).cases

        assert not queue.is_late(case, NOW)
        assert not queue.page(tx, office, one, Wish(overdue=True), now=NOW).cases


def test_of_the_same_urgency_those_stand_first_that_nobody_acknowledged(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        known, waits = file(tx, office, 2)
        (urgent,) = file(tx, office, 1, facts=DEBT)
        for number in (known, urgent):
            change(tx, number, state="acknowledged")
        one = somebody(tx, office, "operator", role="operator")

        assert numbers(queue.page(tx, office, one, Wish(), now=NOW)) == [urgent, waits, known]


def test_mine_and_nobodys_are_told_apart(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        mine, hers, free = file(tx, office, 3)
        one = somebody(tx, office, "operator", role="operator")
        change(tx, mine, taken_by=one.lookup)
        change(tx, hers, taken_by="another")

        assert numbers(queue.page(tx, office, one, Wish(whose="mine"), now=NOW)) == [mine]
        assert numbers(queue.page(tx, office, one, Wish(whose="nobody"), now=NOW)) == [free]


@pytest.mark.both
@pytest.mark.parametrize("few", [0, 2000])
def test_pages_follow_each_other_without_a_gap_or_a_repeat(
    database: Database, office: Office, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways in which a department's cases are found give the same queue."""
    monkeypatch.setattr(queue, "PAGE", 3)
    monkeypatch.setattr(queue, "FEW", few)
    with database.transaction() as tx:
        lead = office.departments.get(filing.file_report(tx, office, report("first"), now=NOW).lead.code)
        file(tx, office, 3, now=NOW - timedelta(days=40))
        file(tx, office, 5)
        file(tx, office, 2, territory="750000000")
        one = somebody(tx, office, "officer", department=lead.code)
        seen, after = [], None
        while True:
            page = queue.page(tx, office, one, Wish(), now=NOW, after=after)
            seen += numbers(page)
            if page.after is None:
                break
            after = queue.read_place(str(page.after))
            assert after == page.after

        everything = officers.present(tx, office.keys, "officer")
        assert seen == sorted(set(seen), key=seen.index)
        assert len(seen) == 9
        assert seen[:3] == [2, 3, 4]
        assert everything == one


def test_a_department_sees_only_what_it_was_told_of(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report("here"), now=NOW)
        copy = filed.forwardings[-1]
        one = somebody(tx, office, "officer", department=copy.department)
        assert numbers(queue.page(tx, office, one, Wish(), now=copy.send_at)) == [filed.number]

        tx.update(schema.forwarding, {"id": copy.id}, {"state": "held"})
        assert numbers(queue.page(tx, office, one, Wish(), now=copy.send_at)) == []


@pytest.mark.both
def test_what_is_new_since_a_mark_is_counted(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report("before"), now=NOW)
        officer = somebody(tx, office, "officer", department=filed.lead.code)
        operator = somebody(tx, office, "operator", role="operator")
        elsewhere = somebody(tx, office, "elsewhere", role="coordinator", territory="750000000")
        since = queue.read_mark(str(queue.mark(tx, now=NOW)))
        assert since is not None
        later = NOW + timedelta(minutes=5)
        for one in (officer, operator, elsewhere):
            assert queue.newer(tx, office, one, since, now=later) == 0

        file(tx, office, 2, now=later)
        much_later = later + timedelta(hours=1)
        found = [
            queue.newer(tx, office, one, since, now=much_later) for one in (officer, operator, elsewhere)
        ]
        assert found == [2, 2, 0]


def test_an_older_case_that_is_passed_on_is_new_to_whom_it_came(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report("old"), now=NOW)
        officer = somebody(tx, office, "officer", department=filed.forwardings[-1].department)
        tx.update(schema.forwarding, {"id": filed.forwardings[-1].id}, {"state": "held"})
        since = queue.mark(tx, now=NOW + timedelta(days=1))
        passed_on = {"state": "open", "send_at": NOW + timedelta(days=2)}
        tx.update(schema.forwarding, {"id": filed.forwardings[-1].id}, passed_on)

        assert queue.newer(tx, office, officer, since, now=NOW + timedelta(days=2)) == 1


@pytest.mark.parametrize(
    "text",
    ["", "1", "here.U0.1.1", "late.U0.x.1", "late.U0.1", "late.U9.1.1", "late.U0.1.1.1", "late.U0.²1.1"],
)
def test_what_stands_in_an_address_and_is_no_place_leads_nowhere(text: str) -> None:
    assert queue.read_place(text) is None
    assert queue.read_mark(text) is None


def test_a_place_is_read_as_it_was_written() -> None:
    place = queue.Place("late", "U1", datetime(2026, 11, 23, 6, 0, tzinfo=UTC), 12)

    assert queue.read_place(str(place)) == place
