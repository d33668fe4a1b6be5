"""Why a part of a list is not taken, in the language of whoever brought it: for the page, and as a file."""

from collections.abc import Iterable, Mapping

from directory.exchange import cells, gathering, hsds_json, namesakes, seats
from directory.exchange.journal import Refusal
from directory.reason import Reason
from locales import catalogue
from locales.texts import Text
from web.desk.services import wording

_SINGLE = Text("desk.refuse.single", "Only one value may stand in this cell.")
_COUNTRY = Text("desk.refuse.country", "Please write the country as two letters, for example KZ.")
_NUMBER = Text("desk.refuse.number", "A number should stand here.")
_BOUNDS = Text(
    "desk.refuse.bounds",
    "This number is too small or too large. From {low} to {high} is possible.",
)
_EMAIL = Text("desk.refuse.email", "This is no e-mail address, or more than one stands here.")
_URL = Text(
    "desk.refuse.url",
    "This is no address of a page, or more than one stands here. It looks like https://example.kz.",
)
_CHOICE = Text("desk.refuse.choice", "One of these words should stand here: {words}.")
_HOURS = Text(
    "desk.refuse.hours",
    "We could not read the opening hours. Please write them so: Mon-Fri 09:00-18:00; Sat 10:00-14:00.",
)
_TIME = Text("desk.refuse.time", "This is no time of day. Please write it so: 09:00.")
_CENTURY = Text("desk.refuse.century", "The year has only two digits. Please write the day so: 2026-12-31.")
_DAY = Text("desk.refuse.day", "This is no day. Please write it so: 2026-12-31.")
_MOMENT = Text("desk.refuse.moment", "This is no day with a time. Please write it so: 2026-12-31T09:00:00Z.")
_WEEKDAY = Text("desk.refuse.weekday", "This is no day of the week. Please write the days so: MO,TU,WE.")
_CALENDAR = Text("desk.refuse.calendar", "There is no such day in the calendar.")
_WHICH_PLACE = Text(
    "desk.refuse.which_place",
    "There are several such places: {names}. Please write district and oblast.",
)
_WHICH_KIND = Text(
    "desk.refuse.which_kind",
    "Several kinds of service may be meant: {names}. Please write one.",
)
_NO_KIND = Text("desk.refuse.no_kind", "We know no such kind of service. The template has the list of kinds.")
_NO_NEED = Text("desk.refuse.no_need", "We know no such help. The template has the list.")
_NO_BODY = Text("desk.refuse.no_body", "We know no such body. The template has the list.")
_TWICE = Text(
    "desk.refuse.twice",
    "Two columns are called “{heading}”: only the first is taken. Please rename one of them and "
    "bring the list again.",
)
_NAMELESS = Text("desk.refuse.nameless", "The service has no name.")
_ASIDE = Text(
    "desk.refuse.aside",
    "The address is kept apart: this may be a home for victims. If the address is public, write "
    "“no” in the column about a hidden address.",
)
_OTHERWISE = Text(
    "desk.refuse.otherwise",
    "Another row with the same number says something else: {file}, line {line}.",
)
_OF_WHICH = Text("desk.refuse.of_which", "The row does not say to what it belongs: {what}.")
_UNOWNED = Text(
    "desk.refuse.unowned",
    "The row does not say to which service, organization, place or contact it belongs.",
)
_REQUIRED = Text("desk.refuse.required", "Nothing stands here, but something must.")
_NO_ORGANIZATION = Text(
    "desk.refuse.no_organization",
    "The row does not say to which organization it belongs.",
)
_SHAPE = Text("desk.refuse.shape", "The file is not built as HSDS asks. Please tell whoever made it.")
_SHAPE_AT = Text(
    "desk.refuse.shape_at",
    "The file is not built as HSDS asks: {field}. Please tell whoever made it.",
)
_HEADINGS = Text(
    "desk.refuse.headings",
    "We do not know the headings of this table. Please take those of our template.",
)
_NO_PLACE = Text("desk.svc.bad_place", "We did not find this place. Please write district and oblast.")
_UNREADABLE = Text(
    "desk.svc.import_unreadable",
    "This file cannot be read. Please save it as CSV or XLSX and try again.",
)
REASONS: Mapping[str, Text] = {
    "a single value should stand here": _SINGLE,
    "a country is written as two letters of ISO 3166, such as KZ": _COUNTRY,
    "this is no number": _NUMBER,
    "this number is out of bounds: {low} to {high}": _BOUNDS,
    "this is no single e-mail address": _EMAIL,
    "this is no single address of a page. Write it as https://example.kz": _URL,
    "one of these should stand here: {words}": _CHOICE,
    "these are no opening hours. Write them as Mon-Fri 09:00-18:00; Sat 10:00-14:00": _HOURS,
    "this is no time of day. Write it as 09:00": _TIME,
    "the year has two digits: which century? Write the day as 2026-12-31": _CENTURY,
    "this is no day. Write it as 2026-12-31": _DAY,
    "this is no day and time. Write it as 2026-12-31T09:00:00Z": _MOMENT,
    "this is no day of the week. Write them as MO,TU,WE": _WEEKDAY,
    "there is no such day in the calendar": _CALENDAR,
    "which place is meant? {names}": _WHICH_PLACE,
    "no such place is known": _NO_PLACE,
    "which kind is meant? {names}": _WHICH_KIND,
    "no kind of service is called so": _NO_KIND,
    "no need is called so": _NO_NEED,
    "no body is called so": _NO_BODY,
    namesakes.LOST: _TWICE,
    "the service has no name": _NAMELESS,
    seats.ASIDE: _ASIDE,
    gathering.OTHERWISE: _OTHERWISE,
    "it does not say of which {what} it is": _OF_WHICH,
    "it names no {what}": _OF_WHICH,
    "it belongs to nothing: no service, organization, location or contact is named": _UNOWNED,
    "nothing stands here, and the standard requires it": _REQUIRED,
    "it belongs to nothing: no organization is named": _NO_ORGANIZATION,
    "an object should stand here": _SHAPE,
    "this is like no object of the standard": _SHAPE,
    hsds_json.OBJECT: _SHAPE_AT,
    hsds_json.LIST: _SHAPE_AT,
    "objects stand in one another too deeply": _SHAPE,
    "a number has too many digits": _SHAPE,
    "no table of HSDS, and no sheet with a row for each service, has such headings": _HEADINGS,
    "this is no text": _UNREADABLE,
    "neither UTF-8 nor Windows-1251": _UNREADABLE,
    "this is no CSV: {error}": _UNREADABLE,
    hsds_json.NO_JSON: _UNREADABLE,
    "this is no XLSX. Save it as XLSX or CSV": _UNREADABLE,
    "this XLSX is damaged. Save it anew": _UNREADABLE,
}
"""How an editor reads what stands in `Reason.pattern`."""

HEADS = (
    Text("desk.svc.file", "File"),
    Text("desk.svc.line", "Line"),
    Text("desk.svc.field", "Field"),
    Text("desk.svc.value", "What stands there"),
    Text("desk.svc.reason", "Reason"),
)
#: Columns of a list that are called otherwise here.
_FIELDS = {"kind": "kinds", "phone": "phones", "phone_2": "phones", "number": "phones", "website": "url"}
_FIELDS |= {"address_1": "address", "minimum_age": "youngest", "maximum_age": "oldest", "hidden": "seat"}


def why(reason: Reason, language: str) -> str:
    """The reason as a sentence; one that has no sentence of its own as the terminal tells it."""
    told = REASONS.get(reason.pattern)
    return catalogue.load(language).say(told, **dict(reason.told)) if told else str(reason)


def field(one: Refusal, language: str) -> str:
    """The field that it is about, in words; the name of the table where it is about a whole row."""
    told = _FIELDS.get(one.field, one.field)
    return wording.label(told, language) if told in wording.LABELS else one.field or one.table


def as_csv(refusals: Iterable[Refusal], language: str) -> bytes:
    """All refusals as a CSV that spreadsheets read as UTF-8; no cell of it is a formula."""
    words = catalogue.load(language)
    rows = (
        (one.origin.file, one.origin.line or "", field(one, language), one.value, why(one.why, language))
        for one in refusals
    )
    return cells.as_bytes([words.say(head) for head in HEADS], rows)
