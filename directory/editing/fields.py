"""Every field of a service that a person may change: how its value is read, and how another one is written.

A value is a text that says the same always: codes in one order, numbers as they are dialled. So two values
can be compared, stand in the history, and be put back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from directory.editing import former, hours, lists, marks, plain, spot, texts, whereabouts
from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.kinds import LANGUAGES

#: Fields of many values: two services made one have those of both.
JOINED = ("kinds", "needs", "phones", "languages", "documents", "serves", "decided_by", "former")
#: Those with a line for each value; the others have semicolons between.
LINES = ("phones", "documents", "access", "former", "organization_former")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `write` changes the sheet, and raises Refused when the value cannot stand there."""

    key: str
    read: Callable[[Sheet], str]
    write: Callable[[Sheet, str], None]

    @property
    def is_about_place(self) -> bool:
        """Whether it may tell where a hidden seat is."""
        return self.key in ("address", "access", "point")

    @property
    def is_about_organization(self) -> bool:
        """Whether it is the same for all services of the organization."""
        return self.key.startswith("organization")


def _all() -> list[Field]:
    found = [
        Field(f"{text}.{language}", partial(_read_text, text, language), partial(_write_text, text, language))
        for text in texts.COLUMNS
        for language in LANGUAGES
    ]
    found += [Field(key, partial(_read_many, key), partial(_write_many, key)) for key in _MANY]
    found += [Field(key, partial(_read_one, key), partial(_write_one, key)) for key in marks.ONE_OF]
    found += [Field(key, partial(_read_plain, key), partial(_write_plain, key)) for key in plain.COLUMNS]
    found += [Field(key, partial(_read_former, key), partial(_write_former, key)) for key in former.ENTITIES]
    found += [
        Field("free", plain.read_free, plain.write_free),
        Field("phones", lists.read_phones, lists.write_phones),
        Field("documents", lists.read_documents, lists.write_documents),
        Field("languages", lists.read_languages, lists.write_languages),
        Field("hours", hours.read, hours.write),
        Field("territory", whereabouts.read_territory, whereabouts.write_territory),
        Field("point", spot.read, spot.write),
        Field("serves", whereabouts.read_serves, whereabouts.write_serves),
        Field("address", whereabouts.read_address, whereabouts.write_address),
        Field("access", lists.read_access, lists.write_access),
    ]
    return found


_MANY = ("kinds", "needs", "decided_by")


def read_all(sheet: Sheet) -> dict[str, str]:
    """Every field with its value, "" where nobody told."""
    return {key: field.read(sheet) for key, field in FIELDS.items()}


def write_all(sheet: Sheet, values: Mapping[str, str]) -> None:
    """Write these values, in the order of the fields; what is taken away last, for a text may move.

    Raises:
        Refused: with every field whose value cannot stand there.
    """
    why: dict[str, str] = {}
    for key in sorted((key for key in FIELDS if key in values), key=lambda key: not values[key]):
        if values[key] != FIELDS[key].read(sheet):
            try:
                FIELDS[key].write(sheet, values[key])
            except Refused as refused:
                why |= refused.why
    youngest, oldest = sheet.own.get("minimum_age"), sheet.own.get("maximum_age")
    if youngest is not None and oldest is not None and float(str(youngest)) > float(str(oldest)):
        why.setdefault("oldest", "ages")
    if why:
        raise Refused(why)


def _read_text(text: str, language: str, sheet: Sheet) -> str:
    return texts.read(sheet, text, language)


def _write_text(text: str, language: str, sheet: Sheet, value: str) -> None:
    texts.write(sheet, text, language, value)


def _read_many(key: str, sheet: Sheet) -> str:
    return marks.read_many(sheet, key)


def _write_many(key: str, sheet: Sheet, value: str) -> None:
    marks.write_many(sheet, key, value)


def _read_one(key: str, sheet: Sheet) -> str:
    return marks.read_one(sheet, key)


def _write_one(key: str, sheet: Sheet, value: str) -> None:
    marks.write_one(sheet, key, value)


def _read_plain(key: str, sheet: Sheet) -> str:
    return plain.read(sheet, key)


def _write_plain(key: str, sheet: Sheet, value: str) -> None:
    plain.write(sheet, key, value)


def _read_former(key: str, sheet: Sheet) -> str:
    return former.read(sheet, key)


def _write_former(key: str, sheet: Sheet, value: str) -> None:
    former.write(sheet, key, value)


FIELDS: Mapping[str, Field] = {field.key: field for field in _all()}
