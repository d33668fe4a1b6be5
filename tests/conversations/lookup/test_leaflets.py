"""Cards for any chat: what a few words bring, in the language of who asks, and never what is hidden."""

import re
from dataclasses import replace

import pytest

from conversations.house import House
from conversations.lookup import card, leaflets, offering
from conversations.lookup.leaflets import Leaflets
from directory.service import Seat
from locales import catalogue, languages
from tests.conversations.conftest import NOON, Talker
from tests.conversations.lookup.test_looking import REFUGE, SHELTER, stocked_house

__all__ = ["stocked_house"]

SHELTERS = {"kk": "баспана Мақтаарал ауданы", "ru": "приют Мактааральский район"}
SHELTERS |= {"en": "shelter Maktaaral district", "uz": "boshpana Maqtaaral tumani"}
SHELTERS |= {"ky": "коопсуз жашоочу жай Мактаарал"}


def ask(house: House, words: str, language: str = "ru") -> Leaflets:
    return leaflets.find(house, words, language, NOON)


@pytest.mark.parametrize("language", languages.CODES)
def test_need_and_place_bring_cards_in_every_language(stocked_house: House, language: str) -> None:
    say = catalogue.load(language).say
    found = ask(stocked_house, SHELTERS[language], f"{language}-KZ").offered
    [shelter] = [one for one in found if one.id == SHELTER.id]

    assert len(found) <= 5
    assert say(card.CALL, phone="8 (7253) 00-00-00 (12)") in shelter.text
    assert shelter.text.endswith(say(card.ALWAYS, number="111"))
    assert shelter.about.endswith("8 (7253) 00-00-00")
    assert "{" not in "".join(one.title + one.about + one.text for one in found)


def test_a_hidden_address_is_on_no_leaflet(stocked_house: House) -> None:
    found = ask(stocked_house, "Refuge of the probe", "en").offered
    refuge = next(one for one in found if one.id == REFUGE.id)

    assert "The address is not shown, for safety." in refuge.text
    assert "Тайная" not in str(found)
    assert refuge.about == "Turkistan Region · 8 (7253) 00-00-00"


@pytest.mark.parametrize("words", ["", "  ", "абракадабра", "\0", "x" * 5000])
def test_without_a_hit_it_is_said_how_to_ask_and_whom_to_call(house: House, words: str) -> None:
    [how] = ask(house, words, "en").offered

    assert (how.id, how.title) == ("how", "Write which help is needed, and where")
    assert how.about == "For example: psychologist Shymkent"
    assert "111" in how.text


@pytest.mark.parametrize("language", languages.CODES)
def test_the_example_finds_what_it_asks_for(house: House, language: str) -> None:
    example = catalogue.load(language).say(leaflets.EXAMPLE)

    assert len(ask(house, example, language).offered) == 5


def test_where_a_place_has_namesakes_those_of_each_are_offered(stocked_house: House) -> None:
    district = replace(SHELTER, id="district", seats=(Seat("103200000"),), serves=("103200000",))
    services = {**stocked_house.directory.services, district.id: district}
    house = replace(stocked_house, directory=replace(stocked_house.directory, services=services))
    found = ask(house, "приют Абай").offered

    assert offering.understood(house, "приют Абай", NOON).which is not None
    assert district.id in {one.id for one in found}
    assert 1 < len(found) <= 5


def test_names_and_texts_without_end_are_cut_at_a_word(stocked_house: House) -> None:
    endless = replace(SHELTER, id="x" * 36, names={"ru": "Приют пробный " * 400})
    services = {**stocked_house.directory.services, endless.id: endless}
    house = replace(stocked_house, directory=replace(stocked_house.directory, services=services))
    one = next(one for one in ask(house, "приют пробный").offered if one.id == endless.id)

    assert len(one.title) <= 101
    assert re.search(r" (Приют|пробный)…$", one.title)
    assert len(one.text.encode("utf-16-le")) // 2 <= 4096


def test_the_way_into_the_private_chat_begins_a_look_up(talker: Talker) -> None:
    said = talker.send("command", "start", argument="find")

    assert said[-1].text.startswith("What help is needed?")
