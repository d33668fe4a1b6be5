"""The texts of a service in every language: the source's own stands in the field, the others beside it."""

from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.hsds import wording
from directory.hsds.shape import Row
from directory.kinds import LANGUAGES

#: Our name of each text, and its column.
COLUMNS = {
    "name": "name", "about": "description", "eligibility": "eligibility_description", "organization": "name",
}  # fmt: skip
LONGEST = {"name": 300, "about": 4000, "eligibility": 4000, "organization": 300}
_NEXT = ("ru", "kk", "en", "uz", "ky")


def source_language(sheet: Sheet, text: str) -> str:
    """The language in which the source wrote it; "" while there is no text."""
    base = _bearer(sheet, text).get(COLUMNS[text])
    if not base:
        return ""
    rows = _rows(sheet, text)
    told = next((row for row in rows if row.get("origin") == "source"), None)
    told = told or next((row for row in rows if row.get("text") == base), None)
    return str(told["language"]) if told else wording.language_of(str(base))


def read(sheet: Sheet, text: str, language: str) -> str:
    """The text in one language, "" where there is none."""
    if language == source_language(sheet, text):
        return str(_bearer(sheet, text).get(COLUMNS[text]) or "")
    return next((str(row["text"]) for row in _rows(sheet, text) if row["language"] == language), "")


def origin(sheet: Sheet, text: str, language: str) -> str:
    """Who wrote the text in this language: "source", "human" or "machine"; "" where there is none."""
    if language == source_language(sheet, text):
        return "source"
    rows = _rows(sheet, text)
    return next((str(row["origin"]) for row in rows if row["language"] == language), "")


def write(sheet: Sheet, text: str, language: str, value: str) -> None:
    """Let this text stand in this language; "" takes it away, and the next language becomes the source.

    Raises:
        Refused: it is too long, or the last name of the service or its organization would be gone.
    """
    key = f"{text}.{language}"
    if len(value) > LONGEST[text]:
        raise Refused({key: "long"})
    if sheet.row_of(_entity(text)) is None:
        raise Refused({key: "needed"})
    source = source_language(sheet, text)
    if (not source or language == source) and value:
        _found(sheet, text, language, value)
    elif language != source:
        _beside(sheet, text, language, value)
    else:
        _without_source(sheet, text, source)


def _found(sheet: Sheet, text: str, language: str, value: str) -> None:
    _bearer(sheet, text)[COLUMNS[text]] = value
    _say(sheet, text, language, (value, "source"))


def _beside(sheet: Sheet, text: str, language: str, value: str) -> None:
    if value:
        _say(sheet, text, language, (value, "human"))
    else:
        _drop(sheet, text, language)


def _without_source(sheet: Sheet, text: str, source: str) -> None:
    others = [one for one in _NEXT if one != source and read(sheet, text, one)]
    if not others:
        if COLUMNS[text] == "name":
            raise Refused({f"{text}.{source}": "needed"})
        _drop(sheet, text, source)
        _bearer(sheet, text).pop(COLUMNS[text], None)
        return
    value = read(sheet, text, others[0])
    _drop(sheet, text, source)
    _found(sheet, text, others[0], value)


def _say(sheet: Sheet, text: str, language: str, told: tuple[str, str]) -> None:
    """Let a translation row stand; `told`: the text, and who wrote it."""
    _drop(sheet, text, language)
    value, origin = told
    row: Row = {"entity": _entity(text), "entity_id": _bearer(sheet, text)["id"], "field": COLUMNS[text]}
    row |= {"language": language, "text": value, "origin": origin}
    sheet.of("translation").append(row | ({"checked": sheet.today.isoformat()} if origin == "human" else {}))


def _drop(sheet: Sheet, text: str, language: str) -> None:
    gone = [row for row in _rows(sheet, text) if row.get("language") == language]
    sheet.rows["translation"] = [row for row in sheet.of("translation") if row not in gone]


def _rows(sheet: Sheet, text: str) -> list[Row]:
    of = (_entity(text), COLUMNS[text])
    return [row for row in sheet.of("translation") if (row.get("entity"), row.get("field")) == of]


def _bearer(sheet: Sheet, text: str) -> Row:
    """The row whose text it is; one without anything where the service has no organization."""
    found = sheet.row_of(_entity(text))
    return {} if found is None else found


def _entity(text: str) -> str:
    return "organization" if text == "organization" else "service"


assert set(_NEXT) == set(LANGUAGES)
