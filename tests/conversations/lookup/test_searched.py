"""What was looked for in vain is kept for the editor: without who asked, and not if something was opened."""

from dataclasses import replace

import pytest

from cases.services import lookups, schema
from cases.services.lookups import LookUp
from conversations import menu, sentences
from conversations.house import House
from conversations.lookup import listing
from directory.service import Seat, Service
from locales import catalogue
from locales.texts import Text
from store.database import Database
from tests.conversations.conftest import NOON, Talker

MAKTAARAL = "614400000"
VILLAGE = "Atakent village, Maktaaral district"
SHELTER = Service(
    "00000000-0000-5000-8000-000000000001",
    {"ru": "Приют «Проба»"},
    needs=("shelter",),
    seats=(Seat(MAKTAARAL),),
    serves=(MAKTAARAL,),
)


@pytest.fixture(scope="module")
def stocked(house: House) -> House:
    services = {**house.directory.services, SHELTER.id: SHELTER}
    return replace(house, directory=replace(house.directory, services=services))


@pytest.fixture
def visitor(database: Database, stocked: House) -> Talker:
    talker = Talker(database, stocked)
    talker.send("button", menu.FIND_TOKEN)
    return talker


def press(visitor: Talker, text: Text) -> None:
    visitor.tap(catalogue.load(visitor.language).say(text))


def kept(visitor: Talker) -> list[LookUp]:
    with visitor.database.reading() as tx:
        return list(lookups.counted(tx, visitor.house.keys, since=NOON))


def open_first(visitor: Talker) -> None:
    visitor.send("button", visitor.read[-1].buttons[0][0].token)


def test_a_list_of_which_nothing_is_opened_is_kept_with_the_district(visitor: Talker) -> None:
    press(visitor, listing.NEEDS[1])
    visitor.say(VILLAGE)

    assert kept(visitor) == [LookUp("", "need.shelter", MAKTAARAL, "en", "unchosen")]


@pytest.mark.both
def test_it_is_taken_back_when_something_is_opened_and_not_kept_again(visitor: Talker) -> None:
    press(visitor, listing.NEEDS[1])
    visitor.say(VILLAGE)
    open_first(visitor)
    assert kept(visitor) == []

    press(visitor, sentences.WORDS["back_list"])
    assert kept(visitor) == []


def test_words_that_are_not_understood_are_kept_without_names_and_numbers(visitor: Talker) -> None:
    visitor.say("ъъъ Серікқызы 87015550101")

    assert [(one.words, one.territory, one.kind) for one in kept(visitor)] == [("… … #", "", "none")]


def test_the_same_words_again_are_one_search(visitor: Talker) -> None:
    for _ in range(3):
        visitor.say("ъъъ")

    assert [(one.words, one.many) for one in kept(visitor)] == [("ъъъ", 1)]


def test_another_search_is_another(visitor: Talker) -> None:
    press(visitor, listing.NEEDS[1])
    visitor.say(VILLAGE)
    visitor.send("button", menu.FIND_TOKEN)
    press(visitor, listing.NEEDS[0])
    visitor.say(VILLAGE)

    assert sorted(one.need for one in kept(visitor)) == ["need.school", "need.shelter"]


def test_no_row_says_who_asked_and_to_be_forgotten_leaves_it(visitor: Talker) -> None:
    press(visitor, listing.NEEDS[1])
    visitor.say(VILLAGE)
    visitor.send("command", "forget")
    press(visitor, Text("forget.yes", "Yes, delete"))
    with visitor.database.reading() as tx:
        (row,) = tx.rows(schema.look_up.select())

    assert visitor.house.keys.index("sender", "web:visitor") not in map(str, row.values())
    assert set(row) == {"number", "asked_at", "words", "language", "need", "territory", "kind", "boxes"}
