"""One value of one field: from what a file has to what the standard asks for, or a doubt."""

import math
import re

from directory.exchange import mending, moments
from directory.exchange.doubt import Doubt
from directory.hsds.shape import Column

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://([^\s/?#]+)([^\s]*)", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_FORBIDDEN = frozenset({"javascript", "data", "vbscript", "file", "about", "blob"})
#: No number of a list is larger, and none that is can be kept exactly.
_ANY = (-1e15, 1e15)
_LIMITS = {"latitude": (-90, 90), "longitude": (-180, 180), "timezone": (-14, 14)}
_LIMITS |= dict.fromkeys(("minimum_age", "maximum_age"), (0, 150))
_COUNTRIES = {
    "казахстан": "KZ", "қазақстан": "KZ", "kazakhstan": "KZ", "республика казахстан": "KZ", "рк": "KZ",
    "қр": "KZ", "kaz": "KZ", "usa": "US", "united states": "US", "узбекистан": "UZ", "кыргызстан": "KG",
}  # fmt: skip
_DAYS_OF_WEEK = frozenset({"byday"})

Clean = str | int | float | None


def clean(column: Column, value: object) -> tuple[Clean, tuple[str, ...]]:
    """The value as the column wants it (None: nothing stands there) and what was repaired, in words.

    Raises:
        Doubt: it cannot be that.
    """
    if isinstance(value, float) and math.isnan(value) and column.kind != "number":
        value = "nan"  # nothing stands there, as where it is written out
    if isinstance(value, str):
        value, repairs = mending.mended(value)
    else:
        repairs = ()
    if value is None or value == "":
        return None, repairs
    if isinstance(value, dict | list):
        raise Doubt("a single value should stand here")
    found, more = _of_kind(column, value)
    if column.choices:
        found = _chosen(column, str(found))
    return found, (*repairs, *more)


def _of_kind(column: Column, value: object) -> tuple[Clean, tuple[str, ...]]:
    match column.kind:
        case "number":
            return _number(column.name, value), ()
        case "date":
            return moments.day(value), ()
        case "datetime":
            return moments.instant(value), ()
        case "time":
            return moments.clock(value), ()
        case "uri":
            return _uri(column.name, str(value))
        case "email":
            return _email(str(value)), ()
        case _:
            return _text(column.name, value), ()


def _text(name: str, value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet has 87012345678.0
    if isinstance(value, bool):
        value = "true" if value else "false"
    if name in _DAYS_OF_WEEK:
        return moments.weekdays(value)
    return _country(str(value)) if name == "country" else str(value)


def _country(value: str) -> str:
    code = _COUNTRIES.get(value.casefold(), value).upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise Doubt("a country is written as two letters of ISO 3166, such as KZ")
    return code


def _number(name: str, value: object) -> int | float:
    if isinstance(value, bool):
        raise Doubt("this is no number")
    text = "".join(str(value).split())
    if not isinstance(value, int | float) and not _NUMBER.fullmatch(text):
        raise Doubt("this is no number")
    found = float(text.replace(",", "."))
    low, high = _LIMITS.get(name, _ANY)
    if not math.isfinite(found) or not low <= found <= high:
        raise Doubt("this number is out of bounds: {low} to {high}", low=f"{low:g}", high=f"{high:g}")
    return int(found) if found.is_integer() else found


def _email(value: str) -> str:
    address = value.removeprefix("mailto:").strip()
    if not _EMAIL.fullmatch(address):
        raise Doubt("this is no single e-mail address")
    return address


def _uri(name: str, value: str) -> tuple[str, tuple[str, ...]]:
    repairs: tuple[str, ...] = ()
    if _BARE.fullmatch(value):
        value, repairs = f"http://{value}", ("address of a page without http://",)
    if web := _WEB.fullmatch(value):
        scheme = value[: web.start(1)].lower()
        return scheme + _host(web[1]) + _escaped(web[2]), repairs
    scheme_found = _SCHEME.match(value)
    is_page = name not in ("uri", "term_uri")
    if is_page or not scheme_found or " " in value or scheme_found[1].lower() in _FORBIDDEN:
        raise Doubt("this is no single address of a page. Write it as https://example.kz")
    return _escaped(value), repairs


def _host(host: str) -> str:
    if host.isascii():
        if _NOT_IN_URI.search(host):
            raise Doubt("this is no single address of a page. Write it as https://example.kz")
        return host.lower() if "@" not in host else host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Doubt("this is no single address of a page. Write it as https://example.kz") from None


def _escaped(rest: str) -> str:
    return _NOT_IN_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), rest)


def _chosen(column: Column, value: str) -> str:
    wanted = value.casefold().replace("_", " ")
    for choice in column.choices:
        if choice.casefold() == wanted:
            return choice
    raise Doubt("one of these should stand here: {words}", words=", ".join(column.choices))
