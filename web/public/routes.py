"""Everything that the public may open beside the chat."""

from collections.abc import Iterator

from aiohttp import web

from web.public import figures, materials, privacy, rules, services, status

TABLES = (rules.ROUTES, materials.ROUTES, services.ROUTES, status.ROUTES, figures.ROUTES, privacy.ROUTES)


def routes() -> Iterator[web.AbstractRouteDef]:
    """Give every route for the application."""
    for table in TABLES:
        yield from table
