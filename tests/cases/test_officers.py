"""Officers: a name and a password open what was granted, and nothing else tells whether a name exists."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import case, errors, filing, granting, history, officers, passwords, schema
from cases.keyring import COORDINATOR
from cases.office import Office
from cases.officers import Newcomer
from directory.errors import UnknownDepartment
from store.database import Database
from tests.cases.told import NOW, report
from tests.doubles import recovery, staff
from tests.doubles.staff import PASSWORD, QUICK

LABOUR = "LABOUR:614400000"


def test_an_officer_reads_with_a_password_what_is_for_their_department(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        staff.hire(tx, office, "Айгүл Сейітова", filed.lead.code)

        theirs = passwords.sign_in(tx, office.keys, " айгүл  СЕЙІТОВА ", PASSWORD)

        assert case.content(tx, theirs.unlocked, filed.number)["facts"]["age"] == 13


def test_without_a_grant_a_password_opens_nothing_of_a_case(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        new = Newcomer("aigul", "officer", filed.lead.code, PASSWORD)
        officers.add(tx, office.keys, passwords.make(office.keys, new, now=NOW, limits=QUICK), actor="desk")
        theirs = passwords.sign_in(tx, office.keys, "aigul", PASSWORD)

        with pytest.raises(errors.NotForThisKey):
            case.content(tx, theirs.unlocked, filed.number)


@pytest.mark.parametrize("name", ["aigul", "nobody", "gone"])
def test_wrong_password_unknown_name_and_one_who_left_are_refused_alike(
    database: Database, office: Office, name: str
) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "aigul", "OPERATOR:KZ")
        staff.hire(tx, office, "gone", "OPERATOR:KZ")
        left = officers.present(tx, office.keys, "gone")
        officers.leave(tx, left, actor="coordinator", now=NOW)
        password = PASSWORD if name == "gone" else "another password"

        with pytest.raises(errors.SignInRefused) as refused:
            passwords.sign_in(tx, office.keys, name, password)

    assert str(refused.value) == "The name or the password is not right."


def test_whoever_left_has_no_grant_and_no_lock_any_more(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "gone", "OPERATOR:KZ")
        left = officers.present(tx, office.keys, "gone")
        officers.leave(tx, left, actor="coordinator", now=NOW)

        assert left.grantee not in officers.granted(tx)
        found = officers.find(tx, office.keys, "gone")
        assert found is not None
        assert (found.left_at, found.locked) == (NOW.replace(microsecond=123000), b"")
        with pytest.raises(errors.UnknownOfficer):
            officers.present(tx, office.keys, "gone")


def test_a_name_is_given_once_until_its_owner_leaves(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "Aigul", "OPERATOR:KZ")
        with pytest.raises(errors.OfficerKnown):
            staff.hire(tx, office, "AIGUL", "OPERATOR:KZ")
        officers.leave(tx, officers.present(tx, office.keys, "aigul"), actor="desk", now=NOW)

        staff.hire(tx, office, "aigul", "OPERATOR:KZ")

        assert staff.signed_in(tx, office, "aigul").unlocked.opens("OPERATOR:KZ")


def test_a_changed_password_opens_the_same_and_the_old_one_nothing(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "aigul", "OPERATOR:KZ")
        old = officers.present(tx, office.keys, "aigul")
        changed = passwords.with_password(old, PASSWORD, "three other words", limits=QUICK)
        passwords.keep_lock(tx, old, changed, now=NOW)
        with pytest.raises(errors.SignInRefused):  # a second page that stood open, with the password before
            passwords.keep_lock(tx, old, changed, now=NOW)

        again = passwords.sign_in(tx, office.keys, "aigul", "three other words")
        assert again.unlocked.opens("OPERATOR:KZ")
        with pytest.raises(errors.SignInRefused):
            passwords.sign_in(tx, office.keys, "aigul", PASSWORD)


def test_a_forgotten_password_means_new_keys_and_a_new_grant(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "aigul", "OPERATOR:KZ")
        new = Newcomer("aigul", "officer", "OPERATOR:KZ", "three other words")
        later = passwords.make(office.keys, new, now=NOW + timedelta(days=1), limits=QUICK)
        officers.renew(tx, office.keys, later, actor="desk")

        again = passwords.sign_in(tx, office.keys, "aigul", "three other words")
        assert not again.unlocked.opens("OPERATOR:KZ")
        granting.grant(tx, recovery.unlocked(tx), later, actor="recovery", now=NOW)
        again = passwords.sign_in(tx, office.keys, "aigul", "three other words")
        assert again.unlocked.opens("OPERATOR:KZ")


@pytest.mark.parametrize("password", ["", "short", "eleven chrs", "my name is Aigul!"])
def test_a_password_that_is_short_or_holds_the_name_is_refused(office: Office, password: str) -> None:
    with pytest.raises(errors.PasswordTooWeak):
        passwords.make(office.keys, Newcomer("aigul", "officer", "x", password), now=NOW, limits=QUICK)


def test_a_colleague_and_a_coordinator_can_grant_and_a_stranger_cannot(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "first", "OPERATOR:KZ")
        staff.hire(tx, office, "coordinator", role="coordinator")
        staff.hire(tx, office, "stranger", LABOUR)

        for name, by in (("second", "first"), ("third", "second"), ("fourth", "coordinator")):
            staff.hire(tx, office, name, "OPERATOR:KZ", by=staff.signed_in(tx, office, by).unlocked)
            assert staff.signed_in(tx, office, name).unlocked.opens("OPERATOR:KZ")
        stranger = staff.signed_in(tx, office, "stranger").unlocked
        with pytest.raises(errors.NotForThisKey):
            staff.hire(tx, office, "fifth", "OPERATOR:KZ", by=stranger)


def test_a_coordinator_opens_every_department_and_a_role_has_its_key(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(), now=NOW)
        staff.hire(tx, office, "coordinator", role="coordinator")
        staff.hire(tx, office, "operator", role="operator")

        assert case.content(tx, staff.signed_in(tx, office, "operator").unlocked, filed.number)["facts"]
        opened = staff.signed_in(tx, office, "coordinator").unlocked
        assert opened.opens(COORDINATOR)
        assert opened.opens(filed.lead.code)


def test_only_departments_of_the_directory_and_known_roles(office: Office) -> None:
    with pytest.raises(UnknownDepartment):
        officers.department_of(office.departments, "officer", "POLICE:nowhere")
    with pytest.raises(errors.UnknownRole):
        officers.department_of(office.departments, "king", "OPERATOR:KZ")


def test_neither_name_nor_password_stands_in_the_table_or_the_history(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        staff.hire(tx, office, "Qanarbek", "OPERATOR:KZ")
        kept = [*tx.rows(select(schema.officer)), *tx.rows(select(schema.history))]

        for row in kept:
            assert b"anarbek" not in b"".join(
                value if isinstance(value, bytes) else str(value).encode() for value in row.values()
            )
        assert history.verify(tx) is None
        assert "anarbek" not in repr(staff.signed_in(tx, office, "qanarbek"))
