"""A monitor's card says more than the public one: contact person, free places, a hidden address."""

from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from cases import people
from cases.services import private
from cases.services.private import Private
from conversations import menu
from conversations.house import House
from conversations.lookup import entrusted, listing
from conversations.message import Message
from directory.service import Capacity, Seat, Service
from locales import catalogue, languages
from store.database import Database
from tests.conversations.conftest import NOON, Talker

REFUGE = Service(
    "00000000-0000-5000-8000-00000000000a",
    {"ru": "Дом «Проба»"},
    needs=("shelter",),
    seats=(Seat("614400000", hidden=True),),
    serves=("614400000",),
    assured=date(2026, 11, 1),
    capacities=(Capacity(3, 12, "кровати", updated=date(2026, 11, 20)),),
)
SECRETS = ("Тайная, 7", "Айгүл С.", "+7 701 000 11 22", "мамы с детьми")
KNOWN = Private((SECRETS[0],), *SECRETS[1:])


@pytest.fixture
def talker(database: Database, house: House) -> Talker:
    services = {**house.directory.services, REFUGE.id: REFUGE}
    furnished = replace(house, directory=replace(house.directory, services=services))
    with database.transaction() as tx:
        private.put(tx, house.keys, REFUGE.id, KNOWN, by="editor", now=NOON)
    return Talker(database, furnished)


def join(talker: Talker, role: str) -> None:
    told = {"role": role, "territory": "614400000", "entropy": talker.house.entropy, "now": NOON}
    with talker.database.transaction() as tx:
        token = people.invite(tx, talker.house.keys, **told)  # type: ignore[arg-type]
        account = f"{talker.channel}:{talker.name}"
        people.join(tx, talker.house.keys, token, account, NOON)


def opened(talker: Talker) -> Message:
    say = catalogue.load(talker.language).say
    talker.send("button", menu.FIND_TOKEN)
    talker.tap(say(listing.NEEDS[1]))
    found = talker.say("Мактааральский район")[-1]
    label = next(button.label for row in found.buttons for button in row if "Проба" in button.label)
    return next(message for message in talker.tap(label) if "Проба" in message.text)


@pytest.mark.parametrize("role", sorted(private.ROLES))
def test_who_sends_children_there_reads_what_they_need(talker: Talker, role: str) -> None:
    join(talker, role)

    with capture_logs() as logs:
        card = opened(talker)

    assert [secret for secret in SECRETS if secret not in card.text] == []
    assert "3 / 12, кровати, " in card.text
    assert card.protect
    assert not [secret for secret in SECRETS if secret in str(logs)]


@pytest.mark.parametrize("role", ["", "teacher", "officer", "admin"])
def test_nobody_else_reads_it(talker: Talker, role: str) -> None:
    if role:
        join(talker, role)

    card = opened(talker)

    told = [*SECRETS, "3 / 12", catalogue.load("en").say(entrusted.WORKERS)]
    assert [secret for secret in told if secret in card.text] == []
    assert not card.protect


@pytest.mark.parametrize("language", languages.CODES)
def test_it_is_said_in_every_language(talker: Talker, language: str) -> None:
    talker.language, say = language, catalogue.load(language).say
    join(talker, "monitor")

    card = opened(talker)

    assert say(entrusted.WORKERS) in card.text
    assert say(entrusted.SECRET, text=SECRETS[0]) in card.text
    assert say(entrusted.CONTACT, text=", ".join(SECRETS[1:3])) in card.text
