"""Homes for victims in lists that do not say so: in doubt a seat is hidden, until somebody says it is public.

A 211 line's list has no mark of ours. What its names, terms and descriptions say decides: a woman who fled is
found by one published address, and a published address is never taken back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from directory.exchange import headings
from directory.hsds import facts
from directory.hsds.hidden_seats import Tables
from directory.hsds.shape import Row

#: Stands in a mark that we made ourselves, so that "no, it is public" can take it away again.
PRESUMED = "presumed"
_HIDDEN, _OPEN = facts.term(f"profile:{facts.HIDDEN}"), facts.term(f"profile:{facts.OPEN}")
_TITLES = ("name", "alternate_name")
_TEXTS = ("description", "eligibility_description", "application_process", "alert")


@dataclass(slots=True)
class _Told:
    """What is said of a service or an organization. `titles`: names and kinds; `texts`: all other words."""

    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def may_be_a_home(self) -> bool:
        """Whether somebody might be in danger if the address were known."""
        kinds = {code.removeprefix("kind:") for code in self.codes if code.startswith("kind:")}
        needs = {code.removeprefix("need:") for code in self.codes if code.startswith("need:")}
        if kinds & headings.hiding("kinds"):
            return True
        if kinds & headings.hiding("public"):
            return False
        if headings.has_part("words", " ".join(self.titles)):
            return True
        if kinds & headings.hiding("known_homes"):
            return False
        said = " ".join((*self.titles, *self.texts))
        is_home = needs & headings.hiding("living_needs") or headings.has_part("living", said)
        return bool(
            is_home and (needs & headings.hiding("victim_needs") or headings.has_part("victims", said))
        )


def presumed(entity: str, own: str) -> Row:
    """The mark of a seat that we hide though nobody asked for it."""
    mark = facts.mark(entity, own, f"profile:{facts.HIDDEN}")
    return mark | {"id": facts.identifier("attribute", own, facts.HIDDEN, PRESUMED), "value": PRESUMED}


def doubtful(*sets: Tables) -> Iterator[Row]:
    """The marks for services, and for places of organizations, that may be homes for victims.

    Of those that nobody has marked, and nobody has called public. `sets`: all rows, now and before.
    """
    hidden, public = _marked(sets, _HIDDEN), _marked(sets, _OPEN)
    told = _told(sets)
    always = headings.hiding("kinds")
    seated = {str(row.get("service_id")) for row in _rows(sets, "service_at_location")}
    for own in sorted(seated):
        is_open = own in public and not any(f"kind:{kind}" in told[own].codes for kind in always)
        if own not in hidden and not is_open and told[own].may_be_a_home():
            hidden.add(own)
            yield presumed("service", own)
    for place, organization in sorted(_alone(sets).items()):
        is_theirs = any(one in hidden for one in _services_of(sets)[organization])
        if place not in hidden | public and (is_theirs or told[organization].may_be_a_home()):
            yield presumed("location", place)


def lifted(*sets: Tables) -> list[tuple[str, ...]]:
    """The keys of marks of our own making where somebody has said meanwhile that the address is public."""
    public, told = _marked(sets, _OPEN), _told(sets)
    always = {f"kind:{kind}" for kind in headings.hiding("kinds")}
    return [
        (str(row["id"]),)
        for row in _rows(sets, "attribute")
        if row.get("value") == PRESUMED
        and row.get("link_id") in public
        and not told[str(row["link_id"])].codes & always
    ]


def _marked(sets: Sequence[Tables], term: str) -> set[str]:
    return {
        str(row.get("link_id")) for row in _rows(sets, "attribute") if row.get("taxonomy_term_id") == term
    }


def _told(sets: Sequence[Tables]) -> defaultdict[str, _Told]:
    """What is said of each service and organization, in any language and anywhere."""
    found: defaultdict[str, _Told] = defaultdict(_Told)
    for table in ("service", "organization", "location"):
        for row in _rows(sets, table):
            _take(found[str(row.get("id"))], row)
    for row in _rows(sets, "translation"):
        if row.get("entity") in ("service", "organization", "location"):
            _take(found[str(row.get("entity_id"))], {str(row.get("field")): row.get("text")})
    terms = {str(row.get("id")): row for row in _rows(sets, "taxonomy_term")}
    for row in _rows(sets, "attribute"):
        term = terms.get(str(row.get("taxonomy_term_id")), {})
        told = found[str(row.get("link_id"))]
        told.codes.add(str(term.get("code")))
        if term.get("taxonomy") not in facts.TAXONOMIES:
            told.titles += [
                str(term.get("name") or ""),
                str(row.get("value") or ""),
                str(row.get("label") or ""),
            ]
    _hand_down(found, sets)
    return found


def _take(told: _Told, row: Row) -> None:
    told.titles += [str(row[name]) for name in _TITLES if row.get(name)]
    told.texts += [str(row[name]) for name in _TEXTS if row.get(name)]


def _hand_down(found: defaultdict[str, _Told], sets: Sequence[Tables]) -> None:
    """A service is also called as its organization and its places are."""
    for owner, services in _services_of(sets).items():
        for own in services:
            found[own].titles += found[owner].titles
    for row in _rows(sets, "service_at_location"):
        told, place = found[str(row.get("service_id"))], found[str(row.get("location_id"))]
        told.titles += place.titles
        told.texts += [*place.texts, str(row.get("description") or "")]


def _services_of(sets: Sequence[Tables]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(sets, "service"):
        if row.get("organization_id"):
            found[str(row["organization_id"])].add(str(row.get("id")))
    return found


def _alone(sets: Sequence[Tables]) -> dict[str, str]:
    """Locations of organizations that no service names, with their organizations."""
    named = {str(row.get("location_id")) for row in _rows(sets, "service_at_location")}
    return {
        str(row["id"]): str(row["organization_id"])
        for row in _rows(sets, "location")
        if row.get("organization_id") and str(row.get("id")) not in named
    }


def _rows(sets: Iterable[Tables], table: str) -> Iterator[Row]:
    return (row for rows in sets for row in rows.get(table, {}).values())
