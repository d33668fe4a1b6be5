"""Lays figures out on paper or as a picture: tables with bars, sections, tables to be filled by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from conversations import digest as words
from conversations.digest import Block
from conversations.house import House
from conversations.rendering import Speaker
from web import typesetting
from web.typesetting import Form

WIDE, NARROW = 190, 105
"""Millimetres: of a picture for a screen, and of one that is read on a telephone."""
TEMPLATE = Path(__file__).parent / "paper.typ"


class Line(Struct, frozen=True):
    """One row: its name, its other cells, and how long its bar is, from 0 to 1; None: it has none."""

    name: str
    cells: tuple[str, ...]
    share: float | None = None


class Table(Struct, frozen=True, kw_only=True):
    """A table; `heads` are those of the cells behind the name."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    has_bars: bool = False
    is_counted: bool = True


class Blank(Struct, frozen=True, kw_only=True):
    """A table to be filled with a pen: so many lines, widths as shares of the page."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    lines: int


class Section(Struct, frozen=True, kw_only=True):
    """A heading with sentences, tables and tables to be filled."""

    title: str = ""
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blanks: tuple[Blank, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """Everything in one language."""

    lang: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]


def draw(parts: Sequence[Part], house: House, *, form: Form = "pdf", width: int = WIDE) -> bytes:
    """Give the PDF of all parts, or a picture, so many millimetres wide and as high as it has to be."""
    told: dict[str, Any] = {
        "title": parts[0].title,
        "is_picture": form == "png",
        "width": width,
        "parts": parts,
    }
    return typesetting.pages(TEMPLATE, told, house, form=form)


def table(speaker: Speaker, block: Block) -> Table:
    """Give a block as a table; columns in which nothing stands are left out."""
    heads = words.HEADS[3:]
    kept = [
        place for place in range(len(heads)) if any(row[place + 2] not in (None, "") for row in block.rows)
    ]
    most = max((number for _, number in block.bars), default=0)
    return Table(
        title=block.title,
        heads=tuple(speaker.say(heads[place]) for place in kept),
        rows=tuple(
            Line(
                str(row[1]),
                tuple(_shown(speaker, row[place + 2]) for place in kept),
                row[2] / most if most and row[0] != "" and isinstance(row[2], int) else None,
            )
            for row in block.rows
        ),
        has_bars=len(block.bars) > 1,
    )


def _shown(speaker: Speaker, cell: str | int | float | None) -> str:
    if cell is None:
        return ""
    told = str(cell)
    return (
        told if speaker.catalogue.language == "en" or not isinstance(cell, float) else told.replace(".", ",")
    )
