"""What the figures say: `hotline statistics digest` on the journey's clock, and the desk's own tables."""

import csv
import io
import json
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from hotline.commands import digest
from tests.journeys.monitoring.house import House

Numbers = dict[tuple[str, str], str]
"""A number by table and code."""


def by_command(house: House, monkeypatch: pytest.MonkeyPatch, out: Path, **told: Any) -> Numbers:
    """Run `hotline statistics digest --format json`, as of the day on the clock; gives its numbers."""

    class Now(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # one moment, with its zone
            return house.clock.now

    monkeypatch.setattr(digest, "datetime", Now)
    for name in ("database", "directory", "keys"):
        monkeypatch.setenv(f"HOTLINE_{name.upper()}", str(getattr(house.settings, name)))
    digest.digest(first="2026-10-01", last="2026-12-31", form="json", out=out, lang="kk", region="", **told)
    return {(row["table"], row["code"]): str(row["number"]) for row in json.loads(out.read_text())["rows"]}


def of_table(page: bytes) -> Numbers:
    """Give the numbers of a CSV of the desk: table, code, then names, then the number."""
    rows = list(csv.reader(io.StringIO(page.decode("utf-8-sig"))))
    return {(row[0], row[1]): row[3] for row in rows}
