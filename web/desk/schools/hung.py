"""The doors of this part."""

from web.desk.doors import Doors
from web.desk.schools import adding, handing, inviting, leaving, listing, one

ALL: tuple[Doors, ...] = (
    listing.DOORS,
    adding.DOORS,
    inviting.DOORS,
    one.DOORS,
    leaving.DOORS,
    handing.DOORS,
)
