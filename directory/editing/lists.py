"""Fields of several lines: phones, documents to bring, languages, ways in."""

import re
from collections.abc import Callable

from directory.editing.errors import Refused
from directory.editing.marks import BETWEEN
from directory.editing.sheet import Sheet
from directory.exchange import numbers
from directory.hsds import facts
from directory.hsds.shape import Row

_PHONE = re.compile(r"\+?[\d\s()-]{2,24}")
_ABOUT = re.compile(r"\s+[–—-]\s+|\s*;\s*")
_CODE = re.compile(r"[a-z]{2,3}")
_MOST, _LONGEST = 12, 300
_DIGITS = (2, 15)
_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English", "uz": "Oʻzbekcha", "ky": "Кыргызча"}


def read_phones(sheet: Sheet) -> str:
    """A number in each line: "+7 727 123 45 67 ext. 12 – reception"."""
    return "\n".join(_line(row) for row in sheet.of("phone"))


def write_phones(sheet: Sheet, value: str) -> None:
    """Let these numbers stand, in this order; rows of numbers that stay keep all else. Raises Refused."""
    lines = _lines(value, "phones")
    known = {_line(row): row for row in sheet.of("phone")}
    sheet.rows["phone"] = [known.get(line) or _phone(sheet, line) for line in lines]


def read_documents(sheet: Sheet) -> str:
    """A document in each line."""
    return "\n".join(str(row.get("document", "")) for row in sheet.of("required_document"))


def write_documents(sheet: Sheet, value: str) -> None:
    """Let these be brought. Raises Refused."""
    _rewrite(sheet, ("required_document", "document", "documents"), value, dict)


def read_access(sheet: Sheet) -> str:
    """What helps to get in, a thing in each line."""
    return "\n".join(str(row.get("description", "")) for row in _ways(sheet))


def write_access(sheet: Sheet, value: str) -> None:
    """Let these ways in stand at the place where it sits. Raises Refused: there is no place yet."""
    if sheet.place is None:
        if value:
            raise Refused({"access": "place"})
        return
    others = [row for row in sheet.of("accessibility") if row not in _ways(sheet)]
    own = sheet.place["id"]
    _rewrite(sheet, ("accessibility", "description", "access"), value, lambda: {"location_id": own})
    sheet.rows["accessibility"] += others


def read_languages(sheet: Sheet) -> str:
    """The codes of the languages, in order."""
    told = (str(row.get("code") or "") for row in sheet.of("language"))
    return BETWEEN.join(sorted(dict.fromkeys(filter(None, told))))


def write_languages(sheet: Sheet, value: str) -> None:
    """Let these languages be spoken. Raises Refused."""
    wanted = [part for part in value.split(BETWEEN) if part]
    if not all(map(_CODE.fullmatch, wanted)) or len(wanted) > _MOST:
        raise Refused({"languages": "choice"})
    kept = [row for row in sheet.of("language") if not row.get("code") or row["code"] in wanted]
    there = {row.get("code") for row in kept}
    for code in wanted:
        if code not in there:
            own = facts.identifier("language", sheet.service, code)
            told = {"name": _NAMES.get(code, code), "code": code}
            kept.append({"id": own, "service_id": sheet.service, **told})
    sheet.rows["language"] = kept


def _ways(sheet: Sheet) -> list[Row]:
    if sheet.place is None:
        return []
    own = sheet.place["id"]
    return [
        row for row in sheet.of("accessibility") if row.get("location_id") == own and row.get("description")
    ]


def _rewrite(sheet: Sheet, where: tuple[str, str, str], value: str, more: Callable[[], Row]) -> None:
    """Let one row of a table stand for each line; those that stay are left as they are."""
    table, column, key = where
    known = {str(row.get(column, "")): row for row in sheet.of(table)}
    own = more() or {"service_id": sheet.service}
    owner = next(iter(own.values()))
    rows: list[Row] = []
    for line in _lines(value, key):
        fresh: Row = {"id": facts.identifier(table, str(owner), line), column: line}
        rows.append(known.get(line) or fresh | own)
    sheet.rows[table] = rows


def _lines(value: str, key: str) -> list[str]:
    found = [" ".join(line.split()) for line in value.split("\n")]
    lines = list(dict.fromkeys(filter(None, found)))
    if len(lines) > _MOST or any(len(line) > _LONGEST for line in lines):
        raise Refused({key: "long"})
    return lines


def _line(row: Row) -> str:
    extension = row.get("extension")
    inner = "" if extension is None else str(int(float(str(extension))))
    number = " ".join(numbers.joined(str(row["number"]), inner).split())
    about = " ".join(str(row.get("description") or "").split())
    return f"{number} – {about}" if about else number


def _phone(sheet: Sheet, line: str) -> Row:
    number, about = [*_ABOUT.split(line, maxsplit=1), ""][:2]
    dialled, extension = numbers.parted(number)
    digits = sum(letter.isdigit() for letter in dialled)
    if not _PHONE.fullmatch(dialled) or not _DIGITS[0] <= digits <= _DIGITS[1]:
        raise Refused({"phones": "phone"})
    row: Row = {"id": facts.identifier("phone", sheet.service, line), "service_id": sheet.service}
    row |= {"number": dialled, "type": "voice"}
    row |= {"extension": int(extension)} if extension else {}
    return row | ({"description": about} if about else {})
