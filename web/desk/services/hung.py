"""The doors of this part, in the order in which a path is looked for: names before ids."""

from web.desk.doors import Doors
from web.desk.services import card, editing, entrusted, lacking, learning, listing, telling

ALL: tuple[Doors, ...] = (
    listing.DOORS,
    telling.DOORS,
    learning.DOORS,
    lacking.DOORS,
    editing.DOORS,
    card.DOORS,
    entrusted.DOORS,
)
