"""A list with one row for each service becomes records of the standard."""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping

from directory import folding
from directory.departments import WHOLE_COUNTRY
from directory.exchange import ground, headings, identity, line, numbers, whereabouts, worktimes
from directory.exchange.doubt import Doubt
from directory.exchange.ground import Ground
from directory.exchange.journal import Journal
from directory.exchange.line import Line
from directory.exchange.record import Origin, Record
from directory.hsds import facts, hours, wording

_CODE = re.compile("[a-z]{2,3}")
_NOT_FILLED_IN = frozenset(
    {
        "number",
        "name_kk",
        "name_ru",
        "name_en",
        "kind",
        "territory",
        "serves",
        "needs",
        "decided_by",
        "referral",
    }
)
_FIELDS = {
    "about": "description", "eligibility": "eligibility_description", "application": "application_process",
    "website": "url", "email": "email", "youngest": "minimum_age", "oldest": "maximum_age",
    "assured": "assured_date",
}  # fmt: skip


def records(
    rows: Iterable[tuple[int, Mapping[str, object]]], file: tuple[str, str], know: Ground, journal: Journal
) -> Iterator[Record]:
    """The records of all rows; `file` is its name and whose list it is. Columns without a place are noted."""
    name, source = file
    for number, cells in rows:
        origin = Origin(name, number, source)
        row = Line(line.told_in(cells, origin, journal), origin, know, journal)
        if headings.is_example(row.text("number")):
            journal.left_out["example rows"] += 1
        elif row.told.keys() <= _NOT_FILLED_IN and not _is_named(row):
            journal.left_out["rows of a template that nobody has filled in"] += 1
        else:
            yield from _records(row)


def _is_named(row: Line) -> bool:
    """Whether somebody has given the service a name that the template had not given it."""
    names = {text for key in ("name_ru", "name_kk", "name_en") if (text := row.text(key))}
    if not names:
        return False
    parts = (ground.code_in(part, ground.kind_of) for part in row.parts("kind"))
    place = ground.code_in(row.text("territory"), row.know.territory)
    if not place or place == WHOLE_COUNTRY:
        return True
    given = (ground.called(kind, row.know.territories.get(place)) for kind in parts if kind)
    return not any(names <= {*one.values()} for one in given)


def _records(row: Line) -> Iterator[Record]:
    found_kinds = [code for part in row.parts("kind") if (code := row.found("kind", part, ground.kind_of))]
    place = row.text("territory")
    territory = row.found("territory", place, row.know.territory) if place else ""
    row.names = _names(row, found_kinds, territory)
    if not row.names:
        row.journal.refuse_row(row.origin, "service", "the service has no name", field="name")
        return
    row.own = row.text("number") or f"{folding.fold(next(iter(row.names.values())))}/{territory}"
    row.meet(identity.uuid_of(row.origin.source, "service", row.own))
    yield from _service(row)
    yield from whereabouts.seat(row, territory, whereabouts.is_hidden(row, found_kinds))
    yield from _contacts(row)
    yield from whereabouts.served(row)
    for code in (*(f"kind:{kind}" for kind in found_kinds), *_marks(row)):
        if code:
            yield Record("attribute", facts.mark("service", row.service, code), row.origin)


def _names(row: Line, found_kinds: list[str], territory: str) -> dict[str, str]:
    """The names by language, the base first.

    A service without a name is called as its organization, or by its kind and place.
    """
    found = {code: row.text(f"name_{code}") for code in ("ru", "kk", "en") if row.text(f"name_{code}")}
    if bare := row.text("name"):
        found = {wording.language_of(bare): bare} | found
    if not found and (organization := row.text("organization")):
        return {wording.language_of(organization): organization}
    if found or not found_kinds or not territory or territory == WHOLE_COUNTRY:
        return found
    return ground.called(found_kinds[0], row.know.territories.get(territory))


def _service(row: Line) -> Iterator[Record]:
    base, name = next(iter(row.names.items()))
    organization = yield from _organization(row, name)
    values = {column: row.told.get(key) for key, column in _FIELDS.items()}
    cost = row.text("cost")
    free = headings.chosen("cost", cost)
    if cost and not free:
        values["fees_description"] = cost
    if free == "free":
        paid = {"id": f"{row.service}/free", "service_id": row.service, "amount": 0, "currency": "KZT"}
        yield Record("cost_option", paid, row.origin)
    values |= {"id": row.own, "name": name, "organization_id": organization}
    yield Record("service", values, row.origin)
    known = row.shown.names if row.shown else {}
    names = {code: text for code, text in row.names.items() if known.get(code) != text}
    for told in wording.translations("service", row.service, "name", names, base=base):
        yield Record("translation", told, row.origin)


def _organization(row: Line, service_name: str) -> Generator[Record, None, str]:
    """The record of the organization; gives its id. Without a name it is called as its service."""
    name, number = row.text("organization") or service_name, re.sub(r"\D", "", row.text("bin"))
    former = (one.name for one in row.shown.naming.of_organization) if row.shown else ()
    called = set(folding.fold_all([row.known.organization_name, *former]))
    is_known = row.known.organization and (not row.text("organization") or folding.fold(name) in called)
    if is_known:
        own = row.known.organization
        name = row.known.organization_name
    else:
        own = f"bin/{number}" if number else folding.fold(name)
    yield Record("organization", {"id": own, "name": name}, row.origin)
    if number:
        told = {"id": f"{own}/{number}", "organization_id": own, "identifier_type": "BIN"}
        yield Record("organization_identifier", told | {"identifier": number}, row.origin)
    return own


def _contacts(row: Line) -> Iterator[Record]:
    shown = {numbers.joined(one.number, one.extension) for one in row.shown.phones} if row.shown else ()
    for key in ("phone", "phone_2"):
        for number in row.parts(key):
            if number in shown:
                continue
            told = {"id": f"{row.service}/{number}", "service_id": row.service, "number": number}
            yield Record("phone", told | {"type": "voice"}, row.origin)
    if text := row.text("hours"):
        yield from _hours(row, text)
    for part in filter(None, re.split(r"\s*[;,\n]\s*", row.text("languages"))):
        code = headings.chosen("language", part) or (part if _CODE.fullmatch(part) else "")
        if row.shown and (code or part) in row.shown.terms.languages:
            continue
        told = {"id": f"{row.service}/{code or part}", "service_id": row.service, "name": part}
        yield Record("language", told | ({"code": code} if code else {}), row.origin)


def _hours(row: Line, text: str) -> Iterator[Record]:
    try:
        openings = worktimes.read(text)
    except Doubt:
        row.journal.repaired["opening hours that are kept in words"] += 1
        told = {"id": f"{row.service}/hours", "service_id": row.service, "description": text}
        yield Record("schedule", told, row.origin)
        return
    if row.shown and hours.openings(hours.schedules(row.service, openings)) == row.shown.openings:
        return
    for schedule in hours.schedules(row.service, openings):
        yield Record("schedule", schedule, row.origin)


def _marks(row: Line) -> Iterator[str]:
    for part in row.parts("needs"):
        if code := row.found("needs", part, ground.need_of):
            yield f"need:{code}"
    for part in row.parts("decided_by"):
        if code := row.found("decided_by", part, ground.body_of):
            yield f"profile:{facts.DECIDED_BY}{code}"
    sex, papers = row.chosen("sex", "sex"), row.chosen("yes_no", "without_documents")
    yield {"girls": "profile:girls_only", "boys": "profile:boys_only"}.get(sex, "")
    yield {"yes": "profile:without_documents", "no": "profile:documents_needed"}.get(papers, "")
    way = row.chosen("referral", "referral")
    yield f"profile:{way}" if way in ("direct", "by_request") else ""
