"""`/metrics` for Prometheus: to this machine and its private network, and to whoever knows the token.

To everybody else there is no such page. A request that came through a server in front counts as a stranger's,
wherever that server stands: it is the whole internet that stands behind it.
"""

import asyncio
import hmac
from ipaddress import IPv6Address, ip_address, ip_network

from aiohttp import web

from web.parts import PARTS, READERS

_OURS = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7", "fe80::/10"),
    )
)
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
_KIND = "text/plain; version=0.0.4; charset=utf-8"  # prometheus.io, "Exposition formats"


async def page(request: web.Request) -> web.Response:
    """Give the figures; 404 to strangers, and where nothing is measured."""
    probes = request.app[PARTS].probes
    if probes.metrics is None or not (_is_near(request) or _knows(request, probes.token)):
        raise web.HTTPNotFound
    body = await asyncio.get_running_loop().run_in_executor(request.app[READERS], probes.metrics)
    return web.Response(body=body, headers={"Content-Type": _KIND})


def _is_near(request: web.Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ip_address((request.remote or "").partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in _OURS)


def _knows(request: web.Request, token: str) -> bool:
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    same = hmac.compare_digest(told.strip().encode("utf-8", "surrogateescape"), token.encode())
    return bool(token) and scheme.lower() == "bearer" and same


ROUTES = [web.get("/metrics", page)]
