"""Everything the desk answers, part by part. What stands in no list here does not exist."""

from collections.abc import Iterator

from aiohttp import web

from web.desk.acts import hung
from web.desk.case import files, page
from web.desk.doors import Door, Doors
from web.desk.errands import listing as errands
from web.desk.figures import reporting
from web.desk.figures import showing as figures
from web.desk.followups import closing as closures
from web.desk.followups import rounds
from web.desk.intake import hung as intake
from web.desk.measures import hung as measures
from web.desk.people import hung as people
from web.desk.printing import pages as printing
from web.desk.printing.forms import pages as forms
from web.desk.programme import hung as programme
from web.desk.queue import listing
from web.desk.schools import hung as schools
from web.desk.services import hung as services
from web.desk.signin import account, second, signing, welcome
from web.desk.visits import hung as visits

OPEN = (
    signing.ROUTES,
    welcome.ROUTES,
)
"""What answers before anybody has signed in."""
PARTS_OF_THE_DESK: tuple[Doors, ...] = (
    signing.DOORS,
    second.DOORS,
    account.DOORS,
    *people.ALL,
    *schools.ALL,
    *hung.ALL,
    *measures.ALL,
    *visits.ALL,
    printing.DOORS,
    forms.DOORS,
    *services.ALL,
    *programme.ALL,
    *intake.ALL,
    listing.DOORS,
    reporting.DOORS,
    figures.DOORS,
    page.DOORS,
    files.DOORS,
    errands.DOORS,
    rounds.DOORS,
    closures.DOORS,
)


def doors() -> Iterator[Door]:
    """Give every door, with its rule."""
    for part in PARTS_OF_THE_DESK:
        yield from part


def routes() -> Iterator[web.AbstractRouteDef]:
    """Give every route for the application."""
    for table in OPEN:
        yield from table
    for door in doors():
        yield door.route()
