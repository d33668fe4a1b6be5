"""`hotline statistics`: the figures of a quarter or a year, as the public is told them, or exact."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cases import history
from cases.history import Entry
from cases.statistics import counting
from cases.statistics import digest as digests
from cases.statistics import period as periods
from cases.statistics.counting import Figures, Line, Map
from cases.statistics.period import Period
from cases.statistics.releasing import Release
from conversations import figures as words
from conversations.rendering import Speaker
from directory.exchange import cells, workbook
from directory.exchange.workbook import Page
from hotline import paper
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused
from locales import daytime, languages
from locales.texts import Text

KEYS = (
    "period",
    "table",
    "title",
    "code",
    "name",
    "reports",
    "acknowledged",
    "in_time",
    "closed",
    "median_hours",
)
"""What the columns are called for programs (JSON), whatever the language."""
HEADS = (Text("fig.period", "Period"), *words.HEADS)
"""What they are called for people; the code of the table stands in JSON alone."""
ALL = Text("fig.all", "All")
WITHHELD = Text("fig.withheld", "Not shown this time: some numbers are too small.")
OTHERS = Text("fig.others", "All others: fewer than five each")
WHOLE, HIDDEN = "all", "<5"
PAPER = Path(paper.__file__).parent / "figures.typ"
_TABLE = KEYS.index("table")
Row = tuple[str | int | float | None, ...]


def statistics(
    period: Annotated[str, typer.Option("--period", help="2026-Q4, 2026 or, exact, 2026-11")] = "",
    form: Annotated[str, typer.Option("--format", help="csv, json, xlsx or pdf")] = "csv",
    exact: Annotated[bool, typer.Option("--exact", help="not for the public: small counts too")] = False,
    lang: Annotated[str, typer.Option("--lang", help="else the first of HOTLINE_LANGUAGES")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="file to write; needed for xlsx and pdf")] = None,
) -> None:
    """Give figures: reports by month, region, kind of department, work, age, sex, how soon, how it ended.

    Without --exact they are those of the public page: rounded, nothing below five, whole quarters a month
    after their end. With it they are meant for the house alone, and the history says that they were taken.
    """
    if form not in FORMS:
        raise CommandRefused(f"The formats are {', '.join(FORMS)}.")
    if lang not in ("", *languages.CODES):
        raise CommandRefused(f"The languages are {', '.join(languages.CODES)}.")
    if out is None and form in ("xlsx", "pdf"):
        raise CommandRefused(f"Where to? Give --out figures.{form}")
    now = datetime.now(UTC)
    with opened.house() as composed:
        asked = periods.read(period) if period else _newest(composed, now)
        speaker = composed.house.speaker(lang or composed.settings.languages.partition(",")[0].strip())
        rows = (_exact if exact else _released)(composed, asked, speaker, now)
    made = FORMS[form](speaker, asked, rows)
    if out is None:
        typer.echo(made.decode(), nl=False)
    else:
        out.write_bytes(made)
        typer.echo(f"Written: {out}, {len(rows)} rows.")


def told(speaker: Speaker, release: Release) -> Iterator[Row]:
    """Give what the public is told, a row for each count; the last row of a table stands for all others."""
    period, empty = release.period.code, (None,) * 3
    yield (period, WHOLE, speaker.say(ALL), "", "", release.total or HIDDEN, *empty, release.hours)
    for table in counting.TABLES:
        first = (period, table, words.title(speaker, table))
        if table in release.withheld:
            yield (*first, "", speaker.say(WITHHELD), None, *empty, None)
            continue
        found = release.tables.get(table, {})
        for code in words.ordered(table, found):
            yield (*first, code, words.row(speaker, table, code), found[code], *empty, None)
        if table not in release.whole:
            yield (*first, "", speaker.say(OTHERS), HIDDEN, *empty, None)


def counted(speaker: Speaker, figures: Figures) -> Iterator[Row]:
    """Give exact figures, a row for each count."""
    yield (figures.period.code, WHOLE, speaker.say(ALL), "", "", *_counts(figures.whole))
    for table, lines in figures.tables.items():
        first = (figures.period.code, table, words.title(speaker, table))
        for code in words.ordered(table, {code: line.reports for code, line in lines.items()}):
            yield (*first, code, words.row(speaker, table, code), *_counts(lines[code]))


def _counts(line: Line) -> Row:
    hours = None if line.hours is None else round(line.hours, 1)
    return (line.reports, line.acknowledged, line.in_time, line.closed, hours)


def _released(composed: Composed, asked: Period, speaker: Speaker, now: datetime) -> list[Row]:
    if len(asked.months) < 3:
        raise CommandRefused("A month stands in the figures of its quarter. Alone it is given with --exact.")
    over = [one for one in asked.quarters if one.released_at <= now]
    if not over:
        day = daytime.day(asked.quarters[0].released_at)
        raise CommandRefused(f"These figures are told from {day} on. --exact gives them as they stand now.")
    chart = _map(composed)
    with composed.database.reading() as tx:
        whole = digests.together(asked, [digests.of_quarter(tx, chart, one) for one in over])
    return list(told(speaker, whole.cases))


def _exact(composed: Composed, asked: Period, speaker: Speaker, now: datetime) -> list[Row]:
    with composed.database.transaction() as tx:
        history.note(tx, [Entry("desk", "figures exported", about=asked.code)], now=now)
    with composed.database.reading() as tx:
        found = counting.count(tx, _map(composed), asked, until=now)
    return list(counted(speaker, found))


def _newest(composed: Composed, now: datetime) -> Period:
    with composed.database.reading() as tx:
        since = counting.first_filed(tx)
    found = periods.released(since, now) if since is not None else ()
    return found[0] if found else periods.quarter_of(periods.today(now))


def _map(composed: Composed) -> Map:
    return Map(composed.directory.territories, composed.directory.departments)


def _csv(speaker: Speaker, period: Period, rows: Sequence[Row]) -> bytes:
    page = io.StringIO()
    cells.Table(page, _heads(speaker)).rows(_readable(rows))
    return page.getvalue().encode()


def _json(speaker: Speaker, period: Period, rows: Sequence[Row]) -> bytes:
    listed = [dict(zip(KEYS, row, strict=True)) for row in rows]
    told = {"period": period.code, "language": speaker.catalogue.language, "rows": listed}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(speaker: Speaker, period: Period, rows: Sequence[Row]) -> bytes:
    page = Page(period.code, _heads(speaker), _readable(rows), widths=(10, 24, 14, 48))
    return workbook.as_bytes([page])


def _pdf(speaker: Speaker, period: Period, rows: Sequence[Row]) -> bytes:
    from web import typesetting

    shown = [["" if cell is None else str(cell) for cell in row[1:]] for row in _readable(rows)]
    title = words.period(speaker, period)
    return typesetting.pages(PAPER, {"title": title, "heads": _heads(speaker)[1:], "rows": shown})


def _heads(speaker: Speaker) -> list[str]:
    return [speaker.say(head) for head in HEADS]


def _readable(rows: Sequence[Row]) -> list[Row]:
    return [(*row[:_TABLE], *row[_TABLE + 1 :]) for row in rows]


FORMS: Mapping[str, Callable[[Speaker, Period, Sequence[Row]], bytes]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
    "pdf": _pdf,
}
