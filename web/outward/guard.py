"""Where a webhook may lead: to a public address by TLS, and nowhere into this house or the net around it.

What is written is read narrowly (`read`); what its name is resolved to is checked, every address of it, each
time it is connected to, and that very address is connected to (`Resolver`): a name that answers otherwise the
second time gains nothing. RELIABILITY R28; OWASP, Server-Side Request Forgery Prevention.
"""

import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

from web.outward import resolving
from web.outward.errors import AddressRefused

LONGEST = 1000
PORTS = frozenset({443, 8443})
_WRITTEN = re.compile(
    r"https?://[\x21-\x5b\x5d-\x7e]+", re.ASCII
)  # no space, control, backslash; ASCII alone
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+", re.ASCII)
_INSIDE = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
    "onion",
    "test",
    "invalid",
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses of a name, as text. Raises OSError where it has none."""

# fmt: off
_CLOSED_4 = tuple(map(ipaddress.IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)))
# fmt: on
"""IANA, IPv4 Special-Purpose Address Registry, with multicast and what is kept for later."""
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out; the rest is loopback, local, multicast, mapped, translated, or nobody's yet."""
# fmt: off
_CLOSED_6 = tuple(map(ipaddress.IPv6Network, (
    "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20",
)))
# fmt: on
"""IANA, IPv6 Special-Purpose Address Registry: Teredo, 6to4 and others that carry IPv4 within them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a webhook is. `host`: its name; `is_here`: this machine itself, allowed for trials alone."""

    url: str
    host: str
    port: int
    is_here: bool = False


def read(url: str, *, loopback: bool = False) -> Place:
    """Give the place of a written address. `loopback`: this machine may be one, for trials.

    Raises:
        AddressRefused: the reason is a code, one of `WHAT_TO_DO`.
    """
    if len(url) > LONGEST or not _WRITTEN.fullmatch(url):
        raise AddressRefused("unreadable")
    try:
        told = urlsplit(url)
        port, host = told.port, (told.hostname or "").lower()
    except ValueError:
        raise AddressRefused("unreadable") from None
    if told.username is not None or told.password is not None:
        raise AddressRefused("credentials")
    if "#" in url:
        raise AddressRefused("unreadable")
    if loopback and host in _LOOPBACK:
        return Place(url, host, port or (443 if told.scheme == "https" else 80), is_here=True)
    if told.scheme != "https":
        raise AddressRefused("unencrypted")
    if not _NAME.fullmatch(host) or len(host) > 253 or host.rpartition(".")[2].isdigit() or _is_number(host):
        raise AddressRefused("no_name")
    if host.rpartition(".")[2] in _INSIDE:
        raise AddressRefused("inside")
    if (port if port is not None else 443) not in PORTS:
        raise AddressRefused("port")
    return Place(url, host, port or 443)


def is_public(address: str) -> bool:
    """Tell whether this is an address of the public internet, in either version of it."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv4Address):
        return not any(known in closed for closed in _CLOSED_4)
    return known.scope_id is None and known in _OPEN_6 and not any(known in closed for closed in _CLOSED_6)


class Resolver(AbstractResolver):
    """Resolves the one name of a place, for one connection, to addresses that may be connected to."""

    def __init__(self, place: Place, resolve: Resolve = resolving.addresses) -> None:
        self._place, self._resolve = place, resolve

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Give the addresses of the name.

        Raises:
            AddressRefused: one of them is not public, or it is another name.
            OSError: it has none.
        """
        if host != self._place.host:
            raise AddressRefused("no_name")
        found = await self._resolve(host, port)
        if not found:
            raise OSError("no address")
        if not all(_may_be(one, self._place) for one in found):
            raise AddressRefused("inside")
        return [_result(host, port, one) for one in found]

    async def close(self) -> None:
        """Nothing is held open."""


WHAT_TO_DO = {
    "unreadable": "write a whole address in Latin letters, such as https://desk.example.kz/cases",
    "credentials": "leave user and password out of it: what we send is signed",
    "unencrypted": "begin it with https://: what is sent must not travel readable",
    "no_name": "write the name of the server, not its number, and a name in other letters as xn--…",
    "inside": "this leads into a private network or to this machine: it must be on the public internet",
    "port": "use port 443 or 8443",
}
"""Each reason, and what a person does about it."""


def _may_be(address: str, place: Place) -> bool:
    if place.is_here:
        return address in ("127.0.0.1", "::1")
    return is_public(address)


def _is_number(host: str) -> bool:
    """Numbers that some resolvers take for addresses: 0x7f.1, 0177.0.0.1, 2130706433."""
    return all(re.fullmatch(r"0x[0-9a-f]*|\d+", part) for part in host.split("."))


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)
