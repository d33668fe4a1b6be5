"""Opening a case: only who is told of it, and never without a line in the history."""

from datetime import timedelta
from typing import Any

import pytest

from cases import case, errors, filing, history, opening, parts, readers, schema
from cases.filing import Filed
from cases.office import Office
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import DEBT, NOW, report
from tests.doubles import staff


def acts(tx: Transaction, number: int) -> list[tuple[str, str]]:
    return [(row["actor"], row["act"]) for row in history.of_case(tx, number) if row["act"] == "opened"]


def file(tx: Transaction, office: Office, **told: Any) -> Filed:
    return filing.file_report(tx, office, report(**told), now=NOW)


def test_the_lead_reads_and_the_history_says_that_its_department_did(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = file(tx, office, answers={"words": "canary"})
        staff.hire(tx, office, "aigul", filed.lead.code)
        opened = opening.open_case(tx, office, staff.signed_in(tx, office, "aigul"), filed.number, now=NOW)

        assert opened.content["answers"] == {"words": "canary"}
        assert acts(tx, filed.number) == [(filed.lead.code, "opened")]
        assert history.verify(tx) is None


@pytest.mark.parametrize("role", ["coordinator", "operator"])
def test_desk_and_coordinator_read_everything_and_their_role_stands_in_the_history(
    database: Database, office: Office, role: str
) -> None:
    with database.transaction() as tx:
        number = file(tx, office).number
        staff.hire(tx, office, "somebody", role=role)
        opened = opening.open_case(tx, office, staff.signed_in(tx, office, "somebody"), number, now=NOW)

        assert "answers" in opened.content
        assert ("reporter" in opened.further) == (role == "coordinator")
        assert acts(tx, number) == [(role, "opened")]


def test_a_step_of_the_ladder_that_was_not_told_opens_nothing_though_its_key_would(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = file(tx, office)
        above = office.departments.above(filed.lead.code)
        assert above is not None
        staff.hire(tx, office, "above", above.code)
        theirs = staff.signed_in(tx, office, "above")

        assert case.content(tx, theirs.unlocked, filed.number)  # sealed for it, in case the report climbs
        with pytest.raises(errors.NotTheirCase):
            opening.open_case(tx, office, theirs, filed.number, now=NOW)
        assert acts(tx, filed.number) == []
        tx.update(schema.forwarding, {"id": filed.forwardings[0].id}, {"receiver": above.code})
        assert opening.open_case(tx, office, theirs, filed.number, now=NOW).content


def test_held_and_declined_and_not_yet_told_departments_open_nothing(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = file(tx, office, facts=DEBT)
        held = next(one for one in filed.forwardings if one.state == "held")
        waits = next(one for one in filed.forwardings if one.send_at > NOW)
        staff.hire(tx, office, "held", held.department)
        staff.hire(tx, office, "waits", waits.department)

        for name in ("held", "waits"):
            with pytest.raises(errors.NotTheirCase):
                opening.open_case(tx, office, staff.signed_in(tx, office, name), filed.number, now=NOW)
        later = waits.send_at + timedelta(seconds=1)
        assert opening.open_case(tx, office, staff.signed_in(tx, office, "waits"), filed.number, now=later)
        tx.update(schema.forwarding, {"id": waits.id}, {"state": "declined"})
        with pytest.raises(errors.NotTheirCase):
            opening.open_case(tx, office, staff.signed_in(tx, office, "waits"), filed.number, now=later)


def test_a_copy_reads_the_extract_without_a_word_of_the_reporter(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = file(tx, office, answers={"words": "canary"})
        theirs = readers.of_case(tx, office, filed.number)
        copy = next(one.department for one in filed.forwardings if one.department in theirs.extract)
        staff.hire(tx, office, "copy", copy)
        opened = opening.open_case(tx, office, staff.signed_in(tx, office, "copy"), filed.number, now=NOW)

        assert "answers" not in opened.content
        assert opened.content["facts"]["age"] == 13
        assert opened.further == ()


def test_further_parts_are_named_and_opened_one_by_one(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = file(tx, office)
        staff.hire(tx, office, "aigul", filed.lead.code)
        whole = readers.of_case(tx, office, filed.number).whole
        parts.keep(tx, filed.number, "addition:1", {"text": "canary"}, whole, now=NOW)
        theirs = staff.signed_in(tx, office, "aigul")

        assert opening.open_case(tx, office, theirs, filed.number, now=NOW).further == ("addition:1",)
        assert opening.open_part(tx, office, theirs, filed.number, "addition:1", now=NOW) == {
            "text": "canary"
        }
        with pytest.raises(errors.NotForThisKey):
            opening.open_part(tx, office, theirs, filed.number, "reporter", now=NOW)
        assert len(acts(tx, filed.number)) == 2
