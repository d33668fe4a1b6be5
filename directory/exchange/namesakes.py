"""Columns that bear one heading: both are kept where several values may stand, else somebody is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.reason import Reason

#: Told of a column whose value is lost, so that it can be given a heading of its own.
LOST = "two columns are called «{heading}»: only the first is taken. Rename one of them, and import again"


@dataclass(frozen=True, slots=True)
class Several:
    """What stands in one row under columns of one heading, in their order: two values or more."""

    values: tuple[object, ...]


def named(headings: Sequence[str], cells: Sequence[object]) -> dict[str, object]:
    """The cells of a row by their headings; different ones of one heading are `Several`."""
    found: dict[str, object] = {}
    for heading, cell in zip(headings, cells, strict=False):
        known = found.get(heading)
        if heading not in found or not _told(known):
            found[heading] = cell
        elif _told(cell):
            found[heading] = joined(known, cell)
    return found


def joined(first: object, second: object) -> object:
    """Both values, each once."""
    values: list[object] = []
    for one in (first, second):
        values += one.values if isinstance(one, Several) else (one,)
    told = tuple({_written(value): value for value in reversed(values)}.values())[::-1]
    return told[0] if len(told) == 1 else Several(told)


def text_of(value: object) -> str:
    """All the values of a list as one text, with semicolons between."""
    return "; ".join(map(_written, value.values)) if isinstance(value, Several) else _written(value)


def single(cells: Mapping[str, object], refuse: Callable[[str, Reason], None]) -> dict[str, object]:
    """The row with the first value under each heading; `refuse` is told the heading of others, and why."""
    found = dict(cells)
    for heading, value in cells.items():
        if isinstance(value, Several):
            found[heading] = value.values[0]
        if isinstance(value, Several) and heading:
            refuse(heading, Reason(LOST, heading=heading))
    return found


def _told(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet has 87012345678.0
    return str("" if value is None else value).strip()
