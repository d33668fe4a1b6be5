"""The program `hotline`, loaded once: whenever a test runs a command or a service, it is forked from there.

    python -m tests.doubles.program 5        (5: the descriptor of a Unix socket)

To load all of it takes longer than most commands. What is forked runs `hotline.__main__.main()` in a folder
and an environment of its own, with standard streams of its own, and ends as any process of Python ends.
Tests of the start itself (tests/hotline/test_commands.py, test_wheel.py) start Python anew.

Each message is one start: arguments, folder and environment as JSON, and with it the descriptors of standard
input, output and error output, and of a pipe on which is told the process id, and at the end the exit code.
"""

import atexit
import functools
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.doubles import hosts

_LONGEST = 1 << 17  # bytes of a message


@dataclass(slots=True)
class Running:
    """A process of the program, as `subprocess.Popen` would give it."""

    pid: int
    _told: IO[str]
    _code: int | None = None

    def poll(self) -> int | None:
        """Give the exit code, minus the signal that ended it; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Give the exit code when it has ended. Raises TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("hotline", timeout or 0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ended(self, seconds: float | None) -> int | None:
        if self._code is None and select.select([self._told], [], [], seconds)[0]:
            with self._told:
                self._code = int(self._told.readline())
        return self._code


class Program:
    """The process from which all others are forked; it ends with the tests."""

    def __init__(self) -> None:
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LONGEST)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**kept, "PYTHONPATH": hosts.PYTHONPATH, "OPENBLAS_NUM_THREADS": "1"},
            )

    def begin(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[IO[bytes]]
    ) -> Running:
        """Begin `hotline` with these words; `streams`: standard input, output and error output."""
        told = json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)})
        ours, theirs = os.pipe()
        descriptors = [*(stream.fileno() for stream in streams), theirs]
        socket.send_fds(self._asking, [told.encode()], descriptors)
        os.close(theirs)
        answer = os.fdopen(ours, buffering=1)
        return Running(int(answer.readline()), answer)

    def run(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], *, given: str, limit: float
    ) -> subprocess.CompletedProcess[str]:
        """Run `hotline` with these words to its end, for at most `limit` seconds. Raises TimeoutExpired."""
        with (
            tempfile.TemporaryFile() as asked,
            tempfile.TemporaryFile() as output,
            tempfile.TemporaryFile() as errors,
        ):
            asked.write(given.encode())
            asked.seek(0)
            code = self.begin(words, folder, environment, (asked, output, errors)).wait(limit)
            output.seek(0)
            errors.seek(0)
            return subprocess.CompletedProcess(words, code, output.read().decode(), errors.read().decode())

    def close(self) -> None:
        """Start nothing more."""
        self._asking.close()
        self._process.wait()


@functools.cache
def program() -> Program:
    """Give the program of this process's tests."""
    loaded = Program()
    atexit.register(loaded.close)
    return loaded


def main(descriptor: int) -> None:
    """Load everything, then begin what is asked for until nobody can ask any more."""
    start = importlib.import_module("hotline.__main__")
    start.commands()
    importlib.import_module("hotline.serving")
    gc.freeze()  # collecting garbage would copy what is loaded into every process
    assert threading.active_count() == 1, "a thread does not survive a fork"
    with socket.socket(fileno=descriptor) as asked:
        while (said := socket.recv_fds(asked, _LONGEST, 4))[0]:
            told, theirs, *_ = said
            if os.fork() == 0:
                asked.detach()
                os.close(descriptor)
                _keep(theirs, **json.loads(told))
                return
            for one in theirs:
                os.close(one)
            _forget()


def _keep(theirs: Sequence[int], words: list[str], folder: str, environment: dict[str, str]) -> None:
    """Begin the process and tell how it ended; in the process itself, run the program."""
    *standard, told = theirs
    child = os.fork()
    if child:
        for one in standard:
            os.close(one)
        os.write(told, f"{child}\n".encode())
        os.write(told, f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())
        os._exit(0)
    os.close(told)
    for number, one in enumerate(standard):
        os.dup2(one, number)
        os.close(one)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    random.seed()
    start = importlib.import_module("hotline.__main__")
    sys.modules["__main__"], sys.argv = start, [str(start.__file__), *words]
    start.main()


def _forget() -> None:
    """Let go of those that have told how a process ended."""
    while True:
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                return
        except ChildProcessError:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]))
