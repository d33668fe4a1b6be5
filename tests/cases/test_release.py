"""Release: a department that was held back, or came in from outside the ladder, can read from now on."""

import pytest
from sqlalchemy import select

from cases import errors, filing, history, opening, parts, readers, release, schema, tasks
from cases.filing import Filed
from cases.forwarding import Forwarding
from cases.office import Office
from cases.tasks import Errand
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import DEBT, NOW, report
from tests.doubles import recovery, staff

WORDS = {"words": "canary"}
OTHER = "HEALTH:614400000"
POLICE = "POLICE_JUV:614400000"


def debt(tx: Transaction, office: Office) -> Filed:
    filed = filing.file_report(tx, office, report(facts=DEBT, answers=WORDS), now=NOW)
    staff.hire(tx, office, "police", filed.lead.code)
    return filed


def state(tx: Transaction, number: int, department: str) -> str:
    row = schema.forwarding.c
    query = select(row.state).where(row.case_number == number, row.department == department)
    return str(tx.rows(query)[0]["state"])


def outside(tx: Transaction, office: Office, number: int, department: str, *roles: str) -> None:
    """A department outside the ladder takes part: its pointer went, and a person is asked to release."""
    id = tx.next_number("forwarding")
    token = office.keys.index("forwarding", f"{number}:{department}")
    row = {"id": id, "case_number": number, "department": department, "roles": " ".join(roles)}
    sent = {"state": "delivered", "receiver": department, "token": token, "send_at": NOW, "unconfirmed": 0}
    tx.insert(schema.forwarding, row | sent)
    tasks.ask(tx, office.keys, Errand(tasks.RELEASE, "OPERATOR:KZ", number, department), now=NOW)


def test_a_held_copy_is_let_go_by_the_police_and_reads_the_extract(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = debt(tx, office)
        held = next(one.department for one in filed.forwardings if one.state == "held")
        staff.hire(tx, office, "held", held)
        by = staff.signed_in(tx, office, "police").unlocked

        assert release.give(tx, office, by, filed.number, held, actor=filed.lead.code, now=NOW)

        theirs = staff.signed_in(tx, office, "held")
        opened = opening.open_case(tx, office, theirs, filed.number, now=NOW)
        assert (state(tx, filed.number, held), "answers" in opened.content) == ("open", False)
        acts = [(row["actor"], row["act"], row["about"]) for row in history.of_case(tx, filed.number)]
        assert (filed.lead.code, "released", held) in acts
        assert not release.give(tx, office, by, filed.number, held, actor=filed.lead.code, now=NOW)


def test_those_who_had_the_extract_read_it_still_when_it_is_drawn_again(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(answers=WORDS), now=NOW)
        staff.hire(tx, office, "lead", filed.lead.code)
        before = readers.of_case(tx, office, filed.number).extract
        assert before
        outside(tx, office, filed.number, OTHER, "copy")
        added = filed.number, OTHER
        by = staff.signed_in(tx, office, "lead").unlocked
        release.give(tx, office, by, *added, actor=filed.lead.code, now=NOW)

        for name in (before[0], OTHER):
            staff.hire(tx, office, name, name)
            told = parts.read(tx, staff.signed_in(tx, office, name).unlocked, filed.number, "extract")
            assert told["facts"]["age"] == 13
            assert "answers" not in told


def test_a_new_lead_from_outside_reads_all_with_additions_and_media(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(answers=WORDS, sender={"name": "canary"}), now=NOW)
        theirs = readers.of_case(tx, office, filed.number)
        number, new = filed.number, OTHER
        parts.keep(tx, number, "addition:1", {"text": "more"}, theirs.whole, now=NOW)
        parts.share(tx, number, "medium:7", b"k" * 32, theirs.whole, now=NOW)
        parts.keep(tx, number, "medium:8", {"for": "police"}, (POLICE, "RECOVERY"), now=NOW)
        outside(tx, office, number, new, "lead")
        staff.hire(tx, office, "old", filed.lead.code)
        staff.hire(tx, office, "new", new)
        assert [(one.number, one.about) for one in release.waiting(tx)] == [(number, new)]
        with pytest.raises(errors.NotForThisKey):
            opening.open_case(tx, office, staff.signed_in(tx, office, "new"), number, now=NOW)

        by = staff.signed_in(tx, office, "old").unlocked
        assert not release.give(tx, office, by, number, new, actor=filed.lead.code, now=NOW)

        reader = staff.signed_in(tx, office, "new")
        opened = opening.open_case(tx, office, reader, number, now=NOW)
        assert opened.content["answers"] == WORDS
        assert opened.further == ("addition:1", "medium:7", "sender")
        assert parts.open_key(tx, reader.unlocked, number, "medium:7") == b"k" * 32
        assert release.waiting(tx) == ()


def test_what_is_for_the_police_alone_is_given_to_the_police_alone(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filed = filing.file_report(tx, office, report(answers=WORDS), now=NOW)
        parts.keep(tx, filed.number, "medium:8", {"for": "police"}, ("RECOVERY",), now=NOW)
        outside(tx, office, filed.number, POLICE, "copy")
        outside(tx, office, filed.number, OTHER, "owner")
        staff.hire(tx, office, "police", POLICE)
        staff.hire(tx, office, "other", OTHER)
        for department in (POLICE, OTHER):
            release.give(
                tx, office, recovery.unlocked(tx), filed.number, department, actor="recovery", now=NOW
            )

        police, others = (staff.signed_in(tx, office, name).unlocked for name in ("police", "other"))
        assert opening.openable(tx, police, filed.number) == ("medium:8", "report")
        assert opening.openable(tx, others, filed.number) == ("report",)


def test_only_police_and_child_rights_body_let_a_held_copy_go(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = debt(tx, office)
        held = next(one.department for one in filed.forwardings if one.state == "held")
        by = recovery.unlocked(tx)
        for actor in ("SCHOOL:1", "SOCIAL:614400000", "TU:KZ"):
            with pytest.raises(errors.ReleaseRefused):
                release.give(tx, office, by, filed.number, held, actor=actor, now=NOW)

        assert state(tx, filed.number, held) == "held"


def test_nobody_gives_a_case_to_the_accused_or_to_somebody_it_is_not_on_its_way_to(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        accused = {**DEBT, "accused": ["POLICE_JUV"]}
        filed = filing.file_report(tx, office, report(facts=accused), now=NOW)
        outside(tx, office, filed.number, POLICE, "copy")
        by = recovery.unlocked(tx)
        for department in (POLICE, "OMBUDS:nowhere", "SCHOOL:614400000"):
            with pytest.raises(errors.ReleaseRefused):
                release.give(tx, office, by, filed.number, department, actor="coordinator", now=NOW)


def test_whoever_holds_no_key_of_the_case_gives_nothing(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        filed = debt(tx, office)
        held = next(one for one in filed.forwardings if one.state == "held")
        assert isinstance(held, Forwarding)
        staff.hire(tx, office, "stranger", "POLICE_JUV:750000000")
        by = staff.signed_in(tx, office, "stranger").unlocked
        with pytest.raises(errors.NotForThisKey):
            release.give(tx, office, by, filed.number, held.department, actor="POLICE_JUV:750000000", now=NOW)
