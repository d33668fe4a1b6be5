"""Our own facts as rows of the standard: kinds, needs and marks are terms of three taxonomies.

A service has them as attributes. Codes: "kind:adaptation_centre", "need:shelter", "profile:hidden_seat".
"""

import uuid
from collections.abc import Iterator, Mapping

from directory import bodies, kinds
from directory.hsds import wording
from directory.hsds.shape import Row, Rows

#: The marks of a service that are neither kind nor need, in English; base of "profile:…" codes.
MARKS: Mapping[str, str] = {
    "girls_only": "For girls only",
    "boys_only": "For boys only",
    "direct": "The child may come without a referral",
    "by_request": "A body sends the child there",
    "without_documents": "Takes children without documents",
    "documents_needed": "Takes children with documents only",
    "hidden_seat": "Has an address that is not published",
    "open_seat": "Has an address that may be published, whatever its name lets one think",
    "former_name": "Was called so before; the label is the day until which",
}
HIDDEN, OPEN, FORMER = "hidden_seat", "open_seat", "former_name"
#: Before the code of the body that sends children to a service: "profile:decided_by:POLICE_JUV".
DECIDED_BY = "decided_by:"

_OURS = uuid.uuid5(uuid.NAMESPACE_OID, "child-labour-hotline directory")
#: Our three taxonomies: the codes of their terms begin with these names.
TAXONOMIES: Mapping[str, str] = {
    "kind": "What a service is: a school, a crisis centre, a labour inspectorate",
    "need": "What a child or its family needs",
    "profile": "Who may come to a service, and how",
}


def identifier(source: str, *own: str) -> str:
    """The UUID of what a source calls by its own id: the same whenever it is imported."""
    return str(uuid.uuid5(_OURS, "\x1f".join((source, *own))))


def term(code: str) -> str:
    """The id of the taxonomy term with this code of ours."""
    return identifier("term", code)


def mark(entity: str, entity_id: str, code: str) -> Row:
    """The attribute row that says it of that row of the table `entity`; `code` is one of ours."""
    return {
        "id": identifier("attribute", entity_id, code),
        "link_id": entity_id,
        "taxonomy_term_id": term(code),
        "link_type": code.partition(":")[0],
        "link_entity": entity,
    }


def taxonomies() -> Rows:
    """Our three taxonomies and all their terms, with their names in other languages."""
    rows: Rows = {"taxonomy": [], "taxonomy_term": [], "translation": []}
    for name, about in TAXONOMIES.items():
        rows["taxonomy"].append({"id": identifier("taxonomy", name), "name": name, "description": about})
    for code, names, uri in _terms():
        rows["taxonomy_term"].append(_term(code, names["en"], uri))
        rows["translation"] += wording.translations("taxonomy_term", term(code), "name", names, base="en")
    return rows


def _terms() -> Iterator[tuple[str, Mapping[str, str], str]]:
    for kind in kinds.all_kinds().values():
        yield f"kind:{kind.code}", kind.names, ""
    for need in kinds.all_needs().values():
        yield f"need:{need.code}", need.names, need.term_uri
    for code, english in MARKS.items():
        yield f"profile:{code}", {"en": english}, ""
    for body in bodies.all_bodies().values():
        yield f"profile:{DECIDED_BY}{body.code}", body.names[""], ""


def _term(code: str, name: str, uri: str) -> Row:
    taxonomy = code.partition(":")[0]
    row: Row = {"id": term(code), "code": code, "name": name, "description": name, "taxonomy": taxonomy}
    row |= {"language": "en", "taxonomy_id": identifier("taxonomy", taxonomy)}
    return row | {"term_uri": uri} if uri else row
