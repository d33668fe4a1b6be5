"""The directory changes while somebody looks for help: what was shown before opens nothing that is gone."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from conversations import menu
from conversations.house import House
from conversations.lookup import listing, telling_back
from directory import reading
from directory.exchange import importing
from directory.exchange.importing import Wanted
from locales import catalogue
from store.database import Database
from tests.conversations.conftest import Talker

NAME, NEWER = "Приют «Бармаглот»", "Приют «Брандашмыг»"
LIST = f"name,kind,need,territory,phone\n{NAME},shelter,shelter,614400000,8 726 200 00 00\n"


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    """A directory.db of one's own, with one shelter more."""
    place = Path(shutil.copy(directory_file, tmp_path / "directory.db"))
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert importing.take_in(Wanted(place, (tmp_path / "list.csv",), "a list")).loaded
    return place


@pytest.fixture
def visitor(database: Database, house: House, place: Path) -> Talker:
    talker = Talker(database, replace(house, directory=reading.open_directory(place), file=place))
    talker.send("button", menu.FIND_TOKEN)
    talker.tap(catalogue.load("en").say(listing.NEEDS[1]))
    talker.say("Мактааральский район")
    return talker


def change(visitor: Talker, place: Path, statement: str) -> None:
    """Change the file, and let the house take it up."""
    with sqlite3.connect(place) as file:
        assert file.execute(statement).rowcount == 1
    file.close()
    assert visitor.house.shelf.renew()


def button(visitor: Talker) -> str:
    buttons = (one for message in visitor.read for row in message.buttons for one in row)
    return next(one.token for one in buttons if "Бармаглот" in one.label)


def test_a_button_of_what_is_gone_shows_the_list_as_it_is_now(visitor: Talker, place: Path) -> None:
    token = button(visitor)
    change(visitor, place, f"UPDATE service SET status = 'defunct' WHERE name = '{NAME}'")

    shown = visitor.send("button", token)[-1]

    assert "Бармаглот" not in shown.text
    assert catalogue.load("en").say(listing.NARROW) in [one.label for row in shown.buttons for one in row]


def test_whoever_is_asked_how_it_went_reads_the_name_of_today(visitor: Talker, place: Path) -> None:
    visitor.send("button", button(visitor))
    change(visitor, place, f"UPDATE service SET name = '{NEWER}' WHERE name = '{NAME}'")
    visitor.wait(hours=2)
    asked = visitor.send("button", menu.FIND_TOKEN)[0].text

    assert asked == catalogue.load("en").say(telling_back.ASK, name=NEWER)
