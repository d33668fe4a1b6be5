"""Finds the place that a person means: typed in any script and spelling, or pointed at on a map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from directory import folding, homonyms, type_words
from directory.matching import Hit, Matcher
from directory.point import Found, Points
from directory.resembling import Vocabulary
from directory.territory import Territories, Territory
from directory.vocabulary import Key, key_of

SURE = 90  # from this score on a place may be taken without asking
LEAST = 60  # below it a place is not even offered
MOST = 5  # places that are offered at once
_SAME = 5.0  # places whose scores are nearer than this are equally good …
_SAME_AS_EXACT = 1.0  # … to a place that is named to the letter, nearer than this
_LARGE = ("oblast", "city", "district")
_MOST_LETTERS = 128  # of a text; the rest is not read


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text may mean; score 0..100; `alias`: only an old or other name matched."""

    code: str
    score: int
    alias: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What to do next: take the one place, let the person choose, ask city or oblast, or ask again.

    `more`: how many equally good places are not among those offered: ask for the district as well.
    """

    kind: Literal["one", "choose", "city_or_oblast", "none"]
    places: tuple[Place, ...] = ()
    more: int = 0


class Places:
    """All places of the country, ready to be found."""

    def __init__(self, territories: Territories, names: Iterable[Key]) -> None:
        """`names`: as `vocabulary.names_of` gives them."""
        self._territories = territories
        self._units = [unit for unit in territories if unit.kind != "city_proper"]
        codes = [unit.code for unit in self._units]
        number = {code: position for position, code in enumerate(codes)}
        self._paths = [tuple([number[up.code] for up in territories.path(code)[1:]]) for code in codes]
        self._matcher = Matcher(self._units, self._paths, Vocabulary(number, names))
        self._points = Points(territories)
        self._pairs = _pairs(territories, number)

    def find(self, text: str, *, within: str = "", limit: int = 5) -> list[Place]:
        """The places that the text may mean, best first; `within` keeps to one territory.

        Any language and script, missing Kazakh letters, words for the kind of place, parents'
        names in any order. An empty list when nothing resembles it.
        """
        hits, _ = self._hits(text)
        if within:
            self._territories.get(within)
            hits = [hit for hit in hits if self._territories.is_within(self._units[hit.number].code, within)]
        return [self._place(hit) for hit in self._with_old_names(hits, limit)]

    def ask(self, text: str) -> Asked:
        """What to answer to a person who typed this.

        "one": ≥ 90 and clear. "city_or_oblast": the name is both, places are (city, oblast).
        "choose": namesakes, an unsure or an old name; at most five. "none": nothing fits.
        """
        hits, has_kind = self._hits(text)
        if not hits or hits[0].score < LEAST:
            return Asked("none")
        apart = _SAME_AS_EXACT if max(hit.score for hit in hits) > 99 else _SAME
        peers = [hit for hit in hits if hits[0].score - hit.score < apart and hit.score >= LEAST]
        if not has_kind and (both := self._city_and_oblast(hits, peers)):
            return both
        peers = homonyms.without_nested(peers, self._units, self._paths)
        if not has_kind:
            peers = homonyms.led_by_centre(peers, self._units)
        if len(peers) == 1 and round(peers[0].score) >= SURE and not peers[0].alias:
            return Asked("one", (self._place(peers[0]),))
        return self._choice(hits, peers)

    def at(self, lat: float, lon: float) -> Found | None:
        """The district or city of the nearest known place, and the distance in kilometres."""
        return self._points.nearest(lat, lon)

    def _hits(self, text: str) -> tuple[list[Hit], bool]:
        best, named = self._matcher.hits(folding.words(text[:_MOST_LETTERS]))
        good = (hit for hit in best.values() if hit.score >= LEAST / 2)
        return sorted(good, key=lambda hit: (-hit.rank, *self._order(hit))), bool(named.kinds)

    def _with_old_names(self, hits: Sequence[Hit], limit: int) -> list[Hit]:
        """The first hits, and at their end cities and districts that bore the villages' name once."""
        first, later = hits[:limit], hits[limit:]
        as_good = (hit for hit in later if hit.score > first[0].score - _SAME_AS_EXACT)
        large = [hit for hit in as_good if self._units[hit.number].level in _LARGE][: limit // 2]
        return [*first[: limit - len(large)], *large]

    def _order(self, hit: Hit) -> tuple[int, str]:
        unit = self._units[hit.number]
        return homonyms.precedence(unit), unit.code

    def _city_and_oblast(self, hits: Sequence[Hit], peers: Sequence[Hit]) -> Asked | None:
        city = next((hit for hit in peers if hit.number in self._pairs and hit.alone and not hit.alias), None)
        if city is None or round(city.score) < SURE:
            return None
        partner = self._pairs[city.number]
        known = next((hit for hit in hits if hit.number == partner), None)
        oblast = known or Hit(partner, city.score, False, True, city.score)
        return Asked("city_or_oblast", (self._place(city), self._place(oblast)))

    def _choice(self, hits: Sequence[Hit], peers: Sequence[Hit]) -> Asked:
        offered = sorted(peers, key=self._order)
        if len(peers) == 1:  # unsure of one: offer what resembles it as well
            near = [hit for hit in hits if hit.score >= max(LEAST, peers[0].score - 4 * _SAME)]
            others = [hit for hit in near if hit not in peers]
            offered = homonyms.without_nested([*peers, *others], self._units, self._paths)
        places = tuple(self._place(hit) for hit in offered[:MOST])
        return Asked("choose", places, max(0, len(peers) - MOST))

    def _place(self, hit: Hit) -> Place:
        return Place(self._units[hit.number].code, max(0, min(100, round(hit.score))), hit.alias)


def _pairs(territories: Territories, number: dict[str, int]) -> dict[int, int]:
    """City → oblast of the same name (Алматы, Түркістан, Қарағанды …), by their numbers."""
    oblasts = {_bare(unit): unit for unit in territories.oblasts() if unit.level == "oblast"}
    cities = [unit for unit in territories if unit.level == "city"]
    return {number[city.code]: number[oblasts[_bare(city)].code] for city in cities if _bare(city) in oblasts}


def _bare(unit: Territory) -> str:
    return key_of(type_words.split(folding.words(unit.names["kk"]), typed=False).words)
