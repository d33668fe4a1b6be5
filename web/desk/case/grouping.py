"""The lines of a section as a page shows them: rule by rule, and the sources of the rules apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases import law
from conversations.dossier import why
from conversations.dossier.section import Line, Section


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; `rule` is the line that heads them, None where none does."""

    rule: Line | None
    lines: tuple[Line, ...]


def groups(section: Section) -> Iterator[Group]:
    """Give the lines of a section in groups, without the sources."""
    head: Line | None = None
    lines: list[Line] = []
    for line in section.lines:
        if line.kind == why.RULE:
            yield Group(head, tuple(lines))
            head, lines = line, []
        elif line.kind != why.SOURCED:
            lines.append(line)
    yield Group(head, tuple(lines))


def sources(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Give every rule that is named with where it comes from, in shorthand."""
    found, head = dict[str, str](), ""
    for line in (line for section in sections for line in section.lines):
        if line.kind == why.RULE:
            head = line.value
        elif line.kind == why.SOURCED:
            found[head] = line.value
    return list(found.items())


def shorthand(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Give what the shorthand of these sources stands for: the titles of the publications."""
    told = " ".join(source for _, source in sources(sections))
    known = law.book().sources
    return [(short, title) for short, title in known.items() if re.search(rf"\b{short}\b", told)]
