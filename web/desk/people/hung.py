"""The doors of this part."""

from web.desk.doors import Doors
from web.desk.people import acting, inviting, leaving, listing

ALL: tuple[Doors, ...] = (listing.DOORS, inviting.DOORS, acting.DOORS, leaving.DOORS)
