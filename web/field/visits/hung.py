"""Every door of a visit, in the order in which paths are tried: fixed words before those of a visit."""

from web.field.visits import (
    alarm,
    answering,
    changing,
    listing,
    on_form,
    on_paper,
    passing_on,
    photographing,
    planning,
    visiting,
)

ALL = (
    listing.DOORS,
    passing_on.DOORS,
    planning.DOORS,
    on_paper.DOORS,
    on_form.DOORS,
    photographing.DOORS,
    visiting.DOORS,
    changing.DOORS,
    alarm.DOORS,
    answering.DOORS,
)
