"""What a process asked of the system, in order, told by strace: what came, was synced, was said.

Nothing inside the process is believed: only its calls to the kernel are read.
"""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

STRACE = shutil.which("strace")
MISSING = "not shown: strace is not installed (Debian, Ubuntu: apt-get install strace)"

_CALLS = "fdatasync,fsync,pwrite64,sendto,sendmsg,recvfrom,recvmsg"
_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\(\d+<([^>]*)>(.*)", re.DOTALL)
_OFFSET = re.compile(r'\\"offset\\": ?(\d+)')
_NUMBER = re.compile(r'\\"update_id\\": ?(\d+)')
_UNFINISHED, _RESUMED = " <unfinished ...>", re.compile(r"<\.\.\. (\w+) resumed>")

What = Literal["came", "written", "synced", "moved", "taken"]


@dataclass(frozen=True, slots=True)
class Event:
    """`came`: updates arrived. `written`, `synced`: the database's log. `moved`: a poll with offset `number`.

    `taken`: a webhook's 200. `failed`: a sync that the system refused.
    """

    what: What
    number: int = 0


@contextmanager
def attached(process: int, told: Sequence[str]) -> Iterator[None]:
    """Let strace look at a process with all its threads, for the time of the block."""
    words = [STRACE or "strace", "-f", *told, "-p", str(process)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr
        answer = strace.stderr.readline()
        assert "attached" in answer, answer
        try:
            yield
        finally:
            strace.send_signal(signal.SIGINT)  # it lets go
            strace.stderr.read()


def watched(process: int, out: Path) -> AbstractContextManager[None]:
    """Have all that a process asks for written to `out`."""
    return attached(process, ["-y", "-s", "4096", "-o", str(out), "-e", f"trace={_CALLS}"])


def events(out: Path) -> list[Event]:
    """Read what was traced: arrivals and syncs when they were done, what was said when it was begun."""
    begun: dict[str, str] = {}
    found: list[Event] = []
    for line in out.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        process, told = match.groups()
        if told.endswith(_UNFINISHED):
            begun[process] = told.removesuffix(_UNFINISHED)
            found += _said(begun[process])
        elif resumed := _RESUMED.match(told):
            found += _done(begun.pop(process, "") + told[resumed.end() :])
        else:
            found += [*_said(told), *_done(told)]
    return found


def _said(told: str) -> Iterator[Event]:
    match = _CALL.match(told)
    if match is None or match[1] not in ("sendto", "sendmsg"):
        return
    if offset := _OFFSET.search(match[3]):
        yield Event("moved", int(offset[1]))
    elif "HTTP/1.1 200 OK" in match[3]:
        yield Event("taken")


def _done(told: str) -> Iterator[Event]:
    match = _CALL.match(told)
    if match is None:
        return
    call, target, rest = match.groups()
    if call in ("recvfrom", "recvmsg") and (numbers := _NUMBER.findall(rest)):
        yield Event("came", max(map(int, numbers)))
    elif target.endswith("-wal") and call == "pwrite64":
        yield Event("written")
    elif target.endswith("-wal") and call in ("fdatasync", "fsync") and rest.rstrip().endswith("= 0"):
        yield Event("synced")
