"""What was typed without spaces is taken apart; one word that was not typed to its end is not."""

import pytest

from directory.reading import Directory
from directory.search import finding


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("educati department", ["edukati", "department"]),  # no «еду» in it
        ("центрзанятости", ["sentr", "zanatosti"]),
        ("телефондоверия", ["telefon", "dovera"]),
    ],
)
def test_a_chunk_is_taken_apart_where_its_pieces_are_words(
    directory: Directory, text: str, read: list[str]
) -> None:
    query = finding.finder_of(directory)._index.read(text)

    assert [token.word for token in query.tokens] == read
