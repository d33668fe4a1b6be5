"""The doors of this part, in the order in which a path is looked for: names before ids."""

from web.desk.doors import Doors
from web.desk.services import card, editing, entrusted, listing

ALL: tuple[Doors, ...] = (listing.DOORS, editing.DOORS, card.DOORS, entrusted.DOORS)
