"""The receipt: typed back in any way people type, and never guessed from the database."""

from pathlib import Path

import pytest
from sqlalchemy import select

from cases import receipt, schema
from store.database import Database
from store.seal import Keys
from tests.cases.told import plain_case


def test_receipt_is_read_with_dashes_spaces_or_nothing_between_the_digits() -> None:
    spellings = "0000-0799-2739-8713", "0000 0799 2739 8713", "0000079927398713", " №0000–0799–2739–8713\n"
    for typed in spellings:
        assert receipt.read(typed) == "0000079927398713"


def test_receipt_is_read_in_other_digits_of_unicode() -> None:
    arabic = "".join(chr(ord("٠") + int(sign)) for sign in "0000079927398713")
    wide = "".join(chr(0xFF10 + int(sign)) for sign in "0000079927398713")

    assert receipt.read(arabic) == receipt.read(wide) == "0000079927398713"


def test_one_wrong_digit_makes_it_no_receipt() -> None:
    digits = "0000079927398713"
    for place in range(16):
        for sign in set("0123456789") - {digits[place]}:
            assert receipt.read(digits[:place] + sign + digits[place + 1 :]) is None


def test_what_is_too_short_too_long_or_no_number_is_no_receipt() -> None:
    for typed in ("", "799273987100000", "00000799273987130", "жоқ", "²" * 16, "0" * 4096):
        assert receipt.read(typed) is None


def test_issued_receipt_reads_back_and_finds_its_case(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        tx.insert(schema.case, plain_case(7))
        shown = receipt.issue(tx, keys, "draft-1", 7)

        digits = receipt.read(shown)
        assert digits is not None
        assert receipt.case_number(tx, keys, digits) == 7
        assert len(shown) == 19


def test_same_draft_gets_the_same_receipt_and_one_row(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        tx.insert(schema.case, plain_case(7))
        first, again = (receipt.issue(tx, keys, "draft-1", 7) for _ in range(2))

        assert first == again
        assert len(tx.rows(select(schema.receipt))) == 1


def test_digits_that_another_case_has_are_not_given_twice(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        tx.insert(schema.case, plain_case(7))
        tx.insert(schema.case, plain_case(8))
        first = receipt.issue(tx, keys, "draft-1", 7)
        other = receipt.issue(tx, keys, "draft-1", 8)  # as if another draft came to the same digits

        assert first != other
        assert receipt.issue(tx, keys, "draft-1", 8) == other


@pytest.mark.sqlite
def test_database_file_holds_no_receipt(database: Database, keys: Keys, tmp_path: Path) -> None:
    with database.transaction() as tx:
        tx.insert(schema.case, plain_case(7))
        shown = receipt.issue(tx, keys, "draft-1", 7)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert keys.index("receipt", shown.replace("-", "")).encode() in stored
    assert shown.encode() not in stored
    assert shown.replace("-", "").encode() not in stored
