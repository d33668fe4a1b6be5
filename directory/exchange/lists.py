"""Writes what an import has to tell as tables that a spreadsheet opens: refusals and likely duplicates."""

from collections.abc import Iterable
from pathlib import Path

from directory.exchange import cells
from directory.exchange.duplicates import Pair
from directory.exchange.journal import Refusal

_REFUSALS = ("file", "line", "table", "field", "value", "reason")
_DUPLICATES = ("id", "name", "other_id", "other_name", "why")


def write_refusals(path: Path, refusals: Iterable[Refusal]) -> None:
    """Write refusals.csv, a row each, in the order in which they were met."""
    rows = (
        (one.origin.file, one.origin.line or "", one.table, one.field, one.value, one.reason)
        for one in refusals
    )
    _write(path, _REFUSALS, rows)


def write_duplicates(path: Path, pairs: Iterable[Pair]) -> None:
    """Write duplicates.csv: two services a row, and why they may be one."""
    rows = ((one.first, one.names[0], one.second, one.names[1], one.why) for one in pairs)
    _write(path, _DUPLICATES, rows)


def _write(path: Path, headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        cells.Table(file, headings, end="\r\n").rows(rows)
