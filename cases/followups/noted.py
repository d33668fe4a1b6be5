"""What a verifier wrote beside an answer: sealed with the case for whoever reads the whole of it.

A part is named "check:<id of the check>:<number>", so that each try and each later word stands for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases import parts, readers
from cases.followups.checks import Check
from cases.office import Office
from locales import daytime
from store.transaction import Transaction

PREFIX = "check:"
_PLAIN = ("answer", "days")
"""What stands in plain columns anyway: alone it makes no part."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer with what was told beside it; everything but the first five may be empty.

    `check` is the id, `day` ISO. `activity` a code of the law, `hours` a day and `hours_week` as they were
    told ("10-13"), `since` an ISO day, `days` of school missed, `needs` codes of needs, `words` verbatim.
    """

    check: int
    fact: int
    answer: str
    verifier: str
    day: str
    why: str = ""
    days: int = 0
    activity: str = ""
    hours: str = ""
    hours_week: str = ""
    light: bool | None = None
    since: str = ""
    needs: tuple[str, ...] = ()
    words: str = field(default="", repr=False)

    @property
    def on(self) -> date | None:
        """The day on which it was written."""
        return date.fromisoformat(self.day) if self.day else None


def keep(
    tx: Transaction, office: Office, known: Check, told: Mapping[str, object], *, verifier: str, now: datetime
) -> None:
    """Seal what was told beside the answer to a check; where nothing was, there is no part."""
    if not any(value not in ("", None, (), []) for name, value in told.items() if name not in _PLAIN):
        return
    number, whole = known.case_number, readers.of_case(tx, office, known.case_number).whole
    whose = {"check": known.id, "fact": known.fact, "verifier": verifier, "day": str(daytime.day(now))}
    parts.keep(tx, number, _part(tx, known), {**told, **whose}, whole, now=now)


def read(name: str, told: Mapping[str, Any]) -> Beside:
    """Give what lies in a part of this name, opened."""
    plain = {key: told[key] for key in Beside.__slots__ if key in told and key not in ("needs", "days")}
    given = {"check": int(name.split(":")[1]), "fact": 0, "answer": "", "verifier": "", "day": "", **plain}
    return Beside(**given, days=int(told.get("days") or 0), needs=tuple(told.get("needs", ())))


def is_part(name: str) -> bool:
    """Tell whether the part of this name is one of these."""
    return name.startswith(PREFIX)


def of_parts(found: Mapping[str, Mapping[str, Any]]) -> tuple[Beside, ...]:
    """Give what stands in these opened parts of a case, the oldest first; other parts are passed by."""
    names = sorted((name for name in found if is_part(name)), key=_order)
    return tuple(sorted((read(name, found[name]) for name in names), key=lambda one: one.day))


def needs(found: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Give the needs that stand in these opened parts of a case: codes of the directory."""
    return frozenset(code for one in of_parts(found) for code in one.needs)


def _part(tx: Transaction, known: Check) -> str:
    mine = f"{PREFIX}{known.id}:"
    numbers = [_order(name)[1] for name in parts.names(tx, known.case_number) if name.startswith(mine)]
    return f"{mine}{max(numbers, default=0) + 1}"


def _order(name: str) -> tuple[int, int]:
    _, check, number = name.split(":")
    return int(check), int(number)
