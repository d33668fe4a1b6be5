"""Draws the pages of the field: the frame with who is here and in which language."""

from aiohttp import web

from conversations.joining import ROLES
from web import pages
from web.field.caller import Caller


def draw(
    request: web.Request, caller: Caller, template: str, /, *, status: int = 200, **values: object
) -> web.Response:
    """A page of the field. The template extends `field/frame.html`; besides `values` it has `caller`, `csrf`,
    `here` (the path, "" of an answer to a form) and `role`.
    """
    return pages.render(
        template,
        caller.language,
        status=status,
        caller=caller,
        csrf=caller.standing.csrf,
        here=request.path if request.method == "GET" else "",
        role=ROLES[caller.person.role],
        **values,
    )


def seen(path: str) -> web.Response:
    """Lead to a page after an act, so that loading it again does not act again."""
    return web.Response(status=303, headers={"Location": path})
