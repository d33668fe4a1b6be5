"""Files of a report: sealed at once, given to the readers of the case, locked where they may show abuse."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cases import erasure, errors, filing, history, media, parts, readers, schema, viewing
from cases.filing import Filed
from cases.office import Office
from store.database import Database
from store.errors import SealBroken
from store.transaction import Transaction
from tests.cases.told import COTTON, NOW, report
from tests.doubles import recovery, staff

BODY = b"Canarybody " * 60_000  # more than two pieces
ABUSE = {**COTTON, "wfcl": ["sexual_exploitation"]}


def await_one(tx: Transaction, office: Office, kind: str = "photo") -> int:
    medium = media.number(tx)
    media.expect(tx, office.keys, medium, "draft-1", kind, now=NOW)
    return medium


def fetch(tx: Transaction, office: Office, medium: int, kind: str = "photo", body: bytes = BODY) -> bool:
    told = media.description(kind, b"as sent", ending="jpg", cleaned=len(body), received_at=NOW)
    return media.keep(tx, office, medium, media.sealed(medium, told, body), now=NOW)


def file(tx: Transaction, office: Office, *numbers: int, **told: Any) -> Filed:
    return filing.file_report(tx, office, report(media=numbers, **told), now=NOW)


def row(tx: Transaction, medium: int) -> Any:
    return tx.row(select(schema.medium).where(schema.medium.c.id == medium))


def holders(tx: Transaction, number: int, medium: int) -> set[str]:
    column = schema.part_key.c
    query = select(column.holder).where(column.case_number == number, column.part == f"medium:{medium}")
    return {found["holder"] for found in tx.rows(query)}


@pytest.mark.parametrize("fetched_first", [True, False], ids=["before filing", "after filing"])
def test_a_photo_is_read_by_the_readers_of_its_case_whenever_it_is_fetched(
    database: Database, office: Office, *, fetched_first: bool
) -> None:
    with database.transaction() as tx:
        medium = await_one(tx, office)
        if fetched_first:
            assert fetch(tx, office, medium)
            assert row(tx, medium)["key"]
        filed = file(tx, office, medium)
        if not fetched_first:
            assert fetch(tx, office, medium)
        staff.hire(tx, office, "aigul", filed.lead.code)
        seen = viewing.open_medium(
            tx, office, staff.signed_in(tx, office, "aigul"), filed.number, medium, now=NOW
        )
        acts = [(one["act"], one["about"]) for one in history.of_case(tx, filed.number)]

        assert seen.body == BODY
        assert seen.told == {
            "kind": "photo",
            "ending": "jpg",
            "size": 7,
            "sha256": hashlib.sha256(b"as sent").hexdigest(),
            "cleaned_size": len(BODY),
            "received": "2026-11-23T06:00:00+00:00",
            "pieces": 3,
        }
        assert row(tx, medium)["key"] is None
        assert holders(tx, filed.number, medium) == set(readers.of_case(tx, office, filed.number).whole)
        assert ("medium opened", f"medium:{medium}") in acts
        assert history.verify(tx) is None


def test_the_service_cannot_open_what_was_filed_and_the_disk_holds_no_plain_byte(
    database: Database, office: Office, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        medium = await_one(tx, office)
        fetch(tx, office, medium)
        number = file(tx, office, medium).number
    with database.reading() as tx:
        stored = [bytes(one["body"]) for one in tx.rows(select(schema.medium_piece.c.body))]

        assert len(stored) == 3
        for body in stored:
            with pytest.raises(SealBroken):
                office.keys.unseal(body, f"medium:{medium}:key")
        assert parts.read(tx, recovery.unlocked(tx), number, f"medium:{medium}")["kind"] == "photo"
    for path in tmp_path.iterdir():
        assert not path.is_file() or b"Canarybody" not in path.read_bytes()


@pytest.mark.parametrize("told", [{"facts": ABUSE}, {"guarded": True}], ids=["by the facts", "by the words"])
@pytest.mark.parametrize("fetched_first", [True, False], ids=["before filing", "after filing"])
def test_pictures_that_may_show_abuse_open_for_the_police_alone_and_voices_for_all(
    database: Database, office: Office, told: dict[str, Any], *, fetched_first: bool
) -> None:
    with database.transaction() as tx:
        photo, voice = await_one(tx, office), await_one(tx, office, "voice")
        if fetched_first:
            fetch(tx, office, photo)
            fetch(tx, office, voice, "voice")
        number = file(tx, office, photo, voice, **told).number
        if not fetched_first:
            fetch(tx, office, photo)
            fetch(tx, office, voice, "voice")
        theirs = readers.of_case(tx, office, number)

        assert holders(tx, number, photo) == set(theirs.police)
        assert holders(tx, number, voice) == set(theirs.whole)
        assert (row(tx, photo)["state"], row(tx, voice)["state"]) == ("locked", "kept")
        staff.hire(tx, office, "coordinator", role="coordinator")
        with pytest.raises(errors.NotForThisKey):
            viewing.open_medium(
                tx, office, staff.signed_in(tx, office, "coordinator"), number, photo, now=NOW
            )
        assert not [one for one in history.of_case(tx, number) if one["act"] == "medium opened"]
        for police in [code for code in theirs.police if code.startswith("POLICE")][:1]:
            staff.hire(tx, office, "police", police)
            signed = staff.signed_in(tx, office, "police")
            assert (
                viewing.open_medium(tx, office, signed, number, photo, now=NOW + timedelta(hours=1)).body
                == BODY
            )


def test_a_piece_that_was_changed_lost_or_swapped_is_found(database: Database, office: Office) -> None:
    for harm in ("swap", "lose", "change"):
        with database.transaction() as tx:
            medium = await_one(tx, office)
            fetch(tx, office, medium)
            number = file(tx, office, medium, origin=harm).number
            piece = schema.medium_piece
            bodies = {
                one["number"]: one["body"] for one in tx.rows(select(piece).where(piece.c.medium == medium))
            }
            key = parts.open_key(tx, recovery.unlocked(tx), number, f"medium:{medium}")
            if harm == "swap":
                tx.update(piece, {"medium": medium, "number": 1}, {"body": bodies[2]})
            elif harm == "lose":
                tx.delete(piece, {"medium": medium, "number": 3})
            else:
                tx.update(piece, {"medium": medium, "number": 1}, {"body": bodies[1][:-1] + b"?"})
            with pytest.raises(SealBroken):
                media.body(tx, medium, key, 3)


def test_a_file_is_kept_once_and_never_for_a_draft_that_was_deleted(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        medium, other = await_one(tx, office), await_one(tx, office)

        assert fetch(tx, office, medium)
        assert not fetch(tx, office, medium)
        erasure.drop_draft(tx, office.keys, "draft-1")
        assert not fetch(tx, office, other)
        assert not media.is_awaited(tx, other)
        assert tx.rows(select(schema.medium_piece)) == []


def test_a_refused_file_leaves_its_reason_and_nothing_else(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        medium = await_one(tx, office)

        assert media.refuse(tx, medium, "file_broken")
        assert not media.refuse(tx, medium, "file_broken")
        assert not fetch(tx, office, medium)
        number = file(tx, office, medium).number
        assert (row(tx, medium)["state"], row(tx, medium)["reason"]) == ("refused", "file_broken")
        assert f"medium:{medium}" not in parts.names(tx, number)


def test_files_of_a_draft_that_goes_on_outlive_the_sweep(database: Database, office: Office) -> None:
    later = NOW + timedelta(hours=71)
    with database.transaction() as tx:
        old, touched = await_one(tx, office), await_one(tx, office)
        media.touch(tx, [touched], now=later)

        assert erasure.drop_unsent(tx, before=later - timedelta(hours=1)) == 1
        assert (row(tx, old), row(tx, touched) is not None) == (None, True)


def test_a_photo_can_be_added_to_a_filed_case(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        plain, worst = file(tx, office).number, file(tx, office, origin="other", facts=ABUSE).number
        photo, guarded = media.number(tx), media.number(tx)
        media.expect_for_case(tx, plain, photo, "photo", now=NOW)
        media.expect_for_case(tx, worst, guarded, "photo", now=NOW)

        assert fetch(tx, office, photo)
        assert fetch(tx, office, guarded)
        assert holders(tx, plain, photo) == set(readers.of_case(tx, office, plain).whole)
        assert holders(tx, worst, guarded) == set(readers.of_case(tx, office, worst).police)
