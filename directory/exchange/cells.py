"""Cells of tables that spreadsheets open: the one door for every CSV that we write, and none is a formula.

Excel, LibreOffice and others take a cell of a CSV for a formula by how it begins, whoever wrote it (OWASP,
CSV Injection; R27). An apostrophe goes before such a text, and is taken away where we read it again.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import TextIO

#: A text that begins so is a formula, or a call of another program.
_DANGEROUS = frozenset("=+-@|%")
#: Spreadsheets pass over these at the beginning, or take them for the end of the cell before.
_PASSED_OVER = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
#: Telephones and numbers: what stands in them can be nothing else, and keeps its value.
_NUMBER = re.compile("[+-]\u00a0?[0-9][0-9 \u00a0().-]*")
_BYTE_ORDER_MARK = "\ufeff"
#: Python puts a cell into quotes only for signs of its own line end: a lone CR would begin a row elsewhere.
_BOTH = "\r\n"


def harmless(cell: object) -> object:
    """Give a cell that no spreadsheet takes for a formula: an apostrophe goes before it; numbers stay."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take this text for a formula, full-width signs and all."""
    if not text or _NUMBER.fullmatch(text):
        return False
    if text[0] in ("\t", "\r", "\n", _BYTE_ORDER_MARK):
        return True
    first = next((sign for sign in text if unicodedata.category(sign) not in _PASSED_OVER), "")
    return unicodedata.normalize("NFKC", first)[:1] in _DANGEROUS if first else False


def meant(text: str) -> str:
    """Give what `harmless` was given, where this is what it gave."""
    return text[1:] if text[:1] == "'" and is_formula(text[1:]) else text


class Table:
    """A CSV that is being written, with its headings first."""

    def __init__(self, file: TextIO, headings: Iterable[str], *, end: str = "\n") -> None:
        self._file, self._end = file, end
        self.row(headings)

    def row(self, cells: Iterable[object]) -> None:
        """Write one row; None is an empty cell."""
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator=_BOTH).writerow([harmless(one) for one in cells])
        self._file.write(line.getvalue().removesuffix(_BOTH) + self._end)

    def rows(self, rows: Iterable[Iterable[object]]) -> None:
        """Write these rows."""
        for cells in rows:
            self.row(cells)


def as_bytes(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Give a CSV as the bytes of a file that is saved: in UTF-8, and marked as such.

    Without the mark a spreadsheet shows no Kazakh.
    """
    page = io.StringIO()
    Table(page, headings).rows(rows)
    return page.getvalue().encode("utf-8-sig")
