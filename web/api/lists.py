"""The lists of the API: which table each shows, and what may be asked of it and of one of its objects."""

from collections.abc import Mapping
from dataclasses import dataclass

_PAGES = ("search", "page", "per_page", "format")
_OURS = (
    "need", "kind", "lat", "lon", "radius_m", "territory", "age", "sex", "language", "open_at", "free",
    "without_documents", "referral", "known", "lang", "sort",
)  # fmt: skip
_MARKED = ("taxonomy_term_id", "taxonomy_id")


@dataclass(frozen=True, slots=True)
class List:
    """A list at /api/hsds/`name` of rows of `table`; `parameters` of the list, `of_one` of /{id}."""

    name: str
    table: str
    parameters: tuple[str, ...]
    of_one: tuple[str, ...] = ("lang",)


LISTS: Mapping[str, List] = {one.name: one for one in (
    List("services", "service",
         (*_PAGES, *_MARKED, "organization_id", "modified_after", "minimal", "full", *_OURS)),
    List("organizations", "organization", (*_PAGES, *_MARKED, "full", "full_service", "lang"),
         ("full_service", "lang")),
    List("service_at_locations", "service_at_location",
         (*_PAGES, *_MARKED, "organization_id", "modified_after", "full", *_OURS)),
    List("taxonomies", "taxonomy", (*_PAGES, "lang")),
    List("taxonomy_terms", "taxonomy_term", (*_PAGES, "taxonomy_id", "top_only", "parent_id", "lang")),
)}  # fmt: skip
