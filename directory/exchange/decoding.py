"""Text from the bytes of a file, whoever saved it; and rows from the text."""

import csv
import io
from collections.abc import Iterator

from directory.errors import ListUnreadable
from directory.exchange import namesakes
from directory.reason import Reason

#: Marks at the beginning of a file that say how it is written.
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t|"
#: Longest cell that is read; a whole page may stand in a description.
_LONGEST_CELL = 1_000_000


def text_of(data: bytes, name: str) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 with one, else cp1251, as spreadsheets save.

    Raises:
        ListUnreadable: it is no text.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    if b"\0" in data:
        raise ListUnreadable(name, Reason("this is no text"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1251", name)


def table_of(text: str, name: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows of a CSV text by their headings, each with the line it begins in; empty rows are left out.

    The delimiter is the one of comma, semicolon, tab and | that stands in the headings most often. Cells
    beyond the headings come under the heading "", those under one heading as `namesakes.named` gives them.

    Raises:
        ListUnreadable: a quotation mark is never closed, or a cell is longer than a million characters.
    """
    csv.field_size_limit(_LONGEST_CELL)
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=False)
    headings: list[str] = []
    begun = 1
    try:
        for cells in reader:
            line, begun = begun, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not headings:
                headings = [cell.strip().strip("\ufeff") for cell in cells]
                continue
            yield line, _named(headings, cells)
    except csv.Error as error:
        raise ListUnreadable(name, Reason("this is no CSV: {error}", error=error), reader.line_num) from error


def _named(headings: list[str], cells: list[str]) -> dict[str, object]:
    named = namesakes.named(headings, cells)
    beyond = [cell for cell in cells[len(headings) :] if cell.strip()]
    return named | {"": " ".join(beyond)} if beyond else named


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ListUnreadable(name, Reason("neither UTF-8 nor Windows-1251")) from error
