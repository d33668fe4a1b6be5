"""All doors of the acts on a case, hung in one place."""

from web.desk.acts import (
    acknowledging,
    ends,
    judging,
    passing,
    questioning,
    receivers,
    relations,
    undoing,
    working,
)
from web.desk.doors import Doors

ALL: tuple[Doors, ...] = (
    acknowledging.DOORS,
    working.DOORS,
    judging.DOORS,
    questioning.DOORS,
    passing.DOORS,
    receivers.DOORS,
    relations.DOORS,
    ends.DOORS,
    undoing.DOORS,
)
"""The doors of every file of this room."""
