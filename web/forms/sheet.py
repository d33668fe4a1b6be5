"""A form as it is drawn: words only, in one language."""

from msgspec import Struct


class Choice(Struct, frozen=True):
    """One answer to be ticked."""

    text: str
    ticked: bool = False


class Row(Struct, frozen=True, kw_only=True):
    """One line of a form: its number on the paper, what is asked, and the answer or the boxes to tick.

    `beside`: what belongs to the answer ("other: which?"). `lines`: so many lines of room to write.
    """

    number: str = ""
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    beside: str = ""
    lines: int = 1
    heading: bool = False


class Section(Struct, frozen=True, kw_only=True):
    """A heading and its lines. `new_page`: it begins on a page of its own, in whichever language."""

    title: str
    rows: tuple[Row, ...]
    new_page: bool = False


class Grid(Struct, frozen=True, kw_only=True):
    """A table with headings; `widths` are shares of the page."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int = 9  # millimetres of a row, at the least
    new_page: bool = False


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole form. `facts` stand in its head: label and value. `foot` stands on every page, as `mark` does
    above: what the paper is not ("" for nothing).
    """

    lang: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    grids: tuple[Grid, ...] = ()
    signing: Grid
    foot: str
    digest: str = ""
    mark: str = ""
