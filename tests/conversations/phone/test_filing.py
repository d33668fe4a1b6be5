"""A call becomes a case by the same filing; in danger at once; cut off as it is; left alone after a while."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from cases import case, forwarding, history, linking, opening, receipt
from cases.calls import counting, keeping
from cases.case import CaseRow
from cases.errors import ReroutingRefused
from cases.officers import SignedIn
from cases.rerouting import Wish
from conversations.house import House
from conversations.phone import call as calls
from conversations.phone import ending, filing
from conversations.phone.call import Call, Open
from store.database import Database
from store.duties import Claimed
from store.transaction import Transaction
from tests.cases.told import MAKTAARAL
from tests.conversations.conftest import NOON
from tests.doubles import recovery, staff

COTTON = {"what": ("cotton",), "age": ("12_13",), "employer": ("e_private",)}


@dataclass
class Phone:
    """An operator's desk, without its pages."""

    tx: Transaction
    house: House
    signed: SignedIn

    def open(self, **entered: Any) -> Open:
        """Give a call in which this was entered."""
        id = calls.begin(self.tx, self.house, "berik", now=NOON)
        one = calls.get(self.tx, self.house, id)
        assert one is not None
        calls.keep(self.tx, self.house, id, replace(one.call, **entered), now=NOON)
        return self.again(one)

    def again(self, one: Open) -> Open:
        found = calls.get(self.tx, self.house, one.id, one.operator)
        assert found is not None
        return found

    def case(self, number: int) -> CaseRow:
        return case.get(self.tx, number)

    def content(self, number: int) -> Any:
        return case.content(self.tx, recovery.unlocked(self.tx), number)

    def file(self, call: Call, **more: Any) -> Call:
        return filing.file(self.tx, self.house, call, now=NOON, unlocked=self.signed.unlocked, **more)

    def counts(self) -> dict[tuple[str, str], int]:
        found = counting.by_day(self.tx, date(2026, 1, 1), date(2026, 12, 31))
        return {(kind, end): many for (_, kind, end), many in found.items()}


@pytest.fixture
def phone(database: Database, house: House) -> Any:
    with database.transaction() as tx:
        staff.hire(tx, house.office_at(NOON), "berik", role="operator")
    with database.transaction() as tx:
        yield Phone(tx, house, staff.signed_in(tx, house.office_at(NOON), "berik"))


def test_a_call_is_filed_once_with_channel_and_caller_sealed_from_departments(phone: Phone) -> None:
    one = phone.open(
        kind="report", language="uz", codes=COTTON, place=MAKTAARAL, who="neighbour", name="Дана"
    )
    filed = phone.file(one.call)
    again = phone.file(one.call)

    assert (filed.case, filed.origin) == (again.case, again.origin)
    row = phone.case(filed.case)
    assert (row.language, row.territory, row.activity, row.age_band) == ("uz", MAKTAARAL, "farm", "12-13")
    assert "Дана" not in str(phone.content(filed.case))
    reporter = opening.open_part(
        phone.tx, phone.house.office_at(NOON), phone.signed, filed.case, "report", now=NOON
    )
    assert "neighbour" not in str(reporter)


def test_the_receipt_is_found_again_by_its_origin(phone: Phone) -> None:
    filed = phone.file(phone.open(codes=COTTON, place=MAKTAARAL).call)
    keys = phone.house.keys
    code = receipt.issue(phone.tx, keys, filed.origin, filed.case)

    assert receipt.living(phone.tx, keys, code) == filed.case
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]


def test_the_alarm_files_a_worst_form_at_once_with_what_is_known(phone: Phone) -> None:
    one = phone.open(place=MAKTAARAL, words={"what": "кричит, заперт"})
    alarmed = filing.alarm(phone.tx, phone.house, one.call, now=NOON)
    row = phone.case(alarmed.alarm)

    assert (row.severity, row.urgency, row.lead.partition(":")[0]) == (4, "U0", "POLICE_JUV")
    assert filing.alarm(phone.tx, phone.house, alarmed, now=NOON).alarm == alarmed.alarm
    assert all(told.send_at <= NOON for told in forwarding.of_case(phone.tx, row.number))


def test_what_is_said_after_the_alarm_is_added_to_its_case(phone: Phone) -> None:
    one = phone.open(place=MAKTAARAL)
    alarmed = filing.alarm(phone.tx, phone.house, one.call, now=NOON)
    before, already = phone.case(alarmed.alarm), forwarding.of_case(phone.tx, alarmed.alarm)
    filed = phone.file(replace(alarmed, codes=COTTON))

    assert filed.case == alarmed.alarm
    added = opening.open_part(
        phone.tx, phone.house.office_at(NOON), phone.signed, filed.case, "addition:1", now=NOON
    )
    assert "12–13" in added["text"]
    row, told = phone.case(filed.case), forwarding.of_case(phone.tx, filed.case)
    assert (row.activity, row.age_band) == ("farm", "12-13")  # the alarm knew neither
    assert (row.lead, row.urgency, row.severity) == (before.lead, "U0", 4)
    fresh = {one.department for one in told} - {one.department for one in already}
    whole = filing.judged(phone.house, filed, NOON).addressed
    assert fresh == {one.code for one in (*whole.copies, *whole.held)} - {one.department for one in already}
    assert fresh
    assert {one.state for one in told if one.department in fresh} <= {"held", "open"}
    acts = [row["act"] for row in history.of_case(phone.tx, filed.case)]
    assert acts.count("judged anew") == 1


def test_an_alarm_without_a_place_is_followed_by_the_whole_report_once_it_is_known(phone: Phone) -> None:
    alarmed = filing.alarm(phone.tx, phone.house, phone.open().call, now=NOON)
    filed = phone.file(replace(alarmed, codes=COTTON, place=MAKTAARAL))

    assert phone.case(alarmed.alarm).territory == ""
    assert filed.case != alarmed.alarm
    row = phone.case(filed.case)
    assert (row.territory, row.severity) == (MAKTAARAL, 4)
    assert linking.of_case(phone.tx, filed.case) == (alarmed.alarm,)


def test_another_receiver_is_told_in_the_place_of_the_proposed_one_and_can_read(phone: Phone) -> None:
    call = phone.open(codes=COTTON, place=MAKTAARAL).call
    proposed = filing.judged(phone.house, call, NOON).addressed.lead
    other = next(one for one in filing.receivers(phone.house, call, NOON) if one.body == "EDU_LOC")
    filed = phone.file(call, wish=Wish(other.code, "decided", "operator"))

    assert phone.case(filed.case).lead == other.code
    states = {one.department: one.state for one in forwarding.of_case(phone.tx, filed.case)}
    assert states[proposed.code] == "declined"
    acts = [(entry.actor, entry.act, entry.about) for entry in history.of_case(phone.tx, filed.case)]
    assert ("operator", "rerouted: decided", other.code) in acts
    assert ("operator", "released", other.code) in acts


def test_who_receives_no_reports_is_not_offered_and_the_proposed_one_is_no_other(phone: Phone) -> None:
    call = phone.open(codes={"what": ("school_sent",), "employer": ("e_school",)}, place=MAKTAARAL).call
    proposed = filing.judged(phone.house, call, NOON).addressed.lead
    offered = filing.receivers(phone.house, call, NOON)

    assert proposed.code not in {one.code for one in offered}
    assert "SCHOOL" not in {one.body for one in offered}
    with pytest.raises(ReroutingRefused), phone.tx.savepoint():
        phone.file(call, wish=Wish(proposed.code, "decided", "operator"))


@pytest.mark.parametrize(
    ("codes", "place", "lead"),
    [
        (COTTON, MAKTAARAL, "LABOUR"),
        (COTTON, "", "OPERATOR"),
        ({"age": ("12_13",)}, MAKTAARAL, "OPERATOR"),
    ],
)
def test_a_call_that_was_cut_off_is_filed_as_far_as_it_went(
    phone: Phone, codes: Any, place: str, lead: str
) -> None:
    one = phone.open(kind="report", codes=codes, place=place)
    number = ending.broken(phone.tx, phone.house, one, now=NOON)
    proposed = filing.judged(phone.house, one.call, NOON).addressed.lead

    row = phone.case(number)
    assert row.lead == (proposed.code if lead == "LABOUR" else row.lead)
    assert (row.lead.partition(":")[0] == "OPERATOR") is (lead == "OPERATOR")
    assert phone.content(number)["answers"]["partial"]
    assert calls.get(phone.tx, phone.house, one.id) is None
    assert phone.counts() == {("report", "broken"): 1}


def test_a_silent_call_is_counted_and_nothing_else(phone: Phone) -> None:
    ending.silent(phone.tx, phone.house, now=NOON)
    one = phone.open()
    ending.broken(phone.tx, phone.house, one, now=NOON)
    ending.drop(phone.tx, phone.open())

    assert phone.counts() == {("silent", "done"): 1, ("silent", "broken"): 1}
    assert keeping.of_operator(phone.tx, phone.house.keys, "berik") == []


@pytest.mark.parametrize(
    ("entered", "kind"),
    [({"follows": 1}, "code"), ({"place": MAKTAARAL}, "info"), ({}, "silent"), ({"codes": COTTON}, "report")],
)
def test_a_call_whose_kind_nobody_chose_is_counted_as_what_it_was(
    phone: Phone, entered: Any, kind: str
) -> None:
    ending.finish(phone.tx, phone.house, phone.open(**entered), now=NOON)

    assert phone.counts() == {(kind, "done"): 1}
    assert bool(case.listing(phone.tx, limit=1)) is (kind == "report")


def test_a_call_that_was_left_alone_is_filed_after_a_while(phone: Phone) -> None:
    one = phone.open(codes=COTTON, place=MAKTAARAL)
    later = phone.open(codes=COTTON, place=MAKTAARAL, call_back="18:00")
    soon, late = NOON + calls.LEFT - timedelta(seconds=1), NOON + calls.LEFT

    assert ending.leave(phone.tx, phone.house, _duty(one), soon) == late
    assert ending.leave(phone.tx, phone.house, _duty(one), late) is None
    assert calls.get(phone.tx, phone.house, one.id) is None
    assert ending.leave(phone.tx, phone.house, _duty(later), late) == NOON + calls.LEFT_TO_CALL_BACK
    assert phone.counts() == {("report", "broken"): 1}


def _duty(one: Open) -> Claimed:
    return Claimed(1, calls.KIND, f"call:{one.id}", "", str(one.id).encode(), 1, NOON, False)
