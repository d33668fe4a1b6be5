"""`hotline statistics half-year`: the report for the National Coordination Council, as PDF and XLSX."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cases.statistics import digest as digests
from cases.statistics import period as periods
from cases.statistics import reported
from cases.statistics.period import Period
from conversations import digest as words
from conversations.rendering import Speaker
from directory.exchange import workbook
from directory.exchange.workbook import Page
from hotline.commands import digest, opened
from hotline.compose import Composed
from hotline.errors import CommandRefused
from hotline.paper import council
from hotline.paper.council import Report
from locales import daytime
from web.figures import paper

LANGUAGES = ("kk", "ru")
_HALF = re.compile(r"(2\d{3})-H?([12])", re.ASCII)


def half_year(
    period: Annotated[str, typer.Argument(help="the half-year, such as 2026-1")],
    into: Annotated[Path, typer.Option("--into", help="folder for the two files", file_okay=False)] = Path(),
) -> None:
    """Write the half-year report in Kazakh and Russian: one PDF, and one XLSX with the same figures.

    It tells what the public may be told: whole quarters a month after their end, rounded, nothing below five.
    Of a half-year that is not over, or whose last quarter cannot be told yet, it says so.
    """
    asked, now = _half(period), datetime.now(UTC)
    with opened.house() as composed:
        report, house = _report(composed, asked, now), composed.house
        speakers = [house.speaker(one) for one in LANGUAGES]
    into.mkdir(parents=True, exist_ok=True)
    name = f"half-year-{asked.code}"
    made = {
        f"{name}.pdf": paper.draw([council.part(one, report) for one in speakers], house),
        f"{name}.xlsx": workbook.as_bytes([page for one in speakers for page in _pages(one, report)]),
    }
    for file, body in made.items():
        (into / file).write_bytes(body)
        typer.echo(f"Written: {into / file}")
    last = asked.quarters[-1].released_at
    if now < last:
        state = "not over yet" if now < asked.ends_at else "over, and not yet told whole"
        typer.echo(f"This half-year is {state}: its last quarter is counted on {daytime.day(last)}.")


def _half(told: str) -> Period:
    found = _HALF.fullmatch(told.strip().upper())
    if found is None:
        raise CommandRefused("A half-year is written 2026-1 or 2026-2.")
    return periods.read(f"{found[1]}-H{found[2]}")


def _report(composed: Composed, asked: Period, now: datetime) -> Report:
    with composed.database.reading() as tx:
        published = digests.publish(tx, digest.chart(composed), asked, now=now)
        told = reported.within(tx, asked)
    if published is None:
        day = daytime.day(asked.quarters[0].released_at)
        raise CommandRefused(f"The first quarter of it is counted on {day}.")
    return Report(published, told)


def _pages(speaker: Speaker, report: Report) -> list[Page]:
    code, say = speaker.catalogue.language, speaker.say
    heads = [say(one) for one in words.HEADS]
    others = [
        say(council.ENFORCEMENT),
        say(council.PERIOD),
        say(council.PLACE),
        say(council.NUMBER),
        say(council.SOURCE),
    ]
    fill = [say(one) for one in council.FILL]
    lines = [(str(number + 1), "", "", "", "") for number in range(council.LINES)]
    return [
        Page(f"figures {code}", heads, council.rows(speaker, report), widths=(40, 16, 48)),
        Page(
            f"others {code}", others, council.enforcement(speaker, report.told), widths=(48, 12, 24, 12, 60)
        ),
        Page(
            f"missing {code}",
            [say(council.MISSING)],
            [(one,) for one in council.missing(speaker, report)],
            widths=(120,),
        ),
        Page(f"actions {code}", fill, lines, widths=(6, 60, 30, 16, 40)),
    ]
