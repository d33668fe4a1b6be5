"""What a dossier is made of: sections of lines, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A word and its value. `verbatim`: exactly as somebody typed it, in whatever language that was."""

    label: str
    value: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]
