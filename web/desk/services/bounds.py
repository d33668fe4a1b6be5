"""What of a file may be read at the desk: small enough to be looked at before it is taken in.

A spreadsheet is an archive: a few kilobytes may unpack to gigabytes. So it is measured first.
"""

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Literal

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 5000
MOST_RECORDS = 200_000
"""Rows of tables that come of it."""
ENDINGS = (".csv", ".xlsx", ".json", ".ndjson", ".jsonl", ".txt")

Refusal = Literal["", "large", "rows", "unreadable"]

_MOST_UNPACKED = 200 * 1024 * 1024
_PIECE = 1024 * 1024
_ROW = b"<row"


def refusal(name: str, data: bytes) -> Refusal:
    """Why the file is not read; "" if it is."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in ENDINGS:
        return "unreadable"
    if len(data) > MOST_BYTES:
        return "large"
    if ending == ".xlsx":
        return _of_workbook(data)
    if ending in (".csv", ".txt") and data.count(b"\n") > MOST_ROWS:
        return "rows"
    return ""


def _of_workbook(data: bytes) -> Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            if sum(one.file_size for one in inside) > _MOST_UNPACKED:
                return "large"
            sheets = (one for one in inside if one.filename.startswith("xl/worksheets/"))
            return "rows" if sum(_rows(archive, one) for one in sheets) > MOST_ROWS else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
        return "unreadable"


def _rows(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> int:
    """The rows of a sheet, counted while it is unpacked in pieces; too many are not counted to the end."""
    many, read, left = 0, 0, b""
    with archive.open(sheet) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            both = left + piece
            many += both.count(_ROW)
            left = both[-(len(_ROW) - 1) :]
            if many > MOST_ROWS or read > _MOST_UNPACKED:
                return MOST_ROWS + 1
    return many
