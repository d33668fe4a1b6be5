"""Every door of the pages of measures."""

from web.desk.measures import adding, barring, listing, one, register

ALL = (listing.DOORS, adding.DOORS, one.DOORS, barring.DOORS, register.DOORS)
