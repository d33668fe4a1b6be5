"""Rotation: whoever left opens nothing any more, and everybody who stayed opens everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from sqlalchemy import select

from cases import case, errors, filing, keyring, officers, parts, rotation, schema
from cases.keyring import COORDINATOR, RECOVERY, Unlocked
from cases.office import Office
from store import boxes
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import DEBT, NOW, report
from tests.doubles import recovery, staff

MANY = 5


@pytest.fixture
def lead(database: Database, office: Office) -> str:
    """Some cases, two officers of their lead, a coordinator; gives the code of the lead."""
    with database.transaction() as tx:
        filed = [filing.file_report(tx, office, report(f"d{n}"), now=NOW) for n in range(MANY)]
        filing.file_report(tx, office, report("debt", facts=DEBT), now=NOW)
        code = filed[0].lead.code
        staff.hire(tx, office, "stays", code)
        staff.hire(tx, office, "leaves", code)
        staff.hire(tx, office, "coordinator", role="coordinator")
        return code


def unlocked(database: Database, office: Office, name: str) -> Unlocked:
    with database.reading() as tx:
        return staff.signed_in(tx, office, name).unlocked


def opened(database: Database, by: Unlocked) -> set[tuple[int, str]]:
    """Every part that these keys open."""
    with database.reading() as tx:
        found = set()
        for row in tx.rows(select(schema.sealed_part.c.case_number, schema.sealed_part.c.part)):
            try:
                parts.read(tx, by, row["case_number"], row["part"])
            except errors.NotForThisKey:
                continue
            found.add((row["case_number"], row["part"]))
        return found


def everything(database: Database) -> set[tuple[int, str]]:
    with database.reading() as tx:
        rows = tx.rows(select(schema.sealed_part.c.case_number, schema.sealed_part.c.part))
        return {(row["case_number"], row["part"]) for row in rows}


def test_after_rotation_who_stays_opens_all_and_remembered_keys_open_nothing(
    database: Database, office: Office, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    remembered = unlocked(database, office, "leaves")
    by = unlocked(database, office, "stays")
    before = opened(database, by)
    with database.transaction() as tx:
        officers.leave(tx, officers.present(tx, office.keys, "leaves"), actor=lead, now=NOW)

    done = rotation.rotate(database, by, lead, actor=lead, now=NOW)

    assert (done.resealed, done.beyond) == (len(before), 0)
    assert opened(database, unlocked(database, office, "stays")) == before
    assert opened(database, remembered) == set()
    with database.reading() as tx:
        assert opened(database, recovery.unlocked(tx)) == everything(database)


def test_a_new_case_after_rotation_is_closed_for_who_left_and_open_for_who_stays(
    database: Database, office: Office, lead: str
) -> None:
    remembered = unlocked(database, office, "leaves")
    rotation.rotate(database, unlocked(database, office, "coordinator"), lead, actor="coordinator", now=NOW)
    with database.transaction() as tx:
        number = filing.file_report(tx, office, report("later"), now=NOW).number

        assert case.content(tx, staff.signed_in(tx, office, "stays").unlocked, number)["facts"]
        with pytest.raises(errors.NotForThisKey):
            case.content(tx, remembered, number)


def test_a_rotation_cut_off_in_the_middle_loses_nothing_and_is_ended_by_another(
    database: Database, office: Office, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = unlocked(database, office, "stays")
    before = opened(database, by)
    monkeypatch.setattr(rotation, "BATCH", 2)
    closing, calls = boxes.close, []

    def dies(public: bytes, plain: bytes) -> bytes:
        calls.append(1)
        if len(calls) > 8:
            raise KeyboardInterrupt
        return closing(public, plain)

    monkeypatch.setattr(boxes, "close", dies)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(database, by, lead, actor=lead, now=NOW)
    monkeypatch.setattr(boxes, "close", closing)

    assert opened(database, unlocked(database, office, "stays")) == before
    rotation.rotate(database, unlocked(database, office, "stays"), lead, actor=lead, now=NOW)
    assert opened(database, unlocked(database, office, "stays")) == before
    assert opened(database, by) == set()


def test_a_lost_coordinator_is_replaced_by_the_recovery_key_and_opens_nothing(
    database: Database, office: Office, lead: str
) -> None:
    remembered = unlocked(database, office, "coordinator")
    with database.transaction() as tx:
        lost = officers.present(tx, office.keys, "coordinator")
        holders = rotation.affected(tx, lost)
        officers.leave(tx, lost, actor="recovery", now=NOW)
        staff.hire(tx, office, "successor", role="coordinator")
        by = recovery.unlocked(tx)

    for holder in holders:
        rotation.rotate(database, by, holder, actor="recovery", now=NOW)

    assert opened(database, unlocked(database, office, "successor")) == everything(database)
    assert opened(database, remembered) == set()


def test_a_lost_recovery_key_is_replaced_by_a_coordinator(
    database: Database, office: Office, lead: str
) -> None:
    with database.reading() as tx:
        stolen = recovery.unlocked(tx)
    pair = boxes.make_pair()

    done = rotation.replace_recovery_key(
        database, unlocked(database, office, "coordinator"), pair, actor="coordinator", now=NOW
    )

    assert done.beyond == 0
    with database.reading() as tx:
        assert opened(database, keyring.with_recovery_key(tx, pair.private)) == everything(database)
        again = recovery.unlocked(tx)
    assert opened(database, again) == set()
    assert {holder for holder, _ in again.pairs} == {RECOVERY}
    assert opened(database, stolen) != set()  # keys somebody opened before: rotate them too, docs/KEYS.md


def test_nobody_rotates_a_key_that_is_not_theirs(database: Database, office: Office, lead: str) -> None:
    by = unlocked(database, office, "stays")

    for holder in (COORDINATOR, RECOVERY, "OPERATOR:KZ", "NOBODY:KZ"):
        with pytest.raises(errors.NotForThisKey):
            rotation.rotate(database, by, holder, actor=lead, now=NOW)
    with pytest.raises(errors.NotForThisKey):
        rotation.replace_recovery_key(database, by, boxes.make_pair(), actor=lead, now=NOW)


def test_retired_keys_are_granted_to_nobody(database: Database, office: Office, lead: str) -> None:
    rotation.rotate(database, unlocked(database, office, "stays"), lead, actor=lead, now=NOW)

    with database.reading() as tx:
        grants = tx.rows(select(schema.key_grant).where(schema.key_grant.c.holder == lead))
    assert {row["version"] for row in grants} == {2}


def test_of_two_rotations_at_the_same_time_the_later_key_stands(
    database: Database, office: Office, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    remembered: list[Unlocked] = []

    class Between:
        """The database of the first, who is overtaken by a second after its first transaction."""

        @contextmanager
        def transaction(self) -> Iterator[Transaction]:
            with database.transaction() as tx:
                yield tx
            if not remembered:
                remembered.append(unlocked(database, office, "stays"))
                second = unlocked(database, office, "coordinator")
                rotation.rotate(database, second, lead, actor="coordinator", now=NOW)

    before = opened(database, unlocked(database, office, "stays"))
    first = unlocked(database, office, "coordinator")
    rotation.rotate(cast(Database, Between()), first, lead, actor="coordinator", now=NOW)

    assert opened(database, unlocked(database, office, "stays")) == before
    assert opened(database, remembered[0]) == set()
