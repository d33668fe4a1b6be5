"""The fields of a service, and the values that stand in them, in words for people."""

from collections.abc import Mapping
from datetime import date

from conversations.house import House
from directory import bodies, kinds
from directory.departments import WHOLE_COUNTRY
from directory.editing import former, history, hours, marks, merging
from directory.editing.checked import Checked
from directory.service import Service, in_language
from locales import catalogue, formatting
from locales.texts import Text

LABELS: Mapping[str, Text] = {
    "name": Text("desk.svc.name", "Name"),
    "former": Text("desk.svc.former", "Former names"),
    "organization": Text("desk.svc.organization_name", "Name of the organization"),
    "organization_former": Text("desk.svc.organization_former", "Former names of the organization"),
    "about": Text("desk.svc.about", "What they do"),
    "eligibility": Text("desk.svc.eligibility", "Who can come"),
    "kinds": Text("desk.svc.kinds", "Kind of service"),
    "needs": Text("desk.svc.needs", "Which help they give"),
    "decided_by": Text("desk.svc.decided_by", "Who gives the referral"),
    "sex": Text("desk.svc.sex", "For whom"),
    "papers": Text("desk.svc.papers", "Children without documents"),
    "referral": Text("desk.svc.referral", "How to come"),
    "seat": Text("desk.svc.seat", "May the address be public?"),
    "youngest": Text("desk.svc.youngest", "Youngest age, years"),
    "oldest": Text("desk.svc.oldest", "Oldest age, years"),
    "email": Text("desk.svc.email", "E-mail"),
    "url": Text("desk.svc.url", "Website"),
    "status": Text("desk.svc.status", "State"),
    "fees": Text("desk.svc.fees", "What it costs"),
    "free": Text("svc.free", "Free of charge"),
    "phones": Text("desk.svc.phones", "Telephones"),
    "documents": Text("desk.svc.documents", "Documents to bring"),
    "languages": Text("desk.svc.languages", "Languages spoken there"),
    "hours": Text("desk.svc.hours", "Opening hours"),
    "territory": Text("desk.svc.territory", "Where it is"),
    "serves": Text("desk.svc.serves", "Whose children may come"),
    "address": Text("desk.svc.address", "Address"),
    "access": Text("desk.svc.access", "Getting in"),
    "point": Text("desk.svc.point", "Point on the map"),
    history.VERIFICATION: Text("desk.svc.verification", "Checked"),
    merging.INTO: Text("desk.svc.merged", "Joined with another service"),
    history.APART: Text("desk.svc.apart", "Not the same as"),
}
UNKNOWN = Text("desk.svc.unknown", "Not known")
CHOICES: Mapping[str, Mapping[str, Text]] = {
    "sex": {"girls": Text("opt.s_girls", "Girls"), "boys": Text("opt.s_boys", "Boys")},
    "papers": {
        "yes": Text("svc.no_papers", "Helps without documents too"),
        "no": Text("desk.svc.papers_needed", "Only with documents"),
    },
    "referral": {
        "direct": Text("svc.direct", "You can come without a referral"),
        "by_request": Text("svc.referral_needed", "A referral is needed"),
    },
    "seat": {
        marks.PUBLIC: Text("desk.svc.seat_public", "Yes, everybody may see it"),
        marks.HIDDEN: Text("desk.svc.seat_hidden", "No, it is hidden for safety"),
    },
    "status": {
        "active": Text("desk.svc.active", "Works"),
        "temporarily closed": Text("desk.svc.for_a_time", "Closed for a time"),
        "inactive": Text("desk.svc.inactive", "Does not work now"),
        "defunct": Text("desk.svc.defunct", "Is no more"),
    },
    "free": {"free": Text("svc.free", "Free of charge")},
}
WAYS: Mapping[str, Text] = {
    "phone": Text("desk.svc.way_phone", "I telephoned"),
    "visit": Text("desk.svc.way_visit", "I saw the place"),
    "source": Text("desk.svc.way_source", "I read it where its owner publishes it"),
}
FOUND: Mapping[str, Text] = {
    "right": Text("desk.svc.found_right", "Everything is right"),
    "dead_phone": Text("desk.svc.found_dead", "The telephone does not answer"),
    "moved": Text("desk.svc.found_moved", "It has moved"),
    "closed": Text("desk.svc.found_closed", "It is closed"),
    "wrong": Text("desk.svc.found_wrong", "Something else is wrong"),
}
ROLES: Mapping[str, Text] = {
    "operator": Text("desk.role.operator", "Operator"),
    "coordinator": Text("desk.role.coordinator", "Coordinator"),
    "editor": Text("desk.role.editor", "Editor of the directory"),
    "monitor": Text("desk.role.monitor", "Monitor"),
}
_CHECKED = {
    "phone": Text("desk.svc.checked_phone", "Checked by telephone: {when} – {role}"),
    "visit": Text("desk.svc.checked_visit", "Seen on the spot: {when} – {role}"),
    "source": Text("desk.svc.checked_source", "Compared with its own publication: {when} – {role}"),
    "": Text("desk.svc.checked_by", "Checked: {when} – {role}"),
}
_ON = Text("svc.verified", "Checked: {date}")
_NEVER = Text("desk.svc.never_checked", "Nobody has checked this yet")
_TODAY = Text("desk.svc.today", "today")
_YESTERDAY = Text("desk.svc.yesterday", "yesterday")
_AGO = Text("desk.svc.days_ago", "{n} days ago")
_COUNTRY = Text("desk.svc.country", "The whole country")


def label(key: str, language: str) -> str:
    """The name of a field; of a text with its language."""
    own, _, tongue = key.partition(".")
    words = catalogue.load(language)
    named = words.say(LABELS[own]) if own in LABELS else own
    return f"{named} ({tongue})" if tongue else named


def value(house: House, key: str, told: str, language: str) -> str:
    """A value as people read it; "" of nothing."""
    words = catalogue.load(language)
    if key in CHOICES:
        return words.say(CHOICES[key][told]) if told in CHOICES[key] else told
    if key in ("kinds", "needs", "decided_by"):
        return ", ".join(name_of(key, code, language) for code in told.split(marks.BETWEEN) if code)
    if key in ("territory", "serves"):
        return "; ".join(place(house, code, language) for code in told.split(marks.BETWEEN) if code)
    if key == "hours":
        return hours.shown(told, language)
    if key in former.ENTITIES:
        return former.shown(told)
    if key == "languages":
        return told.replace(marks.BETWEEN, ", ")
    if key == history.VERIFICATION:
        found = {**WAYS, **FOUND}
        return words.say(found[told]) if told in found else told
    if key in (merging.INTO, history.APART):
        other = house.shelf.services.get(told)
        return name(other, language) if other is not None else told
    return told


def name_of(key: str, code: str, language: str) -> str:
    """The name of a kind, a need or a body."""
    if key == "decided_by":
        return in_language(bodies.get_body(code).names_at(""), language)
    known: Mapping[str, kinds.Kind | kinds.Need] = kinds.all_kinds() if key == "kinds" else kinds.all_needs()
    return in_language(known[code].names, language) if code in known else code


def place(house: House, code: str, language: str) -> str:
    """A territory with those around it, or the country."""
    if code == WHOLE_COUNTRY:
        return catalogue.load(language).say(_COUNTRY)
    territories = house.directory.territories
    return territories.full_name(code, language) if territories.find(code) else code


def name(service: Service, language: str) -> str:
    """What a service is called."""
    return in_language(service.names, language)


def freshness(service: Service, checked: Checked | None, today: date, language: str) -> str:
    """How long ago somebody made sure of it, in words."""
    words = catalogue.load(language)
    if checked is not None and checked.found == "right":
        days = (today - checked.on).days
        ago = words.say(_AGO, n=days) if days > 1 else words.say(_YESTERDAY if days == 1 else _TODAY)
        role = words.say(ROLES[checked.by_role]) if checked.by_role in ROLES else checked.by_role
        return words.say(_CHECKED.get(checked.way, _CHECKED[""]), when=ago, role=role)
    if service.assured is not None:
        return words.say(_ON, date=formatting.date(service.assured, language))
    return words.say(_NEVER)
