"""Draws a form on A4 by typst, with the fonts that it carries. The same form gives the same bytes."""

from pathlib import Path

from conversations.house import House
from web import typesetting
from web.forms.sheet import Sheet

TEMPLATE = Path(__file__).parent / "form.typ"


def draw(sheet: Sheet, house: House) -> bytes:
    """Give the PDF of a form, in a practice house with its mark. Tens of milliseconds: for a thread."""
    return typesetting.document(TEMPLATE, sheet, house)
