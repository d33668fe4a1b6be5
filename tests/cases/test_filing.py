"""Filing: one transaction, all or nothing, once for each draft."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cases import case, coded, errors, facts, filing, history, judgement, law, receipt, schema
from cases.office import Office
from directory import bodies
from directory.errors import UnknownTerritory
from store.database import Database
from store.schema import metadata
from tests.cases.told import COTTON, DEBT, ITS_CITY, MAKTAARAL, NOW, VILLAGE, report
from tests.doubles import recovery

pytestmark = pytest.mark.both

TABLES = [table for table in metadata.sorted_tables if table.name in vars(schema)]


def test_filed_report_is_a_case_with_coded_facts(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        row = case.get(tx, filed.number)

    assert (row.number, row.state, row.week) == (1, "received", "2026-W48")
    assert (row.activity, row.age_band, row.sex, row.language) == ("farm", "12-13", "unknown", "uz")
    assert (row.severity, row.urgency, row.territory) == (3, "U1", MAKTAARAL)
    assert row.lead == filed.lead.code == "CHILD_RIGHTS:610000000"
    assert set(row.copies) == {"EDU_LOC:614400000", "LABOUR:614400000"}
    assert row.filed_at == NOW.replace(microsecond=123000)
    assert row.due_at == row.filed_at + timedelta(hours=24)
    assert filed.due_on == date(2026, 11, 24)
    assert row.acknowledged_at is None


def test_filing_says_what_the_reporter_and_the_departments_need(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        digits = receipt.read(filed.receipt)

        assert digits is not None
        assert receipt.case_number(tx, office.keys, digits) == filed.number

    assert (filed.urgency, filed.severity, filed.again) == ("U1", 3, False)
    assert [(one.department, one.roles) for one in filed.forwardings] == [
        ("CHILD_RIGHTS:610000000", ("lead", "owner")),
        ("EDU_LOC:614400000", ("copy",)),
        ("LABOUR:614400000", ("copy",)),
    ]
    assert len({one.token for one in filed.forwardings}) == 3
    assert all(len(one.token) <= 40 for one in filed.forwardings)


def test_everything_said_comes_back_from_the_sealed_part(database: Database, office: Office) -> None:
    answers = {"what": "<b>мақта</b> 🧺\u202e", "files": ["AgACAgIAAx"], "where": {"text": "канал маңында"}}
    told = report(answers=answers, point=(41.123456, 68.654321), territory=VILLAGE, happening_now=True)
    with database.transaction() as tx:
        number = filing.file_report(tx, office, told, now=NOW).number

        content = case.content(tx, recovery.unlocked(tx), number)

    assert content["answers"] == answers
    assert content["point"] == [41.123456, 68.654321]
    assert content["territory"] == VILLAGE
    assert content["facts"] == dict(COTTON)
    assert content["happening_now"] is True
    assert not {"channel", "language"} & set(content)  # no department is told how somebody reported
    assert content["assessment"]["fires"] == ["A-1", "Z-1", "S-1"]
    assert content["assessment"]["reasons"]


def test_village_is_stored_as_its_district(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        village = filing.file_report(tx, office, report("1", territory=VILLAGE), now=NOW)
        oblast = filing.file_report(tx, office, report("2", territory="610000000"), now=NOW)

        assert case.get(tx, village.number).territory == ITS_CITY
        assert case.get(tx, oblast.number).territory == "610000000"


def test_report_without_place_goes_to_the_operator_alone(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(territory=""), now=NOW)
        row = case.get(tx, filed.number)

    assert filed.lead.code == row.lead == row.owner == "OPERATOR:KZ"
    assert (row.territory, row.copies) == ("", ())
    assert [(one.department, one.roles) for one in filed.forwardings] == [("OPERATOR:KZ", ("lead", "owner"))]


def test_facts_cannot_claim_a_place_that_nobody_gave(database: Database, office: Office) -> None:
    claimed = report(territory="", facts={**COTTON, "place_known": True})
    with database.transaction() as tx:
        assert filing.file_report(tx, office, claimed, now=NOW).lead.code == "OPERATOR:KZ"


def test_preview_names_the_department_that_then_gets_the_case(database: Database, office: Office) -> None:
    for place, told in ((MAKTAARAL, COTTON), (VILLAGE, DEBT), ("", DEBT), ("750000000", {})):
        draft = report(f"{place}{told}", territory=place, facts=told)
        with database.transaction() as tx:
            _, foreseen = judgement.foresee(office, draft)

            assert foreseen == filing.file_report(tx, office, draft, now=NOW).lead


def test_filing_again_gives_the_first_case_and_writes_nothing(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        first = filing.file_report(tx, office, report(), now=NOW)
    before = _counts(database)
    later = report(facts=DEBT, territory="", language="ru")
    with database.transaction() as tx:
        again = filing.file_report(tx, office, later, now=NOW + timedelta(days=2))

    assert again.again
    assert _comparable(again) == _comparable(first)
    assert _counts(database) == before


def test_filing_twice_in_one_transaction_gives_one_case(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        first, again = (filing.file_report(tx, office, report(), now=NOW) for _ in range(2))

    assert _comparable(again) == _comparable(first)
    assert _counts(database)["case"] == 1


def test_two_drafts_are_two_cases_with_two_receipts(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        one, other = (filing.file_report(tx, office, report(draft), now=NOW) for draft in ("a", "b"))

    assert (one.number, other.number) == (1, 2)
    assert one.receipt != other.receipt


def test_rollback_in_the_middle_leaves_nothing(database: Database, office: Office) -> None:
    def two_reports_then_the_end() -> None:
        with database.transaction() as tx:
            filing.file_report(tx, office, report("1"), now=NOW)
            tx.flush()
            filing.file_report(tx, office, report("2"), now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        two_reports_then_the_end()

    assert _kept(database) == set()
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report("1"), now=NOW)
    assert filed.number == (3 if database.is_shared else 1)  # PostgreSQL's sequences leave gaps
    assert not filed.again


def test_report_that_is_refused_leaves_nothing(database: Database, office: Office) -> None:
    refused = (
        (report(facts={"age": 13, "mood": "sad"}), errors.FactsRefused),
        (report(territory="999999999"), UnknownTerritory),
    )
    for told, refusal in refused:
        with database.transaction() as tx, pytest.raises(refusal):
            filing.file_report(tx, office, told, now=NOW)

    assert _kept(database) == set()


def test_address_is_kept_only_with_the_reporters_consent(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report("1", address=b"sealed"), now=NOW)
        told = report("2", address=b"sealed", lookup="hash", contact=True)
        filing.file_report(tx, office, told, now=NOW)

        links = [dict(row) for row in tx.rows(select(schema.reporter_link))]

    assert links == [{"case_number": 2, "address": b"sealed", "language": "uz", "lookup": "hash"}]


def _kept(database: Database) -> set[str]:
    """Name the tables that hold something beside the keyring, which every database begins with."""
    return {name for name, count in _counts(database).items() if count} - {"holder_key", "key_grant"}


def test_history_tells_that_a_case_was_filed_and_forwarded(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(facts=DEBT), now=NOW)
        told = [(row["actor"], row["act"], row["about"]) for row in history.of_case(tx, filed.number)]

        assert history.verify(tx) is None

    assert told[0] == ("reporter", "filed", "")
    assert ("service", "forwarded", "POLICE_JUV:614400000") in told
    assert ("service", "held", "LABOUR:614400000") in told
    assert len(told) == 1 + len(filed.forwardings) + len(filed.asked)


def test_week_of_filing_is_that_of_the_country(database: Database, office: Office) -> None:
    monday_there = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
    with database.transaction() as tx:
        number = filing.file_report(tx, office, report(), now=monday_there).number

        assert case.get(tx, number).week == "2026-W48"


@pytest.mark.parametrize(
    ("told", "band"),
    [
        (13, "12-13"),
        ("<7", "<7"),
        ("14-15", "14-15"),
        ([4], "<5"),
        (["7-11", "7-11"], "7-11"),
        ([8, 15], "several"),
        ([8, "unknown"], "several"),
        ("unknown", "unknown"),
        (19, "adult"),
    ],
)
def test_ages_are_kept_as_the_narrowest_band(told: object, band: str) -> None:
    assert coded.age_band(facts.parse({"age": told}).age) == band


def test_activities_of_two_groups_are_several() -> None:
    rules = law.in_force(NOW.date())
    groups = [
        coded.activity_group(facts.parse({"activity": codes}), rules)
        for codes in ([], ["cotton"], ["cotton", "tobacco"], ["cotton", "construction"])
    ]

    assert groups == ["unknown", "farm", "farm", "several"]


def _facts() -> st.SearchStrategy[dict[str, object]]:
    book = law.book()
    yes_no = st.sampled_from([True, False, "unknown"])
    ages = st.one_of(st.integers(0, 25), st.sampled_from(["<7", "7-11", "12-13", "14-15", "unknown"]))
    fields: dict[str, st.SearchStrategy[object]] = {
        "age": st.one_of(ages, st.lists(ages, max_size=3)),
        "activity": st.lists(st.sampled_from(book.activity_codes), max_size=3),
        "hazard": st.lists(st.sampled_from(facts.HAZARDS), max_size=3),
        "wfcl": st.lists(st.sampled_from(facts.WORST_FORMS), max_size=2),
        "accused": st.lists(st.sampled_from(book.body_codes), max_size=4),
        "hours_day": st.floats(0, 24),
        **{key: st.sampled_from(values) for key, values in facts.CHOICES.items()},
        **dict.fromkeys(("abuse", "night", "consent", "poverty", "has_carer", "migrant", "own_home"), yes_no),
    }
    return st.fixed_dictionaries({}, optional=fields)


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=_facts(), place=st.sampled_from(["", MAKTAARAL, VILLAGE, "750000000", "610000000"]))
def test_every_report_files_with_a_lead_who_is_not_accused(
    database: Database, office: Office, told: dict[str, object], place: str
) -> None:
    with database.transaction() as tx:
        origin = str(tx.next_number("test"))
        filed = filing.file_report(tx, office, report(origin, facts=told, territory=place), now=NOW)
        stored = case.get(tx, filed.number)

    assert not filed.again
    assert stored.lead == filed.lead.code == filed.forwardings[0].department
    assert [one.department for one in filed.forwardings if "lead" in one.roles] == [stored.lead]
    assert _meant(office, told, place).isdisjoint(one.department for one in filed.forwardings)
    assert {one.department for one in filed.forwardings if "owner" in one.roles} == {stored.owner} - {""}


def _meant(office: Office, told: dict[str, Any], place: str) -> set[str]:
    """The departments that the report accuses."""
    accused = [body for body in told.get("accused", ()) if body in bodies.all_bodies()]
    found = ((body, office.departments.responsible(body, place)) for body in accused)
    return {department.code for body, department in found if department and department.body == body}


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as tx:
        return {
            table.name: tx.rows(select(func.count().label("n")).select_from(table))[0]["n"]
            for table in TABLES
        }


def _comparable(filed: filing.Filed) -> filing.Filed:
    plain = tuple(replace(one, send_at=one.send_at.replace(microsecond=0)) for one in filed.forwardings)
    return replace(filed, again=False, forwardings=plain)
