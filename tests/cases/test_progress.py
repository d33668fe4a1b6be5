"""Acknowledging: once, by those who may, and the reporter is told once."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from cases import case, enrolment, errors, filing, forwarding, history, people, progress
from cases.filing import Filed
from cases.forwarding import Forwarding
from cases.office import Office
from cases.progress import Acknowledged
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from store.writer import Writer
from tests.cases.told import DEBT, NOW, enrol, report

pytestmark = pytest.mark.both

LEAD, COPY = "CHILD_RIGHTS:610000000", "EDU_LOC:614400000"
LATER = NOW + timedelta(hours=1)


def test_tap_of_the_lead_acknowledges_the_case(database: Database, office: Office) -> None:
    lead = _file(database, office).forwardings[0]
    with database.transaction() as tx:
        done = progress.acknowledge(tx, token=lead.token, actor=LEAD, now=LATER)
        row = case.get(tx, 1)

        assert history.of_case(tx, 1)[-1]["act"] == "acknowledged"
        assert history.verify(tx) is None
    assert done == Acknowledged(True, 1, LEAD, True)
    assert (row.state, row.acknowledged_at) == ("acknowledged", LATER.replace(microsecond=123000))


def test_tap_of_a_copy_acknowledges_its_own_forwarding_only(database: Database, office: Office) -> None:
    copy = _of(_file(database, office), COPY)
    with database.transaction() as tx:
        done = progress.acknowledge(tx, token=copy.token, actor=COPY, now=LATER)

        assert done == Acknowledged(True, 1, COPY, False)
        assert case.get(tx, 1).state == "received"
        states = {one.department: one.state for one in forwarding.of_case(tx, 1)}
    assert (states[COPY], states[LEAD]) == ("acknowledged", "open")


def test_second_tap_does_nothing_whoever_taps(database: Database, office: Office) -> None:
    lead = _file(database, office, contact=True, address=b"sealed").forwardings[0]
    with database.transaction() as tx:
        progress.acknowledge(tx, token=lead.token, actor=LEAD, now=NOW)
        before = len(history.of_case(tx, 1))
        again = progress.acknowledge(tx, number=1, actor="desk", now=LATER)

        assert again == Acknowledged(False, 1, LEAD, False)
        assert len(history.of_case(tx, 1)) == before
        assert case.get(tx, 1).acknowledged_at == NOW.replace(microsecond=123000)


def test_reporter_who_chose_it_is_told_exactly_once(database: Database, office: Office) -> None:
    filed = _file(database, office, contact=True, address=b"sealed")
    taps = [one.token for one in filed.forwardings] * 2
    with database.transaction() as tx:
        done = [progress.acknowledge(tx, token=token, actor="desk", now=NOW) for token in taps]

    assert [(one.tell, one.language) for one in done if one.tell] == [(b"sealed", "uz")]


def test_reporter_who_did_not_choose_it_is_not_told(database: Database, office: Office) -> None:
    _file(database, office, contact=False, address=b"sealed")
    with database.transaction() as tx:
        done = progress.acknowledge(tx, number=1, actor="desk", now=NOW)

    assert (done.now_acknowledged, done.tell) == (True, None)


def test_two_who_tap_at_once_are_one_first_and_one_late(database: Database, office: Office) -> None:
    lead = _file(database, office, contact=True, address=b"sealed").forwardings[0]
    writer = Writer(database)
    futures = [
        writer.submit(lambda tx: progress.acknowledge(tx, token=lead.token, actor=LEAD, now=NOW))
        for _ in range(20)
    ]
    writer.close()
    done = [future.result() for future in futures]

    assert [one.first for one in done].count(True) == 1
    assert [one.now_acknowledged for one in done].count(True) == 1
    assert [one.tell for one in done].count(b"sealed") == 1


def test_unknown_button_unknown_case_and_held_forwarding_are_refused(
    database: Database, office: Office
) -> None:
    held = _of(_file(database, office, facts=DEBT), "LABOUR:614400000")
    with database.transaction() as tx:
        assert held.state == "held"
        for token in ("", "x" * 64, held.token):
            with pytest.raises(errors.UnknownForwarding):
                progress.acknowledge(tx, token=token, actor="desk", now=NOW)
        for number in (0, 2, -1):
            with pytest.raises(errors.UnknownCase):
                progress.acknowledge(tx, number=number, actor="desk", now=NOW)


def test_delivery_is_noted_once_and_never_undoes_an_acknowledgement(
    database: Database, office: Office
) -> None:
    lead, copy, *_ = _file(database, office).forwardings
    with database.transaction() as tx:
        assert [forwarding.delivered(tx, copy.id, NOW) for _ in range(2)] == [True, False]
        progress.acknowledge(tx, token=lead.token, actor="desk", now=NOW)
        assert forwarding.delivered(tx, lead.id, LATER)
        states = {one.department: one.state for one in forwarding.of_case(tx, 1)}

        assert (states[copy.department], states[lead.department]) == ("delivered", "acknowledged")
        assert [row["act"] for row in history.of_case(tx, 1)].count("delivered") == 2


def test_held_forwarding_cannot_be_delivered(database: Database, office: Office) -> None:
    held = _of(_file(database, office, facts=DEBT), "LABOUR:614400000")
    with database.transaction() as tx:
        assert not forwarding.delivered(tx, held.id, NOW)
        assert not forwarding.delivered(tx, 999, NOW)


def test_members_of_the_enrolled_chat_may_act_and_others_not(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, LEAD, COPY)
        lead = filing.file_report(tx, office, report(), now=NOW).forwardings[0]

        assert _entitled(tx, office.keys, lead, LEAD)
        assert not _entitled(tx, office.keys, lead, COPY)
        assert not _entitled(tx, office.keys, lead, "nowhere")
        assert not progress.entitled(tx, office.keys, lead, "demo", f"chat:{LEAD}", "demo:1")


def test_chat_that_is_no_longer_enrolled_may_not_act(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, LEAD)
        lead = filing.file_report(tx, office, report(), now=NOW).forwardings[0]
        enrolment.end(tx, office.keys, channel="telegram", chat=f"chat:{LEAD}", now=NOW)

        assert not _entitled(tx, office.keys, lead, LEAD)


def test_receiver_above_may_act_for_the_department_below(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, "CHILD_RIGHTS_NAT:KZ")
        lead = filing.file_report(tx, office, report(), now=NOW).forwardings[0]

        assert (lead.department, lead.receiver) == (LEAD, "CHILD_RIGHTS_NAT:KZ")
        assert _entitled(tx, office.keys, lead, "CHILD_RIGHTS_NAT:KZ")
        assert progress.acknowledge(tx, token=lead.token, actor=lead.receiver, now=NOW).now_acknowledged


def test_once_officers_have_joined_only_they_may_act(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        enrol(tx, office.keys, LEAD, COPY)
        lead, copy, *_ = filing.file_report(tx, office, report(), now=NOW).forwardings
        _join(tx, office.keys, "telegram:officer", LEAD)
        _join(tx, office.keys, "telegram:foreign", "PROS:614400000")

        assert _entitled(tx, office.keys, lead, LEAD, account="telegram:officer")
        assert not _entitled(tx, office.keys, lead, LEAD, account="telegram:member")
        assert not _entitled(tx, office.keys, lead, LEAD, account="telegram:foreign")
        assert not _entitled(tx, office.keys, lead, "nowhere", account="telegram:officer")
        assert _entitled(tx, office.keys, copy, COPY, account="telegram:member")


def _file(database: Database, office: Office, **changed: Any) -> Filed:
    with database.transaction() as tx:
        return filing.file_report(tx, office, report(**changed), now=NOW)


def _of(filed: Filed, department: str) -> Forwarding:
    return next(one for one in filed.forwardings if one.department == department)


def _entitled(
    tx: Transaction, keys: Keys, to: Forwarding, chat: str, account: str = "telegram:member"
) -> bool:
    found = forwarding.by_token(tx, to.token)
    assert found is not None
    return progress.entitled(tx, keys, found, "telegram", f"chat:{chat}", account)


def _join(tx: Transaction, keys: Keys, account: str, department: str) -> None:
    def entropy(size: int) -> bytes:
        return hashlib.sha256(account.encode()).digest()[:size]

    token = people.invite(
        tx, keys, role="officer", territory="", department=department, entropy=entropy, now=NOW
    )
    people.join(tx, keys, token, account, NOW)
