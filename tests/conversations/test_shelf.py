"""A running house takes up a changed directory.db, and answers from the old one while it does."""

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from conversations.shelf import Shelf
from directory import reading
from directory.errors import DirectoryDamaged, DirectoryMissing
from directory.exchange import importing
from directory.exchange.importing import Wanted
from directory.search.asked import Asked
from directory.search.learned import Learned
from hotline import renewing
from tests.directory.search import cast

TEXT = "Бармаглот"
LIST = "name,kind,territory,phone\nЦентр Бармаглот,legal_aid,311000000,8 726 200 00 00\n"


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    """A directory.db of one's own."""
    return Path(shutil.copy(directory_file, tmp_path / "directory.db"))


@pytest.fixture
def shelf(place: Path) -> Shelf:
    return Shelf(reading.open_directory(place), place)


def bring_in(place: Path) -> None:
    (place.parent / "list.csv").write_text(LIST, encoding="utf-8")
    outcome = importing.take_in(Wanted(place, (place.parent / "list.csv",), "a list"))
    assert outcome.loaded


def damage(place: Path) -> None:
    place.write_bytes(b"no database at all" * 100)


def names(shelf: Shelf, text: str = TEXT) -> set[str]:
    hits = shelf.finder.find(Asked(text), cast.NOW).hits
    return {name for hit in hits for name in hit.service.names.values()}


def test_what_was_brought_in_is_found_without_a_new_start(shelf: Shelf, place: Path) -> None:
    before = shelf.finder
    assert "Центр Бармаглот" not in names(shelf)

    bring_in(place)

    assert "Центр Бармаглот" not in names(shelf)
    assert shelf.renew()
    assert "Центр Бармаглот" in names(shelf)
    assert (shelf.number, shelf.finder is before) == (1, False)


def test_an_edit_in_place_is_taken_up_and_a_second_look_makes_nothing(shelf: Shelf, place: Path) -> None:
    assert not shelf.renew()

    with sqlite3.connect(place) as database:
        database.execute("UPDATE service SET status = 'defunct'")
    database.close()

    assert shelf.renew()
    assert names(shelf, "юрист") == set()
    newest = shelf.finder
    assert (shelf.renew(), shelf.finder is newest) == (False, True)


def test_services_are_read_at_once_for_who_changed_them_and_the_search_follows(
    shelf: Shelf, place: Path
) -> None:
    before, places = shelf.finder, shelf._directory.places
    bring_in(place)

    shelf.reread()

    assert any("Центр Бармаглот" in one.names.values() for one in shelf.services.values())
    assert (shelf.finder is before, shelf._directory.places is places) == (True, True)
    assert shelf.renew()
    assert "Центр Бармаглот" in names(shelf)
    assert not shelf.renew()


def test_what_is_learned_counts_from_the_next_renewal_on(shelf: Shelf) -> None:
    assert names(shelf) == set()
    shelf.learn(Learned(phrases=((TEXT, "kind:legal_aid"),)))
    assert names(shelf) == set()

    assert shelf.renew()

    assert names(shelf)
    shelf.learn(Learned(phrases=((TEXT, "kind:legal_aid"),)))
    assert not shelf.renew()


class Gate(Mapping[str, int]):
    """Penalties that are told when the gate is opened: so long the search is being made."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def __getitem__(self, key: str) -> int:
        self.reached.set()
        assert self.opened.wait(60)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_the_old_search_answers_while_the_new_one_is_made(shelf: Shelf, place: Path) -> None:
    old, gate = shelf.finder, Gate()
    bring_in(place)
    shelf.learn(Learned(penalties=gate))
    renewing_it = threading.Thread(target=shelf.renew)
    renewing_it.start()
    assert gate.reached.wait(60)

    assert shelf.finder is old
    assert names(shelf, "юрист")
    shelf.learn(Learned())

    gate.opened.set()
    renewing_it.join(60)
    assert shelf.finder is not old
    assert "Центр Бармаглот" in names(shelf)


def test_a_file_that_cannot_be_read_leaves_the_search_as_it_was(shelf: Shelf, place: Path) -> None:
    old = shelf.finder
    aside = place.with_name("aside.db")
    place.rename(aside)

    with pytest.raises(DirectoryMissing):
        shelf.renew()
    assert not shelf.renew()  # nothing has changed since
    damage(place)
    with pytest.raises(DirectoryDamaged):
        shelf.renew()
    assert shelf.finder is old

    aside.replace(place)
    assert shelf.renew()
    assert shelf.finder is not old


def test_a_serving_house_looks_at_the_file_again_and_again(shelf: Shelf, place: Path) -> None:
    async def serving() -> None:
        task = asyncio.create_task(renewing.run(shelf, every=0.01))
        bring_in(place)
        while not shelf.number:
            assert not task.done()
            await asyncio.sleep(0)
        seen = shelf._seen
        damage(place)
        while shelf._seen == seen:
            assert not task.done()
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(asyncio.wait_for(serving(), 60))

    assert "Центр Бармаглот" in names(shelf)
