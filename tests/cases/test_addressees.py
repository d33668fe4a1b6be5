"""Whom a new case is forwarded to: at once, later, or not before somebody releases it."""

from datetime import timedelta
from typing import Any

from cases import filing
from cases.enrolment import Chat
from cases.filing import Filed
from cases.forwarding import Forwarding
from cases.office import Office
from store.database import Database
from tests.cases.told import COTTON, DEBT, NOW, enrol, report

POLICE, RIGHTS, OPERATOR = "POLICE_JUV:614400000", "CHILD_RIGHTS:610000000", "OPERATOR:KZ"


def test_police_wait_a_quarter_of_an_hour_for_the_operator(database: Database, office: Office) -> None:
    sent = _by_department(_file(database, office, facts=DEBT))

    for code in (POLICE, "POLICE_TIP:610000000", "PROS:614400000"):
        assert (sent[code].send_at, sent[code].unconfirmed) == (NOW + timedelta(minutes=15), True)
    for code in (RIGHTS, OPERATOR):
        assert (sent[code].send_at, sent[code].unconfirmed) == (NOW, False)
    assert sent[OPERATOR].roles == ("copy",)


def test_nothing_waits_when_it_happens_right_now_and_it_says_unconfirmed(
    database: Database, office: Office
) -> None:
    sent = _by_department(_file(database, office, facts=DEBT, happening_now=True))

    assert {one.send_at for one in sent.values()} == {NOW}
    assert sent[POLICE].unconfirmed
    assert not sent[RIGHTS].unconfirmed
    assert OPERATOR in sent


def test_ordinary_report_waits_for_nobody(database: Database, office: Office) -> None:
    sent = _by_department(_file(database, office, facts=COTTON))

    assert {(one.send_at, one.unconfirmed, one.state) for one in sent.values()} == {(NOW, False, "open")}
    assert OPERATOR not in sent


def test_report_of_staff_waits_for_nobody(database: Database, office: Office) -> None:
    sent = _by_department(_file(database, office, facts={**DEBT, "origin": "visit"}))

    assert {(one.send_at, one.unconfirmed) for one in sent.values()} == {(NOW, False)}


def test_those_who_could_warn_an_offender_are_held_and_no_chat_is_named(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, "LABOUR:614400000")
    held = _by_department(_file(database, office, facts=DEBT))["LABOUR:614400000"]

    assert (held.state, held.roles, held.receiver, held.chats) == ("held", ("copy",), "LABOUR:614400000", ())


def test_department_with_an_enrolled_chat_gets_the_pointer_there(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, RIGHTS, "EDU_OBL:610000000")
    lead = _file(database, office).forwardings[0]

    assert (lead.department, lead.receiver) == (RIGHTS, RIGHTS)
    assert lead.chats == (Chat("telegram", f"chat:{RIGHTS}", "kk"),)


def test_pointer_climbs_to_the_nearest_department_with_a_chat(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, "EDU_OBL:610000000", OPERATOR)
    sent = _by_department(_file(database, office))

    assert sent["EDU_LOC:614400000"].receiver == "EDU_OBL:610000000"
    assert sent[RIGHTS].receiver == OPERATOR
    assert sent[RIGHTS].chats == (Chat("telegram", f"chat:{OPERATOR}", "kk"),)


def test_pointer_climbs_past_an_accused_kind_of_department(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, "EDU_OBL:610000000", "CHILD_RIGHTS_NAT:KZ")
    sent = _by_department(_file(database, office, facts={**COTTON, "accused": ["EDU_OBL"]}))

    assert sent["EDU_LOC:614400000"].receiver == "CHILD_RIGHTS_NAT:KZ"
    assert "EDU_OBL:610000000" not in {one.receiver for one in sent.values()}


def test_where_nobody_is_enrolled_the_case_is_filed_all_the_same(database: Database, office: Office) -> None:
    assert {(one.receiver, one.chats) for one in _file(database, office).forwardings} == {("", ())}


def test_filing_again_names_the_same_chats(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, RIGHTS, POLICE, "LABOUR:614400000")
    first, again = (_by_department(_file(database, office, facts=DEBT)) for _ in range(2))

    assert {code: one.chats for code, one in again.items()} == {
        code: one.chats for code, one in first.items()
    }
    assert first[POLICE].chats


def _file(database: Database, office: Office, **changed: Any) -> Filed:
    with database.transaction() as tx:
        return filing.file_report(tx, office, report(**changed), now=NOW)


def _by_department(filed: Filed) -> dict[str, Forwarding]:
    return {one.department: one for one in filed.forwardings}
