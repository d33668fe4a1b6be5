"""A record: one row of a list as its file has it, before anybody has looked whether it is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stood. `line` counts from 1, headings included; 0 where a file has no lines to speak of.

    `source` is whose list it is: ids that are no UUIDs mean something within one source only.
    """

    file: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Record:
    """A row for a table of HSDS. `whole`: a row of its own, else some more fields of a row with this id."""

    table: str
    values: Mapping[str, object] = field(hash=False)
    origin: Origin
    whole: bool = True
