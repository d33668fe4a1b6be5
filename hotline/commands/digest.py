"""`hotline statistics digest` and `week`: all figures of a span of days, in one file."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from cases import history
from cases.history import Entry
from cases.statistics import digest as digests
from cases.statistics import period as periods
from cases.statistics.counting import Map
from cases.statistics.groups import WHOLE
from cases.statistics.period import Period
from conversations import digest as words
from conversations.digest import Block
from conversations.rendering import Speaker
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused
from locales import daytime, languages
from locales.texts import Text
from web.figures import files
from web.figures.files import Digest

WEEK = Text("dig.week", "The week in figures")
ONLY_WITH_EXACT = (
    "The public is told of whole quarters of the whole country: a region, or other days, could be taken from"
    " it. --exact gives any, for the house."
)
OF_THE_WEEK = ("all", "oblast", "activity", "timeliness", "became", "reason")
"""What the picture of the week shows, of the tables that have rows."""


def digest(
    first: Annotated[str, typer.Option("--from", help="first day, such as 2026-07-01")],
    last: Annotated[str, typer.Option("--to", help="last day, such as 2026-12-31")],
    region: Annotated[str, typer.Option("--region", help="code of an oblast or district (KATO)")] = "",
    form: Annotated[str, typer.Option("--format", help="csv, json, xlsx, pdf or png")] = "csv",
    exact: Annotated[bool, typer.Option("--exact", help="not for the public: small counts too")] = False,
    lang: Annotated[str, typer.Option("--lang", help="else the first of HOTLINE_LANGUAGES")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="file to write; needed for xlsx, pdf, png")
    ] = None,
) -> None:
    """Give reports, visits, referrals, what became of the children, and absences.

    Without --exact: whole quarters of the whole country, a month after their end, rounded, nothing below
    five. Other days and a single region are for the house alone (--exact), and the history says who asked.
    """
    if form not in FORMS:
        raise CommandRefused(f"The formats are {', '.join(FORMS)}.")
    if out is None and form in ("xlsx", "pdf", "png"):
        raise CommandRefused(f"Where to? Give --out digest.{form}")
    asked = periods.between(_day(first), _day(last))
    if not exact and (region or not digests.whole_quarters(asked)):
        raise CommandRefused(ONLY_WITH_EXACT)
    with opened.house() as composed:
        code = language(composed, lang)
        speaker = composed.house.speaker(code)
        blocks = _exact(composed, speaker, asked, region) if exact else _published(composed, speaker, asked)
        place = speaker.place(region) if region else ""
        told = Digest(composed.house, code, asked, blocks, place, is_exact=exact)
        made = FORMS[form](told)
    if out is None:
        typer.echo(made.decode("utf-8-sig"), nl=False)
    else:
        out.write_bytes(made)
        typer.echo(f"Written: {out}, {sum(len(one.rows) for one in blocks)} rows.")


def week(
    png: Annotated[Path, typer.Option("--png", help="the picture to write")],
    until: Annotated[str, typer.Option("--to", help="last day; else yesterday")] = "",
    region: Annotated[str, typer.Option("--region", help="code of an oblast or district (KATO)")] = "",
    lang: Annotated[str, typer.Option("--lang", help="else the first of HOTLINE_LANGUAGES")] = "",
) -> None:
    """Draw the seven days until yesterday as a picture, for the coordinators: exact, not to be passed on."""
    last = _day(until) if until else daytime.day(datetime.now(UTC)) - timedelta(days=1)
    asked = periods.between(last - timedelta(days=6), last)
    with opened.house() as composed:
        code = language(composed, lang)
        speaker = composed.house.speaker(code)
        found = {one.name: one for one in _exact(composed, speaker, asked, region)}
        blocks = tuple(found[name] for name in OF_THE_WEEK if name in found)
        place = speaker.place(region) if region else ""
        png.write_bytes(FORMS["png"](Digest(composed.house, code, asked, blocks, place, WEEK)))
    typer.echo(f"Written: {png}")


def language(composed: Composed, asked: str) -> str:
    """Give the language that was asked for, else the first that the house offers.

    Raises:
        CommandRefused: there is no such language.
    """
    if asked not in ("", *languages.CODES):
        raise CommandRefused(f"The languages are {', '.join(languages.CODES)}.")
    return asked or composed.settings.languages.partition(",")[0].strip()


def chart(composed: Composed) -> Map:
    """Give where districts and departments belong."""
    return Map(composed.directory.territories, composed.directory.departments)


def _exact(composed: Composed, speaker: Speaker, asked: Period, region: str) -> tuple[Block, ...]:
    territories, now = composed.directory.territories, datetime.now(UTC)
    if region and territories.find(region) is None:
        raise CommandRefused("There is no place of this code. `hotline directory place` finds codes.")
    scope = digests.of_region(territories, region) if region else WHOLE
    with composed.database.transaction() as tx:
        history.note(tx, [Entry("desk", "figures exported", about=asked.code)], now=now)
    with composed.database.reading() as tx:
        found = digests.gather(tx, chart(composed), asked, scope, until=now)
    return words.exact(
        speaker, found, lambda code: composed.house.department(code, speaker.catalogue.language)
    )


def _published(composed: Composed, speaker: Speaker, asked: Period) -> tuple[Block, ...]:
    with composed.database.reading() as tx:
        found = digests.publish(tx, chart(composed), asked, now=datetime.now(UTC))
    if found is None:
        raise CommandRefused(_too_early(asked))
    return words.published(speaker, found)


def _too_early(asked: Period) -> str:
    day = daytime.day(digests.whole_quarters(asked)[0].released_at)
    return f"These figures are told from {day} on. --exact gives them as they stand now, for the house."


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise CommandRefused(f"A day is written 2026-07-01, not {told!r}.") from error


def _json(told: Digest) -> bytes:
    keys = ("code", "name", "number", "acknowledged", "in_time_percent", "median_hours", "ninety_hours")
    rows: list[dict[str, Any]] = [
        {"table": one.name, "title": one.title, **dict(zip(keys, row, strict=True))}
        for one in told.blocks
        for row in one.rows
    ]
    part = files.part(told)
    shown = {"title": part.title, "span": part.subtitle, "language": part.lang, "rows": rows}
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


FORMS: Mapping[str, Callable[[Digest], bytes]] = {
    "json": _json,
    **{name: one.write for name, one in files.KINDS.items()},
}
