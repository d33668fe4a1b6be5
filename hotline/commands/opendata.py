"""`hotline statistics open-data`: what the public may be told, as CSV files with their dictionary.

Laid out like the open data of HSDS: one CSV for each kind of row, an id in each row, and a `datapackage.json`
(Frictionless Data) that says what every column means.
"""

import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from cases.statistics import codes, counting, groups, reported
from cases.statistics import digest as digests
from cases.statistics import period as periods
from cases.statistics.counting import Map
from cases.statistics.digest import Published
from cases.statistics.period import Period
from cases.statistics.releasing import Told
from conversations import digest as words
from conversations import figures
from conversations.house import House
from directory.exchange import cells
from hotline.commands import digest, opened
from locales import daytime, languages

TOLD, FEWER, WITHHELD = "told", "fewer_than_five", "withheld"
FILES: dict[str, dict[str, tuple[str, str]]] = {
    "figures.csv": {
        "id": ("string", "period, table and code, with colons between them"),
        "period": ("string", "a quarter, such as 2026-Q3"),
        "first_day": ("date", "first day of the period"),
        "last_day": ("date", "last day of the period"),
        "table": (
            "string",
            "what is counted by: a table of codes.csv; all tables of one `counts` count the same things",
        ),
        "counts": (
            "string",
            "what is counted: reports, visits, decisions, referrals, work_again, at_school, absences",
        ),
        "code": ("string", "a code of codes.csv; empty in the table `all`, and where a place is not known"),
        "number": ("integer", "rounded to the nearest five; empty unless the state is `told`"),
        "state": (
            "string",
            "told; fewer_than_five (nought included); withheld (it would give a small number away)",
        ),
    },
    "codes.csv": {
        "id": ("string", "table and code, with a colon between them"),
        "table": ("string", "a table of figures.csv"),
        "code": ("string", "a code in it"),
        **{f"name_{one}": ("string", f"what it is called, language {one}") for one in languages.CODES},
    },
    "reported_figures.csv": {
        "id": ("string", "series, period and region, with colons between them"),
        "series": ("string", "what another body counts: a code of the table `reported` in codes.csv"),
        "period": ("string", "a year, half-year, quarter or month"),
        "region": ("string", "code of an oblast (KATO); empty: the whole country"),
        "number": ("integer", "as the body told it; empty: the body says that it is not known"),
        "source": ("string", "the publication it comes from"),
    },
    "dictionary.csv": {
        "id": ("string", "file and column, with a colon between them"),
        "file": ("string", "a file of this folder"),
        "column": ("string", "a column of that file"),
        "type": ("string", "string, integer or date (YYYY-MM-DD)"),
        "description": ("string", "what stands in it"),
    },
}
"""Each file with its columns: the type of each, and what it means."""
Rows = Sequence[tuple[object, ...]]


def open_data(
    into: Annotated[Path, typer.Option("--into", help="folder for the files", file_okay=False)],
    licence: Annotated[
        str, typer.Option("--licence", help="name of the licence under which you publish")
    ] = "",
) -> None:
    """Write what the public may be told as open data: figures, codes in five languages, data dictionary."""
    now = datetime.now(UTC)
    with opened.house() as composed:
        chart = digest.chart(composed)
        with composed.database.reading() as tx:
            since = counting.first_filed(tx)
            quarters = periods.released(since, now) if since is not None else ()
            found = [digests.publish(tx, chart, one, now=now) for one in quarters]
            told = reported.of_country(tx)
        kept = [one for one in found if one is not None]
        rows: dict[str, Rows] = {
            "figures.csv": [row for one in kept for row in _figures(chart, one)],
            "codes.csv": list(_codes(composed.house, chart, [one.period for one in kept])),
            "reported_figures.csv": [
                (
                    f"{one.series}:{one.period}:{one.region}",
                    one.series,
                    one.period,
                    one.region,
                    one.value,
                    one.source,
                )
                for one in told
            ],
            "dictionary.csv": [
                (f"{file}:{column}", file, column, kind, says)
                for file, columns in FILES.items()
                for column, (kind, says) in columns.items()
            ],
        }
    into.mkdir(parents=True, exist_ok=True)
    for name, columns in FILES.items():
        page = io.StringIO()
        cells.Table(page, columns).rows(rows[name])
        (into / name).write_text(page.getvalue(), "utf-8")
    (into / "datapackage.json").write_text(_package(licence, now), "utf-8")
    counts = ", ".join(f"{name}: {len(one)}" for name, one in rows.items())
    typer.echo(f"Written: {into}. Rows of {counts}.")


def _figures(chart: Map, one: Published) -> Iterator[tuple[object, ...]]:
    release = one.cases
    whole = Told(release.total, {"all": {"": release.total} if release.total else {}}, (), ("all",))
    yield from _table(one.period, ("reports", "all"), whole, ("",))
    reports = Told(release.total, release.tables, release.withheld, release.whole)
    for name, known in codes.of(chart, one.period).items():
        yield from _table(one.period, ("reports", name), reports, known)
    for group, told in one.groups.items():
        for name, known in groups.CODES[group].items():
            yield from _table(one.period, (group, name), told, known)


def _table(
    period: Period, named: tuple[str, str], told: Told, known: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    counts, name = named
    last = period.after - timedelta(days=1)
    for code in known:
        number = None if name in told.withheld else told.tables.get(name, {}).get(code)
        state = WITHHELD if name in told.withheld else FEWER if not number else TOLD
        where = (f"{period.code}:{name}:{code}", period.code, period.first, last)
        yield (*where, name, counts, code, number, state)


def _codes(house: House, chart: Map, shown: Sequence[Period]) -> Iterator[tuple[object, ...]]:
    speakers = [house.speaker(one) for one in languages.CODES]
    known = {
        name: dict.fromkeys(code for one in shown for code in codes.of(chart, one)[name])
        for name in counting.TABLES
    }
    for name, of_table in known.items():
        for code in of_table:
            yield (f"{name}:{code}", name, code, *(figures.row(one, name, code) for one in speakers))
    for tables in groups.CODES.values():
        for name, of_group in tables.items():
            for code in of_group:
                yield (f"{name}:{code}", name, code, *(words.row(one, name, code) for one in speakers))
    for series in reported.series():
        yield (
            f"reported:{series.code}",
            "reported",
            series.code,
            *(one.say(series.text) for one in speakers),
        )


def _package(licence: str, now: datetime) -> str:
    resources = [
        {
            "name": name.removesuffix(".csv"),
            "path": name,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": field, "type": kind, "description": says}
                    for field, (kind, says) in columns.items()
                ],
                "primaryKey": "id",
            },
        }
        for name, columns in FILES.items()
    ]
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "child-labour-hotline-figures",
        "title": "Reports of child labour, and what became of them",
        "created": daytime.day(now).isoformat(),
        "resources": resources,
    }
    if licence:
        package["licenses"] = [{"title": licence}]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
