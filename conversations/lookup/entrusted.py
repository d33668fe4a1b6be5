"""What of a service only those may know who send children there: contact person, places, a hidden address."""

from collections.abc import Iterator

from cases import people
from cases.services import private
from cases.services.private import Private
from conversations import hiding
from conversations.hearing import Hearing
from conversations.lookup.cutting import cut
from conversations.rendering import Speaker
from directory.service import Capacity, Service
from locales import formatting
from locales.texts import Text

WORKERS = Text("svc.workers", "For those who send a child there:")
PLACES = Text("svc.places", "Places: {text}")
CONTACT = Text("svc.contact", "Contact person: {text}")
SECRET = Text("svc.secret_address", "Address, do not pass it on: {text}")

_SHORT, _MOST = 200, 3  # characters of a fact, and facts of one kind, that are shown


def of(hearing: Hearing, service: str) -> Private | None:
    """Give what is kept of the service if who asks may know it; None for the public, and in any group.

    None on a page too: it cannot keep a message from being passed on, and stays open for the next one.
    """
    incoming = hearing.incoming
    if incoming.group or hiding.is_page(hearing):
        return None
    account = f"{incoming.address.channel}:{incoming.sender}"
    known = people.person(hearing.tx, hearing.house.keys, account)
    if known is None or known.role not in private.ROLES:
        return None
    return private.get(hearing.tx, hearing.house.keys, service)


def lines(speaker: Speaker, service: Service, known: Private) -> list[str]:
    """Give the lines of a card that the public does not see; none where nothing is known."""
    found = [*_places(speaker, service, known), *_contact(speaker, known)]
    found += [speaker.say(SECRET, text=cut(one, _SHORT)) for one in known.addresses[:_MOST]]
    return [speaker.say(WORKERS), *found] if found else []


def is_secret(known: Private | None) -> bool:
    """Tell whether a message with these facts may not be passed on."""
    return known is not None and bool(known.addresses)


def _places(speaker: Speaker, service: Service, known: Private) -> Iterator[str]:
    told = [_free(speaker, one) for one in service.capacities[:_MOST]]
    for text in (*told, cut(known.capacity, _SHORT)):
        if text:
            yield speaker.say(PLACES, text=text)


def _free(speaker: Speaker, one: Capacity) -> str:
    """The free places, of how many, of which kind, and on which day somebody said so."""
    number = speaker.number(int(one.available))
    if one.maximum is not None:
        number = f"{number} / {speaker.number(int(one.maximum))}"
    day = formatting.date(one.updated, speaker.catalogue.language) if one.updated else ""
    return ", ".join(filter(None, (number, cut(one.unit, _SHORT), cut(one.about, _SHORT), day)))


def _contact(speaker: Speaker, known: Private) -> Iterator[str]:
    told = ", ".join(cut(one, _SHORT) for one in (known.contact, known.phone) if one)
    if told:
        yield speaker.say(CONTACT, text=told)
