"""A contestant in a process of its own, led over stdin and stdout: see benchmarks/peers/exchange.py."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent
BENCH = ROOT / ".venv-bench" / "bin" / "python"

Json = dict[str, Any]


class Guest:
    """One process; it ends with the block. Whatever it writes to stderr is seen by who runs the benchmark."""

    def __init__(self, python: Path, module: str, *arguments: str) -> None:
        self.name = module.rpartition(".")[2]
        self._process = subprocess.Popen(
            [str(python), "-m", module, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Use it as a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it end; killed if something went wrong here."""
        if kind is not None:
            self._process.kill()
        self._process.communicate()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def prepare(self, **asked: object) -> None:
        """Have it make ready; gives back when it is."""
        self.ask(asked)
        self.hear()

    def go(self) -> Json:
        """Let it go, and give what it says at the end."""
        self.ask("go")
        said: Json = self.hear()
        return said

    def ask(self, asked: object) -> None:
        """Tell it something without waiting, so that several can be let go at once."""
        if self._process.stdin is None:
            raise RuntimeError("the contestant cannot be told anything")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for its answer. Raises RuntimeError when it has ended instead."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"{self.name} ended with code {self._process.wait()} instead of an answer")
        return json.loads(line)


def go_together(guests: Sequence[Guest]) -> list[Json]:
    """Let them go at one moment; gives what each says."""
    for guest in guests:
        guest.ask("go")
    return [guest.hear() for guest in guests]
