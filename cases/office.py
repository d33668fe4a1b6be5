"""What filing needs to know besides the report: the keys, the rules and the map of responsibilities."""

from dataclasses import dataclass, field

from cases.law import Law
from directory.departments import Departments
from directory.territory import Territories
from store.seal import Keys


@dataclass(frozen=True, slots=True)
class Office:
    """The same for every report of a process: put together once, at the start."""

    keys: Keys
    law: Law = field(repr=False)  # large
    territories: Territories = field(repr=False)
    departments: Departments = field(repr=False)
