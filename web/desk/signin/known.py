"""Browsers from which somebody has signed in before: what they try is counted apart from everybody else's.

So whoever knows no more than a name cannot keep its owner out by wrong guesses (OWASP: device cookies). The
mark is good for one name, opens nothing, and has a limit of its own.
"""

import hmac
from datetime import timedelta

from aiohttp import web

from store import identifiers
from store.seal import Keys
from web.cookie import Cookie
from web.parts import PARTS

_COOKIE = Cookie("known", lasts=timedelta(days=180))
_LONGEST = 100


def counted_as(request: web.Request, lookup: str) -> str:
    """Give under what a try is counted: the browser's own mark for this name, else the name itself."""
    told = _COOKIE.read(request)[:_LONGEST]
    nonce, _, mark = told.partition(".")
    real = _mark(request.app[PARTS].keys, lookup, nonce)
    return real if hmac.compare_digest(mark.encode(), real.encode()) else lookup


def give(request: web.Request, response: web.StreamResponse, lookup: str) -> None:
    """Mark the browser from which this officer has just signed in."""
    nonce = identifiers.token(request.app[PARTS].entropy, size=16)
    _COOKIE.give(request, response, f"{nonce}.{_mark(request.app[PARTS].keys, lookup, nonce)}")


def _mark(keys: Keys, lookup: str, nonce: str) -> str:
    return keys.index("known browser", f"{lookup} {nonce}")
