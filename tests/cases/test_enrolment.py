"""Enrolled chats: found again, sealed, and ended."""

from pathlib import Path

import pytest

from cases import enrolment
from cases.enrolment import Chat
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.cases.told import NOW

pytestmark = pytest.mark.both

POLICE, SCHOOLS = "POLICE_JUV:610000000", "EDU_OBL:610000000"


def test_department_is_told_in_all_its_chats(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1001")
        _enrol(tx, keys, POLICE, "-1002", language="ru")
        _enrol(tx, keys, SCHOOLS, "-1003")

        found = enrolment.chats_of(tx, keys, [POLICE, "PROS:610000000"])

    assert set(found) == {POLICE}
    assert set(found[POLICE]) == {Chat("telegram", "-1001", "kk"), Chat("telegram", "-1002", "ru")}


def test_one_chat_may_serve_several_departments(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, SCHOOLS, "-1001")
        _enrol(tx, keys, POLICE, "-1001")

        assert enrolment.departments_at(tx, keys, "telegram", "-1001") == (SCHOOLS, POLICE)


def test_chat_of_another_channel_or_number_is_foreign(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1001")

        assert enrolment.departments_at(tx, keys, "demo", "-1001") == ()
        assert enrolment.departments_at(tx, keys, "telegram", "-1009") == ()


def test_enrolling_again_changes_only_the_language(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1001")
        _enrol(tx, keys, POLICE, "-1001", language="ru")

        assert enrolment.chats_of(tx, keys, [POLICE]) == {POLICE: (Chat("telegram", "-1001", "ru"),)}


def test_ended_enrolment_is_gone_and_the_others_stay(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1001")
        _enrol(tx, keys, SCHOOLS, "-1001")
        ended = enrolment.end(tx, keys, channel="telegram", chat="-1001", department=POLICE, now=NOW)

        assert ended == (POLICE,)
        assert enrolment.departments_at(tx, keys, "telegram", "-1001") == (SCHOOLS,)


def test_chat_that_throws_us_out_ends_all_its_enrolments(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1001")
        _enrol(tx, keys, SCHOOLS, "-1001")

        assert enrolment.end(tx, keys, channel="telegram", chat="-1001", now=NOW) == (SCHOOLS, POLICE)
        assert enrolment.end(tx, keys, channel="telegram", chat="-1001", now=NOW) == ()


@pytest.mark.sqlite
def test_database_file_holds_no_chat_id(database: Database, keys: Keys, tmp_path: Path) -> None:
    with database.transaction() as tx:
        _enrol(tx, keys, POLICE, "-1009876543210")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert POLICE.encode() in stored
    assert b"9876543210" not in stored


def _enrol(tx: Transaction, keys: Keys, department: str, chat: str, language: str = "kk") -> None:
    enrolment.enrol(
        tx, keys, department=department, channel="telegram", chat=chat, language=language, now=NOW
    )
