"""How a contestant talks with the benchmark: one JSON object a line, asked on stdin, answered on stdout.

A contestant is a process of its own. It is told what to `prepare`, and answers "ready"; told to `go`, it does
that and nothing else, and answers with what it took. So preparing is never measured, and several contestants
can be let go at one moment.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """One update as it comes from Telegram, and who sent it."""

    person: int
    raw: bytes


@dataclass(slots=True)
class Watch:
    """Wall and CPU time of a block, in seconds; CPU time is that of all threads of this process."""

    wall: float = 0.0
    cpu: float = 0.0

    def __enter__(self) -> "Watch":
        """Begin, or go on: times of several blocks are added up."""
        self.wall -= time.perf_counter()
        self.cpu -= time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop."""
        self.cpu += time.process_time()
        self.wall += time.perf_counter()


def posts(path: Path) -> list[Post]:
    """Read the updates that `benchmarks.crowd` wrote down: the person's number, a tab, the JSON."""
    lines = path.read_bytes().splitlines()
    return [Post(int(number), raw) for number, _, raw in (line.partition(b"\t") for line in lines)]


def answers(raws: list[bytes], size: int) -> list[bytes]:
    """Give the answers to getUpdates that bring these updates, `size` at a time."""
    return [
        b'{"ok":true,"result":[' + b",".join(raws[start : start + size]) + b"]}"
        for start in range(0, len(raws), size)
    ]


def serve(prepare: Callable[[Json], Callable[[], Json]]) -> None:
    """Answer until stdin ends. `prepare` makes ready for what is asked, and gives what `go` does."""
    go: Callable[[], Json] = dict
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == "go":
            answer: object = go()
        else:
            go = prepare(asked)
            answer = "ready"
        print(json.dumps(answer), flush=True)
