"""Every door of the field. What stands in no list here does not exist."""

from collections.abc import Iterator

from aiohttp import web

from web.field import entering
from web.field.doors import Door
from web.field.school import hung as school
from web.field.visits import hung as visits

PARTS_OF_THE_FIELD = (entering.DOORS, *visits.ALL, *school.ALL)


def doors() -> Iterator[Door]:
    """Give every door: tests ask each of them who may open it."""
    for part in PARTS_OF_THE_FIELD:
        yield from part


def routes() -> Iterator[web.AbstractRouteDef]:
    """Give every route for the application."""
    yield from entering.ROUTES
    for door in doors():
        yield door.route()
