"""Figures as a file: one line for each row of each table. No cell of it is a formula, whatever it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cases.statistics.period import Period
from conversations import figures
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
    return cells.as_bytes([speaker.say(head) for head in figures.HEADS], rows(tables))


def as_xlsx(speaker: Speaker, period: Period, tables: Sequence[Table]) -> bytes:
    """Give an Excel file of one sheet, named by the period."""
    heads = [speaker.say(head) for head in figures.HEADS]
    return workbook.as_bytes([Page(period.code, heads, list(rows(tables)), widths=(24, 14, 44))])


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
        "xlsx": Format(workbook.KIND, as_xlsx),
    }
)
