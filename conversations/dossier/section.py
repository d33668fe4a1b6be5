"""What a dossier is made of: sections of lines, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A word and its value. `verbatim`: exactly as somebody typed it, in whatever language that was.

    `items` are the parts of a value that is a list. `kind`: "rule" begins a group of lines about one rule of
    the law, "source" says where the rule comes from, in the shorthand of `cases.law`.
    """

    label: str
    value: str
    verbatim: bool = False
    kind: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]
