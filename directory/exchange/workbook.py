"""Spreadsheets in XLSX: read row by row, written the same each time, and never with a formula in them."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 – only to catch what openpyxl raises

from directory.errors import ListUnreadable
from directory.exchange import namesakes
from directory.reason import Reason

#: Stands in every file that we write: what is the same gives the same bytes.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
#: Rows that a drop-down list covers.
_CHOOSABLE = 5000
#: So many cells of a row are read: some programs store thousands of empty ones.
_MOST_COLUMNS = 200

_DAMAGED = (ParseError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError)

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""What a browser calls such a file."""
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list of a column: the words, and whether others may be typed as well."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its headings, their widths and drop-down lists by number of the column, its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    choices: dict[int, Choice] = field(default_factory=dict)


def sheets(data: bytes, name: str) -> Iterator[list[tuple[int, dict[str, object]]]]:
    """The rows of each sheet by its headings, with their lines; empty rows are left out.

    Raises:
        ListUnreadable: it is no XLSX.
    """
    import openpyxl  # type: ignore[import-untyped]  # here: it is slow to load, and few read a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, *_DAMAGED, OSError) as error:
        raise ListUnreadable(name, Reason("this is no XLSX. Save it as XLSX or CSV")) from error
    try:
        for sheet in book.worksheets:
            rows = list(_rows(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)))
            if len(rows) and len(rows[0][1]) > 1:
                yield rows
    except _DAMAGED as error:
        raise ListUnreadable(name, Reason("this XLSX is damaged. Save it anew")) from error
    finally:
        book.close()


def write(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook of these sheets; every text stays text."""
    path.write_bytes(as_bytes(pages))


def as_bytes(pages: Sequence[Page]) -> bytes:
    """Give a workbook of these sheets as the bytes of its file; every text stays text."""
    import xlsxwriter  # type: ignore[import-untyped]  # here: few write one

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _WRITTEN})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lists = [(page, book.add_worksheet(page.title)) for page in pages]
    for page, sheet in lists:
        for number, width in enumerate(page.widths):
            sheet.set_column(number, number, width)
        if page.headings:
            sheet.freeze_panes(1, 0)
        start = 1 if page.headings else 0
        for number, heading in enumerate(page.headings):
            sheet.write_string(0, number, heading, bold)
        for line, row in enumerate(page.rows, start):
            for number, cell in enumerate(row):
                _put(sheet, (line, number), cell, wrapped)
    _offer(lists)
    book.close()
    return file.getvalue()


def _rows(cells: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, dict[str, object]]]:
    headings: list[str] = []
    for line, row in enumerate(cells, 1):
        if not any(cell is not None and str(cell).strip() for cell in row):
            continue
        if not headings:
            headings = [str(cell or "").strip() for cell in row]
            continue
        found = namesakes.named(headings, row)
        yield line, {name: cell for name, cell in found.items() if name}


def _put(sheet: Any, at: tuple[int, int], cell: Cell, wrapped: object) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float):
        sheet.write_number(*at, cell, wrapped)
    else:
        sheet.write_string(*at, cell, wrapped)


def _offer(lists: Sequence[tuple[Page, Any]]) -> None:
    """Drop-down lists stand on the last sheet: words in a rule itself may be 255 letters at most."""
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    source, store = lists[-1][0].title, lists[-1][1]
    used = 0
    for page, sheet in lists:
        for number, choice in sorted(page.choices.items()):
            if not choice.words:
                continue
            for line, word in enumerate(choice.words):
                store.write_string(line, used, word)
            letter = xl_col_to_name(used)
            used += 1
            rule: dict[str, object] = {
                "validate": "list",
                "source": f"='{source}'!${letter}$1:${letter}${len(choice.words)}",
            }
            if choice.is_open:
                rule |= {"error_type": "information", "show_error": False}
            sheet.data_validation(1, number, _CHOOSABLE, number, rule)
