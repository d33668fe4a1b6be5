"""The card of a service: all that somebody must know who wants to turn to it. Plain text, no dead end."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.services.private import Private
from conversations.house import House
from conversations.lookup import entrusted, naming, openings
from conversations.lookup.cutting import cut
from conversations.rendering import Speaker
from directory import bodies, kinds
from directory.search import catalogue
from directory.search.asked import Hit
from directory.service import Phone, Seat, Service, Terms, in_language
from locales import formatting
from locales.texts import Text

GIVES = Text("svc.gives", "What they do: {text}")
WHO = Text("svc.who", "Who can come: {text}")
CALL = Text("svc.call", "Call: {phone}")
NO_PHONE = Text("svc.no_phone", "The phone number is not known yet.")
HOURS = Text("svc.hours", "Opening hours: {text}")
ADDRESS = Text("svc.address", "Address: {text}")
NO_ADDRESS = Text("svc.no_address", "The address is not known yet.")
HIDDEN = Text("svc.hidden", "The address is not shown, for safety. Call: {number}")
DIRECT = Text("svc.direct", "You can come without a referral")
BY_REFERRAL = Text("svc.by_referral", "Referral from: {department}")
REFERRAL_NEEDED = Text("svc.referral_needed", "A referral is needed")
FREE = Text("svc.free", "Free of charge")
NO_PAPERS = Text("svc.no_papers", "Helps without documents too")
VERIFIED = Text("svc.verified", "Checked: {date}")
CALL_FIRST = Text("svc.call_first", "This was checked long ago. Please call first.")
UNVERIFIED = Text("svc.unverified", "This has not been checked for a long time.")
CLOSED = Text("svc.closed", "Closed for a time.")
ANSWERS = Text("svc.answers", "Who answers for this here: {department}")
ALWAYS = Text("svc.always", "You can always call {number}.")
AGES = Text("opt.age_range", "{a}–{b} years")
SEX = {"girls": Text("opt.s_girls", "Girls"), "boys": Text("opt.s_boys", "Boys")}

_OPERATOR = "OPERATOR"  # takes over where the directory has no authority: it refers nobody
_LONG, _SHORT = 700, 200  # characters of what others wrote: a whole card stays far below 4096
_NUMBERS, _SEATS = 5, 3  # that are shown of many
_LAST_AGE = 18  # where nobody told: children under 18


@dataclass(frozen=True, slots=True)
class Card:
    """What a card is made of. `territory`: where help is needed; `department`: who answers for it there.

    `private`: what is kept for those who send children there; None for the public.
    """

    house: House
    speaker: Speaker
    hit: Hit
    territory: str = ""
    department: str = ""
    private: Private | None = None

    @property
    def service(self) -> Service:
        """The service itself."""
        return self.hit.service

    @property
    def language(self) -> str:
        """The language of who reads it."""
        return self.speaker.catalogue.language


def text(card: Card) -> str:
    """Give the card, one fact a line; what nobody told is left out or said to be unknown."""
    say, terms = card.speaker.say, card.service.terms
    paragraphs = (
        _name(card),
        [*_gives(card), *_who(card), *_terms(card, terms)],
        [*_phones(card), *_hours(card), *_places(card)],
        entrusted.lines(card.speaker, card.service, card.private) if card.private else [],
        [*_freshness(card), *_who_answers(card), say(ALWAYS, number=card.speaker.helpline)],
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _name(card: Card) -> list[str]:
    service, language = card.service, card.language
    name, of = in_language(service.names, language), in_language(service.organization, language)
    closed = [card.speaker.say(CLOSED)] if card.hit.closed else []
    former, of_organization = service.naming.former, service.naming.of_organization
    if not (name and of and of != name):
        return [cut(name or of, _SHORT), *naming.formerly(card.speaker, (*former, *of_organization)), *closed]
    own = [cut(name, _SHORT), *naming.formerly(card.speaker, former)]
    return [*own, cut(of, _SHORT), *naming.formerly(card.speaker, of_organization), *closed]


def _gives(card: Card) -> Iterator[str]:
    told = in_language(card.service.about, card.language)
    known = kinds.all_needs()
    needs = (known[code] for code in catalogue.needs_of(card.service) if code in known)
    told = told or ", ".join(in_language(need.names, card.language) for need in needs)
    if told:
        yield card.speaker.say(GIVES, text=cut(told, _LONG))


def _who(card: Card) -> Iterator[str]:
    terms, speaker = card.service.terms, card.speaker
    told = in_language(card.service.eligibility, card.language)
    if not told:
        parts = [speaker.say(SEX[terms.sex])] if terms.sex else []
        if terms.youngest is not None or terms.oldest is not None:
            oldest = _LAST_AGE if terms.oldest is None else terms.oldest
            ages = {"a": speaker.number(terms.youngest or 0), "b": speaker.number(oldest)}
            parts.append(speaker.say(AGES, **ages))
        told = ", ".join(parts)
    if told:
        yield speaker.say(WHO, text=cut(told, _LONG))


def _terms(card: Card, terms: Terms) -> Iterator[str]:
    say = card.speaker.say
    if terms.referral == "direct":
        yield say(DIRECT)
    elif terms.referral == "by_request":
        who = ", ".join(_deciding(card, terms))
        yield say(BY_REFERRAL, department=who) if who else say(REFERRAL_NEEDED)
    if terms.free:
        yield say(FREE)
    if terms.without_documents:
        yield say(NO_PAPERS)


def _deciding(card: Card, terms: Terms) -> list[str]:
    """Name who sends there: the department of that place or, where none is known, the body itself."""
    departments, named = card.house.directory.departments, dict[str, None]()
    for code in terms.decided_by:
        if code not in bodies.all_bodies():
            continue
        found = departments.responsible(code, card.territory) if card.territory else None
        is_known = found is not None and found.body != _OPERATOR
        body = bodies.get_body(code).names_at("")
        named[found.name(card.language) if found and is_known else in_language(body, card.language)] = None
    return list(named)


def _phones(card: Card) -> list[str]:
    phones = card.service.phones[:_NUMBERS]
    if not phones:
        return [card.speaker.say(NO_PHONE)]
    return [card.speaker.say(CALL, phone=_dialled(one, card.language)) for one in phones]


def _dialled(phone: Phone, language: str) -> str:
    number = f"{phone.number} ({phone.extension})" if phone.extension else phone.number
    about = cut(in_language(phone.about, language), _SHORT)
    return f"{number} – {about}" if about else number


def _hours(card: Card) -> Iterator[str]:
    told = openings.told(card.service.openings, card.speaker)
    if told:
        yield card.speaker.say(HOURS, text=told)


def _places(card: Card) -> list[str]:
    lines = [_place(card, seat) for seat in card.service.seats[:_SEATS]]
    return list(dict.fromkeys(lines))


def _place(card: Card, seat: Seat) -> str:
    """Say where it is. Of a hidden seat neither address nor district is told, whatever else is known."""
    say, territories = card.speaker.say, card.house.directory.territories
    if seat.hidden:
        phones = card.service.phones
        return say(HIDDEN, number=phones[0].number if phones else card.speaker.helpline)
    town = card.speaker.place(seat.territory) if territories.find(seat.territory) else ""
    street = cut(in_language(seat.address, card.language), _SHORT)
    where = ", ".join(filter(None, (street, town)))
    return say(ADDRESS, text=where) if where else say(NO_ADDRESS)


def _freshness(card: Card) -> Iterator[str]:
    say, service = card.speaker.say, card.service
    if service.assured:
        yield say(VERIFIED, date=formatting.date(service.assured, card.language))
    if card.hit.stale:
        yield say(CALL_FIRST if service.phones else UNVERIFIED)


def _who_answers(card: Card) -> Iterator[str]:
    """Name the authority where the service itself may not be reached, or not from there."""
    if card.department and not (card.service.phones and card.hit.serves):
        unit = card.house.directory.departments.get(card.department)
        told = ", ".join(filter(None, (unit.name(card.language), unit.phone)))
        yield card.speaker.say(ANSWERS, department=told)
