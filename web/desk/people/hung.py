"""The doors of this part."""

from web.desk.doors import Doors
from web.desk.people import acting, granting, inviting, leaving, listing

ALL: tuple[Doors, ...] = (
    listing.DOORS,
    inviting.DOORS,
    acting.DOORS,
    granting.DOORS,
    leaving.DOORS,
)
