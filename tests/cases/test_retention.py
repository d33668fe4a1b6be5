"""How long things are kept: the terms, their duties, and that erased bytes are in no file any more."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from cases import (
    closing,
    consent,
    erasure,
    errors,
    filing,
    history,
    media,
    people,
    progress,
    retention,
    schema,
)
from cases.admission import schema as of_admission
from cases.office import Office
from conversations.person import DRAFT_LIVES
from store import duties
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.cases import told
from tests.cases.told import NOW

pytestmark = pytest.mark.both

DAY = timedelta(days=1)
TERMS = retention.in_force(NOW.date())
DEEDS = {retention.CASE: retention.erase_case, retention.MEDIUM: retention.erase_medium}


def file(database: Database, office: Office, origin: str = "draft-1", now: datetime = NOW) -> int:
    with database.transaction() as tx:
        number = filing.file_report(tx, office, told.report(origin), now=now).number
        consent.link(tx, number, address=b"sealed", lookup="lookup", language="kk")
    return number


def close(database: Database, number: int, now: datetime) -> None:
    with database.transaction() as tx:
        closing.close(tx, number, "helped", actor="desk", now=now)


def keep_house(database: Database, keys: Keys, now: datetime) -> None:
    """Plan and erase what is due, as the worker does."""
    with database.transaction() as tx:
        retention.sweep(tx, now)
        retention.plan(tx, keys, now)
        for claimed in duties.claim(tx, keys, now=now, holder="test", limit=1000):
            if claimed.kind in DEEDS:
                again = DEEDS[claimed.kind](tx, claimed, now)
                if again is None:
                    duties.settle(tx, claimed.id, now=now)
                else:
                    duties.postpone(tx, claimed, due_at=again)


def kept(database: Database, number: int = 1) -> Mapping[str, bool]:
    """Tell what there still is of a case."""
    tables = {
        "content": schema.sealed_part,
        "keys": schema.part_key,
        "receipt": schema.receipt,
        "link": schema.reporter_link,
    }
    with database.reading() as tx:
        return {
            name: bool(tx.rows(select(table).where(table.c.case_number == number)))
            for name, table in tables.items()
        }


ALL = {"content": True, "keys": True, "receipt": True, "link": True}
UNLINKED = {"content": True, "keys": True, "receipt": False, "link": False}
NOTHING = dict.fromkeys(ALL, False)


def test_the_terms_are_those_that_were_decided() -> None:
    assert (
        retention.Terms(
            content=90 * DAY,
            untouched=365 * DAY,
            media=30 * DAY,
            link=7 * DAY,
            draft=timedelta(hours=72),
            undelivered=30 * DAY,
            invitation=30 * DAY,
            teller=30 * DAY,
            told=365 * DAY,
            look_up=30 * DAY,
            look_up_box=365 * DAY,
            visit=90 * DAY,
            class_list=400 * DAY,
            absence=365 * DAY,
            roll=30 * DAY,
        )
        == TERMS
    )
    assert TERMS.draft == DRAFT_LIVES


def test_links_go_a_week_after_closing_and_content_after_ninety_days(
    database: Database, office: Office, keys: Keys
) -> None:
    number = file(database, office)
    keep_house(database, keys, NOW)
    closed = NOW + 10 * DAY
    close(database, number, closed)
    keep_house(database, keys, closed + 6 * DAY)
    assert kept(database) == ALL
    keep_house(database, keys, closed + 7 * DAY)
    assert kept(database) == UNLINKED
    keep_house(database, keys, closed + 89 * DAY)
    assert kept(database) == UNLINKED
    keep_house(database, keys, closed + 90 * DAY)

    assert kept(database) == NOTHING
    with database.reading() as tx:
        row = tx.row(select(schema.case))
        acts = [entry["act"] for entry in history.of_case(tx, number)]
        assert history.verify(tx) is None
    assert row is not None
    assert (row["erased_at"], row["routing"], row["activity"]) == (
        _whole(closed + 90 * DAY),
        None,
        "farm",
    )
    assert acts[-2:] == ["link erased", "erased: term"]


def test_a_case_that_is_never_closed_goes_a_year_after_anybody_touched_it(
    database: Database, office: Office, keys: Keys
) -> None:
    number = file(database, office)
    keep_house(database, keys, NOW)
    with database.transaction() as tx:
        progress.acknowledge(tx, number=number, actor="desk", now=NOW + 200 * DAY)
    keep_house(database, keys, NOW + 366 * DAY)
    assert kept(database) == ALL
    keep_house(database, keys, NOW + 565 * DAY)

    assert kept(database) == NOTHING


def test_a_case_that_was_reopened_is_looked_at_later(database: Database, office: Office, keys: Keys) -> None:
    number = file(database, office)
    keep_house(database, keys, NOW)
    close(database, number, NOW + DAY)
    with database.transaction() as tx:
        tx.execute(update(schema.case).values(closed_at=None, state="acknowledged"))
        history.note(tx, [history.Entry("desk", "reopened", number)], now=NOW + 2 * DAY)
    keep_house(database, keys, NOW + 100 * DAY)

    assert kept(database) == ALL


def test_a_medium_goes_thirty_days_after_it_was_received(
    database: Database, office: Office, keys: Keys
) -> None:
    number = file(database, office)
    with database.transaction() as tx:
        medium = media.number(tx)
        media.expect_for_case(tx, number, medium, "photo", now=NOW)
        described = media.description("photo", b"raw", ending="jpg", cleaned=7, received_at=NOW)
        assert media.keep(tx, office, medium, media.sealed(medium, described, b"cleaned"), now=NOW)
    keep_house(database, keys, NOW)
    keep_house(database, keys, NOW + 29 * DAY)
    assert parts(database) == {"extract", "report", "reporter", f"medium:{medium}"}
    keep_house(database, keys, NOW + 30 * DAY)

    assert parts(database) == {"extract", "report", "reporter"}
    with database.reading() as tx:
        row = tx.row(select(schema.medium))
        assert tx.rows(select(schema.medium_piece)) == []
    assert row is not None
    assert (row["state"], row["key"]) == ("erased", None)


def test_files_of_a_draft_go_with_it(database: Database, office: Office, keys: Keys) -> None:
    with database.transaction() as tx:
        first, other = media.number(tx), media.number(tx)
        media.expect(tx, keys, first, "citizen_report:x", "photo", now=NOW)
        media.expect(tx, keys, other, "citizen_report:y", "photo", now=NOW)
        described = media.description("photo", b"raw", ending="jpg", cleaned=7, received_at=NOW)
        media.keep(tx, office, first, media.sealed(first, described, b"cleaned"), now=NOW)
    with database.transaction() as tx:
        assert erasure.drop_draft(tx, keys, "citizen_report:x") == 1
    with database.reading() as tx:
        assert [row["id"] for row in tx.rows(select(schema.medium))] == [other]
        assert tx.rows(select(schema.medium_piece)) == []
    keep_house(database, keys, NOW + timedelta(hours=73))
    with database.reading() as tx:
        assert tx.rows(select(schema.medium)) == []


def test_an_invitation_goes_thirty_days_after_it_expired(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        people.invite(tx, keys, role="officer", territory="", entropy=bytes, now=NOW)
    keep_house(database, keys, NOW + 32 * DAY)
    assert count(database) == 1
    keep_house(database, keys, NOW + 34 * DAY)

    assert count(database) == 0


def test_erasing_by_hand_works_once_and_says_why(database: Database, office: Office) -> None:
    number = file(database, office)
    with database.transaction() as tx:
        assert erasure.erase(tx, number, actor="desk", reason="subject_request", now=NOW)
        assert not erasure.erase(tx, number, actor="desk", reason="subject_request", now=NOW)
        entries = history.of_case(tx, number)

    assert [(row["actor"], row["act"]) for row in entries][-1] == ("desk", "erased: subject_request")
    assert kept(database) == NOTHING


def test_a_case_that_is_not_there_cannot_be_erased(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(errors.UnknownCase):
        erasure.erase(tx, 5, actor="desk", reason="court_order", now=NOW)


def test_other_cases_keep_everything(database: Database, office: Office) -> None:
    first, second = file(database, office), file(database, office, "draft-2")
    with database.transaction() as tx:
        erasure.erase(tx, first, actor="desk", reason="court_order", now=NOW)

    assert kept(database, second) == ALL


@pytest.mark.sqlite
def test_erased_bytes_are_in_no_file_of_the_database(database: Database, office: Office) -> None:
    number = file(database, office)
    file(database, office, "draft-2")
    with database.transaction() as tx:
        canaries = [bytes(row["body"]) for row in parts_of(tx, number)]
    assert all(is_in_a_file(database, one) for one in canaries)
    with database.transaction() as tx:
        erasure.erase(tx, number, actor="desk", reason="court_order", now=NOW)

    assert database.empty_log()
    assert not any(is_in_a_file(database, one) for one in canaries)


@pytest.mark.sqlite
def test_while_somebody_reads_the_log_is_emptied_later(database: Database, office: Office) -> None:
    with database.reading() as reader:
        reader.rows(select(schema.case))
        file(database, office)
        assert not database.empty_log()

    assert database.empty_log()


def parts(database: Database) -> set[str]:
    with database.reading() as tx:
        return {row["part"] for row in tx.rows(select(schema.sealed_part))}


def parts_of(tx: Transaction, number: int) -> list[Mapping[str, bytes]]:
    rows = tx.rows(select(schema.sealed_part.c.body).where(schema.sealed_part.c.case_number == number))
    return [{"body": row["body"]} for row in rows]


def count(database: Database) -> int:
    with database.reading() as tx:
        return len(tx.rows(select(of_admission.invitation)))


def is_in_a_file(database: Database, canary: bytes) -> bool:
    """Look for the first hundred bytes: longer ones lie on several pages."""
    folder = database.path.parent
    return any(canary[:100] in path.read_bytes() for path in folder.glob(f"{database.path.name}*"))


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
