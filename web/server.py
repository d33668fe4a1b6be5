"""Puts the web application together from its parts."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from web import chat, demo, guards, health, pages
from web.parts import PARTS, READERS, Parts

_READERS = 4  # threads that read the database beside the one that writes


def application(parts: Parts) -> web.Application:
    """The application, ready for an `aiohttp.web.AppRunner`.

    Whoever gives the parts opens them before and closes them after the application.
    """
    app = web.Application(
        middlewares=[guards.plain_errors, guards.other_doors, guards.own_forms_only],
        client_max_size=guards.LARGEST_REQUEST,
    )
    app[PARTS] = parts
    app.cleanup_ctx.append(_readers)
    app.on_response_prepare.append(guards.add_headers)
    app.add_routes(chat.ROUTES)
    app.router.add_get("/health", health.report)
    if parts.demonstration is not None:
        app.add_routes(demo.ROUTES)
    app.router.add_static("/static", pages.STATIC)
    return app


async def _readers(app: web.Application) -> AsyncIterator[None]:
    with ThreadPoolExecutor(_READERS, thread_name_prefix="web-reader") as readers:
        app[READERS] = readers
        yield
