"""The search of services beside other engines, over made-up services in the real places of the country.

Every engine is asked twice: as it is ("raw": names and queries as they are), and with our own preparation
before it ("folded": names with all words for their kind, folded; queries with the keyboard put right, words
taken apart, folded). Ours is asked once, with the queries as they are typed.

`python -m benchmarks.search --docs FILE --queries FILE` measures ours over files: see `benchmarks/hits.py`.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import asked, corpus, documents, gazetteer, hits, parts, spread
from benchmarks.asked import Asked
from benchmarks.corpus import Corpus
from benchmarks.guest import BENCH, Guest
from benchmarks.result import Measured, Promise, Result
from directory import folding
from directory.search import catalogue
from directory.search.index import Index

OURS = "ours"
_HERE = Path(sys.executable)
PEERS: Mapping[str, tuple[Path, str, tuple[str, ...]]] = {
    "SQLite FTS5, words": (_HERE, "search_fts5", ()),
    "SQLite FTS5, trigrams": (_HERE, "search_fts5", ("trigram",)),
    "rapidfuzz over all names": (_HERE, "search_rapidfuzz", ()),
    "bm25s": (BENCH, "search_bm25s", ()),
    "tantivy, fuzzy": (BENCH, "search_tantivy", ()),
}
NOTES = (
    "r3: the share of queries whose service is among the first three. Times are CPU, per query.",
    "The words for kinds in the corpus are our own: it does not show what happens to words we do not have.",
)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one engine made of the queries."""

    name: str
    recall: float
    milliseconds: Sequence[float]
    build: float


def measure(told: Asked) -> Result:
    """Let all engines answer the same queries."""
    services, queries = told.choose((10_000, 200), (3_000, 100), (300, 20))
    shipped = gazetteer.shipped()
    made = corpus.made(shipped, services, queries)
    index, build = hits.built(made.documents)
    figures = hits.of_set(index, made.documents, made.queries)
    ours = _Outcome(OURS, figures.recall(3), figures.milliseconds, build)
    others = list(_peers(made, index)) if told.peers else []
    measured = [one for outcome in (ours, *others) for one in _numbers(outcome, services)]
    promises = (
        Promise("the right service among the first three", 0.95, spread.of([ours.recall]), unit=""),
        Promise("p99 of a query", 5, spread.of([spread.percentile(ours.milliseconds, 0.99)]), True, "ms"),
    )
    return Result("search", tuple(measured), promises, NOTES)


def _peers(made: Corpus, index: Index) -> Iterator[_Outcome]:
    raw = [" ".join(str(one[language]) for language in documents.LANGUAGES) for one in made.documents]
    folded = [folding.fold(" ".join([text, *catalogue.kind_phrases(str(one["kind"]))]))
              for text, one in zip(raw, made.documents, strict=True)]  # fmt: skip
    typed = [str(query["q"]) for query in made.queries]
    read = [_prepared(text, index) for text in typed]
    for name, (python, module, arguments) in PEERS.items():
        for manner, texts, queries in (("raw", raw, typed), ("folded", folded, read)):
            with Guest(python, f"benchmarks.peers.{module}", *arguments) as guest:
                guest.prepare(texts=texts, queries=queries)
                said = guest.go()
            right = [
                any(hits.is_right(made.documents[number], query["rel"]) for number in found)
                for found, query in zip(said["hits"], made.queries, strict=True)
            ]
            yield _Outcome(f"{name}, {manner}", sum(right) / len(right), said["ms"], said["build"])


def _prepared(text: str, index: Index) -> str:
    query = index.read(text)
    return " ".join([*(token.word for token in query.tokens), *map(str, query.numbers)])


def _numbers(outcome: _Outcome, services: int) -> Iterator[Measured]:
    beside = {"services": services, "queries": len(outcome.milliseconds)}
    yield Measured(f"{outcome.name}: r3", "", spread.of([outcome.recall]), beside)
    for share in (0.5, 0.99):
        at = spread.of([spread.percentile(outcome.milliseconds, share)])
        yield Measured(f"{outcome.name}: p{share * 100:.0f}", "ms", at, beside)
    yield Measured(f"{outcome.name}: build", "s", spread.of([outcome.build]), beside)


if __name__ == "__main__":
    if "--docs" in sys.argv or "--queries" in sys.argv:
        hits.main()
    else:
        parts.run(measure, asked.read())
