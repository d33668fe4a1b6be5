"""Services that are likely the same: offered to a person, never made one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process
from sqlite_utils import Database

from directory import folding
from directory.exchange import numbers

#: Names of one territory are likely the same from this `fuzz.ratio` on: on labelled pairs 95 of 100 true ones
#: reach it, and of different organizations only those that are told apart by a number, which is a veto here.
ALIKE = 91.0
#: Services that share something with more others than this share a switchboard: too many to look through.
_MOST_SHARING = 12

_SERVICES = """
    SELECT service.id, service.name, coalesce(organization_id, ''), coalesce(service.url, ''),
           (SELECT group_concat(location.external_identifier, ' ') FROM service_at_location
              JOIN location ON location.id = location_id WHERE service_id = service.id)
      FROM service ORDER BY service.id"""
_SHARED = {
    "phone": "SELECT service_id, number FROM phone WHERE service_id IS NOT NULL",
    "phone of the place": "SELECT s.service_id, number FROM phone JOIN service_at_location AS s"
    " ON s.location_id = phone.location_id",
    "address": "SELECT s.service_id, city || ' ' || address_1 FROM address JOIN service_at_location AS s"
    " ON s.location_id = address.location_id",
    "BIN": "SELECT service.id, identifier FROM organization_identifier"
    " JOIN service ON service.organization_id = organization_identifier.organization_id",
    "BIN of tax": "SELECT service.id, tax_id FROM organization JOIN service"
    " ON service.organization_id = organization.id WHERE tax_id IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two services that may be one, and why one may think so."""

    first: str
    second: str
    names: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class _Service:
    id: str
    name: str
    key: str
    organization: str
    territories: frozenset[str]


def likely(database: Database, touched: Mapping[str, set[str]]) -> Iterator[Pair]:
    """Pairs of which one at least is new or other than before, in order of their ids.

    The same phone, address, page, BIN or tax number, or very similar names in one territory. Numbers in the
    names that differ are a veto: School 12 is not School 21. Services of one organization may share what
    belongs to it.
    """
    changed = touched.get("service", set())
    if not changed:
        return
    services = dict(_services(database))
    why: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for reason, pair in (*_sharing(database, services), *_alike(services, changed)):
        if changed.intersection(pair) and _may_be_one(services[pair[0]], services[pair[1]], reason):
            why[pair][reason] = None
    for (first, second), reasons in sorted(why.items()):
        yield Pair(first, second, (services[first].name, services[second].name), "; ".join(reasons))


def _services(database: Database) -> Iterator[tuple[str, _Service]]:
    rows = database.execute(_SERVICES).fetchall()
    keys = folding.fold_all([row[1] for row in rows])
    for (own, name, organization, _, territories), key in zip(rows, keys, strict=True):
        yield own, _Service(own, name, key, organization, frozenset((territories or "").split()))


def _may_be_one(first: _Service, second: _Service, reason: str) -> bool:
    if _numbers(first.key) != _numbers(second.key):
        return False
    is_shared = first.organization and first.organization == second.organization
    return not is_shared or reason.startswith("similar")


def _numbers(key: str) -> list[str]:
    return sorted(word.lstrip("0") for word in re.findall(r"\d+", key))


def _sharing(database: Database, known: Mapping[str, _Service]) -> Iterator[tuple[str, tuple[str, str]]]:
    pages = ((row[0], row[3]) for row in database.execute(_SERVICES))
    told = {reason: database.execute(query).fetchall() for reason, query in _SHARED.items()}
    for reason, rows in {**told, "page": pages}.items():
        groups: dict[str, set[str]] = defaultdict(set)
        for service, value in rows:
            if service in known and (key := _key(reason, str(value or ""))):
                groups[key].add(service)
        for group in groups.values():
            if 1 < len(group) <= _MOST_SHARING:
                label = f"same {reason.split(' of ')[0]}"
                yield from ((label, pair) for pair in combinations(sorted(group), 2))


def _key(reason: str, value: str) -> str:
    if reason.startswith("phone"):
        return numbers.key(value)
    if reason == "page":
        return re.sub(r"^https?://(?:www\.)?|/+$", "", value.casefold())
    return folding.fold(value)


def _alike(services: Mapping[str, _Service], changed: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    by_place: dict[str, list[_Service]] = defaultdict(list)
    for service in services.values():
        for territory in service.territories:
            by_place[territory].append(service)
    for service in (services[own] for own in sorted(changed) if own in services):
        for territory in service.territories:
            yield from _like(service, by_place[territory])


def _like(service: _Service, others: Sequence[_Service]) -> Iterator[tuple[str, tuple[str, str]]]:
    keys = [other.key for other in others]
    for _, score, number in process.extract(
        service.key, keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
    ):
        other = others[number]
        if other.id != service.id:
            yield f"similar names ({score:.0f})", (min(service.id, other.id), max(service.id, other.id))
