"""R27: whatever people wrote, no spreadsheet takes a cell that we write for a formula."""

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from directory.exchange import cells, lists, mending, workbook
from directory.exchange.journal import Refusal
from directory.exchange.record import Origin
from directory.exchange.workbook import Page
from directory.reason import Reason

SIGNS = "=+-@|%" + "＝＋－＠｜％" + "﹦﹢﹣﹫﹪"
BEFORE = ("", " ", "\t", "\r", "\n", "\r\n", "\ufeff", "\u200b", "\u00a0", "\u3000", "\x00", "\u202e", " \t ")
AFTER = (
    'HYPERLINK("https://evil.example","x")', "1+1", "cmd|' /C calc'!A0", "SUM(A1:A9)", "1+cmd|'x'!A0",
    "IMPORTXML(CONCAT(A1),1)", "2+3", "A1", "-1", "", "7 (701) 1", "WEBSERVICE(A1)", "DDE(1)",
)  # fmt: skip
PHONES = ("+77010001122", "+7 701 000 11 22", "+7 (727) 250-00-00", "-5", "-12.5", "+7-701-000-11-22")
PLAIN = ("Айгүл", "A=B", "5 + 5", "a@b.example", "100 %", "'quoted'", "''", "1 - 2", "x|y")


def hostile(many: int) -> Iterator[str]:
    """Every sign behind everything that may stand before it; then by chance."""
    all_of_them = [before + sign + after for sign in SIGNS for before in BEFORE for after in AFTER]
    draw = random.Random(27)
    draw.shuffle(all_of_them)
    yield from all_of_them[:many]
    for _ in range(many - len(all_of_them)):
        tail = "".join(draw.choice("=+-@|%!A1'\"(),; \tкқ") for _ in range(draw.randint(1, 30)))
        yield draw.choice(BEFORE) + draw.choice(SIGNS) + tail


def is_a_phone(text: str) -> bool:
    """Whether this is a number and no more, in the eyes of this test."""
    return bool(re.fullmatch("[+-][0-9][0-9 ().\u00a0-]*", text))


def test_no_cell_of_a_csv_is_a_formula(
    so_many: Callable[..., int], figure: Callable[[str], None], tmp_path: Path
) -> None:
    texts = [text for text in hostile(so_many(10_000, briefly=500)) if not is_a_phone(text)]
    table = io.StringIO(newline="")
    cells.Table(table, texts[:1]).rows([text] for text in texts[1:])
    read = [row[0] for row in csv.reader(io.StringIO(table.getvalue(), newline=""))]
    origin, why = Origin("x.csv", 1, "a list"), [Reason("{told}", told=text) for text in texts[:50]]
    refusals = [Refusal(origin, "service", "name", str(one), one) for one in why]
    lists.write_refusals(tmp_path / "refusals.csv", refusals)
    with (tmp_path / "refusals.csv").open(encoding="utf-8-sig", newline="") as file:
        refused = list(csv.reader(file))[1:]

    assert [text for text in read if not text.startswith("'")] == []
    assert [cells.meant(text) for text in read] == texts
    assert all(row[4].startswith("'") and row[5].startswith("'") for row in refused)
    figure(f"R27: {len(texts)} strings in CSV, 0 formulas, each read again as it was")


def test_no_cell_of_an_xlsx_is_a_formula(
    so_many: Callable[..., int], figure: Callable[[str], None], tmp_path: Path
) -> None:
    texts = [*hostile(so_many(10_000, briefly=500)), *PHONES, *PLAIN]
    page = Page("Sheet", ["=1+1", "@SUM(1)"], [[text, text] for text in texts])
    workbook.write(tmp_path / "table.xlsx", [page])
    sheet = openpyxl.load_workbook(tmp_path / "table.xlsx").active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    assert formulas == []
    assert kinds == {"s"}
    figure(f"R27: {2 * len(texts) + 2} cells in XLSX, {len(formulas)} formulas")


@pytest.mark.parametrize("text", [*PHONES, *PLAIN])
def test_telephones_numbers_and_plain_words_keep_their_value(text: str) -> None:
    assert cells.harmless(text) == text
    assert cells.meant(text) == text


def test_a_guard_is_taken_away_where_a_list_is_read_again() -> None:
    for text in ("=1+1", "＝1+1", "%x", "|x", "@x"):
        assert mending.mended(str(cells.harmless(text)))[0] == text


def test_what_is_no_text_stays_what_it_is() -> None:
    assert [cells.harmless(one) for one in (-5, 2.5, None, True)] == [-5, 2.5, None, True]
