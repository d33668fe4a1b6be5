"""Which services are offered to somebody who looks for help, and who answers where there is none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from conversations.house import House
from conversations.lookup import conditions
from conversations.lookup.searching import Search
from directory import gaps, kinds
from directory.search import catalogue
from directory.search.asked import Answer, Asked, Hit
from directory.search.widening import SCOPES

MOST = 5
"""Services that are offered at once."""

_WEIGHED = 20  # of each need, before the best of all are taken
_NEAR = ("district", "oblast")
_KM_ALIKE = 5.0


@dataclass(frozen=True, slots=True)
class Offer:
    """The services that fit, best first; `territory`: where help is needed, "" if nobody told.

    `department`: the code of the authority that answers for the need there, "" if the directory has none.
    """

    hits: tuple[Hit, ...] = ()
    territory: str = ""
    department: str = ""

    @property
    def is_near(self) -> bool:
        """Whether one of them takes people from there and is not a line for the whole country."""
        return any(hit.scope in _NEAR and hit.serves for hit in self.hits)


def understood(house: House, text: str, now: datetime) -> Answer:
    """Give what the search makes of words alone: the services, and the place that they name."""
    return house.finder.find(Asked(text=text, limit=MOST), now)


def offer(house: House, search: Search, now: datetime) -> Offer:
    """Give what to show for a need and a place. The same as before, if the directory is still the same."""
    territory = "" if search.named else search.territory
    asked = Asked(text=search.text, territory=territory, near=search.point, limit=MOST)
    asked = conditions.narrow(asked, search, now)
    if search.text:
        answers = [house.finder.find(asked, now)]
        hits = answers[0].hits
    else:
        of_needs = (replace(asked, need=code, limit=_WEIGHED) for code in needs_of(search.need))
        answers = [house.finder.find(one, now) for one in of_needs]
        hits = _together(answers, by_distance=search.point is not None)
    where = search.territory or next((one.territory for one in answers if one.territory), "")
    hits = tuple(sorted(hits, key=lambda hit: not hit.is_good))  # "maybe" stands below
    return Offer(hits, where, _department(house, _main_need(search, hits), where))


def needs_of(button: str) -> tuple[str, ...]:
    """Give the needs that are offered under a button of the glossary, the main one first."""
    return tuple(need.code for need in kinds.all_needs().values() if need.button == button)


def _together(answers: Sequence[Answer], *, by_distance: bool) -> tuple[Hit, ...]:
    """Put the answers to several needs in one list: the nearest, whom one can call, the main need first.

    Another region is offered only for the main need: far away nobody looks for what is beside it.
    """
    known: dict[str, tuple[tuple[float, ...], Hit]] = {}
    for need, answer in enumerate(answers):
        for turn, hit in enumerate(answer.hits):
            if need == 0 or hit.scope != "elsewhere":
                known.setdefault(hit.service.id, ((*_order(hit, by_distance), need, turn), hit))
    ordered = sorted(known.values(), key=lambda one: one[0])
    return tuple(hit for _, hit in ordered[:MOST])


def _order(hit: Hit, by_distance: bool) -> tuple[float, ...]:
    scope = SCOPES.index(hit.scope) if hit.scope else 0
    km = float("inf") if hit.km is None else hit.km // _KM_ALIKE
    return (hit.closed, scope, not hit.serves, km if by_distance else 0.0, not hit.service.phones)


def _main_need(search: Search, hits: Sequence[Hit]) -> str:
    """Give the need that was meant: that of the button or, of words, the one most of what fits answers.

    A line for everything stands first for many words: what others have in common with it was meant.
    """
    if search.need:
        return needs_of(search.need)[0]
    known = kinds.all_needs()
    fitting = [hit for hit in hits if hit.is_good] or hits[:1]
    answered = (code for hit in fitting for code in catalogue.needs_of(hit.service) if code in known)
    return next((code for code, _ in Counter(answered).most_common(1)), "")


def _department(house: House, need: str, territory: str) -> str:
    return gaps.who_answers(need, territory, house.directory.departments) if need and territory else ""
