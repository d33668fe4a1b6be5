"""What stands in an evidence pack: coded facts with their sources, and the same in Kazakh and Russian."""

import hashlib

import msgspec
from msgspec import Struct

FORMAT = "evidence-pack/1"
LANGUAGES = ("kk", "ru")
_encoder = msgspec.json.Encoder(order="deterministic")


class Place(Struct, frozen=True, kw_only=True):
    """Where it is: code and names of the place, and the point on the map (latitude, longitude; WGS 84)."""

    territory: str
    names: dict[str, str]
    point: tuple[float, float] | None


class Evidence(Struct, frozen=True, kw_only=True):
    """Whether it is enough for an inspection without notice; codes of what is known and what is missing."""

    enough: bool
    workplace: str
    known: tuple[str, ...]
    missing: tuple[str, ...]
    law: str
    source: str


class Article(Struct, frozen=True, kw_only=True):
    """An article that a rule stands on. `mark`: verified, or configurable: confirm before quoting."""

    code: str
    act: str
    article: str
    says: str
    mark: str
    source: str


class Line(Struct, frozen=True, kw_only=True):
    """A word and its value; `verbatim`: as somebody typed it."""

    label: str
    value: str
    verbatim: bool


class Section(Struct, frozen=True, kw_only=True):
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]


class File(Struct, frozen=True, kw_only=True):
    """A file of the case. `sha256`: of the cleaned file that is kept; "" where only the police open it."""

    number: int
    kind: str
    ending: str
    bytes: int
    sha256: str


class Step(Struct, frozen=True, kw_only=True):
    """Something done with the case, on this day, by a role or department, to a department or ""."""

    day: str
    act: str
    by: str
    about: str


class Pack(Struct, frozen=True, kw_only=True):
    """The pack of one case as one reader may give it away, on one day."""

    format: str
    case: int
    made_on: str
    rules: str
    reader: str  # whole, extract
    with_words: bool  # the reporter's own words are in it
    urgency: str
    severity: int
    place: Place
    evidence: Evidence | None
    articles: tuple[Article, ...]
    known: dict[str, tuple[Section, ...]]
    files: tuple[File, ...]
    handling: tuple[Step, ...]


def encoded(pack: Pack) -> bytes:
    """Give the pack as JSON: the same bytes for the same pack."""
    return msgspec.json.format(_encoder.encode(pack), indent=1)


def digest(told: bytes) -> str:
    """Give the SHA-256 of the JSON, as the PDF and the history name it."""
    return hashlib.sha256(told).hexdigest()
