"""Run as a process: for each number on stdin a child commits numbered rows and tells each after its commit.

The children are forked, so that twenty of them cost one start of Python.
"""

import os
import sys
from concurrent.futures import Future

from store import database as databases
from store.writer import Writer
from tests.store.rows import writing

WAITING = 20
DEAD = "dead"


def main(url: str) -> None:
    """Have children commit, one after the other; tell the id of each, and when it is dead."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(str(os.getpid()))
            commit(url, int(line))
        os.waitpid(child, 0)
        tell(DEAD)


def commit(url: str, number: int) -> None:
    """Commit rows from `number` on, until the process is killed."""
    writer = Writer(databases.open_database(url))
    waiting: list[tuple[int, Future[None]]] = []
    while True:
        while len(waiting) < WAITING:
            waiting.append((number, writer.submit(writing(number))))
            number += 1
        done, future = waiting.pop(0)
        future.result()
        tell(str(done))


def tell(word: str) -> None:
    """One line to whoever started us, whole or not at all."""
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
