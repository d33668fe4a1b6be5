"""The half-year report for the National Coordination Council: what became of reports, what is missing.

Only what the public may be told stands in it, and figures of other bodies with their source. The last table
is empty: the Council fills it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cases.statistics import digest as digests
from cases.statistics import reported
from cases.statistics.digest import Published
from cases.statistics.reported import Told
from conversations import digest as words
from conversations import figures
from conversations.digest import Block
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from web.figures import paper
from web.figures.paper import Blank, Line, Part, Section, Table

TITLE = Text("hy.title", "Half-year report for the National Coordination Council")
SPAN = Text("dig.span", "From {first} to {last}")
SECTIONS: Mapping[Text, tuple[str, ...]] = {
    Text("hy.reported", "What was reported"): ("all", "month", "oblast", "activity", "age_band", "sex"),
    Text("hy.forwarded", "What was forwarded and answered in time"): ("body", "timeliness", "outcome"),
    Text("hy.visits", "What monitors found"): ("sector", "result", "decision", "severity"),
    Text("hy.referred", "Where children were referred"): ("line", "became"),
    Text("hy.returned", "Who returned to school, and who to work"): ("at_school", "work_again"),
    Text("hy.absent", "Absence from school"): ("reason", "reported"),
}
ENFORCEMENT = Text("hy.enforcement", "What other bodies report")
MISSING, TRACKER = Text("hy.missing", "What is missing"), Text("hy.tracker", "Action tracker")
LIMITS = Text(
    "hy.limits", "Only what reached the hotline is counted. It is not the number of all children who work."
)
ROUNDED = Text("dig.rounded", "Numbers are rounded to fives, and fewer than five are not shown.")
TOO_FEW = Text("hy.too_few", "Tables of fewer than five in all are left out.")
LATER = Text("hy.later", "{quarter}: will be counted on {date}.")
WITHHELD = Text("hy.withheld", "Not shown, because numbers are too small: {tables}.")
UNTOLD = Text("hy.untold", "Nobody has given a figure for: {series}.")
NOT_KNOWN = Text("hy.not_known", "The body itself says that it is not known: {series}.")
UNKNOWN = Text("form1.unknown", "Not known")
COUNTRY = Text("hy.country", "Whole country")
NUMBER, PERIOD = Text("dig.number", "Number"), Text("fig.period", "Period")
PLACE, SOURCE = Text("hy.place", "Place"), Text("hy.source", "Source")
FILL = (
    Text("form.number", "No."),
    Text("hy.what", "What is to be done"),
    Text("hy.who", "Who"),
    Text("hy.when", "By when"),
    Text("hy.became", "What came of it"),
)
LINES = 8
"""Empty lines of the action tracker."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the report is made of."""

    published: Published
    told: Sequence[Told]


def part(speaker: Speaker, report: Report) -> Part:
    """Give the report in one language."""
    say, language, period = speaker.say, speaker.catalogue.language, report.published.period
    blocks = {one.name: one for one in words.published(speaker, report.published)}
    first, last = (formatting.date(day, language) for day in (period.first, period.after - timedelta(days=1)))
    sections = [Section(lines=(say(ROUNDED), say(LIMITS), *_later(speaker, report.published)))]
    for title, names in SECTIONS.items():
        told = [blocks[name] for name in names if not _is_bare(blocks[name])]
        tables = tuple(paper.table(speaker, one) for one in told)
        lines = () if len(told) == len(names) else (say(TOO_FEW),)
        sections.append(Section(title=say(title), lines=lines, tables=tables))
    if report.told:
        sections.append(Section(title=say(ENFORCEMENT), tables=(_enforcement(speaker, report.told),)))
    sections.append(Section(title=say(MISSING), lines=tuple(missing(speaker, report))))
    tracker = Blank(title="", heads=tuple(say(one) for one in FILL), widths=(1, 6, 4, 2, 4), lines=LINES)
    sections.append(Section(title=say(TRACKER), blanks=(tracker,)))
    return Part(
        lang=language, title=say(TITLE), subtitle=say(SPAN, first=first, last=last), sections=tuple(sections)
    )


def missing(speaker: Speaker, report: Report) -> Iterator[str]:
    """Say what the report does not tell, and why."""
    published = report.published
    yield from _later(speaker, published)
    withheld = [figures.title(speaker, name) for name in published.cases.withheld]
    withheld += [words.title(speaker, name) for one in published.groups.values() for name in one.withheld]
    if withheld:
        yield speaker.say(WITHHELD, tables="; ".join(withheld))
    given = {one.series for one in report.told}
    unknown = {one.series for one in report.told if one.value is None}
    every = {one.code for one in reported.series()}
    for text, codes in ((UNTOLD, every - given), (NOT_KNOWN, unknown)):
        names = [speaker.say(one.text) for one in reported.series() if one.code in codes]
        if names:
            yield speaker.say(text, series="; ".join(names))


def rows(speaker: Speaker, report: Report) -> list[Sequence[str | int | float | None]]:
    """Give the figures as rows of a sheet, as `words.HEADS` have them."""
    blocks: tuple[Block, ...] = words.published(speaker, report.published)
    return list(words.rows(blocks))


def enforcement(speaker: Speaker, told: Sequence[Told]) -> list[tuple[str, str, str, int | str, str]]:
    """Give the figures of other bodies: what, period, place, number or that it is not known, source."""
    names = {one.code: speaker.say(one.text) for one in reported.series()}
    return [
        (
            names.get(one.series, one.series),
            one.period,
            speaker.place(one.region) if one.region else speaker.say(COUNTRY),
            speaker.say(UNKNOWN) if one.value is None else one.value,
            one.source,
        )
        for one in told
    ]


def _later(speaker: Speaker, published: Published) -> Iterator[str]:
    """Say which quarters are not in it yet: the report of a half-year that is not over is of a part of it."""
    for one in digests.whole_quarters(published.period):
        if one not in published.quarters:
            day = formatting.date(one.released_at, speaker.catalogue.language)
            yield speaker.say(LATER, quarter=figures.period(speaker, one), date=day)


def _is_bare(block: Block) -> bool:
    """Tell whether a table says nothing but that there are fewer than five in all."""
    return [row[2] for row in block.rows] == [words.HIDDEN]


def _enforcement(speaker: Speaker, told: Sequence[Told]) -> Table:
    rows = enforcement(speaker, told)
    return Table(
        title="",
        heads=tuple(speaker.say(one) for one in (PERIOD, PLACE, NUMBER, SOURCE)),
        rows=tuple(Line(name, tuple(str(cell) for cell in rest)) for name, *rest in rows),
        is_counted=False,
    )
