"""The words for codes of measures: states, answers, consent, what speaks against a service."""

from collections.abc import Mapping
from datetime import date

from cases.referrals import consent
from cases.referrals.measures import Measure
from locales import formatting
from locales.texts import Text

STATES: Mapping[str, Text] = {
    "proposed": Text("measure.s.proposed", "Waits for the family's agreement"),
    "agreed": Text("measure.s.agreed", "Noted, not sent"),
    "sent": Text("measure.s.sent", "Link made, no answer yet"),
    "accepted": Text("measure.s.accepted", "Taken on"),
    "cannot": Text("measure.s.cannot", "The organisation cannot"),
    "done": Text("measure.s.done", "Done"),
    "more": Text("measure.s.more", "The organisation asks for more"),
    "replaced": Text("measure.s.replaced", "Put aside"),
}
REFUSED = Text("measure.s.refused", "The family does not agree: nothing goes out")
MODES: Mapping[str, Text] = {
    "direct": Text("measure.mode.direct", "The child or family may come by itself"),
    "request": Text("measure.mode.request", "By request: the authorised body decides"),
}
CONSENT: Mapping[str, Text] = {
    "yes": Text("measure.c.yes", "Yes"),
    "no": Text("measure.c.no", "No: nothing goes to an organisation"),
    "not_needed": Text("measure.c.not_needed", "Not needed: a worst form of child labour"),
    "later": Text("measure.c.later", "Will be asked later"),
}
ASKED: Mapping[str, Text] = {
    "child": Text("measure.a.child", "The child"),
    "parent": Text("measure.a.parent", "A parent"),
    "guardian": Text("measure.a.guardian", "A guardian"),
}
INFORMED: Mapping[str, Text] = {
    "": Text("measure.i.nobody", "Nobody yet"),
    "child": Text("measure.i.child", "The child"),
    "parent": Text("measure.i.parent", "A parent"),
    "guardian": Text("measure.i.guardian", "A guardian"),
}
AGAINST: Mapping[str, Text] = {
    "territory": Text("measure.w.territory", "This service is not for children of this district."),
    "age": Text("measure.w.age", "This service is not for children of this age."),
    "sex": Text("measure.w.sex", "This service is not for children of this sex."),
    "papers": Text("measure.w.papers", "This service asks for documents."),
    "closed": Text("measure.w.closed", "This service is closed at present."),
    "unverified": Text(
        "measure.w.unverified", "Nobody has made sure of this service for long: please call first."
    ),
}
SCOPES: Mapping[str, Text] = {
    "district": Text("measure.in.district", "In this district or city"),
    "oblast": Text("measure.in.oblast", "In this region (oblast)"),
    "country": Text("measure.in.country", "For the whole country"),
    "elsewhere": Text("measure.in.elsewhere", "In another region"),
}


def day(told: str, language: str) -> str:
    """Give a day of a measure in words; "" where there is none."""
    return formatting.date(date.fromisoformat(told), language) if told else ""


def state(known: Measure) -> Text:
    """Give the state of a measure; one that the family does not agree to is not merely noted."""
    is_refused = known.state == "agreed" and known.consent == consent.NO
    return REFUSED if is_refused else STATES[known.state]


def due(known: Measure, today: date) -> bool:
    """Tell whether a measure is late."""
    is_open = known.state in ("proposed", "agreed", "sent", "accepted", "more")
    return is_open and bool(known.due_on) and date.fromisoformat(known.due_on) < today
