"""The words of the figures: what tables and rows are called."""

from collections.abc import Mapping

from cases import coded
from cases.statistics import counting
from cases.statistics.period import Period
from conversations import outcomes
from conversations.rendering import Speaker
from directory import bodies
from directory.service import in_language
from locales.texts import Text

UNKNOWN = Text("fig.unknown", "Not known")
TITLES = {
    "month": Text("fig.month", "By month"),
    "oblast": Text("svcs.regions", "By region"),
    "body": Text("fig.body", "By kind of department"),
    "activity": Text("fig.activity", "By kind of work"),
    "age_band": Text("fig.age_band", "By age"),
    "sex": Text("fig.sex", "Girls and boys"),
    "timeliness": Text("fig.timeliness", "How soon the department confirmed"),
    "outcome": Text("fig.outcome", "How it ended"),
}
HEADS = (
    Text("fig.table", "Table"),
    Text("fig.code", "Code"),
    Text("fig.row", "Row"),
    Text("fig.reports", "Reports"),
    Text("fig.acknowledged", "Confirmed"),
    Text("fig.in_time", "In time"),
    Text("status.closed", "Closed"),
    Text("fig.median", "Median to confirmation, hours"),
)
"""What the columns of all tables are called."""
QUARTER = Text("fig.quarter", "{year}, quarter {n}")
HALF = Text("fig.half", "{year}, half-year {n}")

_SAID = {
    "several": Text("fig.several", "Several"),
    "unknown": UNKNOWN,
    "": UNKNOWN,
    "adult": Text("fig.adult", "18 or older"),
}
_GROUPS = {
    "farm": Text("fig.g_farm", "Farm and field"),
    "industry": Text("fig.g_industry", "Building and industry"),
    "services": Text("fig.g_services", "Market, café, transport"),
    "home": Text("act.g_home", "Somebody’s house or a family business"),
    "school": Text("act.school_sent", "The school sends pupils to work"),
    "worst": Text("fig.g_worst", "Worst forms of child labour"),
    "other": Text("fig.g_other", "Other work"),
}
_SEXES = {"female": Text("opt.s_girls", "Girls"), "male": Text("opt.s_boys", "Boys")}
_TIMES = {
    counting.IN_TIME: Text("fig.in_time", "In time"),
    counting.LATE: Text("fig.late", "After the deadline"),
    counting.WAITING: Text("fig.waiting", "Not confirmed yet"),
    counting.UNTIMED: Text("fig.untimed", "The deadline has not begun"),
}
_OUTCOMES = {counting.OPEN: Text("fig.open", "Still open")} | outcomes.WORDS
_CODED = {"activity": _GROUPS, "sex": _SEXES, "timeliness": _TIMES, "outcome": _OUTCOMES}
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "age_band": (*coded.BANDS, "adult", "several", "unknown"),
    "timeliness": counting.TIMELINESS,
}
_UNDER = Text("opt.age_under", "Under {n} years")
_ONE = Text("opt.age_one", "{n} years")
_RANGE = Text("opt.age_range", "{a}–{b} years")


def title(speaker: Speaker, table: str) -> str:
    """Give the title of a table."""
    return speaker.say(TITLES[table])


def row(speaker: Speaker, table: str, code: str) -> str:
    """Give what a row of a table is called; a code that nobody knows stands for itself."""
    known = _CODED.get(table, {}).get(code) or _SAID.get(code)
    if known is not None:
        return speaker.say(known)
    if table == "month":
        return f"{code[5:]}.{code[:4]}"
    if table == "oblast" and speaker.territories.find(code):
        return speaker.territories.name(code, speaker.catalogue.language)
    if table == "body" and code in bodies.all_bodies():
        return in_language(bodies.get_body(code).names_at(""), speaker.catalogue.language)
    return _age(speaker, code) if table == "age_band" else code


def ordered(table: str, counts: Mapping[str, int]) -> list[str]:
    """Give the codes of a table in the order in which they are shown: what is most first; months, ages and
    how soon it was confirmed in their own order.
    """
    if table == "month":
        return sorted(counts)
    own = _ORDERS.get(table)
    if own is None:
        return sorted(counts, key=lambda code: (-counts[code], code))
    return sorted(counts, key=lambda code: (own.index(code) if code in own else len(own), code))


def period(speaker: Speaker, asked: Period) -> str:
    """Give a period in words: "2026, quarter 4", "2026, half-year 2", "11.2026"."""
    year, _, part = asked.code.partition("-")
    if part.startswith("H"):
        return speaker.say(HALF, year=year, n=part[1:])
    if part.startswith("Q"):
        return speaker.say(QUARTER, year=year, n=part[1:])
    return f"{part}.{year}" if part else year


def _age(speaker: Speaker, band: str) -> str:
    if band.startswith("<"):
        return speaker.say(_UNDER, n=band[1:])
    first, _, last = band.partition("-")
    return speaker.say(_RANGE, a=first, b=last) if last else speaker.say(_ONE, n=first)
