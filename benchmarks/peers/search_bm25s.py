"""bm25s: BM25 over words, scored in advance."""

import importlib
import re
from collections.abc import Sequence
from typing import Any

from benchmarks.peers import searching
from benchmarks.peers.searching import MOST, Searching

_WORDS = re.compile(r"\w+")


def build(texts: Sequence[str]) -> Searching:
    """An index over the words of the texts; numbers are words too."""
    bm25s: Any = importlib.import_module("bm25s")  # lives in .venv-bench alone
    index = bm25s.BM25()
    index.index([_words(text) for text in texts], show_progress=False)
    known = {word for text in texts for word in _words(text)}

    def search(query: str) -> Sequence[int]:
        words = [word for word in _words(query) if word in known]
        if not words:
            return []
        numbers, _ = index.retrieve([words], k=min(MOST, len(texts)), show_progress=False)
        return [int(number) for number in numbers[0]]

    return search


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


if __name__ == "__main__":
    searching.take_part(build)
