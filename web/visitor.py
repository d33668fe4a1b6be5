"""Who came: a random number in a cookie, and nothing else."""

import re
from collections.abc import Callable
from datetime import timedelta

from aiohttp import web

from store import identifiers

COOKIE = "visitor"
LIFE = timedelta(hours=72)
"""As long as a draft lives; renewed with every page and everything said."""

_BYTES = 16
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def draw(entropy: Callable[[int], bytes]) -> str:
    """A new visitor: 128 random bits as 22 letters."""
    return identifiers.token(entropy, size=_BYTES)


def recognise(request: web.Request) -> str | None:
    """The visitor whose cookie came along; None without one, or with one that we never gave."""
    value = request.cookies.get(COOKIE, "")
    return value if _SHAPE.fullmatch(value) else None


def remember(response: web.StreamResponse, visitor: str, *, secure: bool) -> None:
    """Give the cookie, or renew it: for this browser alone, unreadable for scripts."""
    response.set_cookie(
        COOKIE,
        visitor,
        max_age=int(LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def forget(response: web.StreamResponse, *, secure: bool) -> None:
    """Take the cookie back."""
    response.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=secure)
