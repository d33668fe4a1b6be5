"""All doors of the acts on a case, hung in one place."""

from web.desk.acts import acknowledging
from web.desk.doors import Doors

ALL: tuple[Doors, ...] = (acknowledging.DOORS,)
"""The doors of every file of this room."""
