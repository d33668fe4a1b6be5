"""A measure from the desk to the organisation and back: links, answers, the reminder, the form."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from cases import closing, erasure, errors, filing, history, keyring, parts, tasks
from cases.casework import reopening
from cases.office import Office
from cases.referrals import agreeing, answering, form2, links, measures, referring
from cases.referrals.agreeing import Said
from cases.referrals.answering import Answer
from cases.referrals.errors import LinkOver, NotNow
from cases.referrals.measures import Measure, New
from cases.referrals.referring import Sending
from cases.referrals.schema import answer_link
from cases.services import outcomes
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import DEBT, NOW, report
from tests.doubles import recovery

OWNER = "CHILD_RIGHTS:610000000"
NAME = "Канарейка"


def kept(tx: Transaction, office: Office, consent: str = "yes", line: str = "13") -> Measure:
    number = filing.file_report(tx, office, report(facts=DEBT), now=NOW).number
    words = {"text": "осмотр хирурга", "template": "doctor"}
    new = New(line, "medical", "s-1", "direct", consent, "2026-11-23", "2026-12-07", words)
    return measures.keep(tx, office, number, new, by=OWNER, now=NOW)


def sent(tx: Transaction, office: Office, known: Measure, name: str = NAME, template: str = "doctor") -> str:
    sending = Sending(template, "uz", OWNER, "+7 700 000 00 00", name)
    return referring.send(tx, office, known, sending, entropy=os.urandom, by=OWNER, now=NOW)


def test_an_organisation_reads_the_minimum_and_says_the_last_word_once(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        token = sent(tx, office, known)
        link = links.find(tx, office.keys, token, now=NOW)
        assert link.body["need"] == "medical"
        assert link.body["name"] == NAME
        assert "осмотр" not in str(link.body)

        said = answering.answer(tx, office, link, Answer("accepted"), now=NOW)
        assert said.state == "accepted"
        done = Answer("done", words="сделано", day=NOW.date())
        said = answering.answer(tx, office, link, done, now=NOW + timedelta(days=2))
        assert (said.state, said.done_on) == ("done", "2026-11-23")
        with pytest.raises(LinkOver, match="answered"):
            links.find(tx, office.keys, token, now=NOW)
        with pytest.raises(LinkOver, match="answered"):
            answering.answer(tx, office, link, Answer("accepted"), now=NOW)
        acts = [(row["actor"], row["act"]) for row in history.of_case(tx, known.case_number)]
        assert ("organisation", "measure accepted") in acts
        assert ("organisation", "measure done") in acts
        assert outcomes.tally(tx, "s-1", since=NOW - timedelta(days=2)) == {"accepted": 1}


@pytest.mark.parametrize(("consent", "template"), [("not_needed", "doctor"), ("yes", "psychologist")])
def test_a_name_goes_only_with_consent_and_where_it_is_needed(
    database: Database, office: Office, consent: str, template: str
) -> None:
    with database.transaction() as tx:
        token = sent(tx, office, kept(tx, office, consent), template=template)

        assert links.find(tx, office.keys, token, now=NOW).body["name"] == ""


@pytest.mark.parametrize("consent", ["no", "later"])
def test_without_consent_nothing_goes_out(database: Database, office: Office, consent: str) -> None:
    with database.transaction() as tx, pytest.raises(NotNow):
        sent(tx, office, kept(tx, office, consent))


def test_a_link_is_over_after_fourteen_days_and_a_new_one_voids_the_old(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        token = sent(tx, office, known)
        with pytest.raises(LinkOver, match="expired"):
            links.find(tx, office.keys, token, now=NOW + timedelta(days=14))
        links.sweep(tx, NOW + timedelta(days=14))
        with pytest.raises(LinkOver, match="expired"):
            links.find(tx, office.keys, token, now=NOW + timedelta(days=15))
        with pytest.raises(LinkOver, match="unknown"):
            links.find(tx, office.keys, "x" * 32, now=NOW)


def test_an_accepted_measure_keeps_its_link_beyond_its_day(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        token = sent(tx, office, kept(tx, office))
        link = links.find(tx, office.keys, token, now=NOW)
        answering.answer(tx, office, link, Answer("accepted"), now=NOW)

        links.find(tx, office.keys, token, now=datetime(2026, 12, 20, tzinfo=UTC))


def test_whoever_sent_it_is_asked_to_call_when_nobody_answers(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        assert answering.unanswered(tx, office, known.id, now=NOW) is None
        sent(tx, office, known)
        task = answering.unanswered(tx, office, known.id, now=NOW)
        assert task is not None
        assert task.errand == tasks.Errand("referral", OWNER, known.case_number, f"measure:13:{known.id}")
        said = Answer("cannot", "full")
        answering.note(tx, office, measures.get(tx, known.id), said, by=OWNER, now=NOW)
        assert tasks.open_of(tx, known.case_number) == () or all(
            one.errand.kind != "referral" for one in tasks.open_of(tx, known.case_number)
        )
        assert answering.unanswered(tx, office, known.id, now=NOW) is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (Answer("perhaps"), "answer"),
        (Answer("cannot"), "reason"),
        (Answer("cannot", "other"), "words"),
        (Answer("more"), "words"),
        (Answer("accepted", words="x" * 1001), "long"),
        (Answer("done"), "day"),
        (Answer("done", day=date(2026, 11, 24)), "day"),
        (Answer("done", day=date(2026, 11, 23)), ""),
        (Answer("cannot", "full"), ""),
    ],
)
def test_what_is_missing_in_an_answer_is_said(said: Answer, fault: str) -> None:
    assert answering.unfit(said, NOW) == fault


def test_form_2_has_the_words_for_who_holds_a_key_and_leaves_out_what_was_put_aside(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        unlocked = keyring.with_recovery_key(tx, recovery.PAIR.private)
        [entry] = form2.content(tx, unlocked, known.case_number).lines["13"]
        assert (entry.words, entry.template) == ("осмотр хирурга", "doctor")
        [closed] = form2.content(tx, keyring.Unlocked({}), known.case_number).lines["13"]
        assert closed.words == ""
        answering.replace(tx, known, by=OWNER, now=NOW)
        assert form2.content(tx, unlocked, known.case_number).lines["13"] == ()
        with pytest.raises(NotNow):
            answering.replace(tx, measures.get(tx, known.id), by=OWNER, now=NOW)
        with pytest.raises(errors.NotForThisKey):
            measures.words(tx, keyring.Unlocked({}), known)


def test_an_erased_case_takes_no_answer_and_asks_nobody_to_call(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        link = links.find(tx, office.keys, sent(tx, office, known), now=NOW)  # the page stands open
        erasure.erase(tx, known.case_number, actor="desk", reason="subject_request", now=NOW)

        with pytest.raises(LinkOver, match="over"):
            answering.answer(tx, office, link, Answer(answering.MORE, words=NAME), now=NOW)
        assert tx.row(select(answer_link.c.body))["body"] is None  # type: ignore[index]
        assert parts.names(tx, known.case_number) == ()
        assert answering.unanswered(tx, office, known.id, now=NOW) is None


def test_every_measure_has_a_task_of_its_own(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        first = kept(tx, office)
        new = New("14a", "psychologist", "s-2", "direct", "yes", "2026-11-23", "", {"text": "беседа"})
        second = measures.keep(tx, office, first.case_number, new, by=OWNER, now=NOW)
        for one in (first, second):
            sent(tx, office, one)
            assert answering.unanswered(tx, office, one.id, now=NOW) is not None
        answering.note(tx, office, measures.get(tx, first.id), Answer("accepted"), by=OWNER, now=NOW)

        left = [one.errand for one in tasks.open_of(tx, first.case_number) if one.errand.kind == "referral"]
        assert [one.measure for one in left] == [("14a", second.id)]
        assert left[0].named == OWNER


def test_a_link_opens_nothing_while_its_case_is_closed_and_again_when_that_is_undone(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        token = sent(tx, office, known)
        link = links.find(tx, office.keys, token, now=NOW)
        closing.close(tx, known.case_number, "passed_on", actor=OWNER, now=NOW)
        with pytest.raises(LinkOver, match="over"):
            links.find(tx, office.keys, token, now=NOW)
        with pytest.raises(LinkOver, match="over"):
            answering.answer(tx, office, link, Answer("accepted"), now=NOW)
        assert answering.unanswered(tx, office, known.id, now=NOW) is None
        reopening.reopen(tx, office, known.case_number, "goes_on", actor=OWNER, now=NOW)
        links.find(tx, office.keys, token, now=NOW)

        closing.close(tx, known.case_number, "passed_on", actor=OWNER, now=NOW)
        links.sweep(tx, NOW + timedelta(days=1))
        assert tx.row(select(answer_link.c.body))["body"] is None  # type: ignore[index]
        with pytest.raises(LinkOver, match="over"):
            links.find(tx, office.keys, token, now=NOW)


@pytest.mark.parametrize(("given", "state"), [("no", "agreed"), ("later", "proposed")])
def test_agreement_taken_back_shuts_the_page_at_once(
    database: Database, office: Office, given: str, state: str
) -> None:
    with database.transaction() as tx:
        known = kept(tx, office)
        token = sent(tx, office, known)
        answering.unanswered(tx, office, known.id, now=NOW)
        known = agreeing.note(tx, office, measures.get(tx, known.id), Said(given), by=OWNER, now=NOW)

        assert (known.state, known.consent) == (state, given)
        with pytest.raises(LinkOver, match="back"):
            links.find(tx, office.keys, token, now=NOW)
        assert tx.row(select(answer_link.c.body))["body"] is None  # type: ignore[index]
        assert not [one for one in tasks.open_of(tx, known.case_number) if one.errand.kind == "referral"]
        assert "measure taken back" in [row["act"] for row in history.of_case(tx, known.case_number)]
        with pytest.raises(NotNow):
            sent(tx, office, known)
        known = agreeing.note(tx, office, known, Said("yes", "guardian"), by=OWNER, now=NOW)
        unlocked = keyring.with_recovery_key(tx, recovery.PAIR.private)
        assert (known.state, measures.asked(tx, unlocked, known)) == ("agreed", "guardian")
        sent(tx, office, known)


def test_a_day_far_ahead_does_not_keep_a_link_open_for_good(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        far = replace(kept(tx, office), due_on="9999-12-31")

        assert referring.lives_until(far, NOW) < NOW + timedelta(days=400)


def test_an_organisation_that_presses_on_and_on_fills_no_history(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        token = sent(tx, office, kept(tx, office))
        link = links.find(tx, office.keys, token, now=NOW)
        for _ in range(3):
            answering.answer(tx, office, link, Answer("accepted"), now=NOW)
        for _ in range(answering.MOST):
            answering.answer(tx, office, link, Answer(answering.MORE, words=NAME), now=NOW)
        with pytest.raises(LinkOver):
            answering.answer(tx, office, link, Answer(answering.MORE, words=NAME), now=NOW)
        acts = [row["act"] for row in history.of_case(tx, link.case_number)]
        answering.answer(tx, office, link, Answer(answering.DONE, day=NOW.date()), now=NOW)

    assert (acts.count("measure accepted"), acts.count("measure more")) == (1, answering.MOST)
