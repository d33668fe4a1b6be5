"""The named services in several languages: their names, and in a sentence of our own what they do.

Official names are as the bodies bear them. The other ones and all sentences are translations of ours that
await a native reader: they are marked "machine", and no day says that somebody compared them.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from directory.hsds import wording
from directory.hsds.shape import Row

LANGUAGES = ("kk", "ru", "en", "uz", "ky")

Line = Mapping[str, str]


def names(line: Line) -> Mapping[str, str]:
    """The name in each language that has one; the source's own is that of the line's language."""
    told = {language: line.get(f"name_{language}", "") for language in LANGUAGES}
    return {language: name for language, name in (told | {line["language"]: line["name"]}).items() if name}


def about(line: Line) -> Mapping[str, str]:
    """What it does, as data/services_about.csv says of it or else of its kind; {} if that says nothing."""
    told = _about()
    return told.get(line["id"]) or told.get(line["kind"]) or {}


def translated_names(entity: str, entity_id: str, line: Line) -> Iterator[Row]:
    """The translation rows of the name; `entity`: the service, or the organization that is called alike."""
    ours = line["ours"].split()
    for row in wording.translations(entity, entity_id, "name", names(line), base=line["language"]):
        yield row | ({"origin": "machine"} if row["language"] in ours else {})


def translated_about(service_id: str, line: Line) -> Iterator[Row]:
    """The translation rows of the description."""
    base = line["language"]
    for row in wording.translations("service", service_id, "description", about(line), base=base):
        yield row if row["language"] == base else row | {"origin": "machine"}


@cache
def _about() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("directory").joinpath("data/services_about.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["of"]: {language: row[language] for language in LANGUAGES} for row in rows}
