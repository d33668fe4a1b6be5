"""The texts of a service in every language: the source's own stands in the field, the others beside it."""

from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.hsds import wording
from directory.hsds.shape import Row
from directory.kinds import LANGUAGES

#: Our name of each text, and its column.
COLUMNS = {"name": "name", "about": "description", "eligibility": "eligibility_description"}
LONGEST = {"name": 300, "about": 4000, "eligibility": 4000}
_NEXT = ("ru", "kk", "en", "uz", "ky")


def source_language(sheet: Sheet, text: str) -> str:
    """The language in which the source wrote it; "" while there is no text."""
    column = COLUMNS[text]
    base = sheet.own.get(column)
    if not base:
        return ""
    rows = _rows(sheet, column)
    told = next((row for row in rows if row.get("origin") == "source"), None)
    told = told or next((row for row in rows if row.get("text") == base), None)
    return str(told["language"]) if told else wording.language_of(str(base))


def read(sheet: Sheet, text: str, language: str) -> str:
    """The text in one language, "" where there is none."""
    column = COLUMNS[text]
    if language == source_language(sheet, text):
        return str(sheet.own.get(column) or "")
    return next((str(row["text"]) for row in _rows(sheet, column) if row["language"] == language), "")


def origin(sheet: Sheet, text: str, language: str) -> str:
    """Who wrote the text in this language: "source", "human" or "machine"; "" where there is none."""
    if language == source_language(sheet, text):
        return "source"
    rows = _rows(sheet, COLUMNS[text])
    return next((str(row["origin"]) for row in rows if row["language"] == language), "")


def write(sheet: Sheet, text: str, language: str, value: str) -> None:
    """Let this text stand in this language; "" takes it away, and the next language becomes the source.

    Raises:
        Refused: it is too long, or the last name of the service would be gone.
    """
    key, column = f"{text}.{language}", COLUMNS[text]
    if len(value) > LONGEST[text]:
        raise Refused({key: "long"})
    source = source_language(sheet, text)
    if not source and value:
        _found(sheet, column, language, value)
    elif language != source:
        _beside(sheet, column, language, value)
    elif value:
        sheet.own[column] = value
        _say(sheet, column, language, value, "source")
    else:
        _without_source(sheet, text, source)


def _found(sheet: Sheet, column: str, language: str, value: str) -> None:
    sheet.own[column] = value
    _say(sheet, column, language, value, "source")


def _beside(sheet: Sheet, column: str, language: str, value: str) -> None:
    if value:
        _say(sheet, column, language, value, "human")
    else:
        _drop(sheet, column, language)


def _without_source(sheet: Sheet, text: str, source: str) -> None:
    column = COLUMNS[text]
    others = [one for one in _NEXT if one != source and read(sheet, text, one)]
    if not others:
        if column == "name":
            raise Refused({f"name.{source}": "needed"})
        _drop(sheet, column, source)
        sheet.own.pop(column, None)
        return
    value = read(sheet, text, others[0])
    _drop(sheet, column, source)
    _found(sheet, column, others[0], value)


def _say(sheet: Sheet, column: str, language: str, value: str, origin: str) -> None:
    _drop(sheet, column, language)
    row: Row = {"entity": "service", "entity_id": sheet.service, "field": column, "language": language}
    row |= {"text": value, "origin": origin}
    sheet.of("translation").append(row | ({"checked": sheet.today.isoformat()} if origin == "human" else {}))


def _drop(sheet: Sheet, column: str, language: str) -> None:
    sheet.rows["translation"] = [
        row
        for row in sheet.of("translation")
        if (row.get("field"), row.get("language")) != (column, language)
    ]


def _rows(sheet: Sheet, column: str) -> list[Row]:
    return [row for row in sheet.of("translation") if row.get("field") == column]


assert set(_NEXT) == set(LANGUAGES)
