"""The picture of a week for the coordinators: four totals of the country, and how reports went lately.

Each number is told as a span of five, so that it may travel through a messenger; see docs/decisions/0021.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from cases.statistics import weeks
from cases.statistics.weeks import STEP, Week
from conversations import digest as words
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from web.figures import paper
from web.figures.paper import Line, Part, Section, Table

TITLE = Text("dig.week", "The week in figures")
SPAN = Text("dig.span", "From {first} to {last}")
NOTE = Text(
    "week.note", "Each number is told as a span of five; fewer than five are not told apart from none."
)
LATELY = Text("week.lately", "Reports in the last weeks")
NAMES: Mapping[str, Text] = {
    weeks.REPORTS: Text("fig.reports", "Reports"),
    "visits": Text("visit.list", "Visits"),
    "referrals": Text("week.referrals", "Referrals and measures"),
    "absences": Text("week.absent", "Pupils absent from school"),
}
MOST = 8
"""Weeks that are shown."""
Rows = Sequence[tuple[str, int]]


def draw(house: House, language: str, told: Sequence[Week]) -> bytes:
    """Give the picture of the first of these weeks, with those before it; PNG, some 0.2 s: for a thread."""
    return paper.draw([part(house.speaker(language), told)], house, form="png", width=paper.NARROW)


def part(speaker: Speaker, told: Sequence[Week]) -> Part:
    """Give in words what the picture shows."""
    newest, language = told[0], speaker.catalogue.language
    rows = [(speaker.say(NAMES[name]), newest.least.get(name, 0)) for name in weeks.COUNTED]
    lately = [(span(one.monday, one.sunday), one.least.get(weeks.REPORTS, 0)) for one in reversed(told)]
    tables = [_table("", rows)] if len(told) == 1 else [_table("", rows), _table(speaker.say(LATELY), lately)]
    first, last = (formatting.date(day, language) for day in (newest.monday, newest.sunday))
    return Part(
        lang=language,
        title=speaker.say(TITLE),
        subtitle=speaker.say(SPAN, first=first, last=last),
        sections=(Section(lines=(speaker.say(NOTE),), tables=tuple(tables)),),
    )


def span(first: date, last: date) -> str:
    """Give two days as the axis of a chart has them: "16.11 – 22.11"."""
    return f"{first:%d.%m} – {last:%d.%m}"


def number(least: int) -> str:
    """Give what is told of a count: "10–14"; of fewer than five no more than that."""
    return f"{least}–{least + STEP - 1}" if least else words.HIDDEN


def _table(title: str, rows: Rows) -> Table:
    longest = max(least for _, least in rows) + STEP
    lines = (
        Line(name, (number(least),), (least + STEP / 2) / longest if least else None) for name, least in rows
    )
    return Table(title=title, heads=("",), rows=tuple(lines), has_bars=True)
