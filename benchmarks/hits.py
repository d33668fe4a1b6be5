"""How often the search has the right service first or among the first three, by files; how long it takes.

`python -m benchmarks.search --docs FILE --queries FILE [--queries FILE …] [--json]`: services and queries,
one JSON object a line; fields that are not known here are passed over. A service is right when it has what
the query's `rel` names (family, place, number, name), or one of a list of these; without `rel`, when its id
(without ids: its line, from 0) is the query's `target`, or one of a list. Queries without either are asked
and timed, and counted apart (`without_target`). Times are of CPU; `build_s` is from the documents in memory
to an index that answers.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import documents, gazetteer, spread
from benchmarks.documents import Document
from directory import kinds
from directory.search.index import Index

_DEEP = 10  # hits that count for the mean reciprocal rank


@dataclass(frozen=True, slots=True)
class Figures:
    """Of each query with a target: the rank of the first right hit (0: none of ten), and its category.

    `milliseconds` are those of all queries; of `without_target` nobody says what is right.
    """

    ranks: tuple[int, ...]
    milliseconds: tuple[float, ...]
    categories: tuple[str, ...]
    without_target: int = 0

    def recall(self, first: int) -> float:
        """The share of queries with a right hit among the first so many."""
        return sum(1 <= rank <= first for rank in self.ranks) / max(1, len(self.ranks))

    def as_json(self) -> dict[str, Any]:
        """What is printed for a set of queries."""
        missed = zip(self.categories, self.ranks, strict=True)
        return {
            "queries": len(self.ranks),
            **({"without_target": self.without_target} if self.without_target else {}),
            "r1": round(self.recall(1), 4),
            "r3": round(self.recall(3), 4),
            "mrr": round(sum(1 / rank for rank in self.ranks if rank) / max(1, len(self.ranks)), 4),
            "p50_ms": self._percentile(0.5),
            "p99_ms": self._percentile(0.99),
            "missed": dict(sorted(Counter(name for name, rank in missed if not 1 <= rank <= 3).items())),
        }

    def _percentile(self, share: float) -> float | None:
        return round(spread.percentile(self.milliseconds, share), 3) if self.milliseconds else None


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description="Measure the search over files of services and queries.",
    )
    parser.add_argument("--docs", type=Path, required=True, help="services, one JSON object a line")
    parser.add_argument(
        "--queries", type=Path, required=True, action="extend", nargs="+", help="queries; several files"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.add_argument(
        "--missed", action="store_true", help="print queries whose service is not among three"
    )
    told = parser.parse_args()
    found = documents.read(told.docs)
    index, build = built(found)
    sets = {}
    for path in told.queries:
        queries = documents.read(path)
        figures = of_set(index, found, queries)
        sets[str(path) if path.stem in sets else path.stem] = {
            **figures.as_json(),
            "build_s": round(build, 3),
        }
        if told.missed:
            _tell_missed(index, found, queries, figures)
    show(len(found), sets, told.json)


def built(found: Sequence[Document]) -> tuple[Index, float]:
    """The index over these documents, and how many seconds of CPU it took."""
    places = gazetteer.Gazetteer(gazetteer.shipped())
    kinds.kinds_in("")  # the taxonomy is read, as a serving process has it
    begin = time.process_time()
    index = Index(documents.columns(found, places))
    return index, time.process_time() - begin


def of_set(index: Index, found: Sequence[Document], queries: Sequence[Document]) -> Figures:
    """What one set of queries gives."""
    ranks, times, categories = [], [], []
    for query in queries:
        begin = time.process_time()
        hits = index.search(index.read(str(query.get("q") or "")), limit=_DEEP)
        times.append((time.process_time() - begin) * 1000)
        if not has_target(query):
            continue
        right = (rank for rank, hit in enumerate(hits, 1) if is_meant(found[hit.owner], hit.owner, query))
        ranks.append(next(right, 0))
        categories.append(str(query.get("cat") or ""))
    return Figures(tuple(ranks), tuple(times), tuple(categories), len(queries) - len(ranks))


def _tell_missed(
    index: Index, found: Sequence[Document], queries: Sequence[Document], figures: Figures
) -> None:
    for query, rank in zip(filter(has_target, queries), figures.ranks, strict=True):
        if not 1 <= rank <= 3:
            read = index.read(query["q"])
            best = [found[hit.owner]["ru"] for hit in index.search(read, limit=2)]
            words = " ".join(token.word for token in read.tokens)
            print(f"{query.get('cat', '')} | {query['q']} | {query.get('base', '')} | {words} | {best}")


def has_target(query: Document) -> bool:
    """Whether the query says what is right."""
    return bool(query.get("rel")) or query.get("target") not in (None, [])


def is_meant(document: Document, line: int, query: Document) -> bool:
    """Whether the document, on this line, is one that the query is after."""
    if query.get("rel"):
        return any(is_right(document, one) for one in _listed(query["rel"]))
    return document.get("id", line) in _listed(query["target"])


def is_right(document: Document, wanted: Mapping[str, Any]) -> bool:
    """Whether the document has all that is wanted; a list names several values of which one must be there."""
    return all(document.get(key) in _listed(value) for key, value in wanted.items())


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def show(size: int, sets: Mapping[str, Mapping[str, Any]], as_json: bool) -> None:
    """Print the figures of every set; of a single one also on the outer level of the JSON."""
    if as_json:
        single = next(iter(sets.values())) if len(sets) == 1 else {}
        print(json.dumps({"services": size, **single, "sets": sets}, ensure_ascii=False))
        return
    for name, figures in sets.items():
        print(f"{name}, {size} services: {' '.join(f'{key}={value}' for key, value in figures.items())}")
