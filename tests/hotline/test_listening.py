"""Where the web cannot listen, one sentence says why and what to do, and never in a library's words."""

import asyncio
import errno
import socket

import pytest
from aiohttp import web

from hotline import listening
from hotline.errors import AddressRefused


def listen(address: str) -> list[str]:
    async def tried() -> list[str]:
        runner = web.AppRunner(web.Application())
        await runner.setup()
        try:
            return await listening.listen(runner, address)
        finally:
            await runner.cleanup()

    return asyncio.run(tried())


def test_a_free_address_is_listened_at_and_named() -> None:
    [address] = listen("127.0.0.1:0")

    assert address.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressRefused) as refused:
            listen(f"127.0.0.1:{port}")

    assert str(refused.value) == (
        f"HOTLINE_LISTEN is 127.0.0.1:{port}, and another program listens there (`ss -ltnp` names it). "
        "Stop that one, or choose another port."
    )


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(AddressRefused, match="this machine does not have that address"):
        listen("192.0.2.1:8080")  # RFC 5737: nobody's


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "canary"), "ports below 1024 are closed to ordinary users"),
        (OSError(errno.EAFNOSUPPORT, "canary"), "does not speak IPv6"),
        (OSError(errno.EMFILE, "canary"), "cannot be listened at"),
        (OSError("canary"), "cannot be listened at"),
        (socket.gaierror(socket.EAI_NONAME, "canary"), "no machine of that name is known"),
    ],
)
def test_what_else_the_system_refuses_is_said_in_our_own_words(error: OSError, said: str) -> None:
    told = str(listening.refused("hotline.example:443", error))

    assert told.startswith("HOTLINE_LISTEN is hotline.example:443, and ")
    assert said in told
    assert "canary" not in told
    assert told.endswith(".")
