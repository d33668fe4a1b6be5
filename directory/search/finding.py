"""The door: the services that fit what is asked, why they fit, and how far it was looked for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from directory import places as places_
from directory.places import Places
from directory.reading import Directory
from directory.search import catalogue, filters
from directory.search import learned as learned_
from directory.search.asked import GOOD, MAYBE, Answer, Asked, Hit, Reason, Scope
from directory.search.fields import Numbers
from directory.search.index import Index
from directory.search.learned import Learned
from directory.search.meaning import Meaning, PlaceInText
from directory.search.ranking import Found, Ranking
from directory.search.reasons import Reasons
from directory.search.weighing import Weighing
from directory.search.widening import SCOPES, Reach
from directory.search.worth import Worth
from directory.service import Service
from directory.territory import Territories

_MOST = 50  # services of one scope that are weighed by their words
_ELSEWHERE = SCOPES.index("elsewhere")
_WHOLLY = 100  # the score where no word was asked for

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Round:
    """One look through the services: what was asked, what each says to it, how far each is."""

    asked: Asked
    worth: Worth
    states: Mapping[Reason, filters.States]
    allowed: Flags
    km: NDArray[np.float64] | None
    scopes: NDArray[np.int8] | None
    serves: Flags | None
    now: datetime

    @property
    def has_words(self) -> bool:
        """Whether there is something to weigh."""
        return bool(self.worth.query.tokens or self.worth.query.numbers)

    @property
    def asks_nothing(self) -> bool:
        """Whether neither words nor anything else is asked for."""
        return not (self.has_words or self.states or self.km is not None or self.scopes is not None)


class Finder:
    """All services of a directory, ready to be found; it never changes."""

    def __init__(
        self,
        services: Iterable[Service],
        territories: Territories,
        places: Places,
        aliases: Mapping[str, Sequence[str]],
        learned: Learned = learned_.NOTHING,
    ) -> None:
        """`aliases`: other names of territories, by code. Services that are no more are left out."""
        offered = [service for service in services if service.status in ("active", "temporarily closed")]
        found = catalogue.of_services(offered, territories, aliases, learned)
        self._services = found.services
        self._territories = territories
        self._index = Index(found.columns)
        self._reasons = Reasons(found)
        self._text = PlaceInText(found.places, places)
        self._table = filters.Table(found.services)
        self._reach = Reach(found.services, territories)
        self._ranking = Ranking(found.services, learned.penalties)

    def find(self, asked: Asked, now: datetime) -> Answer:
        """The services that fit, those that are surest and nearest first.

        What nobody told of a service passes a filter, but ranks after what is known to fit. When nothing
        fits in the district the oblast is looked through, then the country: `scope` says so.

        Raises:
            UnknownTerritory: there is no territory with the code that is asked for.
        """
        if asked.territory:
            self._territories.get(asked.territory)
        query = self._index.read(asked.text, self._text.is_a_place)
        if asked.text.strip() and not query.tokens and not query.numbers:  # nothing that could be understood
            return Answer(territory=asked.territory, which=places_.Asked("none"))
        worth = self._index.worth(query)
        meaning = Meaning(worth.query) if asked.territory else self._text.of(worth)
        territory = asked.territory or meaning.territory
        if meaning.which is not None and meaning.which.kind != "none":
            return Answer(which=meaning.which)
        rest = worth if meaning.rest is worth.query else self._index.worth(meaning.rest)
        round_ = self._round(asked, rest, territory, now)
        found = self._found(round_)
        if not len(found.owners) and meaning.territory:  # «Талгар» was no place: it may be the name of a fund
            round_ = self._round(asked, worth, "", now)
            found = self._found(round_)
        hits = self._page(found, round_)
        scope = _scope(found.scopes[0], round_) if len(found.owners) else ""
        return Answer(hits, len(found.owners), scope, territory, meaning.which)

    def _round(self, asked: Asked, worth: Worth, territory: str, now: datetime) -> _Round:
        states = self._table.states(asked)
        allowed = np.ones(len(self._services), dtype=bool)
        for state in states.values():
            allowed &= state != filters.NO
        km = self._table.kilometres(*asked.near) if asked.near else None
        if km is not None and asked.radius_km is not None:
            allowed &= km <= asked.radius_km
        scopes, serves = self._reach.scopes(territory) if territory else (None, None)
        return _Round(asked, worth, states, allowed, km, scopes, serves, now)

    def _found(self, round_: _Round) -> Found:
        """All that fit of the scopes that are looked through, in the order in which they are shown."""
        owners, scores, scopes = self._fitting(round_)
        unsure = np.zeros(len(owners), dtype=np.int64)
        for state in round_.states.values():
            unsure += state[owners] == filters.UNKNOWN
        serves = np.zeros(len(owners), dtype=bool) if round_.serves is None else round_.serves[owners]
        km = np.zeros(len(owners)) if round_.km is None else round_.km[owners]
        anywhere = round_.scopes is None and round_.km is None
        found = Found(owners, scores, scopes, serves, unsure, km, anywhere)
        return found.ordered(
            self._ranking.order(found, round_.now)
        )  # equal ones stay as the index ranks them

    def _fitting(self, round_: _Round) -> tuple[Numbers, Numbers, NDArray[np.int8]]:
        """Owners, scores and scopes of those that fit; elsewhere is looked only when nothing good is near."""
        weighing = Weighing(self._index.rows, round_.worth)
        near = self._weighed(_near(round_), weighing, round_)
        if round_.scopes is None or (near[1] >= GOOD).any():
            return near
        far = self._weighed([(_ELSEWHERE, _within(_ELSEWHERE, round_))], weighing, round_)
        return (
            np.concatenate((near[0], far[0])),
            np.concatenate((near[1], far[1])),
            np.concatenate((near[2], far[2])),
        )

    def _weighed(
        self, scopes: Sequence[tuple[int, Flags]], weighing: Weighing, round_: _Round
    ) -> tuple[Numbers, Numbers, NDArray[np.int8]]:
        """The services of these scopes that the words fit; all of them when there are no words."""
        found = [self._chosen(flags, weighing, round_) for _, flags in scopes]
        owners = np.concatenate(found)
        numbers = np.repeat(np.array([scope for scope, _ in scopes], dtype=np.int8), list(map(len, found)))
        if not round_.has_words:
            return owners, np.full(len(owners), _WHOLLY), numbers
        scores = self._reasons.of(owners, round_.worth).scores
        fits = scores >= MAYBE
        return owners[fits], scores[fits], numbers[fits]

    def _chosen(self, flags: Flags, weighing: Weighing, round_: _Round) -> Numbers:
        if not round_.has_words:
            return np.flatnonzero(flags & (not round_.asks_nothing))
        limit = max(_MOST, round_.asked.offset + round_.asked.limit)
        return weighing.best(limit=limit, allowed=flags)[0]

    def _page(self, found: Found, round_: _Round) -> tuple[Hit, ...]:
        """The hits that are shown; only these are explained."""
        asked = round_.asked
        chosen = slice(asked.offset, asked.offset + asked.limit)
        owners = found.owners[chosen]
        fits = self._reasons.of(owners, round_.worth)
        stale = self._ranking.stale(owners, round_.now)
        rows = zip(owners.tolist(), found.scores[chosen].tolist(), found.scopes[chosen], stale, strict=True)
        return tuple(
            _hit(
                self._services[owner], owner, (score, fits.reasons(position), scope), round_, stale=bool(old)
            )
            for position, (owner, score, scope, old) in enumerate(rows)
        )


def finder_of(directory: Directory, learned: Learned = learned_.NOTHING) -> Finder:
    """All services of an opened directory, ready to be found."""
    services = directory.services.values()
    return Finder(services, directory.territories, directory.places, directory.aliases, learned)


def _hit(
    service: Service, owner: int, fit: tuple[int, tuple[Reason, ...], int], round_: _Round, *, stale: bool
) -> Hit:
    score, reasons, scope = fit
    known = [code for code, state in round_.states.items() if state[owner] == filters.YES]
    serves = None if round_.serves is None else bool(round_.serves[owner])
    km = None if round_.km is None or np.isinf(round_.km[owner]) else float(round_.km[owner])
    where: dict[Reason, bool] = {"serves": bool(serves), "near": km is not None}
    also = [code for code, is_so in where.items() if is_so]
    return Hit(
        service,
        score,
        tuple(dict.fromkeys([*reasons, *known, *also])),
        tuple(code for code, state in round_.states.items() if state[owner] == filters.UNKNOWN),
        serves,
        km,
        _scope(scope, round_),
        stale,
        service.status == "temporarily closed",
    )


def _near(round_: _Round) -> list[tuple[int, Flags]]:
    """The scopes that are looked through in any case, and whom each allows."""
    if round_.scopes is None:
        return [(0, round_.allowed)]
    return [(scope, _within(scope, round_)) for scope in range(_ELSEWHERE)]


def _within(scope: int, round_: _Round) -> Flags:
    return round_.allowed & (round_.scopes == scope)


def _scope(number: int, round_: _Round) -> Scope:
    return "" if round_.scopes is None else SCOPES[number]
