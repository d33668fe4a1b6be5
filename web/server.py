"""Puts the web application together from its parts."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from web import chat, demo, guards, health, limits, metrics, newcomers, pages, practice, uploads
from web.answers import routes as answers
from web.api import desk, endpoints, problem
from web.crowds import Crowd
from web.desk import routes
from web.desk import sessions as desk_sessions
from web.desk.people import rotating
from web.desk.sessions import SESSIONS, Sessions
from web.desk.signin import hashing
from web.field import routes as field
from web.field.visits import copies
from web.parts import PARTS, READERS, Parts
from web.public import releases
from web.public import routes as public

_READERS = 4  # threads that read the database beside the one that writes


def application(parts: Parts) -> web.Application:
    """The application, ready for an `aiohttp.web.AppRunner`.

    Whoever gives the parts opens them before and closes them after the application.
    """
    app = web.Application(
        middlewares=[
            practice.banner,
            guards.plain_errors,
            problem.as_problems,
            guards.other_doors,
            guards.legible_only,
            guards.own_forms_only,
            limits.few_from_one,
            limits.bodies_in_time,
        ],
        client_max_size=guards.LARGEST_REQUEST,
    )
    app[PARTS] = parts
    app[newcomers.NEWCOMERS] = newcomers.Newcomers(parts.entropy)
    app[limits.CROWD] = Crowd(parts.entropy)
    app[uploads.HATCH] = uploads.Hatch()
    app.cleanup_ctx.append(_readers)
    app.cleanup_ctx.append(desk.opened)
    app.on_response_prepare.append(guards.add_headers)
    app.on_response_prepare.append(problem.add_headers)
    if parts.is_chat_open:
        app.add_routes(chat.ROUTES)
    if parts.is_chat_open and parts.house is not None:
        app[releases.RELEASES] = releases.Releases()
        app.add_routes(public.routes())
    if parts.is_chat_open or parts.house is not None:
        app.router.add_static("/static", pages.STATIC)
    if parts.house is not None:
        app[SESSIONS] = Sessions(parts.entropy)
        app.cleanup_ctx.extend([hashing.opened, rotating.opened, desk_sessions.swept])
        app.add_routes(routes.routes())
        app[copies.COPIES] = copies.Copies()
        app.add_routes(field.routes())
        app.add_routes(answers.routes())
    app.add_routes(health.ROUTES)
    app.add_routes(metrics.ROUTES)
    app.add_routes(endpoints.ROUTES)
    if parts.demonstration is not None:
        app.add_routes(demo.ROUTES)
    for path, door in parts.doors.items():
        app.router.add_route("*", path, door, expect_handler=_give_no_leave)
    return app


async def _give_no_leave(request: web.Request) -> None:
    """Pass over "Expect: 100-continue": nobody is asked for a body before the door has looked at him.

    aiohttp's own handler fails with 500 where the header is no UTF-8.
    """


async def _readers(app: web.Application) -> AsyncIterator[None]:
    with ThreadPoolExecutor(_READERS, thread_name_prefix="web-reader") as readers:
        app[READERS] = readers
        yield
