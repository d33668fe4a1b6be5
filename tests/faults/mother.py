"""One process that has imported everything and read the directory: every nursery is forked from it.

It is forked from the program of all tests. Its words: DIRECTORY.DB 5 (5: the descriptor of a Unix socket).

Each message is one nursery: its arguments, its folder and its settings as JSON, and with it the descriptors
of its standard input, output and error output. What a nursery changes in modules is changed in itself alone.
"""

import gc
import json
import os
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Never, Self

from directory import reading
from tests.doubles import program as programs
from tests.faults import nursery

_LONGEST = 65_536  # bytes of a message


@dataclass(frozen=True, slots=True)
class Born:
    """A nursery from outside. When its error output ends it has ended, and all its lives with it."""

    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]


class Mother:
    """The process; nurseries that live on when it is stopped end with their input."""

    def __init__(self, places: Path) -> None:
        """`places` is the directory that all houses have."""
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        with theirs, Path(os.devnull).open("r+b") as nothing:
            streams = (nothing, nothing, 2, theirs.fileno())
            self._process = programs.program().begin([str(places)], Path.cwd(), kept, streams, __name__)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._asking.close()
        self._process.wait()

    def bear(self, folder: Path, settings: Mapping[str, str], arguments: Sequence[str]) -> Born:
        """Begin a nursery with these settings alone; `folder` is where it is, so no .env is read."""
        told = json.dumps({"folder": str(folder), "settings": dict(settings), "arguments": list(arguments)})
        theirs_in, ours_in = os.pipe()
        (ours_out, theirs_out), (ours_error, theirs_error) = os.pipe(), os.pipe()
        theirs = [theirs_in, theirs_out, theirs_error]
        socket.send_fds(self._asking, [told.encode()], theirs)
        for descriptor in theirs:
            os.close(descriptor)
        return Born(os.fdopen(ours_in, "w", buffering=1), os.fdopen(ours_out), os.fdopen(ours_error))


def main() -> None:
    """Get warm, then bear until nobody can ask any more."""
    places, descriptor = sys.argv[1:]
    country = reading.open_directory(Path(places))
    setattr(reading, "open_directory", lambda path: country)  # noqa: B010 – one country for all houses
    gc.freeze()  # collecting garbage would copy what is warm into every nursery
    born = 0
    with socket.socket(fileno=int(descriptor)) as asked:
        while (said := socket.recv_fds(asked, _LONGEST, 3))[0]:
            told, theirs, *_ = said
            if os.fork() == 0:
                asked.close()
                _become(theirs, **json.loads(told))
            born += 1
            for one in theirs:
                os.close(one)
    for _ in range(born):
        os.wait()


def _become(theirs: Sequence[int], folder: str, settings: dict[str, str], arguments: list[str]) -> Never:
    code = 1
    try:
        for standard, one in enumerate(theirs):
            os.dup2(one, standard)
            os.close(one)
        os.chdir(folder)
        os.environ.update(settings)
        nursery.main(arguments)
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)
