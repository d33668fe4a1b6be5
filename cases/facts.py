"""What one report tells, as facts that rules can read: the edge where answers become types.

`unknown`, None and an absent key mean the same and are never "no"; only for `work` it matters which (see
below). An empty list means that the question was answered and nothing was marked. The keys are those of the
questions, not of the law.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

import msgspec

from cases import ages, hours, law
from cases.ages import Ages
from cases.errors import FactsRefused
from cases.hours import Span

MOST_KILOGRAMS = 1000.0

HAZARDS = (
    *("chemicals", "machinery_tools", "heavy_loads", "heat", "cold_bad_weather", "dirt_dust"),
    *("no_protection_gear", "no_drinking_water", "no_toilet", "no_place_to_eat_rest", "no_first_aid"),
    *("no_breaks", "long_hours", "insect_snake_bites", "sunburn", "headache_fatigue_backache"),
    *("injury_accident", "violence", "alcohol_tobacco_sale", "night_club", "traffic_street"),
)
WORST_FORMS = (  # C182 Art. 3 (a)-(c), as the monitoring form lists them, and two that it does not name
    *("slavery", "bonded_labour", "forced_labour", "physical_threat", "armed_conflict"),
    *("sexual_exploitation", "porn_material", "porn_performance", "drugs", "begging", "gambling", "other"),
    *("trafficking", "illicit"),
)
CHOICES: dict[str, tuple[str, ...]] = {
    "work": ("yes", "suspected", "unknown", "no"),  # not told means yes: a report is about work
    "origin": ("report", "phone", "teacher", "visit"),
    "compulsion_by": ("employer", "parent", "other", "none"),
    "school_harm": ("none", "late", "absent", "dropped"),
    "sector_kind": ("formal", "informal", "household", "illegal"),
    "employer_kind": ("parent", "relative", "family", "neighbour", "private", "company", "school", "other"),
    "clm_lead": ("A", "B"),
}


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the rules and the routing can read; None and empty: not told.

    `given` repeats, as text and in order of the keys, what was told at all: it is what a reason quotes.
    """

    age: Ages = ages.NOT_TOLD
    work: str | None = None
    origin: str | None = None
    edu_done: bool | None = None  # basic or general secondary education finished
    in_school: bool | None = None
    study_period: bool | None = None  # the day is in term, not in vacation
    during_lessons: bool | None = None
    hours_day: Span | None = None
    hours_week: Span | None = None
    shifts: Span | None = None  # kept for the forms; no rule reads shifts and breaks
    breaks: Span | None = None
    start: int | None = None  # minutes since midnight
    end: int | None = None
    night: bool | None = None
    night_hours: Span | None = None
    overtime: bool | None = None
    activity: tuple[str, ...] = ()
    on_list: bool | None = None  # on the list of hazardous work
    heavy: bool | None = None  # load over the limit
    light: bool | None = None  # on the approved list of light work
    own_home: bool | None = None
    visit_no_child: bool | None = None
    hazard: tuple[str, ...] = ()
    load_kg: Span | None = None
    consent: bool | None = None
    arts: bool | None = None
    wfcl: tuple[str, ...] = ()
    compulsion_by: str | None = None
    abuse: bool | None = None
    serious_threat: bool | None = None
    school_harm: str | None = None
    sector_kind: str | None = None
    employer_kind: str | None = None
    accused: tuple[str, ...] = ()
    poverty: bool | None = None
    home_known: bool | None = None
    has_carer: bool | None = None
    migrant: bool | None = None
    registered: bool | None = None
    place_known: bool | None = None
    clm_lead: str | None = None
    given: tuple[tuple[str, str], ...] = ()

    def tells(self, key: str) -> bool:
        """Was anything said about this key?"""
        return key in dict(self.given)


def parse(told: Mapping[str, object]) -> Facts:
    """The facts of a report.

    Yes/no facts take True, False, "yes", "no"; numbers and bands may come as text. Raises `FactsRefused`,
    which names the first key or value that is not known and the nearest one that is.
    """
    values: dict[str, Any] = {}
    given: list[tuple[str, str]] = []
    for key, value in told.items():
        parser = _PARSERS.get(key)
        if parser is None:
            raise FactsRefused(key, nearest=_nearest(key, _PARSERS))
        if value is None or (value == "unknown" and key != "work"):
            continue
        parsed = parser(key, value)
        values[key] = parsed
        if key != "age" or parsed != ages.NOT_TOLD:
            given.append((key, _text(value)))
    return Facts(**values, given=tuple(sorted(given)))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(_text(one) for one in value)
    return str(value)


def _age(key: str, value: object) -> Ages:
    try:
        return ages.parse(value)
    except ValueError:
        raise FactsRefused(key, value, reason="is no age: 13, 12-13, <7 or a list") from None


def _yes_no(key: str, value: object) -> bool:
    known = {True: True, False: False, "yes": True, "no": False}
    if not isinstance(value, bool | str) or value not in known:
        raise FactsRefused(key, value, nearest=_nearest(value, ("yes", "no")))
    return known[value]


def _choice(key: str, value: object) -> str:
    if not isinstance(value, str) or value not in CHOICES[key]:
        raise FactsRefused(key, value, nearest=_nearest(value, CHOICES[key]))
    return value


def _codes(known: Callable[[], Collection[str]]) -> Callable[[str, object], tuple[str, ...]]:
    def parse_codes(key: str, value: object) -> tuple[str, ...]:
        many = value if isinstance(value, list | tuple | set | frozenset) else [value]
        codes = known()
        for code in many:
            if code != "unknown" and (not isinstance(code, str) or code not in codes):
                raise FactsRefused(key, code, nearest=_nearest(code, codes))
        return tuple(sorted({str(code) for code in many} - {"unknown"}))

    return parse_codes


def _span(most: float) -> Callable[[str, object], Span]:
    def parse_span(key: str, value: object) -> Span:
        try:
            return hours.parse(value, most=most)
        except ValueError:
            raise FactsRefused(key, value, reason=f"is no number from 0 to {most:g}") from None

    return parse_span


def _minute(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= hours.MIDNIGHT:
        raise FactsRefused(key, value, reason="is no minute of a day, 0 to 1440")
    return value


def _nearest(word: object, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(str(word), list(known), n=1, cutoff=0.3)), "")


_PARSERS: dict[str, Callable[[str, object], object]] = {
    "age": _age,
    "activity": _codes(cache(lambda: law.book().activity_codes)),
    "accused": _codes(cache(lambda: law.book().body_codes)),
    "hazard": _codes(lambda: HAZARDS),
    "wfcl": _codes(lambda: WORST_FORMS),
    "hours_day": _span(24),
    "night_hours": _span(24),
    "hours_week": _span(24 * hours.DAYS_OF_WEEK),
    "shifts": _span(24),
    "breaks": _span(100),
    "load_kg": _span(MOST_KILOGRAMS),
    "start": _minute,
    "end": _minute,
} | dict.fromkeys(CHOICES, _choice)
_PARSERS |= {
    field: _yes_no for field in Facts.__struct_fields__ if field not in _PARSERS and field != "given"
}
