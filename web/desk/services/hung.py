"""The doors of this part, in the order in which a path is looked for: names before ids."""

from web.desk.doors import Doors
from web.desk.services import (
    card,
    doubles,
    editing,
    entrusted,
    importing,
    lacking,
    learning,
    listing,
    rounds,
    telling,
)

ALL: tuple[Doors, ...] = (
    listing.DOORS,
    rounds.DOORS,
    telling.DOORS,
    learning.DOORS,
    lacking.DOORS,
    importing.DOORS,
    doubles.DOORS,
    editing.DOORS,
    card.DOORS,
    entrusted.DOORS,
)
