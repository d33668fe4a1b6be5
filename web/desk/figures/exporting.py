"""Figures as a file: one line for each row of each table. No cell of it is a formula, whatever it says."""

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cases.statistics.period import Period
from conversations import digest as words
from conversations import figures
from conversations.digest import Block
from conversations.rendering import Speaker
from directory.exchange import cells, workbook
from directory.exchange.workbook import Page
from web.desk.figures.gathering import Table

Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    kind: str
    write: Callable[[Speaker, Period, Sequence[Table]], bytes]


def as_csv(speaker: Speaker, period: Period, tables: Sequence[Table]) -> bytes:
    """Give a CSV that spreadsheets read as UTF-8."""
    page = io.StringIO()
    cells.Table(page, [speaker.say(head) for head in figures.HEADS]).rows(rows(tables))
    return page.getvalue().encode("utf-8-sig")


def as_xlsx(speaker: Speaker, period: Period, tables: Sequence[Table]) -> bytes:
    """Give an Excel file of one sheet, named by the period."""
    heads = [speaker.say(head) for head in figures.HEADS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.xlsx"
        workbook.write(path, [Page(period.code, heads, list(rows(tables)), widths=(24, 14, 44))])
        return path.read_bytes()


def digest_as_csv(speaker: Speaker, period: Period, blocks: Sequence[Block]) -> bytes:
    """Give everything of a period as a CSV that spreadsheets read as UTF-8."""
    page = io.StringIO()
    cells.Table(page, [speaker.say(head) for head in words.HEADS]).rows(words.rows(tuple(blocks)))
    return page.getvalue().encode("utf-8-sig")


def digest_as_xlsx(speaker: Speaker, period: Period, blocks: Sequence[Block]) -> bytes:
    """Give everything of a period as an Excel file of one sheet, named by the period."""
    heads = [speaker.say(head) for head in words.HEADS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "digest.xlsx"
        workbook.write(path, [Page(period.code, heads, list(words.rows(tuple(blocks))), widths=(40, 16, 48))])
        return path.read_bytes()


def rows(tables: Sequence[Table]) -> Iterator[Row]:
    """Give every row of every table."""
    for table in tables:
        for code, name, line in table.rows:
            hours = None if line.hours is None else round(line.hours, 1)
            counts = (line.reports, line.acknowledged, line.in_time, line.closed)
            yield (table.title, code, name, *counts, hours)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("text/csv", as_csv),
        "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    }
)
DIGESTS: Mapping[str, Callable[[Speaker, Period, Sequence[Block]], bytes]] = MappingProxyType(
    {"csv": digest_as_csv, "xlsx": digest_as_xlsx}
)
"""The digest as a file; of the same kinds as FORMATS."""
