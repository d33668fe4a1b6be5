"""Long texts are cut so that Telegram takes every part and nothing readable is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import lengths


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("short", ["short"]),
        ("", []),
        (" \n ", []),
        ("one\ntwo\nthree", ["one\ntwo", "three"]),
        ("aaaa bbbb cccc", ["aaaa bbbb", "cccc"]),
        ("abcdefghijklmnop", ["abcdefghij", "klmnop"]),
        ("👧👧👧👧👧👧", ["👧👧👧👧👧", "👧"]),
    ],
)
def test_texts_are_cut_at_line_ends_else_at_spaces_else_anywhere(text: str, parts: list[str]) -> None:
    assert lengths.cut(text, 10) == parts


def test_a_message_of_just_4096_units_stays_whole() -> None:
    assert len(lengths.cut("ә" * 4096)) == 1
    assert len(lengths.cut("👧" * 2048)) == 1
    assert len(lengths.cut("👧" * 2049)) == 2


@given(some.text(alphabet="aә👧 \n", max_size=200), some.integers(2, 30))
def test_parts_fit_and_hold_everything_but_white_space(text: str, limit: int) -> None:
    parts = lengths.cut(text, limit)

    assert all(0 < len(part.encode("utf-16-le")) // 2 <= limit for part in parts)
    assert "".join(re.sub(r"\s", "", part) for part in parts) == re.sub(r"\s", "", text)
