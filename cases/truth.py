"""Three-valued truth: what the answers say, or leave open."""

from enum import IntEnum


class Truth(IntEnum):
    """False, open or true, in this order: `min` is "and", `max` is "or"."""

    FALSE = 0
    OPEN = 1
    TRUE = 2

    def negated(self) -> "Truth":
        """True becomes false, false becomes true, open stays open."""
        return Truth(2 - self)


def of(answer: bool | None, *, unknown: Truth = Truth.OPEN) -> Truth:
    """The truth of an answer; `unknown` says what a missing one counts as."""
    if answer is None:
        return unknown
    return Truth.TRUE if answer else Truth.FALSE
