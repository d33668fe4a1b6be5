"""Listening: the doors of the web open at HOTLINE_LISTEN, or one sentence says why they cannot."""

import socket
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT

from aiohttp import web

from hotline.errors import AddressRefused

_WHY = {
    EADDRINUSE: "another program listens there (`ss -ltnp` names it). Stop that one, or choose another port",
    EADDRNOTAVAIL: "this machine does not have that address. Write one of its own, such as 127.0.0.1:8080",
    EACCES: "ports below 1024 are closed to ordinary users. Choose a higher one, such as 127.0.0.1:8080, "
    "and let the server in front have 443",
    EAFNOSUPPORT: "this machine does not speak IPv6. Write one such as 127.0.0.1:8080",
}


async def listen(runner: web.AppRunner, address: str) -> list[str]:
    """Open the doors at this address, `host:port`; give the addresses by which they are reached.

    Raises:
        AddressRefused: nothing can listen there; the text says why and what to do.
    """
    host, _, port = address.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        raise refused(address, error) from None
    return [f"http://{name[0]}:{name[1]}" for name in runner.addresses]


def refused(address: str, error: OSError) -> AddressRefused:
    """Give what is said where nothing can listen at `address`."""
    unknown = (
        "this cannot be listened at. Write an address of this machine and a port, such as 127.0.0.1:8080"
    )
    nameless = "no machine of that name is known. Write an address, such as 127.0.0.1:8080"
    why = nameless if isinstance(error, socket.gaierror) else _WHY.get(error.errno or 0, unknown)
    return AddressRefused(f"HOTLINE_LISTEN is {address}, and {why}.")
