"""Figures as a file: one line for each row of each table. No cell of it is a formula, whatever it says."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cases.statistics.period import Period
from conversations import figures
from conversations.rendering import Speaker
from directory.exchange import cells
from directory.exchange.workbook import Page
from web.desk.figures.gathering import Table
from web.figures import files

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
    return files.workbook_of([Page(period.code, heads, list(rows(tables)), widths=(24, 14, 44))])


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
        "xlsx": Format(files.KINDS["xlsx"].kind, as_xlsx),
    }
)
