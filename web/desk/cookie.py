"""The cookie of the desk: for this site alone, unreadable for scripts, gone with the browser."""

from urllib.parse import urlsplit

from aiohttp import web

from web.parts import PARTS

NAME = "desk"
_SECURE_NAME = "__Host-desk"


def read(request: web.Request) -> str:
    """Give the number that came along; "" without one."""
    return request.cookies.get(_name(request), "")


def give(request: web.Request, response: web.StreamResponse, number: str) -> None:
    """Give the cookie of a new session."""
    response.set_cookie(
        _name(request), number, path="/", httponly=True, samesite="Strict", secure=_is_secure(request)
    )


def take_back(request: web.Request, response: web.StreamResponse) -> None:
    """Take the cookie back."""
    response.del_cookie(
        _name(request), path="/", httponly=True, samesite="Strict", secure=_is_secure(request)
    )


def _name(request: web.Request) -> str:
    return _SECURE_NAME if _is_secure(request) else NAME


def _is_secure(request: web.Request) -> bool:
    return urlsplit(request.app[PARTS].public_url).scheme == "https"
