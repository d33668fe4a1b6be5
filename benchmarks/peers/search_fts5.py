"""SQLite's full-text search: words, or trigrams with the argument "trigram"; any of them, ranked by bm25."""

import re
import sqlite3
import sys
from collections.abc import Sequence

from benchmarks.peers import searching
from benchmarks.peers.searching import MOST, Searching

_WORDS = re.compile(r"\w+")
_FIND = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text), rowid LIMIT ?"


def by_words(texts: Sequence[str]) -> Searching:
    """Words, the last letters of which may be missing."""
    database = _table("unicode61", texts)

    def search(query: str) -> list[int]:
        return _found(database, [f'"{word}"*' for word in _WORDS.findall(query)])

    return search


def by_trigrams(texts: Sequence[str]) -> Searching:
    """All runs of three letters."""
    database = _table("trigram", texts)

    def search(query: str) -> list[int]:
        words = [word for word in _WORDS.findall(query) if len(word) >= 3]
        runs = {word[place : place + 3] for word in words for place in range(len(word) - 2)}
        return _found(database, [f'"{run}"' for run in sorted(runs)])

    return search


def _table(tokenizer: str, texts: Sequence[str]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE text USING fts5(body, tokenize='{tokenizer}')")
    database.executemany("INSERT INTO text(rowid, body) VALUES (?, ?)", enumerate(texts))
    return database


def _found(database: sqlite3.Connection, terms: Sequence[str]) -> list[int]:
    if not terms:
        return []
    return [number for (number,) in database.execute(_FIND, (" OR ".join(terms), MOST))]


if __name__ == "__main__":
    searching.take_part(by_trigrams if "trigram" in sys.argv[1:] else by_words)
