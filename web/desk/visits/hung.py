"""The doors of monitors' visits at the desk."""

from web.desk.visits import deciding, overview

ALL = (overview.DOORS, deciding.DOORS)
