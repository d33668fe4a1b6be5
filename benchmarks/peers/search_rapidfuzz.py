"""rapidfuzz over all names: the likeness of the query to each of them, by sets of words."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from benchmarks.peers import searching
from benchmarks.peers.searching import MOST, Searching


def build(texts: Sequence[str]) -> Searching:
    """Nothing is built: every query is compared with every text."""
    lower = [text.casefold() for text in texts]

    def search(query: str) -> list[int]:
        found = process.extract(query.casefold(), lower, scorer=fuzz.token_set_ratio, limit=MOST)
        return [number for _, _, number in found]

    return search


if __name__ == "__main__":
    searching.take_part(build)
