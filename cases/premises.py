"""Which school sends its pupils to work: the part "school" of a case, for those who have to act on it.

The oblast education body reads the school and the days, the prosecutor too: no pupil, no class, and not who
told it (DOMAIN b.2, "EDU_OBL", "PROS"). Whoever else reads an extract only is not told which school it is.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from cases import parts, readers
from cases.office import Office
from store.transaction import Transaction

PART = "school"
TOLD = frozenset({"EDU_OBL", "PROS"})
"""Bodies that act on a school and read nothing of its pupils."""
_OF_PUPIL = "age"


def keep(tx: Transaction, office: Office, number: int, told: Mapping[str, object], *, now: datetime) -> None:
    """Seal which school it is and since when: `name`, `since` (ISO day), `days` (school days by then)."""
    parts.keep(tx, number, PART, told, holders(tx, office, number), now=now)


def holders(tx: Transaction, office: Office, number: int) -> tuple[str, ...]:
    """Give the holders of keys who may know the school, as the case stands now."""
    found = readers.of_case(tx, office, number)
    return (*found.whole, *(code for code in found.extract if may_know(code)))


def may_know(department: str) -> bool:
    """Tell whether this department may know the school though it reads the extract only."""
    return department.partition(":")[0] in TOLD


def are_sending(facts: Mapping[str, object]) -> bool:
    """Tell whether these facts of a report say that the school itself sends pupils to work (S-2)."""
    return facts.get("origin") == "teacher" and facts.get("employer_kind") == "school"


def without_pupil(told: Mapping[str, Any]) -> dict[str, Any]:
    """Give an extract that says nothing of the pupil: beside the name of a school an age would show which."""
    facts = {name: value for name, value in told["facts"].items() if name != _OF_PUPIL}
    assessed = msgspec.to_builtins(told["assessment"])
    reasons = [
        {**one, "inputs": [pair for pair in one["inputs"] if pair[0] != _OF_PUPIL]}
        for one in assessed["reasons"]
    ]
    return {**told, "sex": "", "facts": facts, "assessment": {**assessed, "reasons": reasons}}
