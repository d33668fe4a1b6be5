"""The program `hotline`, loaded once: whenever a test runs a command or a service, it is forked from there.

    python -m tests.doubles.program 5        (5: the descriptor of a Unix socket that listens)

To load all of it takes longer than most commands. What is forked runs `hotline.__main__.main()`, or that of
another module, in a folder and an environment of its own, with standard streams of its own, and ends as any
process of Python ends. Tests of the start itself (tests/hotline/test_wheel.py) start Python anew.

All processes of a run of tests ask the same one. Each message is one start: arguments, folder, environment
and module as JSON, and with it the descriptors of a pipe on which is told the process id, and at the end the
exit code; of standard input, output and error output; and of what else the module is given.
"""

import fcntl
import functools
import gc
import importlib
import json
import os
import random
import select
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.doubles import hosts

HOTLINE = "hotline.__main__"
_LONGEST = 1 << 17  # bytes of a message
_DOOR = ".program"
_MOST = 8  # descriptors that come with it


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
    """The way to the process from which all others are forked; it ends when nobody can ask any more."""

    def __init__(self, asking: socket.socket) -> None:
        self._asking = asking
        self._asking.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LONGEST)

    def begin(
        self,
        words: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        streams: Sequence[IO[bytes] | int],
        module: str = HOTLINE,
    ) -> Running:
        """Begin a module with these words, of the program unless told which.

        `streams`: standard input, output and error output; the numbers of more are added to the words.
        """
        told = {"words": words, "folder": str(folder), "environment": dict(environment), "module": module}
        ours, theirs = os.pipe()
        descriptors = [one if isinstance(one, int) else one.fileno() for one in streams]
        socket.send_fds(self._asking, [json.dumps(told).encode()], [theirs, *descriptors])
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


@functools.cache
def program() -> Program:
    """Give the program of this run of tests; who needs it first starts it for all processes of the run."""
    door = os.environ[hosts.FOLDER] + _DOOR
    asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with _alone(door):
        try:
            asking.connect(door)
        except (FileNotFoundError, ConnectionRefusedError):
            _start(door)
            asking.connect(door)
    return Program(asking)


def _start(door: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    Path(door).unlink(missing_ok=True)
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asked,
        Path(os.devnull).open("r+b") as nothing,
    ):
        asked.bind(door)
        asked.listen(64)
        asked.set_inheritable(True)
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", __name__, str(asked.fileno())],
            {**kept, "PYTHONPATH": hosts.PYTHONPATH, "OPENBLAS_NUM_THREADS": "1"},
            file_actions=[(os.POSIX_SPAWN_DUP2, nothing.fileno(), one) for one in (0, 1)],
        )


@contextmanager
def _alone(door: str) -> Iterator[None]:
    """Come or go without anybody else of the run coming or going meanwhile."""
    with Path(door.removesuffix(_DOOR), "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(descriptor: int) -> None:
    """Load everything, then begin what is asked for until nobody can ask any more."""
    start = importlib.import_module(HOTLINE)
    start.commands()
    for needed in ("hotline.serving", "web.server"):
        importlib.import_module(needed)
    gc.freeze()  # collecting garbage would copy what is loaded into every process
    assert threading.active_count() == 1, "a thread does not survive a fork"
    with socket.socket(fileno=descriptor) as door, selectors.DefaultSelector() as ears:
        askers = [door]
        ears.register(door, selectors.EVENT_READ)
        while True:
            for key, _ in ears.select():
                asker = key.fileobj
                assert isinstance(asker, socket.socket)
                if asker is door:
                    askers.append(door.accept()[0])
                    ears.register(askers[-1], selectors.EVENT_READ)
                    continue
                said, theirs, *_ = socket.recv_fds(asker, _LONGEST, _MOST)
                if said and os.fork() == 0:
                    ears.close()
                    for one in askers:
                        one.close()
                    _keep(theirs, **json.loads(said))
                    return
                for descriptor in theirs:
                    os.close(descriptor)
                _forget()
                if not said:
                    ears.unregister(asker)
                    askers.remove(asker)
                    asker.close()
            if len(askers) == 1 and _nobody_comes(door):
                return


def _nobody_comes(door: socket.socket) -> bool:
    """Close the door for good, unless somebody knocks."""
    name = door.getsockname()
    with _alone(name) if Path(name.removesuffix(_DOOR)).exists() else nullcontext():  # else the run is over
        if select.select([door], [], [], 0)[0]:
            return False
        Path(name).unlink(missing_ok=True)
        return True


def _keep(
    theirs: Sequence[int], words: list[str], folder: str, environment: dict[str, str], module: str
) -> None:
    """Begin the process and tell how it ended; in the process itself, run the module."""
    told, *standard = theirs
    child = os.fork()
    if child:
        for one in standard:
            os.close(one)
        os.write(told, f"{child}\n".encode())
        os.write(told, f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())
        os._exit(0)
    os.close(told)
    for number, one in enumerate(standard[:3]):
        os.dup2(one, number)
        os.close(one)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    random.seed()
    start = importlib.import_module(module)
    sys.modules["__main__"] = start
    sys.argv = [str(start.__file__), *words, *map(str, standard[3:])]
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
