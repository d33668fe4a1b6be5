"""A visit becomes cases: one for each child, who the child is only for who acts, and no draft is left."""

import pytest
from sqlalchemy import select

from cases import case, forwarding, history, identity, linking, parts, release, tasks
from cases.followups import schedule
from cases.office import Office
from cases.schema import forwarding as forwardings
from cases.schema import part_key, sealed_part
from cases.visits import decisions, drafts, errors, readiness, submitting
from cases.visits.drafts import Draft
from cases.visits.schema import visit
from locales import daytime
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW
from tests.cases.visits import filled
from tests.doubles import staff

OPERATOR, HEALTH, TIP = "OPERATOR:KZ", "HEALTH:614400000", "POLICE_TIP:610000000"
WORST = {**filled.CHILD, "q1": "Екінші", "q2": "16", "q19b": "found"}


def _filled(tx: Transaction, office: Office, *children: dict) -> Draft:
    account = filled.monitor(tx, office.keys)
    draft = filled.begun(tx, office.keys, account)
    said = {"x_found": "yes" if children else "no", "x_persons": "Айгүл, Ерлан"}
    draft = filled.answer(tx, office.keys, draft, 0, said)
    for child in children:
        draft = filled.with_child(tx, office.keys, draft, child)
    return draft


def _codes(office: Office, draft: Draft) -> list[tuple[str, str, int]]:
    found = readiness.look(draft.content, office.law, daytime.day(NOW))
    return [(one.code, one.question, one.child) for one in readiness.hinders(found)]


def _holders(tx: Transaction, number: int, part: str) -> set[str]:
    query = select(part_key.c.holder).where(part_key.c.case_number == number, part_key.c.part == part)
    return {row["holder"].partition(":")[0] for row in tx.rows(query)}


def test_each_child_becomes_a_case_and_they_are_linked(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, dict(filled.CHILD), WORST)
        done = submitting.submit(tx, office, draft, now=NOW)
        first, second = done.children

        assert (first.severity, second.severity) == (3, 4)
        assert second.lead.body == "POLICE_JUV"
        assert not any(one.unconfirmed for one in second.forwardings)
        assert linking.of_case(tx, first.number) == (second.number,)
        assert [one.decision for one in decisions.of_visit(tx, office.keys, draft.id)] == ["now", "now"]
        assert schedule.of_case(tx, first.number) is not None
        assert "visit submitted" in [row["act"] for row in history.of_case(tx, first.number)]


def test_the_draft_is_gone_when_the_visit_is_submitted(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, dict(filled.CHILD))
        submitting.submit(tx, office, draft, now=NOW)
        row = tx.row(select(visit).where(visit.c.id == draft.id))
        assert row is not None

        assert (row["state"], row["body"], row["found"]) == ("sent", None, 1)
        with pytest.raises(errors.VisitSent):
            submitting.submit(tx, office, draft, now=NOW)
        again = drafts.get(tx, office.keys, draft.token, draft.account)
        with pytest.raises(errors.VisitSent):
            submitting.submit(tx, office, again, now=NOW)


def test_what_a_colleague_answered_meanwhile_is_submitted_too(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        seen = _filled(tx, office, dict(filled.CHILD))
        filled.answer(tx, office.keys, seen, 1, {"q15": "Мақта тереді"})
        done = submitting.submit(tx, office, seen, now=NOW)

        assert done.content.values(1)["q15"] == "Мақта тереді"


def test_what_could_not_be_read_is_in_the_case_as_it_was_typed(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, {**filled.CHILD, "q14c": "two"})
        draft = filled.answer(tx, office.keys, draft, 0, {"x_started": "at dawn"})
        [filed] = submitting.submit(tx, office, draft, now=NOW).children
        staff.hire(tx, office, "lead", filed.lead.code)
        unlocked = staff.signed_in(tx, office, "lead").unlocked

        told = parts.read(tx, unlocked, filed.number, submitting.part(draft.id))
        assert told["unread"] == {"x_started": "at dawn", "q14c": "two"}


def test_who_the_child_is_lies_apart_and_only_for_who_acts_on_it(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, WORST)
        [filed] = submitting.submit(tx, office, draft, now=NOW).children
        whole = _holders(tx, filed.number, submitting.part(draft.id))
        acting = _holders(tx, filed.number, identity.PART)

        assert {"POLICE_JUV", "CHILD_RIGHTS", "COORDINATOR", "RECOVERY"} <= acting
        assert acting < whole
        assert {"POLICE_TIP", "OPERATOR", "OMBUDS"} <= whole - acting


def test_the_two_parts_together_hold_every_answer_once(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, dict] = {}
    keep = parts.keep

    def listen(tx, number, part, told, holders, *, now):  # type: ignore[no-untyped-def]
        kept[part] = dict(told)
        keep(tx, number, part, told, holders, now=now)

    monkeypatch.setattr(parts, "keep", listen)
    with database.transaction() as tx:
        draft = _filled(tx, office, {**filled.CHILD, "q14c": "many"})
        submitting.submit(tx, office, draft, now=NOW)

    open_to_all, who = kept[submitting.part(draft.id)], kept[identity.PART]
    assert set(who["answers"]) == {"q1", "q2", "q3", "q6"}
    assert "Канарейка" not in str(open_to_all)
    assert open_to_all["answers"]["q14b"]["told"] == "10-13"
    assert open_to_all["answers"]["x_persons"] == "Айгүл, Ерлан"
    assert open_to_all["unread"] == {"q14c": "many"}
    assert open_to_all["proposed"]["q16"]["value"] == "does_not_meet"


def test_a_visit_that_found_nobody_is_only_reported(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office)
        [filed] = submitting.submit(tx, office, draft, now=NOW).children

        assert (filed.severity, filed.lead.body) == (0, "CHILD_RIGHTS")
        assert identity.PART not in parts.names(tx, filed.number)
        assert case.get(tx, filed.number).owner == ""
        assert schedule.of_case(tx, filed.number) is None


def test_what_is_missing_is_named_with_its_place(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, {"q1": "Айым"})

        assert _codes(office, draft) == [
            ("missing", "q3", 1),
            ("missing", "x_age", 1),
            ("missing", "x_decision", 1),
        ]
        with pytest.raises(errors.VisitUnfit):
            submitting.submit(tx, office, draft, now=NOW)
        assert tx.rows(select(sealed_part)) == []


def test_children_found_are_filled_in_and_none_is_dropped(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = filled.answer(tx, office.keys, _filled(tx, office), 0, {"x_found": "yes"})
        assert _codes(office, draft) == [("no_children", "x_found", 0)]

        draft = filled.with_child(tx, office.keys, draft)
        draft = filled.answer(tx, office.keys, draft, 0, {"x_found": "no"})
        assert _codes(office, draft) == [("found_differs", "x_found", 0)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"q16": "meets"}, ("why_override", "q16", 1)),
        ({"x_decision": "by"}, ("day_of_withdrawal", "x_decision_by", 1)),
        ({"x_decision": "safe"}, ("why_not_withdrawn", "x_decision_why", 1)),
        ({"x_given": ""}, ("missing", "x_given", 1)),
        ({"x_receiver_threat": "yes"}, ("not_to_them", "x_given", 1)),
        ({"x_compulsion": "parent"}, ("not_to_them", "x_given", 1)),
        ({"q19l": "found"}, ("which_worst_form", "x_q19l", 1)),
    ],
)
def test_a_decision_that_does_not_fit_is_not_submitted(
    database: Database, office: Office, changed: dict, code: tuple
) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, {**filled.CHILD, **changed})

        assert _codes(office, draft) == [code]


def test_a_worst_form_without_withdrawal_waits_for_the_coordinator(
    database: Database, office: Office
) -> None:
    staying = {**WORST, "x_decision": "by", "x_decision_by": "2026-11-30", "x_decision_why": "Ертең келеді"}
    with database.transaction() as tx:
        draft = _filled(tx, office, staying)
        done = submitting.submit(tx, office, draft, now=NOW)
        [filed] = done.children

        assert filed.lead.body == "POLICE_JUV"  # nobody waits for the coordinator
        assert [one.errand.kind for one in done.asked] == [tasks.APPROVE]
        assert [one.number for one in decisions.awaiting(tx)] == [filed.number]
        decisions.send_back(tx, office.keys, filed.number, "Бүгін", by="coordinator", now=NOW)
        [sent_back] = decisions.of_visit(tx, office.keys, draft.id)
        assert (sent_back.approval, sent_back.words) == ("sent_back", "Бүгін")
        assert tasks.APPROVE not in [one.errand.kind for one in tasks.open_of(tx, filed.number)]
        decisions.withdraw(tx, filed.number, by="monitor", now=NOW)
        assert decisions.of_visit(tx, office.keys, draft.id)[0].decision == "now"
        with pytest.raises(errors.UnknownDecision):
            decisions.approve(tx, filed.number, by="coordinator", now=NOW)


def test_the_police_are_alerted_at_once_and_submitting_adds_to_that_case(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, WORST)
        alerted = submitting.alert(tx, office, draft, 1, now=NOW)
        assert (alerted.lead.body, alerted.urgency) == ("POLICE_JUV", "U0")

        assert submitting.alarmed(tx, office, draft, 1) == alerted.number
        assert submitting.alert(tx, office, draft, 1, now=NOW).again
        seen_since = {"q2": "13", "x_activity": ["petrol"], "q14d": "yes", "x_employer": "company"}
        draft = filled.answer(tx, office.keys, draft, 1, seen_since)
        [filed] = submitting.submit(tx, office, draft, now=NOW).children
        row = case.get(tx, filed.number)
        assert (filed.number, filed.again) == (alerted.number, True)
        assert (row.age_band, row.activity, row.urgency) == ("12-13", "services", "U0")
        assert "LABOUR" in {one.department.partition(":")[0] for one in forwarding.of_case(tx, filed.number)}
        assert identity.PART in parts.names(tx, filed.number)


def test_an_adult_is_asked_about_and_the_answers_are_kept(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, {**filled.CHILD, "q2": "1990"})
        found = readiness.look(draft.content, office.law, daytime.day(NOW))

        assert ("adult", "q2") in [(one.code, one.question) for one in found]
        assert draft.content.values(1)["q1"] == filled.CHILD["q1"]


def test_who_the_child_is_follows_a_case_to_whoever_takes_it_over_and_to_nobody_else(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        draft = _filled(tx, office, dict(filled.CHILD))
        [filed] = submitting.submit(tx, office, draft, now=NOW).children
        staff.hire(tx, office, "desk", OPERATOR)
        staff.hire(tx, office, "lead", filed.lead.code)
        _join(tx, office, filed.number, TIP, "copy")
        _join(tx, office, filed.number, HEALTH, "lead")
        desk, lead = (staff.signed_in(tx, office, name).unlocked for name in ("desk", "lead"))

        release.give(tx, office, desk, filed.number, HEALTH, actor="operator", now=NOW)
        assert "HEALTH" not in _holders(tx, filed.number, identity.PART)
        assert tasks.RELEASE in [one.errand.kind for one in tasks.open_of(tx, filed.number)]

        for code in (HEALTH, TIP):
            release.give(tx, office, lead, filed.number, code, actor="coordinator", now=NOW)
        knowing = _holders(tx, filed.number, identity.PART)
        assert ("HEALTH" in knowing, "POLICE_TIP" in knowing) == (True, False)
        assert "POLICE_TIP" in _holders(tx, filed.number, submitting.part(draft.id))


def _join(tx: Transaction, office: Office, number: int, department: str, roles: str) -> None:
    """A department comes in from outside the ladder: its pointer went, and a person is asked to release."""
    id = tx.next_number("forwarding")
    token = office.keys.index("forwarding", f"{number}:{department}")
    row = {"id": id, "case_number": number, "department": department, "roles": roles, "token": token}
    sent = {"state": "delivered", "receiver": department, "send_at": NOW, "unconfirmed": 0}
    tx.insert(forwardings, row | sent)
    tasks.ask(tx, office.keys, tasks.Errand(tasks.RELEASE, OPERATOR, number, department), now=NOW)
