"""Draws a form on A4 by typst, with the fonts that it carries. The same form gives the same bytes."""

from pathlib import Path

import msgspec

from conversations.house import House
from web import mark
from web.forms.sheet import Sheet

TEMPLATE = Path(__file__).parent / "form.typ"


def draw(sheet: Sheet, house: House) -> bytes:
    """Give the PDF of a form, in a practice house with its mark. Tens of milliseconds: for a thread."""
    import typst  # here: it is loaded when the first form is drawn

    told: object = typst.compile(
        mark.source(TEMPLATE, house),
        format="pdf",
        sys_inputs={"sheet": msgspec.json.encode(sheet).decode()},
        ignore_system_fonts=True,
        timestamp=0,
    )
    assert isinstance(told, bytes)  # one file, whatever number of pages
    return told
