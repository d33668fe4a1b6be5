"""Whoever opened a card tells what is wrong with it and how it went there: by buttons, in every language."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from cases import people
from cases.services import checks, corrections, outcomes, schema
from conversations import hiding, menu, sentences
from conversations.house import House
from conversations.lookup import correcting, listing, telling_back
from conversations.message import Message
from directory.service import Phone, Seat, Service
from locales import catalogue, languages
from locales.texts import Text
from store.database import Database
from tests.conversations.conftest import NOON, Talker

MAKTAARAL, PLACE = "614400000", "Мактааральский район"
SHELTER = Service(
    "00000000-0000-5000-8000-000000000001",
    {"ru": "Приют «Проба»"},
    needs=("shelter",),
    seats=(Seat(MAKTAARAL),),
    serves=(MAKTAARAL,),
    phones=(Phone("8 (7253) 00-00-00"),),
)
OTHER = replace(SHELTER, id="00000000-0000-5000-8000-000000000002", names={"ru": "Убежище «Вторая проба»"})
SECRET = "Канарейка, новый номер 87015550101"


@pytest.fixture(scope="module")
def stocked(house: House) -> House:
    services = {**house.directory.services, **{one.id: one for one in (SHELTER, OTHER)}}
    return replace(house, directory=replace(house.directory, services=services))


@pytest.fixture
def visitor(database: Database, stocked: House) -> Talker:
    return Talker(database, stocked)


def open_card(visitor: Talker, name: str = "Приют «Проба»") -> Message:
    """Look for a safe place and open the card of this service."""
    visitor.send("button", menu.FIND_TOKEN)
    visitor.tap(said(visitor, listing.NEEDS[1]))
    shown = visitor.say(PLACE)[-1]
    token = next(one.token for row in shown.buttons for one in row if name in one.label)
    return visitor.send("button", token)[-1]


def said(visitor: Talker, text: Text, **values: object) -> str:
    return catalogue.load(visitor.language).say(text, **values)


def press(visitor: Talker, text: Text) -> str:
    return visitor.tap(said(visitor, text))[-1].text


def waiting(visitor: Talker) -> list[tuple[str, str, str]]:
    with visitor.database.reading() as tx:
        told = corrections.listing(tx, visitor.house.keys)
    return [(one.service, one.what, one.words) for one in told]


def tally(visitor: Talker, service: Service = SHELTER) -> dict[str, int]:
    with visitor.database.reading() as tx:
        return outcomes.tally(tx, service.id, since=NOON - timedelta(days=1))


@pytest.mark.parametrize("language", languages.CODES)
def test_what_is_wrong_goes_to_the_editor_with_the_words(visitor: Talker, language: str) -> None:
    visitor.language = language
    open_card(visitor)

    assert press(visitor, correcting.WRONG) == said(visitor, correcting.WHICH)
    assert press(visitor, correcting.PARTS["phone"]) == said(visitor, correcting.WORDS)
    assert visitor.say(SECRET)[-1].text == said(visitor, correcting.THANKS)
    assert waiting(visitor) == [(SHELTER.id, "phone", SECRET)]


@pytest.mark.parametrize("part", ["address", "other"])
def test_words_may_be_skipped(visitor: Talker, part: str) -> None:
    open_card(visitor)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS[part])

    assert press(visitor, sentences.WORDS["skip"]) == said(visitor, correcting.THANKS)
    assert waiting(visitor) == [(SHELTER.id, part, "")]
    assert visitor.say("хлопок")[-1].text != said(visitor, correcting.THANKS)
    assert len(waiting(visitor)) == 1


def test_whoever_goes_on_to_something_else_has_told_what_is_wrong(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["closed"])
    visitor.send("command", "report")
    visitor.say("дети собирают хлопок")

    assert waiting(visitor) == [(SHELTER.id, "closed", "")]


def test_the_question_is_asked_again_in_another_language(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["hours"])
    visitor.language = "kk"

    assert visitor.send("button", "l:kk")[-1].text == said(visitor, correcting.WORDS)
    visitor.say("09:00–18:00")
    assert waiting(visitor) == [(SHELTER.id, "hours", "09:00–18:00")]


def test_words_of_danger_are_answered_with_the_numbers_first(visitor: Talker) -> None:
    visitor.language = "ru"
    open_card(visitor)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["other"])

    assert "112" in visitor.say("ребёнка бьют, он в опасности")[0].text
    assert len(waiting(visitor)) == 1


@pytest.mark.parametrize("outcome", telling_back.OUTCOMES)
def test_how_it_went_is_told_by_a_button_on_the_card(visitor: Talker, outcome: str) -> None:
    open_card(visitor)

    assert press(visitor, telling_back.HOW) == said(visitor, telling_back.HOW)
    assert press(visitor, telling_back.OUTCOMES[outcome]) == said(visitor, telling_back.THANKS)
    assert tally(visitor) == {outcome: 1}


@pytest.mark.parametrize(("hours", "asks"), [(0.9, False), (1.1, True), (71, True)])
def test_it_is_asked_once_of_whoever_comes_back_after_an_hour(
    visitor: Talker, hours: float, asks: bool
) -> None:
    open_card(visitor)
    question = said(visitor, telling_back.ASK, name="Приют «Проба»")
    visitor.wait(hours=hours)
    came_back = visitor.send("button", menu.FIND_TOKEN)
    again = visitor.send("button", menu.FIND_TOKEN)

    assert [one.text == question for one in came_back] == [True] * asks + [False]
    assert question not in [one.text for one in again]


def test_opening_another_card_asks_about_the_one_before(visitor: Talker) -> None:
    open_card(visitor)
    visitor.wait(minutes=30)
    open_card(visitor, "Вторая проба")
    visitor.wait(minutes=40)
    open_card(visitor, "Вторая проба")

    assert visitor.screen().count(said(visitor, telling_back.ASK, name="Приют «Проба»")) == 1
    assert press(visitor, telling_back.OUTCOMES["full"]) == said(visitor, telling_back.THANKS)
    assert (tally(visitor), tally(visitor, OTHER)) == ({"full": 1}, {})


def test_what_was_told_is_not_asked(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, telling_back.HOW)
    press(visitor, telling_back.OUTCOMES["reached"])
    visitor.wait(hours=2)

    assert len(visitor.send("button", menu.FIND_TOKEN)) == 1


def test_nobody_is_written_to_because_of_it(visitor: Talker) -> None:
    open_card(visitor)
    visitor.wait(hours=5)

    assert visitor.news() == []


def test_only_what_a_monitor_tells_is_told_by_a_monitor(visitor: Talker, database: Database) -> None:
    with database.transaction() as tx:
        keys = visitor.house.keys
        token = people.invite(tx, keys, role="monitor", territory="", entropy=visitor.house.entropy, now=NOON)
        people.join(tx, keys, token, "web:monitor", NOON)
    for name in ("monitor", "visitor"):
        talker = Talker(database, visitor.house, name=name)
        open_card(talker)
        press(talker, telling_back.HOW)
        press(talker, telling_back.OUTCOMES["accepted"])

    with database.reading() as tx:
        roles = [row["role"] for row in tx.rows(select(schema.service_outcome.c.role))]
    assert sorted(roles) == ["monitor", "public"]


@pytest.mark.both
def test_two_people_who_find_the_phone_dead_have_somebody_look_again(
    visitor: Talker, database: Database
) -> None:
    for name in ("one", "one", "two"):
        with database.reading() as tx:
            assert checks.open_ones(tx) == ()
        talker = Talker(database, visitor.house, name=name)
        open_card(talker)
        press(talker, telling_back.HOW)
        press(talker, telling_back.OUTCOMES["dead_phone"])

    with database.reading() as tx:
        assert [(one.service, one.why) for one in checks.open_ones(tx)] == [(SHELTER.id, "dead_phone")]


@pytest.mark.parametrize("act", ["w", "reached", ""])
def test_a_button_of_a_card_that_is_not_remembered_only_says_so(visitor: Talker, act: str) -> None:
    open_card(visitor)
    old = said(visitor, sentences.NOTICES["old_button"])

    assert visitor.send("button", f"c:AAAAAAAA:{act}")[0].text == old
    assert (waiting(visitor), tally(visitor)) == ([], {})


def test_buttons_say_nothing_and_fit_into_telegram(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, telling_back.HOW)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["other"])
    tokens = {one.token for message in visitor.read for row in message.buttons for one in row}
    ours = {token for token in tokens if token.startswith(telling_back.BUTTON)}

    assert len(ours) == 2 + len(telling_back.OUTCOMES) + len(correcting.PARTS) + 1
    assert all(re.fullmatch(r"c:[\w-]{6,12}:[a-z_]{1,14}", token) for token in ours)


def test_nothing_of_it_is_logged(visitor: Talker) -> None:
    with capture_logs() as logs:
        open_card(visitor)
        press(visitor, correcting.WRONG)
        press(visitor, correcting.PARTS["other"])
        visitor.say(SECRET)

    assert not [line for line in logs if "Канарейка" in str(line) or SHELTER.id in str(line)]


def test_to_be_forgotten_takes_the_account_out_of_what_was_told(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, telling_back.HOW)
    press(visitor, telling_back.OUTCOMES["reached"])
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["phone"])
    visitor.say(SECRET)
    assert all(accounts(visitor))
    visitor.send("command", "forget")
    visitor.send("button", hiding.FORGET_SURE)

    assert (accounts(visitor), tally(visitor)) == (["", ""], {"reached": 1})
    assert waiting(visitor) == [(SHELTER.id, "phone", SECRET)]


def accounts(visitor: Talker) -> list[str]:
    with visitor.database.reading() as tx:
        tables = (schema.service_correction, schema.service_outcome)
        return [row["account"] for table in tables for row in tx.rows(select(table.c.account))]
