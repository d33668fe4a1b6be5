"""A cookie of those who sign in: for this site alone, and unreadable for scripts."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from aiohttp import web

from web.parts import PARTS

_SECURE = "__Host-"  # a prefix by which browsers refuse what another site or plain http set


@dataclass(frozen=True, slots=True)
class Cookie:
    """`plain`: its name where the public comes by http. `lasts`: None is until the browser is closed.

    `samesite`: "Lax" where a link from a chat has to find whoever is in; "Strict" elsewhere.
    """

    plain: str
    samesite: str = "Strict"
    lasts: timedelta | None = None

    def name(self, request: web.Request) -> str:
        """Give what it is called under this house's address."""
        return _SECURE + self.plain if _is_secure(request) else self.plain

    def read(self, request: web.Request) -> str:
        """Give what came along; "" without one."""
        return request.cookies.get(self.name(request), "")

    def give(self, request: web.Request, response: web.StreamResponse, value: str) -> None:
        """Give it to the browser."""
        response.set_cookie(
            self.name(request),
            value,
            max_age=None if self.lasts is None else int(self.lasts.total_seconds()),
            path="/",
            httponly=True,
            samesite=self.samesite,
            secure=_is_secure(request),
        )

    def take_back(self, request: web.Request, response: web.StreamResponse) -> None:
        """Take it back."""
        response.del_cookie(
            self.name(request), path="/", httponly=True, samesite=self.samesite, secure=_is_secure(request)
        )


def _is_secure(request: web.Request) -> bool:
    return urlsplit(request.app[PARTS].public_url).scheme == "https"
