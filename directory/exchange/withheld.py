"""What a list tells and directory.db may not hold: handed on to whoever keeps it for those who may know."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Withheld:
    """Of one service. `addresses`: of hidden seats, as told, each once; the others: "" if nobody told."""

    addresses: dict[str, None] = field(default_factory=dict)
    contact: str = ""
    phone: str = ""
    capacity: str = ""
