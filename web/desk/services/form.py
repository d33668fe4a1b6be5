"""The form of a service: what stands in its fields for people to change, and what they sent back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from conversations.house import House
from directory.editing import fields, former, hours, marks
from directory.editing import history as past
from directory.editing import texts as tongues
from directory.editing.history import Entry
from directory.editing.sheet import Sheet
from directory.kinds import LANGUAGES
from locales.texts import Text
from web.desk.caller import Caller
from web.desk.services import places, scope, wording

WAS = "was."
"""Before the name of a field: what stood in it when the form was drawn."""

PROBLEMS: Mapping[str, Text] = {
    "needed": Text("desk.svc.bad_needed", "This is needed. Please fill it in."),
    "long": Text("desk.svc.bad_long", "This is too long. Please shorten it."),
    "phone": Text(
        "desk.svc.bad_phone",
        "One number a line, with digits: +7 727 123 45 67. Behind a dash you may say whose it is.",
    ),
    "email": Text("desk.svc.bad_email", "This is no e-mail address. It looks like office@example.kz."),
    "url": Text("desk.svc.bad_url", "This is no address of a page. It looks like https://example.kz."),
    "age": Text("desk.svc.bad_age", "Please write the age as a number from 0 to 99."),
    "ages": Text("desk.svc.bad_ages", "The oldest age is below the youngest. Please change one of them."),
    "hours": Text("desk.svc.bad_hours", "Please write the hours so: {example}"),
    "place": Text("desk.svc.bad_place", "We did not find this place. Please write district and oblast."),
    "which": Text("desk.svc.bad_which", "There are several such places. Please choose one."),
    "outside": Text("desk.svc.bad_outside", "This place is not in your territory. Please choose another."),
    "point": Text(
        "desk.svc.bad_point",
        "We could not read this point. Please write latitude and longitude so: 43.2389, 76.8897.",
    ),
    "abroad": Text(
        "desk.svc.bad_abroad", "This point is not in Kazakhstan. Please look whether latitude comes first."
    ),
    "day": Text("desk.svc.bad_day", "Please write the day so: 01.09.2026. It cannot be later than today."),
    "same": Text("desk.svc.bad_same", "A day is given, but no name was changed."),
    "choice": Text("desk.svc.bad_choice", "Please choose one of the answers offered."),
}
_MANY = ("kinds", "needs", "decided_by", "languages")


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of the form. `was`: its value when it was read; `text`: what stands in the input.

    `now`: what somebody else has written there meanwhile; `choose`: places that may be meant.
    """

    key: str
    was: str
    text: str
    problem: Text | None = None
    now: str = ""
    is_overtaken: bool = False
    choose: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    is_old: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are ticked."""
        return tuple(filter(None, self.text.split(marks.BETWEEN)))


@dataclass(slots=True)
class Sent:
    """What came back: the values to write, what was seen, and what could not be understood."""

    values: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    choose: dict[str, tuple[str, ...]] = field(default_factory=dict)


def blank(house: House, language: str, values: Mapping[str, str]) -> dict[str, Shown]:
    """A form with these values, as nobody has changed them yet."""
    return {
        key: Shown(key, values.get(key, ""), written(house, key, values.get(key, ""), language))
        for key in fields.FIELDS
    }


def of(house: House, language: str, sheet: Sheet, entries: Iterable[Entry]) -> dict[str, Shown]:
    """The form of a service, with what is to be known of its translations."""
    sources = {text: tongues.source_language(sheet, text) for text in tongues.COLUMNS}
    old = past.outdated(entries, {text: one for text, one in sources.items() if one})
    found = {}
    for key, shown in blank(house, language, fields.read_all(sheet)).items():
        text, _, tongue = key.partition(".")
        origin = tongues.origin(sheet, text, tongue) if tongue else ""
        is_old = key in old and bool(shown.was)
        found[key] = Shown(key, shown.was, shown.text, origin=origin, is_old=is_old)
    return found


def written(house: House, key: str, value: str, language: str) -> str:
    """A value as it stands in its input."""
    if key == "hours":
        return hours.shown(value, language)
    if key in former.ENTITIES:
        return former.shown(value)
    if key in ("territory", "serves"):
        codes = filter(None, value.split(marks.BETWEEN))
        return "\n".join(wording.place(house, code, language) for code in codes)
    return value


def read(house: House, caller: Caller) -> Sent:
    """What the form says: fields that were in it, each as the directory keeps it."""
    sent = Sent()
    for key in fields.FIELDS:
        if WAS + key not in caller.form:
            continue
        was = caller.form[WAS + key]
        sent.seen[key] = was
        text = _text(caller, key)
        sent.texts[key] = text
        if text == _tidy(written(house, key, was, caller.language)):
            sent.values[key] = was
        else:
            _understand(house, caller, sent, key)
    return sent


def again(house: House, caller: Caller, sent: Sent, overtaken: Mapping[str, str]) -> dict[str, Shown]:
    """The form once more, as it was sent, with what is wrong and what others have written meanwhile."""
    found = {}
    for key, text in sent.texts.items():
        code = sent.problems.get(key, "")
        now = overtaken.get(key, "")
        found[key] = Shown(
            key,
            now if key in overtaken else sent.seen[key],
            text,
            PROBLEMS.get(code),
            wording.value(house, key, now, caller.language),
            key in overtaken,
            tuple((one, wording.place(house, one, caller.language)) for one in sent.choose.get(key, ())),
        )
    return found


def _text(caller: Caller, key: str) -> str:
    if key in _MANY:
        given = [one for one in caller.lists.get(key, ()) if one]
        known = LANGUAGES if key == "languages" else marks.codes(key)
        order = [*known, *sorted(set(given) - set(known))]
        chosen = [code for code in order if code in given]
        return marks.BETWEEN.join(sorted(chosen) if key == "languages" else chosen)
    if key == "territory" and caller.said("territory.code"):
        return caller.said("territory.code")
    return _tidy(caller.form.get(key, ""))


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _understand(house: House, caller: Caller, sent: Sent, key: str) -> None:
    text, directory = sent.texts[key], house.directory
    sent.values[key] = hours.told(text) if key == "hours" else text
    if key in former.ENTITIES:
        sent.values[key] = former.told(text)
    if key not in ("territory", "serves"):
        return
    got = places.one(directory, text) if key == "territory" else places.many(directory, text)
    if not got.is_understood:
        sent.problems[key] = "which" if got.choose else "place"
        sent.choose[key] = got.choose
    elif key == "territory" and got.value and not _is_theirs(house, caller, got.value):
        sent.problems[key] = "outside"
    sent.values[key] = got.value
    if key == "territory" and got.value:
        sent.texts[key] = wording.place(house, got.value, caller.language)


def _is_theirs(house: House, caller: Caller, code: str) -> bool:
    return scope.covers(caller.officer, (code,), house.directory.territories)
