"""Names and their addresses, as the machine's own resolver knows them."""

import asyncio
import socket
from collections.abc import Sequence


async def addresses(host: str, port: int) -> Sequence[str]:
    """Give every address of a name, as text; an IPv6 address of one network alone keeps its `%zone`.

    Raises:
        OSError: it has none, or nobody can be asked.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))
