"""The rows of a table in text: in whatever alphabet and with whatever separator a spreadsheet wrote it."""

import csv
import io
import unicodedata
from dataclasses import dataclass, field

from cases import errors
from directory.exchange import cells

MOST_BYTES = 512 * 1024
MOST_ROWS, MOST_CELLS = 5000, 500
"""Of one file, and of one row of it: a school year has fewer days, and a school fewer pupils."""
EMPTY, SPREADSHEET, NO_TEXT, TOO_LARGE = "empty", "spreadsheet", "no_text", "too_large"
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheet programs begin: XLSX and ODS, XLS."""
_OTHERS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"{\\rtf", b"<")
"""How files begin that are no table in text either: papers, pictures, pages."""
_ALPHABET = "kz1048"
"""cp1251 with the Kazakh letters where Kazakhstan's standard puts them; Russian is the same in both."""
_SEPARATORS = ";\t,"
_LOOKED_AT = 20  # lines, to find the separator
_NAMED = "sep="  # Excel: the first line may name the separator


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: the line on which it begins, from 1; its cells without spaces around them."""

    line: int
    cells: tuple[str, ...] = field(repr=False)

    def cell(self, place: int) -> str:
        """Give the cell at this place, "" beyond the last one."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


def rows(data: bytes) -> tuple[Row, ...]:
    """Give the rows of a file that are not empty.

    UTF-8 and UTF-16, with or without a byte order mark, and cp1251; separated by semicolon, tab or comma. A
    formula stays the text that it is.

    Raises:
        RegisterRefused: it is empty, too large, no text, or a file of a spreadsheet program.
    """
    return of_text(text(data))


def text(data: bytes) -> str:
    """Give the text of a file. Raises as `rows`."""
    if len(data) > MOST_BYTES:
        raise errors.RegisterRefused(TOO_LARGE)
    if data.startswith(_BOOKS):
        raise errors.RegisterRefused(SPREADSHEET)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OTHERS):
        raise errors.RegisterRefused(NO_TEXT)
    try:
        told = _decoded(data)
    except UnicodeDecodeError as fault:
        raise errors.RegisterRefused(NO_TEXT) from fault
    told = told.lstrip("\ufeff").rstrip("\x1a\0")
    if not told.strip():
        raise errors.RegisterRefused(EMPTY)
    if any(sign < " " and sign not in "\t\r\n\x0b\x0c" for sign in told):
        raise errors.RegisterRefused(NO_TEXT)
    return told


def of_text(told: str) -> tuple[Row, ...]:
    """Give the rows of a text, pasted from a spreadsheet for example. Raises RegisterRefused."""
    separator, told, skipped = _separator(told)
    reader, begins = csv.reader(io.StringIO(told, newline=""), delimiter=separator), skipped + 1
    found: list[Row] = []
    try:
        for told_cells in reader:
            if len(found) >= MOST_ROWS or len(told_cells) > MOST_CELLS:
                raise errors.RegisterRefused(TOO_LARGE)
            found.append(Row(begins, tuple(_plain(cell) for cell in told_cells)))
            begins = skipped + reader.line_num + 1
    except csv.Error as fault:
        raise errors.RegisterRefused(NO_TEXT) from fault
    return tuple(row for row in found if any(row.cells))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if b"\0" in data:
        begins = data[:4096]
        return data.decode("utf-16-be" if begins[::2].count(0) > begins[1::2].count(0) else "utf-16-le")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_ALPHABET)


def _separator(told: str) -> tuple[str, str, int]:
    """Give the separator, the text behind a line that names it, and how many lines that were."""
    first, end, rest = told.partition("\n")
    named = first.strip().strip('"').casefold()
    if end and named.startswith(_NAMED) and len(named) <= len(_NAMED) + 1:
        sign = first.strip("\r\n").strip('"')[len(_NAMED) :] or ";"
        return (sign if sign in _SEPARATORS else ";"), rest, 1
    outside = ["".join(line.split('"')[::2]) for line in told.splitlines() if line.strip()][:_LOOKED_AT]
    lines = {sign: sum(sign in line for line in outside) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: lines[sign]), told, 0


def _plain(cell: str) -> str:
    """Give a cell in one line, without signs that nobody sees, and without our own guard of formulas."""
    seen = "".join(sign for sign in cell if unicodedata.category(sign) != "Cf")
    return cells.meant(" ".join(seen.split()))
