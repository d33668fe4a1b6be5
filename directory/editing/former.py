"""Names that a service, or its organization, bore before: one a line, with the day until which it did."""

import re
from collections.abc import Iterable
from datetime import date

from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.hsds import naming
from directory.hsds.shape import Row
from directory.service import Former

#: Our name of each field, and the table of what bore the names.
ENTITIES = {"former": "service", "organization_former": "organization"}
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})"
_LINE = re.compile(rf"(.+?)(?:\s+[–—-]\s+{_DAY})?")
_ENDS_IN_DAY = re.compile(r"\s[–—-]\s[\d.\s/-]+$")
_MOST, _LONGEST = 12, 300


def read(sheet: Sheet, key: str) -> str:
    """A name in each line, the latest first: "Name – 2026-09-01"; without a day where nobody told."""
    own = str((sheet.row_of(ENTITIES[key]) or {}).get("id", ""))
    rows = [row for row in sheet.of("attribute") if naming.is_former(row) and row.get("link_id") == own]
    told = [Former(str(row["value"]), naming.day_of(row.get("label"))) for row in rows]
    return "\n".join(map(_line, _ordered(told)))


def write(sheet: Sheet, key: str, value: str) -> None:
    """Let it have borne these names. Raises Refused: no such day is, or not yet; a name is too long."""
    bearer = sheet.row_of(ENTITIES[key])
    if bearer is None:
        raise Refused({key: "needed"})
    wanted = _parsed(sheet, key, value)
    before = {name for name, _ in _parts(read(sheet, key))}
    others = [
        row
        for row in sheet.of("attribute")
        if not (naming.is_former(row) and row.get("link_id") == bearer["id"])
    ]
    fresh = [naming.former(ENTITIES[key], str(bearer["id"]), one) for one in wanted]
    sheet.rows["attribute"] = others + fresh
    _say_also(bearer, before, wanted)


def shown(value: str) -> str:
    """The lines with their days as people write them: "Name – 01.09.2026"."""
    return "\n".join(
        _joined(name, date.fromisoformat(day).strftime("%d.%m.%Y") if day else "")
        for name, day in _parts(value)
    )


def told(text: str) -> str:
    """What somebody typed, as `read` gives it; a line that is not understood as it is."""
    lines = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = _LINE.fullmatch(line)
        day = _day(found[2]) if found and found[2] else None
        lines.append(_joined(found[1], day.isoformat()) if found and day else line)
    return "\n".join(lines)


def joined(value: str, names: Iterable[str], until: date) -> str:
    """The lines with these names beside them, borne until this day."""
    there = [_joined(*part) for part in _parts(value)]
    fresh = [_joined(name, until.isoformat()) for name in dict.fromkeys(names)]
    return "\n".join(dict.fromkeys([*fresh, *there]))


def _parsed(sheet: Sheet, key: str, value: str) -> list[Former]:
    found: dict[Former, None] = {}
    for name, day in _parts(value):
        until = _day(day) if day else None
        if (day and (until is None or until > sheet.today)) or (not day and _ENDS_IN_DAY.search(name)):
            raise Refused({key: "day"})
        if len(name) > _LONGEST:
            raise Refused({key: "long"})
        found[Former(name, until)] = None
    if len(found) > _MOST:
        raise Refused({key: "long"})
    return _ordered(found)


def _parts(value: str) -> list[tuple[str, str]]:
    found = (_LINE.fullmatch(line) for line in map(str.strip, value.split("\n")) if line)
    return [(one[1], one[2] or "") for one in found if one]


def _ordered(told: Iterable[Former]) -> list[Former]:
    by_name = sorted(told, key=lambda one: one.name)
    return sorted(by_name, key=lambda one: one.until or date.min, reverse=True)


def _say_also(bearer: Row, before: set[str], wanted: list[Former]) -> None:
    """Let the latest former name stand where other programs look, if no other name stands there."""
    also = bearer.get("alternate_name")
    if also and also not in before:
        return
    if wanted:
        bearer["alternate_name"] = wanted[0].name
    else:
        bearer.pop("alternate_name", None)


def _line(one: Former) -> str:
    return _joined(one.name, one.until.isoformat() if one.until else "")


def _joined(name: str, day: str) -> str:
    return f"{name} – {day}" if day else name


def _day(text: str) -> date | None:
    try:
        if "." in text:
            day, month, year = map(int, text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
