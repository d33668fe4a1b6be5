"""Words that an editor adds, and phones that people found dead, reach the search of a running house."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cases.services import checks, outcomes, standing, words
from cases.services.words import Word
from directory.search.learned import Learned
from hotline import learning
from hotline.commands import finding as commands
from store import database as databases
from store.database import Database
from store.errors import StoreUnavailable
from store.seal import Keys
from tests.hotline.infirmary import told_in

NOW = datetime.now(UTC)
SERVICE = "00000000-0000-5000-8000-000000000001"
WORD = Word("кукушкин дом", "need:shelter", "ru", NOW, "editor")


def add_word(database: Database) -> None:
    with database.transaction() as tx:
        words.add(tx, WORD)


def call_dead(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        for account in ("web:1", "web:2"):
            outcomes.tell(tx, keys, SERVICE, "dead_phone", role="public", account=account, now=NOW)


def read(database: Database) -> Learned:
    with database.reading() as tx:
        return learning.read(tx)


@pytest.fixture
def books(folder: Path) -> Database:
    return databases.open_database(told_in(folder).database)


def test_what_is_known_comes_as_plain_values_until_somebody_made_sure(books: Database, keys: Keys) -> None:
    assert read(books) == Learned()
    add_word(books)
    call_dead(books, keys)

    assert read(books) == Learned((("кукушкин дом", "need:shelter"),), {SERVICE: standing.DEAD_PHONE})
    with books.transaction() as tx:
        checks.settle(tx, SERVICE, "right", by="editor", now=NOW)
    assert read(books).penalties == {}
    books.close()


def test_who_searches_by_hand_finds_by_added_words(
    books: Database, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(folder / "directory.db"))
    monkeypatch.setenv("HOTLINE_DATABASE", told_in(folder).database)
    add_word(books)
    books.close()
    commands.search(WORD.words, as_json=True)
    beside = json.loads(capsys.readouterr().out)["hits"]
    monkeypatch.setenv("HOTLINE_DATABASE", f"sqlite:///{folder}/none.db")
    commands.search(WORD.words, as_json=True)

    assert beside
    assert beside[0]["good"]
    assert not any(hit["good"] for hit in json.loads(capsys.readouterr().out)["hits"])
    assert not (folder / "none.db").exists()


class Enough(Exception):
    """The test has seen what it wanted."""


def test_a_running_house_hears_of_it_again_and_again(books: Database) -> None:
    heard: list[Learned] = []

    def learn(learned: Learned) -> None:
        heard.append(learned)
        if len(heard) == 1:
            add_word(books)
        if learned.phrases:
            raise Enough

    with pytest.raises(Enough):
        asyncio.run(learning.run(books, learn, every=0))
    books.close()

    assert [one.phrases for one in heard] == [(), (("кукушкин дом", "need:shelter"),)]


def test_while_the_database_cannot_be_read_the_search_stays_as_it_is(
    books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([StoreUnavailable(), StoreUnavailable()])
    really = learning._read

    def failing(database: Database) -> Learned:
        for failure in failures:
            raise failure
        return really(database)

    def learn(learned: Learned) -> None:
        raise Enough

    monkeypatch.setattr(learning, "_read", failing)
    with capture_logs() as logs, pytest.raises(Enough):
        asyncio.run(learning.run(books, learn, every=0))
    books.close()

    assert [line["event"] for line in logs] == ["search.not_learned"] * 2
