"""The doors of this part."""

from web.desk.doors import Doors
from web.desk.programme import lists, plan

ALL: tuple[Doors, ...] = (lists.DOORS, plan.DOORS)
