"""Tables of the programme as files: CSV and XLSX without formulas, and PDF."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from aiohttp import web

from conversations.house import House
from directory.exchange import cells, workbook
from directory.exchange.workbook import Cell, Page
from web import typesetting

TEMPLATE = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True, slots=True)
class Table:
    """One table in words."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is taken away: its title, tables, the language, and the name of the file without its ending."""

    title: str
    tables: Sequence[Table]
    language: str
    name: str


def answer(house: House, sheet: Sheet, form: str) -> web.Response:
    """Give the file. Drawing a PDF takes some tens of milliseconds: for a thread."""
    kind, write = FORMATS[form]
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{form}"'}
    return web.Response(body=write(house, sheet), content_type=kind, headers=headers)


def _as_csv(house: House, sheet: Sheet) -> bytes:
    page = io.StringIO()
    for number, one in enumerate(sheet.tables):
        page.write("\n" if number else "")
        cells.Table(page, [one.title]).rows([one.heads, *one.rows])
    return page.getvalue().encode("utf-8-sig")


def _as_xlsx(house: House, sheet: Sheet) -> bytes:
    return workbook.as_bytes([Page(one.title[:31], one.heads, one.rows) for one in sheet.tables])


def _as_pdf(house: House, sheet: Sheet) -> bytes:
    tables = [
        {
            "title": one.title,
            "heads": one.heads,
            "rows": [["" if c is None else str(c) for c in row] for row in one.rows],
        }
        for one in sheet.tables
    ]
    told = {"title": sheet.title, "lang": sheet.language, "tables": tables}
    return typesetting.document(TEMPLATE, told, house)


FORMATS: Mapping[str, tuple[str, Callable[[House, Sheet], bytes]]] = MappingProxyType(
    {
        "csv": ("text/csv", _as_csv),
        "xlsx": (workbook.KIND, _as_xlsx),
        "pdf": ("application/pdf", _as_pdf),
    }
)
