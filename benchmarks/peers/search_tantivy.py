"""tantivy: any of the words, misspelt by one letter as well, ranked by BM25."""

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.peers import searching
from benchmarks.peers.searching import MOST, Searching

_WORDS = re.compile(r"\w+")
_SHORTEST = 4  # letters; shorter words must be right


def build(texts: Sequence[str]) -> Searching:
    """An index in memory, written by one thread."""
    tantivy: Any = importlib.import_module("tantivy")  # lives in .venv-bench alone
    described = tantivy.SchemaBuilder()
    described.add_text_field("body", stored=False)
    described.add_integer_field("number", stored=True)
    schema = described.build()
    index = tantivy.Index(schema)
    writer = index.writer(50_000_000, 1)
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(body=text, number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def terms(query: str) -> Iterator[tuple[Any, Any]]:
        for word in _WORDS.findall(query.casefold()):
            yield tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", word)
            if len(word) >= _SHORTEST:
                yield tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "body", word, 1)

    def search(query: str) -> list[int]:
        found = searcher.search(tantivy.Query.boolean_query(list(terms(query))), MOST)
        return [int(searcher.doc(address)["number"][0]) for _, address in found.hits]

    return search


if __name__ == "__main__":
    searching.take_part(build)
