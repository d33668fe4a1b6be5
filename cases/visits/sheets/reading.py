"""A file that a monitor brings back: a sheet of plain text, or what a collecting program sent."""

from datetime import date

from cases.visits.errors import SheetUnreadable
from cases.visits.findings import Finding
from cases.visits.sheets import instance, plain
from cases.visits.sheets.sheet import Sheet

LARGEST = 1_000_000  # bytes; a sheet of fifty children has a tenth of it
MOST_CHILDREN = 60
"""Each answer is written by itself: thousands of empty children would keep everybody waiting."""
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")


def read(data: bytes, today: date) -> Sheet:
    """Read a sheet, however it was saved (UTF-8 with or without its mark, UTF-16, Windows-1251).

    Raises:
        SheetUnreadable: it is no sheet of a visit: nothing in it is an answer, or it has too many children.
    """
    if len(data) > LARGEST:
        raise SheetUnreadable([(0, Finding("not_a_sheet"))])
    is_sent = instance.is_instance(data)
    text = "" if is_sent else _text(data)
    found = instance.read(data, today) if is_sent else plain.read(text, today)
    if not is_sent and not found.count:
        empty = (0, Finding("not_filled_in")) if plain.is_sheet(text) else (1, Finding("not_a_sheet"))
        raise SheetUnreadable(found.faults or [empty])
    if len(found.children) > MOST_CHILDREN:
        raise SheetUnreadable([(0, Finding("not_a_sheet"))])
    return found


def _text(data: bytes) -> str:
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in _ENCODINGS[1:] if marked else (_ENCODINGS[0], _ENCODINGS[2]):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable([(1, Finding("not_a_sheet"))])
