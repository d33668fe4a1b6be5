"""The door: the services that fit what is asked, why they fit, and how far it was looked for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from directory.places import Places
from directory.reading import Directory
from directory.search import catalogue, filters
from directory.search.asked import MAYBE, Answer, Asked, Hit, Reason, Scope
from directory.search.index import Index
from directory.search.meaning import Meaning, PlaceInText
from directory.search.query import Query
from directory.search.reasons import Fit, Reasons
from directory.search.widening import SCOPES, Reach
from directory.service import FRESH, Service
from directory.territory import Territories

_MOST = 50  # services of one scope that are weighed by their words
_KM_ALIKE = 5.0  # services nearer to each other than this are equally near
_SCORE_ALIKE = 5
_NEARLY = 15  # points that a service may be worse than the best and still come first because it serves

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Round:
    """One look through the services: what was asked, what each says to it, how far each is."""

    asked: Asked
    query: Query
    states: Mapping[Reason, filters.States]
    allowed: Flags
    km: NDArray[np.float64] | None
    scopes: NDArray[np.int8] | None
    serves: Flags | None
    now: datetime


class Finder:
    """All services of a directory, ready to be found; it never changes."""

    def __init__(
        self,
        services: Iterable[Service],
        territories: Territories,
        places: Places,
        aliases: Mapping[str, Sequence[str]],
    ) -> None:
        """`aliases`: other names of territories, by code. Services that are no more are left out."""
        offered = [service for service in services if service.status in ("active", "temporarily closed")]
        found = catalogue.of_services(offered, territories, aliases)
        self._services = found.services
        self._territories = territories
        self._index = Index(found.columns)
        self._reasons = Reasons(self._index, found)
        self._text = PlaceInText(self._index, found.places, places)
        self._table = filters.Table(found.services)
        self._reach = Reach(found.services, territories)

    def find(self, asked: Asked, now: datetime) -> Answer:
        """The services that fit, those that are surest and nearest first.

        What nobody told of a service passes a filter, but ranks after what is known to fit. When nothing
        fits in the district the oblast is looked through, then the country: `scope` says so.

        Raises:
            UnknownTerritory: there is no territory with the code that is asked for.
        """
        query = self._index.read(asked.text)
        meaning = Meaning(query) if asked.territory else self._text.of(query)
        territory = asked.territory or meaning.territory
        if meaning.which is not None and meaning.which.kind != "none":
            return Answer(which=meaning.which)
        hits = self._hits(self._round(asked, meaning.rest, territory, now))
        if not hits and meaning.territory:  # the word was no place: «Талгар» may be the name of a fund
            hits = self._hits(self._round(asked, query, "", now))
        page = tuple(hits[asked.offset : asked.offset + asked.limit])
        return Answer(page, len(hits), hits[0].scope if hits else "", territory, meaning.which)

    def _round(self, asked: Asked, query: Query, territory: str, now: datetime) -> _Round:
        states = self._table.states(asked)
        allowed = np.ones(len(self._services), dtype=bool)
        for state in states.values():
            allowed &= state != filters.NO
        km = self._table.kilometres(*asked.near) if asked.near else None
        if km is not None and asked.radius_km is not None:
            allowed &= km <= asked.radius_km
        scopes, serves = self._reach.scopes(territory) if territory else (None, None)
        return _Round(asked, query, states, allowed, km, scopes, serves, now)

    def _hits(self, round_: _Round) -> list[Hit]:
        """All hits of the scopes that are looked through, in the order in which they are shown."""
        found: dict[int, Hit] = {}
        for scope, flags in _by_scope(round_):
            if scope == "elsewhere" and any(hit.is_good for hit in found.values()):
                break
            for owner, fit in self._fitting(round_, flags):
                if fit.score >= MAYBE:
                    found[owner] = self._hit(owner, fit, scope, round_)
        best = max((hit.score for hit in found.values()), default=0)
        # Equal ones stay as the index ranks them: a kind that was named as a whole before its needs.
        return sorted(found.values(), key=lambda hit: _rank(hit, best, round_.km is not None))

    def _fitting(self, round_: _Round, flags: Flags) -> Iterator[tuple[int, Fit]]:
        """The services among those flagged that the words fit; all of them when there are no words."""
        if not round_.query.tokens and not round_.query.numbers:
            if _asks_anything(round_):
                yield from ((int(owner), Fit(100, ())) for owner in np.flatnonzero(flags))
            return
        limit = max(_MOST, round_.asked.offset + round_.asked.limit)
        hits = self._index.search(round_.query, limit=limit, allowed=flags)
        yield from self._reasons.of([hit.owner for hit in hits], round_.query)

    def _hit(self, owner: int, fit: Fit, scope: Scope, round_: _Round) -> Hit:
        service = self._services[owner]
        known = [code for code, state in round_.states.items() if state[owner] == filters.YES]
        serves = None if round_.serves is None else bool(round_.serves[owner])
        km = None if round_.km is None or np.isinf(round_.km[owner]) else float(round_.km[owner])
        where: dict[Reason, bool] = {"serves": bool(serves), "near": km is not None}
        also = [code for code, is_so in where.items() if is_so]
        return Hit(
            service,
            fit.score,
            tuple(dict.fromkeys([*fit.reasons, *known, *also])),
            tuple(code for code, state in round_.states.items() if state[owner] == filters.UNKNOWN),
            serves,
            km,
            scope,
            _is_stale(service, round_.now),
            service.status == "temporarily closed",
        )


def finder_of(directory: Directory) -> Finder:
    """All services of an opened directory, ready to be found."""
    return Finder(directory.services.values(), directory.territories, directory.places, directory.aliases)


def _by_scope(round_: _Round) -> Iterator[tuple[Scope, Flags]]:
    if round_.scopes is None:
        yield "", round_.allowed
        return
    for number, scope in enumerate(SCOPES):
        yield scope, round_.allowed & (round_.scopes == number)


def _asks_anything(round_: _Round) -> bool:
    return bool(round_.states) or round_.km is not None or round_.scopes is not None


def _is_stale(service: Service, now: datetime) -> bool:
    """Whether nobody made sure of it for 180 days, nor is its source sure."""
    if service.assured is not None:
        return now.date() - service.assured > FRESH
    return service.confidence != "high"


def _rank(hit: Hit, best: int, by_distance: bool) -> tuple[float, ...]:
    """What hits are ordered by: nearly as good as the best, then who serves, is sure, is near."""
    km = np.inf if hit.km is None else hit.km // _KM_ALIKE
    scope = SCOPES.index(hit.scope) if hit.scope else 0
    return (
        hit.closed,
        best - hit.score > _NEARLY,
        scope,
        not hit.serves,
        len(hit.unsure),
        float(km) if by_distance else 0.0,
        -(hit.score // _SCORE_ALIKE),
        hit.stale,
        -hit.score,
    )
