"""All codes that each table of the figures could show, whether there is a case or not."""

from collections.abc import Mapping

from cases import closing, coded, law
from cases.statistics.counting import OPEN, TIMELINESS, Map
from cases.statistics.period import Period
from directory import bodies

UNTOLD = ("several", "unknown")
ADULT = "adult"


def of(chart: Map, period: Period) -> Mapping[str, tuple[str, ...]]:
    """Give the codes of each table for a period; "" is a place or a department that is not known."""
    groups = dict.fromkeys(one.group for one in law.book().activity)
    return {
        "month": period.months,
        "oblast": (*(one.code for one in chart.territories.oblasts()), ""),
        "body": (*bodies.all_bodies(), ""),
        "activity": (*groups, *UNTOLD),
        "age_band": (*coded.BANDS, *UNTOLD, ADULT),
        "sex": (*coded.SEXES, "unknown"),
        "timeliness": TIMELINESS,
        "outcome": (OPEN, *closing.OUTCOMES),
    }
