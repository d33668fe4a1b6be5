"""How a search engine takes part: it is given all texts and queries, and gives the best hits of each query.

`prepare` gets `texts` and `queries`; `go` answers with `hits` (for each query the numbers of the best texts),
`ms` (CPU time of each query) and `build` (CPU seconds from the texts to an index that answers).
"""

from collections.abc import Callable, Sequence

from benchmarks.peers import exchange
from benchmarks.peers.exchange import Json, Watch

MOST = 3

Searching = Callable[[str], Sequence[int]]


def take_part(build: Callable[[Sequence[str]], Searching]) -> None:
    """Answer until stdin ends; `build` makes an index over the texts and gives what searches in it."""

    def prepare(asked: Json) -> Callable[[], Json]:
        with Watch() as building:
            search = build(asked["texts"])
        queries = asked["queries"]

        def go() -> Json:
            hits, times = [], []
            for query in queries:
                with Watch() as one:
                    hits.append([int(number) for number in search(query)][:MOST])
                times.append(one.cpu * 1000)
            return {"hits": hits, "ms": times, "build": building.cpu}

        return go

    exchange.serve(prepare)
