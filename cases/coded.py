"""The coded facts of a report: the few that stay readable, because routing, clocks and figures need them."""

from datetime import datetime

from cases import clocks
from cases.ages import Ages
from cases.facts import Facts
from cases.law import Law

BANDS = {
    "<5": range(5),
    "5-6": range(5, 7),
    "<7": range(7),  # cannot be split: figures count it apart
    "7-11": range(7, 12),
    "12-13": range(12, 14),
    "14": range(14, 15),
    "15": range(15, 16),
    "14-15": range(14, 16),  # as "<7"
    "16-17": range(16, 18),
}
SEXES = ("female", "male")


def age_band(ages: Ages) -> str:
    """Give the narrowest band that all the ages are in: "several" if there is none, "unknown", or "adult"."""
    if ages.only_adults:
        return "adult"
    if not ages.known:
        return "unknown"
    fitting = [band for band, years in BANDS.items() if set(ages.known) <= set(years)]
    if ages.unknown or not fitting:
        return "several"
    return min(fitting, key=lambda band: len(BANDS[band]))


def sex(told: str) -> str:
    """Give female, male or unknown."""
    return told if told in SEXES else "unknown"


def activity_group(facts: Facts, law: Law) -> str:
    """Give the group that all the activities belong to, else "several"; "unknown" where none was told."""
    groups = {law.activities[code].group for code in facts.activity if code in law.activities}
    if len(groups) > 1:
        return "several"
    return next(iter(groups), "unknown")


def week(moment: datetime, law: Law) -> str:
    """Give the ISO week of this moment in the country: "2026-W47"."""
    year, number, _ = clocks.local(moment, law).isocalendar()
    return f"{year}-W{number:02}"
