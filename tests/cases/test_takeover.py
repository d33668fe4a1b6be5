"""Cases of an earlier version: after taking over, their readers open them and the service does not."""

import msgspec
import pytest
from sqlalchemy import select

from cases import accused, case, filing, history, judgement, parts, readers, schema, takeover
from cases.office import Office
from store import seal
from store.database import Database
from store.errors import SealBroken
from store.transaction import Transaction
from tests.cases.told import COTTON, NOW, report
from tests.doubles import recovery, staff

WORDS = {"words": "canary"}


def filed_long_ago(tx: Transaction, office: Office) -> int:
    """File a case, and put its parts back to how they were written before departments had keys."""
    told = report(facts={**COTTON, "accused": ["EDU_LOC"]}, answers=WORDS)
    number = filing.file_report(tx, office, told, now=NOW).number
    for table in (schema.part_key, schema.sealed_part):
        tx.delete(table, {"case_number": number})
    content = {
        "channel": told.channel,
        "language": told.language,
        "territory": told.territory,
        "point": told.point,
        "happening_now": told.happening_now,
        "sex": told.sex,
        "facts": dict(told.facts),
        "answers": dict(told.answers),
        "assessment": judgement.judge(office, told).assessment,
    }
    key, context = seal.make_part_key(), f"case:{number}:report"
    body = seal.seal_part(key, msgspec.json.encode(content), context)
    whose = {"case_number": number, "part": "report"}
    closed = office.keys.seal(key, f"part key:service:{context}")
    tx.insert(schema.sealed_part, whose | {"body": body})
    tx.insert(schema.part_key, whose | {"holder": "service", "key": closed})
    tx.update(schema.case, {"number": number}, {"routing": None})
    return number


def test_a_case_of_an_earlier_version_is_sealed_for_its_readers(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        number = filed_long_ago(tx, office)
        assert takeover.left(tx) == (number,)

        takeover.take_over(tx, office, number, now=NOW)

        assert takeover.left(tx) == ()
        keys = tx.rows(select(schema.part_key).where(schema.part_key.c.case_number == number))
        theirs = readers.of_case(tx, office, number)
        whole = {row["holder"] for row in keys if row["part"] == "report"}
        extract = {row["holder"] for row in keys if row["part"] == "extract"}
        assert (whole, extract) == (set(theirs.whole), set(theirs.extract))
        staff.hire(tx, office, "lead", case.get(tx, number).lead)
        told = case.content(tx, staff.signed_in(tx, office, "lead").unlocked, number)
        assert (told["answers"], told["facts"]["age"]) == (WORDS, 13)
        assert told["assessment"]["fires"]
        assert not {"channel", "language"} & set(told)
        assert parts.read(tx, recovery.unlocked(tx), number, "reporter") == {"channel": "telegram"}
        assert accused.of_case(tx, office.keys, number) == ("EDU_LOC",)
        assert history.verify(tx) is None


def test_what_was_changed_is_not_taken_over(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        number = filed_long_ago(tx, office)
        tx.update(
            schema.sealed_part, {"case_number": number, "part": "report"}, {"body": b"\x01" + b"x" * 99}
        )

        with pytest.raises(SealBroken):
            takeover.take_over(tx, office, number, now=NOW)
