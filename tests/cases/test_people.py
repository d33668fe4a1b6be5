"""Invitations: for 72 hours, once, for one account."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from cases import errors, people
from cases.people import Person
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.cases.told import NOW

POLICE = "POLICE_JUV:610000000"
OFFICER = Person("officer", "610000000", POLICE)


def test_invited_person_becomes_what_the_invitation_says(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)

        assert people.person(tx, keys, "telegram:4711") is None
        assert people.join(tx, keys, token, "telegram:4711", NOW) == OFFICER
        assert people.person(tx, keys, "telegram:4711") == OFFICER


def test_invitation_is_for_the_first_account_only(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)
        people.join(tx, keys, token, "telegram:4711", NOW)

        with pytest.raises(errors.InvitationExpired):
            people.join(tx, keys, token, "telegram:4712", NOW)
        assert people.person(tx, keys, "telegram:4712") is None


def test_pressing_twice_does_no_harm(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)

        assert [people.join(tx, keys, token, "telegram:4711", NOW) for _ in range(2)] == [OFFICER, OFFICER]


def test_invitation_ends_after_72_hours(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        in_time, too_late = _invite(tx, keys, seed="1"), _invite(tx, keys, seed="2")
        people.join(tx, keys, in_time, "telegram:1", NOW + timedelta(hours=72, seconds=-1))

        with pytest.raises(errors.InvitationExpired):
            people.join(tx, keys, too_late, "telegram:2", NOW + timedelta(hours=72))


def test_who_was_let_go_does_not_come_back_by_the_invitation_that_was_used(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)
        people.join(tx, keys, token, "telegram:4711", NOW)
        assert people.let_go(tx, people.index(keys, "telegram:4711"), actor="coordinator", now=NOW)

        with pytest.raises(errors.InvitationExpired):
            people.join(tx, keys, token, "telegram:4711", NOW)


def test_unknown_invitation_is_told_nothing_else_than_an_expired_one(database: Database, keys: Keys) -> None:
    with database.transaction() as tx, pytest.raises(errors.InvitationExpired):
        people.join(tx, keys, "A" * 16, "telegram:4711", NOW)


def test_nobody_is_invited_as_something_that_does_not_exist(database: Database, keys: Keys) -> None:
    with database.transaction() as tx, pytest.raises(errors.UnknownRole):
        people.invite(tx, keys, role="king", territory="", entropy=bytes, now=NOW)


def test_department_has_officers_once_one_has_joined(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)

        assert not people.has_officers(tx, POLICE)
        people.join(tx, keys, token, "telegram:4711", NOW)
        assert people.has_officers(tx, POLICE)
        assert not people.has_officers(tx, "PROS:610000000")


def test_teacher_of_a_department_is_not_its_officer(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys, role="teacher")
        people.join(tx, keys, token, "telegram:4711", NOW)

        assert not people.has_officers(tx, POLICE)


@pytest.mark.sqlite
def test_database_file_holds_neither_account_nor_token(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        token = _invite(tx, keys)
        people.join(tx, keys, token, "telegram:9876543210", NOW)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert POLICE.encode() in stored
    assert b"9876543210" not in stored
    assert token.encode() not in stored


def _invite(tx: Transaction, keys: Keys, *, role: str = "officer", seed: str = "") -> str:
    def entropy(size: int) -> bytes:
        return hashlib.sha256(seed.encode()).digest()[:size]

    return people.invite(
        tx, keys, role=role, territory="610000000", department=POLICE, entropy=entropy, now=NOW
    )
