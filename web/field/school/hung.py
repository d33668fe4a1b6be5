"""The doors of this part. Fixed addresses stand before those that name a class."""

from web.field.doors import Doors
from web.field.school import learning, listed, missing, noting, overview, register, uploading

ALL: tuple[Doors, ...] = (
    overview.DOORS,
    uploading.DOORS,
    missing.DOORS,
    noting.DOORS,
    learning.DOORS,
    listed.DOORS,
    register.DOORS,
)
