"""Fields that are marks of the service: kinds, needs, who may come, whether its address is public."""

from collections.abc import Iterable

from directory import bodies, kinds
from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.hsds import facts

BETWEEN = ";"
HIDDEN, PUBLIC = "hidden", "public"
#: Fields of which one of a few marks stands: the value, and its mark.
ONE_OF = {
    "sex": {"girls": "girls_only", "boys": "boys_only"},
    "papers": {"yes": "without_documents", "no": "documents_needed"},
    "referral": {"direct": "direct", "by_request": "by_request"},
    "seat": {HIDDEN: facts.HIDDEN, PUBLIC: facts.OPEN},
}


def read_one(sheet: Sheet, key: str) -> str:
    """The value whose mark stands; "" where nobody told."""
    known = {facts.term(f"profile:{mark}"): value for value, mark in ONE_OF[key].items()}
    marked = {str(row.get("taxonomy_term_id")) for row in sheet.of("attribute")}
    return next((value for term, value in known.items() if term in marked), "")


def write_one(sheet: Sheet, key: str, value: str) -> None:
    """Let this mark stand and its others not; "" none. Raises Refused."""
    choices = ONE_OF[key]
    if value and value not in choices:
        raise Refused({key: "choice"})
    _drop(sheet, (f"profile:{mark}" for mark in choices.values()))
    if value:
        sheet.of("attribute").append(facts.mark("service", sheet.service, f"profile:{choices[value]}"))


def codes(key: str) -> tuple[str, ...]:
    """The codes that may stand in a field of many marks, in their order."""
    if key == "decided_by":
        return tuple(bodies.all_bodies())
    return tuple(kinds.all_kinds() if key == "kinds" else kinds.all_needs())


def read_many(sheet: Sheet, key: str) -> str:
    """The codes whose marks stand, in their order, with semicolons between."""
    marked = {str(row.get("taxonomy_term_id")) for row in sheet.of("attribute")}
    return BETWEEN.join(code for code in codes(key) if facts.term(_term(key, code)) in marked)


def write_many(sheet: Sheet, key: str, value: str) -> None:
    """Let these marks stand and no others. Raises Refused: one is not known, or no kind is left."""
    wanted = [part for part in value.split(BETWEEN) if part]
    if not set(wanted) <= set(codes(key)):
        raise Refused({key: "choice"})
    if key == "kinds" and not wanted:
        raise Refused({key: "needed"})
    _drop(sheet, (_term(key, code) for code in codes(key) if code not in wanted))
    marked = {row.get("taxonomy_term_id") for row in sheet.of("attribute")}
    for code in wanted:
        if facts.term(_term(key, code)) not in marked:
            sheet.of("attribute").append(facts.mark("service", sheet.service, _term(key, code)))


def _term(key: str, code: str) -> str:
    return {"kinds": "kind:", "needs": "need:", "decided_by": f"profile:{facts.DECIDED_BY}"}[key] + code


def _drop(sheet: Sheet, codes: Iterable[str]) -> None:
    gone = set(map(facts.term, codes))
    sheet.rows["attribute"] = [
        row for row in sheet.of("attribute") if row.get("taxonomy_term_id") not in gone
    ]
