"""Which hosts the tests talk to: every connection is counted, one that leaves the machine is refused.

Python itself tells of each connection and each look-up of a name (`sys.addaudithook`), whoever asks for it.
What is counted is written down at once, a file for each process: nothing is forgotten when one is killed.
"""

import ipaddress
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = "TESTS_TALK_TO"
"""The name in the environment of the folder in which connections are counted."""

ROOT = Path(__file__).parents[2]
PYTHONPATH = os.pathsep.join((str(Path(__file__).parent / "watched"), str(ROOT)))
"""For processes that tests start: they find the project, and are watched from their first line on."""

_NAMES = {"localhost", ""}
_WITH_ADDRESS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_WITH_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class OtherHost(BaseException):
    """A test was about to talk to another host. No handler of ordinary errors hides it."""


def is_here(host: object) -> bool:
    """Tell whether this is an address or name of this machine alone: loopback, or a socket that is a file."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or not isinstance(name, str) or name.lower() in _NAMES:
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or address.is_unspecified or (mapped is not None and mapped.is_loopback)


def watch() -> str:
    """Count and guard from now on until this process ends; gives the folder, made if none is named."""
    folder = os.environ[FOLDER] = os.environ.get(FOLDER) or tempfile.mkdtemp(prefix="hosts-")
    told = os.open(
        Path(folder, str(os.getpid())), os.O_APPEND | os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600
    )

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _WITH_ADDRESS:
            address = arguments[_WITH_ADDRESS[event]]
            if isinstance(address, tuple):  # else: a socket that is a file
                _judge(told, address[0], b".")
        elif event in _WITH_NAME:
            _judge(told, arguments[0], b"")

    sys.addaudithook(hear)
    return folder


def counted(folder: str) -> tuple[int, list[str]]:
    """Give how many connections were made on this machine, and the other hosts that were asked for."""
    lines = [line for file in Path(folder).iterdir() for line in file.read_text().split()]
    here = [line for line in lines if not line.strip(".")]
    return sum(map(len, here)), [line for line in lines if line.strip(".")]


def _judge(told: int, host: object, mark: bytes) -> None:
    if is_here(host):
        if mark:
            os.write(told, mark)
        return
    os.write(told, f"\n{host!s}\n".encode())
    raise OtherHost(f"{host!s} is another host: tests talk to this machine alone")
