"""Which services of the directory fit a measure, and what speaks against one that was chosen. Pure.

Nearest first, then those of which somebody made sure last. What nobody told of a service speaks against
nothing: it is to be asked there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from cases.referrals import terms
from directory import gaps, kinds
from directory.departments import Departments
from directory.search import widening
from directory.search.asked import Asked, Hit, Scope
from directory.search.finding import Finder
from directory.search.widening import SCOPES
from directory.service import Service
from directory.territory import Territories
from locales import daytime

MOST = 8
"""Services that are shown at once."""
_LOOKED_AT = 200
_MONTH = timedelta(days=365) / 12
_COUNTRY = "KZ"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: need and territory by their codes, words if any; the child's ages, sex, language.

    `ages`: youngest and oldest that the child may be, None if not known. `papers`: False – the child has
    none, only services that do not ask for them. `near`: degrees of WGS84. `language`: "" for any. `wider`:
    other regions, too.
    """

    need: str
    territory: str
    ages: tuple[int, int] | None = None
    sex: Literal["girls", "boys"] | None = None
    language: str = ""
    papers: bool = True
    near: tuple[float, float] | None = None
    text: str = ""
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that fits: how far it is, what is to be asked there, and whether somebody made sure of it.

    `verified`: nobody has to be called first to find out whether it is still there.
    """

    service: Service
    scope: Scope
    km: float | None
    ask: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The services that fit, nearest first. None: `body` is the nearest oblast-level authority, or ""."""

    candidates: tuple[Candidate, ...]
    body: str = ""


def choose(
    finder: Finder, territories: Territories, departments: Departments, wish: Wish, now: datetime
) -> Choice:
    """Look from the district to the oblast to the country; in other regions only if that is wished."""
    asked = Asked(
        text=wish.text,
        need=wish.need,
        territory=wish.territory,
        near=wish.near,
        sex=wish.sex,
        language=wish.language,
        without_documents=not wish.papers,
        limit=_LOOKED_AT,
    )
    hits = [one for one in finder.find(asked, now).hits if wish.wider or one.scope != "elsewhere"]
    fitting = [one for one in hits if _is_of_age(one.service, wish.ages)]
    day = daytime.day(now)
    ordered = sorted(fitting, key=lambda one: _order(one, day))
    if ordered:
        return Choice(tuple(_candidate(one, wish, day) for one in ordered[:MOST]))
    return Choice((), body(territories, departments, wish.need, wish.territory))


def body(territories: Territories, departments: Departments, need: str, territory: str) -> str:
    """Give the code of the nearest oblast-level authority that can answer for a need, "" if there is none."""
    if not (need and territory):
        return ""
    return gaps.who_answers(need, territories.oblast_of(territory).code, departments)


def against(service: Service, wish: Wish, territories: Territories, now: datetime) -> tuple[str, ...]:
    """Give what speaks against this service for this child: codes, none when it fits.

    territory, age, sex, papers, closed, unverified.
    """
    told = {
        "closed": service.status != "active",
        "territory": bool(wish.territory) and not _serves(service, wish.territory, territories),
        "age": not _is_of_age(service, wish.ages),
        "sex": bool(wish.sex and service.terms.sex and service.terms.sex != wish.sex),
        "papers": not wish.papers and service.terms.without_documents is False,
        "unverified": not is_verified(service, daytime.day(now)),
    }
    return tuple(code for code, is_so in told.items() if is_so)


def is_verified(service: Service, day: date) -> bool:
    """Tell whether somebody made sure of a service within the last months (12 by `terms_kz.toml`)."""
    months = terms.in_force(day).unverified_months
    return service.assured is not None and service.assured > day - months * _MONTH


def button(need: str) -> str:
    """Give the key of the button under which a need is offered to the public, as gaps are counted."""
    return kinds.get_need(need).button


def _order(hit: Hit, day: date) -> tuple[object, ...]:
    assured = hit.service.assured
    age = (day - assured).days if assured is not None else 100_000
    near = hit.km if hit.km is not None else 100_000.0
    return (SCOPES.index(hit.scope) if hit.scope else 0, hit.closed, len(hit.unsure), round(near), age)


def _candidate(hit: Hit, wish: Wish, day: date) -> Candidate:
    unknown = [*hit.unsure]
    terms_ = hit.service.terms
    if wish.ages is not None and terms_.youngest is None and terms_.oldest is None:
        unknown.append("age")
    return Candidate(hit.service, hit.scope, hit.km, tuple(unknown), is_verified(hit.service, day))


def _is_of_age(service: Service, ages: tuple[int, int] | None) -> bool:
    """Tell whether a child of one of these ages may come; both ends of what is told belong to it."""
    if ages is None:
        return True
    youngest, oldest = service.terms.youngest, service.terms.oldest
    return (youngest is None or ages[1] >= youngest) and (oldest is None or ages[0] < oldest + 1)


def _serves(service: Service, territory: str, territories: Territories) -> bool:
    served = widening.served(service, territories)
    around = {row.code for row in territories.path(territory)}
    return bool(served & (around | {_COUNTRY})) or not served
