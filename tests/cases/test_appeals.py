"""The legal paths as dated data: every statement has a source, a day and a reviewer, or is called unknown."""

from datetime import date
from pathlib import Path

import pytest

from cases import appeals, errors

TODAY = date(2026, 11, 22)


def test_every_statement_about_the_law_says_where_and_when_it_was_read_and_that_no_lawyer_has_read_it() -> (
    None
):
    rules = appeals.in_force(TODAY)

    statements = [*rules.obligations.values(), *rules.fields.values()]
    assert all(one.source and one.checked_on <= TODAY and one.review for one in statements)
    assert set(rules.pending) == {one.code for one in statements if one.law}


def test_an_appeal_lacks_what_article_63_names_and_nothing_that_a_chat_must_not_ask() -> None:
    rules = appeals.in_force(TODAY)

    assert rules.missing("appeal", []) == ("name", "address")
    assert rules.missing("appeal", ["name", "address"]) == ()
    assert rules.missing("confidential", ["reach"]) == ("name",)
    assert rules.missing("anonymous", []) == ()
    assert not rules.fields["iin"].asked


def test_what_is_not_known_is_listed_and_stands_in_no_obligation() -> None:
    rules = appeals.in_force(TODAY)

    unknown = {one.code for one in rules.unknown}
    assert {"confidential_report", "where_to_sign", "answer_by"} == unknown
    assert unknown.isdisjoint(rules.obligations)
    assert rules.obligations["passed_on"].working_days == 3


def test_a_row_that_no_longer_holds_is_left_out(tmp_path: Path) -> None:
    older = appeals.FILE.read_text("utf-8").replace(
        'code = "registered_same_day"', 'code = "registered_same_day"\nvalid_to = 2026-01-01'
    )
    (tmp_path / "older.toml").write_text(older, "utf-8")
    book = appeals.read(tmp_path / "older.toml")

    assert "registered_same_day" not in appeals.of(book, TODAY).obligations
    assert "registered_same_day" in appeals.of(book, date(2025, 12, 31)).obligations


def test_a_path_that_names_a_field_that_is_not_there_is_refused(tmp_path: Path) -> None:
    broken = appeals.FILE.read_text("utf-8").replace('fields = ["name", "address"]', 'fields = ["shoe_size"]')
    (tmp_path / "broken.toml").write_text(broken, "utf-8")

    with pytest.raises(errors.LawUnsound, match="shoe_size"):
        appeals.read(tmp_path / "broken.toml")
