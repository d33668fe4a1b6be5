"""Services as the list shows them: what was asked, and the lines of the answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.house import House
from directory import folding, kinds
from directory.departments import WHOLE_COUNTRY
from directory.search import catalogue
from directory.search.asked import Asked
from directory.service import FRESH, Service
from locales import daytime

PAGE = 25
_OFFERED = ("active", "temporarily closed")
STATES = ("", "open", "stale", "closed")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; "" and 0 are not asked. `state`: open, stale (long not checked), closed."""

    text: str = ""
    need: str = ""
    kind: str = ""
    territory: str = ""
    age: float | None = None
    sex: str = ""
    language: str = ""
    free: bool = False
    papers: bool = False
    state: str = ""
    page: int = 1

    @property
    def asks(self) -> bool:
        """Whether the search of the house is asked, which weighs words and knows what fits a child."""
        conditions = (self.age is not None, self.sex, self.language, self.free, self.papers)
        return bool(self.text or any(conditions)) and self.state in ("", "open")


@dataclass(frozen=True, slots=True)
class Answer:
    """The services of one page, of `total`; `choose`: places of which one must be named first."""

    services: tuple[Service, ...]
    total: int
    choose: tuple[str, ...] = ()


def read(query: Mapping[str, str]) -> Question:
    """The question in the address of the page; what cannot be is not asked."""
    age, page = query.get("age", ""), query.get("page", "")
    return Question(
        text=query.get("q", "").replace("\0", "").strip()[:200],
        need=query.get("need", "") if query.get("need", "") in kinds.all_needs() else "",
        kind=query.get("kind", "") if query.get("kind", "") in kinds.all_kinds() else "",
        territory=query.get("territory", ""),
        age=float(age) if age.isascii() and age.isdecimal() and len(age) <= 2 else None,
        sex=query.get("sex", "") if query.get("sex", "") in ("girls", "boys") else "",
        language=query.get("spoken", "") if query.get("spoken", "") in kinds.LANGUAGES else "",
        free="free" in query,
        papers="papers" in query,
        state=query.get("state", "") if query.get("state", "") in STATES else "",
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) <= 4 else 1,
    )


def find(house: House, question: Question, now: datetime) -> Answer:
    """The services that fit: found by the house, or in order of their names."""
    if question.territory and not house.directory.territories.find(question.territory):
        return Answer((), 0)
    if not question.asks:
        found = sorted(_listed(house, question, now), key=_order)
        start = max(0, question.page - 1) * PAGE
        return Answer(tuple(found[start : start + PAGE]), len(found))
    answer = house.finder.find(_asked(question), now)
    choose = answer.which.places if answer.which is not None else ()
    if not answer.hits and not choose:  # services that the search leaves out are found by their names
        found = sorted(_listed(house, question, now), key=_order)
        return Answer(tuple(found[:PAGE]), len(found))
    hits = tuple(hit.service for hit in answer.hits)
    fresh = _changed_just_now(house, question, now, hits)
    known = house.shelf.services
    told = (*fresh, *(known.get(one.id, one) for one in hits))
    return Answer(told[:PAGE], answer.total + len(fresh), tuple(one.code for one in choose))


def _changed_just_now(
    house: House, question: Question, now: datetime, hits: tuple[Service, ...]
) -> list[Service]:
    """Give what the search does not know yet, while it is made anew: by name, for who has just edited."""
    if not (question.text and question.page == 1 and house.shelf.is_behind):
        return []
    there = {one.id for one in hits}
    return sorted((one for one in _listed(house, question, now) if one.id not in there), key=_order)


def _asked(question: Question) -> Asked:
    return Asked(
        text=question.text,
        kind=question.kind,
        need=question.need,
        territory=question.territory,
        age=question.age,
        sex="girls" if question.sex == "girls" else "boys" if question.sex else None,
        language=question.language,
        free=question.free,
        without_documents=question.papers,
        limit=PAGE,
        offset=(max(1, question.page) - 1) * PAGE,
    )


def _listed(house: House, question: Question, now: datetime) -> Iterator[Service]:
    words = folding.fold(question.text)
    for service in house.shelf.services.values():
        if _fits(house, service, question) and _is_in_state(service, question.state, now):
            names = folding.fold(" ".join(catalogue.called(service)))
            if words in names:
                yield service


def _fits(house: House, service: Service, question: Question) -> bool:
    if question.kind and question.kind not in service.kinds:
        return False
    if question.need and question.need not in catalogue.needs_of(service):
        return False
    return not question.territory or _is_there(house, service, question.territory)


def _is_there(house: House, service: Service, territory: str) -> bool:
    """Whether it sits in the territory, or takes in children from there."""
    territories = house.directory.territories
    seats = [seat.territory for seat in service.seats if territories.find(seat.territory)]
    if any(territories.is_within(seat, territory) for seat in seats):
        return True
    serves: Iterable[str] = (code for code in service.serves if territories.find(code))
    return WHOLE_COUNTRY in service.serves or any(territories.is_within(territory, code) for code in serves)


def _is_in_state(service: Service, state: str, now: datetime) -> bool:
    is_offered = service.status in _OFFERED
    if state == "closed":
        return service.status != "active"
    if state == "stale":
        return is_offered and is_stale(service, now)
    return is_offered or state == ""


def is_stale(service: Service, now: datetime) -> bool:
    """Whether nobody has made sure of it for 180 days."""
    return service.assured is None or daytime.day(now) - service.assured > FRESH


def _order(service: Service) -> tuple[bool, str, str]:
    return service.status not in _OFFERED, folding.fold(next(iter(service.names.values()), "")), service.id
