"""The cookie of the desk: for this site alone, unreadable for scripts, gone with the browser."""

from urllib.parse import urlsplit

from aiohttp import web

from web.parts import PARTS

NAME = "desk"
_SECURE = "__Host-"  # a prefix by which browsers refuse what another site or plain http set


def read(request: web.Request) -> str:
    """Give the number that came along; "" without one."""
    return request.cookies.get(name(request), "")


def give(request: web.Request, response: web.StreamResponse, number: str) -> None:
    """Give the cookie of a new session."""
    response.set_cookie(
        name(request), number, path="/", httponly=True, samesite="Strict", secure=is_secure(request)
    )


def take_back(request: web.Request, response: web.StreamResponse) -> None:
    """Take the cookie back."""
    response.del_cookie(name(request), path="/", httponly=True, samesite="Strict", secure=is_secure(request))


def name(request: web.Request, plain: str = NAME) -> str:
    """Give the name of a cookie of the desk, as it is called under this house's address."""
    return _SECURE + plain if is_secure(request) else plain


def is_secure(request: web.Request) -> bool:
    """Tell whether the public comes by https."""
    return urlsplit(request.app[PARTS].public_url).scheme == "https"
