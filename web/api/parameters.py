"""What may be asked of the API: one table, by which queries are read and from which OpenAPI is made."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from directory import kinds
from locales import languages
from web.errors import BadParameter

Kind = Literal["integer", "number", "boolean", "text", "uuid", "moment"]
Values = Mapping[str, Any]  # by the name of the parameter; one that is not asked is absent

LARGEST_PAGE = 100
LONGEST_TEXT = 128
_INTEGER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,340})?([eE][+-]?[0-9]{1,3})?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,30})?)?([Zz]|[+-]\d\d:\d\d)")
_DAY_LONG = timedelta(days=1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query. `low`, `high`: ends of a number, both allowed; `choices`: the only values.

    `codes` gives the only values of a parameter whose choices are data, read when they are first needed.
    `example`: a value that fits together with the examples of all others.
    """

    name: str
    kind: Kind
    about: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    codes: Callable[[], Iterable[str]] | None = None
    default: int | str | bool | None = None
    pattern: str = ""
    example: float | str | None = None

    def read(self, text: str) -> Any:
        """The value that the text says.

        Raises:
            BadParameter: it says none, or one that is not allowed.
        """
        value: Any = _READ[self.kind](self, text)
        if self.low is not None and value < self.low:
            raise BadParameter(self.name, f"must be at least {_plain(self.low)}")
        if self.high is not None and value > self.high:
            raise BadParameter(self.name, f"must be at most {_plain(self.high)}")
        if (allowed := self._allowed()) and value not in allowed:
            raise BadParameter(self.name, f"must be one of {', '.join(allowed)}")
        if self.pattern and not re.fullmatch(self.pattern, text, re.ASCII):
            raise BadParameter(self.name, "has another form: see openapi.json")
        return value

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        schema: dict[str, Any] = dict(_SCHEMAS[self.kind])
        told = {"minimum": self.low, "maximum": self.high, "default": self.default}
        schema |= {key: value for key, value in told.items() if value is not None}
        if allowed := self._allowed():
            schema = {"type": "string", "enum": list(allowed)} | (
                {"default": self.default} if self.default is not None else {}
            )
        return schema | ({"pattern": f"^{self.pattern}$"} if self.pattern else {})

    def _allowed(self) -> tuple[str, ...]:
        return self.choices or tuple(self.codes() if self.codes else ())


def read(query: Iterable[tuple[str, str]], allowed: Iterable[str]) -> Values:
    """The values of a query, defaults filled in; only parameters of these names may be in it, each once.

    Raises:
        BadParameter: one is unknown, stands there twice, or says what is not allowed.
    """
    names = tuple(allowed)
    found: dict[str, Any] = {name: default for name in names if (default := ALL[name].default) is not None}
    seen: set[str] = set()
    for name, text in query:
        if name not in names:
            known = ", ".join(names) or "none"
            raise BadParameter(name[:LONGEST_TEXT], f"is not known here; known are: {known}")
        if name in seen:
            raise BadParameter(name, "stands there twice")
        seen.add(name)
        found[name] = ALL[name].read(text)
    _check_together(found)
    return found


def _check_together(found: Values) -> None:
    if ("lat" in found) != ("lon" in found):
        raise BadParameter("lon" if "lat" in found else "lat", "is missing: lat and lon go together")
    for name in ("radius_m", "sort"):
        if "lat" not in found and ((name == "radius_m" and name in found) or found.get(name) == "distance"):
            raise BadParameter(name, "needs a point: lat and lon")


def _integer(one: Parameter, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadParameter(one.name, "must be a whole number of at most nine digits")
    return int(text)


def _number(one: Parameter, text: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise BadParameter(one.name, "must be a number such as 42.3")
    return float(text)


def _boolean(one: Parameter, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadParameter(one.name, "must be true or false")
    return text == "true"


def _text(one: Parameter, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise BadParameter(one.name, f"must have at most {LONGEST_TEXT} characters")
    return text


def _uuid(one: Parameter, text: str) -> str:
    if not _UUID.fullmatch(text):
        raise BadParameter(one.name, "must be a UUID")
    return text.lower()


def _moment(one: Parameter, text: str) -> datetime:
    why = "must be a moment with its zone such as 2026-11-23T10:00:00Z (in a URL + is written %2B)"
    if one.name == "modified_after" and _DAY.fullmatch(text):
        text += "T00:00:00Z"
    if not _MOMENT.fullmatch(text):
        raise BadParameter(one.name, why)
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
        _ = moment - _DAY_LONG, moment + _DAY_LONG  # so that it can be told in any zone
        return moment
    except (ValueError, OverflowError):
        raise BadParameter(one.name, why) from None


_READ = {
    "integer": _integer, "number": _number, "boolean": _boolean,
    "text": _text, "uuid": _uuid, "moment": _moment,
}  # fmt: skip
_SCHEMAS: Mapping[Kind, Mapping[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "text": {"type": "string", "maxLength": LONGEST_TEXT},
    "uuid": {"type": "string", "format": "uuid"},
    "moment": {"type": "string", "format": "date-time"},
}

_SORTS = ("relevance", "distance", "name", "last_modified", "assured_date")
_UNTOLD = "A service of which nobody told it passes, unless known=true."

ALL: Mapping[str, Parameter] = {one.name: one for one in (
    Parameter("search", "text", "Words in any of our languages, scripts and spellings.", example="психолог"),
    Parameter("page", "integer", "The number of the page.", low=1, high=1_000_000, default=1),
    Parameter("per_page", "integer", "Items on a page.", low=1, high=LARGEST_PAGE, default=50),
    Parameter("format", "text", "ndjson: all items at once, one in a line, without pages.",
              choices=("json", "ndjson"), default="json"),
    Parameter("taxonomy_term_id", "text", "Marked with this term: its UUID or code (need:shelter).",
              example="need:psych"),
    Parameter("taxonomy_id", "uuid", "Marked with any term of this taxonomy; of terms: belonging to it."),
    Parameter("organization_id", "uuid", "Of this organization."),
    Parameter("modified_after", "moment", "Services that were changed at this moment or later; a day is its "
              "beginning in UTC. One of which that is not known is left out."),
    Parameter("minimal", "boolean", "Only id and last_modified (also as modified_date)."),
    Parameter("full", "boolean", "With all that stands inside of the object."),
    Parameter("full_service", "boolean", "An organization with its services whole, not by their own fields."),
    Parameter("top_only", "boolean", "Only terms without a parent."),
    Parameter("parent_id", "uuid", "Only children of this term."),
    Parameter("lat", "number", "Latitude of a point, degrees of WGS84.", low=-90, high=90, example=42.32),
    Parameter("lon", "number", "Longitude of a point.", low=-180, high=180, example=69.59),
    Parameter("radius_m", "number", "Metres from the point to the nearest known seat of the service.",
              low=0, high=5_000_000, example=500_000),
    Parameter("territory", "text", "Whose children are served: a code of KATO (nine digits).",
              pattern="[0-9]{9}", example="614400000"),
    Parameter("age", "number", f"The age of the child in years. {_UNTOLD}", low=0, high=120, example=9),
    Parameter("language", "text", f"A language that is spoken there. {_UNTOLD}", pattern="[a-z]{2,3}",
              example="kk"),
    Parameter("open_at", "moment", f"Open at this moment. {_UNTOLD}", example="2026-11-23T10:00:00Z"),
    Parameter("free", "boolean", f"true: only services free of charge. {_UNTOLD}"),
    Parameter("need", "text", "What the child needs: a code of ours.", codes=lambda: kinds.all_needs(),
              example="psych"),
    Parameter("kind", "text", "What the service is: a code of ours.", codes=lambda: kinds.all_kinds()),
    Parameter("sex", "text", "Services that take these children, or do not say whom they take.",
              choices=("girls", "boys"), example="girls"),
    Parameter("without_documents", "boolean",
              f"true: only services that take a child without documents. {_UNTOLD}"),
    Parameter("referral", "text", f"How the child may come: direct, or by_request of a body. {_UNTOLD}",
              choices=("direct", "by_request")),
    Parameter("known", "boolean", "true: leave out services of which nobody told what age, language, "
              "open_at, free, without_documents or referral ask."),
    Parameter("lang", "text", "Texts in this language; one that is not there in ru, kk, en or any. "
              "Content-Language says which there are (not with ndjson).", choices=languages.CODES),
    Parameter("sort", "text", "name (without search and place), relevance (with them), distance; newest "
              "first: last_modified, assured_date.", choices=_SORTS),
)}  # fmt: skip
