"""A monitor's card says more than the public one: contact person, free places, a hidden address."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete
from structlog.testing import capture_logs

from cases import people
from cases.admission import schema
from cases.services import private
from cases.services.private import Private
from conversations import menu, person, saying
from conversations.house import House
from conversations.incoming import Incoming
from conversations.lookup import entrusted, listing
from conversations.message import Message
from directory.service import Capacity, Seat, Service
from locales import catalogue, languages
from store import duties
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


class Chatter(Talker):
    """Somebody in Telegram, who reads what is due to their chat."""

    def news(self) -> list[Message]:
        with self.database.transaction() as tx:
            due = duties.claim(tx, self.house.keys, now=self.now, holder="probe")
            for one in due:
                duties.settle(tx, one.id, now=self.now)
        new = [saying.decode(one.payload).message for one in due]
        self.read += new
        return new


@pytest.fixture
def talker(database: Database, house: House) -> Chatter:
    services = {**house.directory.services, REFUGE.id: REFUGE}
    furnished = replace(house, directory=replace(house.directory, services=services))
    with database.transaction() as tx:
        private.put(tx, house.keys, REFUGE.id, KNOWN, by="editor", now=NOON)
    return Chatter(database, furnished, channel="telegram")


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


def test_a_page_that_anybody_may_find_open_shows_only_the_public_card(talker: Talker) -> None:
    page = Talker(talker.database, talker.house)
    join(page, "monitor")

    card = opened(page)

    assert [secret for secret in SECRETS if secret in card.text] == []


def test_whoever_is_no_monitor_any_more_reads_only_the_public_card(talker: Talker) -> None:
    join(talker, "monitor")
    assert SECRETS[0] in opened(talker).text
    with talker.database.transaction() as tx:
        tx.execute(delete(schema.person))

    card = opened(talker)

    assert [secret for secret in SECRETS if secret in card.text] == []


def test_a_monitors_card_leaves_nothing_with_the_person(talker: Talker) -> None:
    join(talker, "monitor")
    opened(talker)
    with talker.database.reading() as tx:
        sender = person.index(talker.house.keys, Incoming(talker.address, talker.name, "text"))
        known = person.load(tx, talker.house.keys, [sender])[sender]

    assert [one.service for one in known.cards] == [REFUGE.id]
    assert not [secret for secret in SECRETS if secret in str(known)]
