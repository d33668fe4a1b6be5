"""The taxonomy Open Eligibility, as its own file in JSON has it: terms inside of terms."""

from collections.abc import Iterator, Mapping
from typing import Any

from directory.exchange.record import Origin, Record

_TAXONOMY = "Open Eligibility"
_LEVELS = ("top_level", "second_level", "third_level", "fourth_level")


def is_one(document: Any) -> bool:
    """Whether a document is that file."""
    found = document.get("taxonomy") if isinstance(document, dict) else None
    return isinstance(found, dict) and isinstance(found.get(_LEVELS[0]), list)


def records(document: Mapping[str, Any], origin: Origin) -> Iterator[Record]:
    """The taxonomy and all its terms."""
    yield Record(
        "taxonomy", {"id": _TAXONOMY, "name": _TAXONOMY, "uri": "http://openeligibility.org"}, origin
    )
    yield from _terms(document["taxonomy"], "", origin)


def _terms(inside: Mapping[str, Any], parent: str, origin: Origin) -> Iterator[Record]:
    for level in _LEVELS:
        for term in inside.get(level, ()):
            own = str(term.get("@id", ""))
            told = {"id": own, "code": own, "name": term.get("@title"), "parent_id": parent}
            yield Record("taxonomy_term", told | {"taxonomy": _TAXONOMY, "taxonomy_id": _TAXONOMY}, origin)
            yield from _terms(term, own, origin)
