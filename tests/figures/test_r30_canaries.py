"""R30: what people wrote can be read in no file at rest, and a wrong department's key opens nothing."""

import base64
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from cases import additions, filing, keyring, media, parts, schema
from hotline import compose, logs, restoring, settings
from hotline.commands import prepare
from hotline.compose import Composed
from store import backup, boxes, recovery
from store.errors import SealBroken
from store.transaction import Transaction
from tests.cases.told import COTTON, DEBT, MAKTAARAL, VILLAGE, report
from tests.conversations.conftest import Talker
from tests.doubles import canaries

REPORTS = 1000
TALKED = 20  # one in so many goes through the dialogue, the others are filed as it does
STRANGERS = 8
PLACES = (MAKTAARAL, VILLAGE, "750000000")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which everything lies: data, temporary files, and logs at their most talkative."""
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    root, before = logging.getLogger(), logging.getLogger().level
    handler = logging.FileHandler(tmp_path / "libraries.log")
    with (tmp_path / "house.log").open("w") as log:
        monkeypatch.setattr(sys, "stderr", log)
        logs.configure("debug")
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        yield tmp_path
        root.removeHandler(handler)
        handler.close()
        root.setLevel(before)
        structlog.reset_defaults()


@pytest.fixture
def opened(place: Path, directory_file: Path) -> Iterator[tuple[Composed, bytes]]:
    """A house of its own, and its recovery key."""
    told = settings.Settings(
        database=f"sqlite:///{place}/var/cases.db",
        directory=place / "var/directory.db",
        keys=place / "var/keys",
    )
    (place / "var").mkdir()
    shutil.copy(directory_file, place / "var")
    private = recovery.read(prepare.prepare(told, sample=True))
    composed = compose.compose(told)
    yield composed, private
    composed.database.close()


def test_nothing_that_was_said_is_found_in_any_file_and_no_strange_key_opens_it(
    opened: tuple[Composed, bytes],
    place: Path,
    so_many: Callable[[int], int],
    figure: Callable[[str], None],
) -> None:
    composed, private = opened
    many, unsent = so_many(REPORTS), range(TALKED, so_many(REPORTS), 2 * TALKED)
    for number in range(many):
        if number % TALKED == 0:
            _talk(composed, number)
        else:
            with composed.database.transaction() as tx:
                _file(tx, composed, number)
    with composed.database.transaction() as tx:
        public = keyring.locks(tx, [keyring.RECOVERY])[keyring.RECOVERY].public
    backup.write(place / "backup.age", restoring.places(composed.settings), public)
    while_open = _files(place)
    found = canaries.hits(while_open)
    tried, strange = _tried_by_strangers(composed, private)
    composed.database.close()
    found += canaries.hits(_files(place))

    assert {"cases.db", "cases.db-wal", "backup.age", "libraries.log"} <= {path.name for path in while_open}
    assert _said(composed, private) == many - len(unsent)  # the words are there, for whoever holds a key
    assert (found, strange) == ([], 0)
    size = sum(path.stat().st_size for path in _files(place)) / 2**20
    shapes, files = len(canaries.shapes()), len(while_open)
    figure(
        f"R30: canary words in {many} reports, {shapes} spellings sought in {files} files ({size:.0f} MB: "
        f"database, WAL, temporary, logs, backup): {len(found)} hits; {tried} boxes tried with the service's "
        f"key and {STRANGERS} other departments': {strange} opened"
    )


def test_the_search_itself_finds_a_word_in_every_disguise(tmp_path: Path) -> None:
    said = canaries.sentence(1)
    disguises = (
        said.encode(),
        said.upper().encode(),
        said.encode("utf-16"),
        json.dumps({"words": said}).encode(),
        base64.b64encode(b"no" + said.encode()),
        said.encode().hex().encode(),
    )
    for number, content in enumerate(disguises):
        (tmp_path / str(number)).write_bytes(b"\0" * 5000 + content)

    assert all(canaries.hits([tmp_path / str(number)]) for number in range(len(disguises)))
    assert canaries.hits([Path(__file__)]) == []


def _file(tx: Transaction, composed: Composed, number: int) -> None:
    """File a report with words, a name, a file of a telling name, and something added later."""
    office, now, words, origin = (
        composed.house.office,
        datetime.now(UTC),
        canaries.sentence(number),
        str(number),
    )
    medium = media.number(tx)
    media.expect(tx, office.keys, medium, origin, "photo", now=now)
    photo = media.sealed(medium, {"name": f"{words}.jpg"}, words.encode() * 20)
    media.keep(tx, office, medium, photo, now=now)
    told = report(
        origin,
        facts=DEBT if number % 3 else COTTON,
        territory=PLACES[number % len(PLACES)],
        answers={"words": words},
        about_reporter={"who": words},
        sender={"name": words, "telephone": canaries.PHONE},
        media=(medium,),
    )
    filed = filing.file_report(tx, office, told, now=now)
    additions.add(tx, office, filed.number, {"text": words}, now=now)


def _talk(composed: Composed, number: int) -> None:
    """Report in the dialogue, with own words; every second draft stays unsent."""
    talker = Talker(composed.database, composed.house, f"visitor {number}", now=datetime.now(UTC))
    talker.send("command", "start", argument="r_cotton-d_613800000")
    talker.say(canaries.sentence(number))
    if number % (2 * TALKED) == 0:
        talker.tap("Send now")


def _files(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def _said(composed: Composed, private: bytes) -> int:
    """Count the reports whose words come back with the recovery key."""
    with composed.database.reading() as tx:
        unlocked = keyring.with_recovery_key(tx, private)
        rows = tx.rows(select(schema.sealed_part.c.case_number).where(schema.sealed_part.c.part == "report"))
        return sum(
            canaries.WORDS[0] in str(parts.read(tx, unlocked, row["case_number"], "report")["answers"])
            for row in rows
        )


def _tried_by_strangers(composed: Composed, private: bytes) -> tuple[int, int]:
    """Try every box with the keys of departments it is not for, and with the service's; (tried, opened)."""
    tried = opened = 0
    with composed.database.reading() as tx:
        unlocked = keyring.with_recovery_key(tx, private)
        rows = tx.rows(select(schema.part_key))
        readers = {row["holder"] for row in rows}
        strangers = [pair for (holder, _), pair in unlocked.pairs.items() if holder not in readers][
            :STRANGERS
        ]
        for row in rows:
            for pair in strangers:
                tried, opened = tried + 1, opened + _opens(partial(boxes.open_box, pair, row["key"]))
            mine = f"part key:service:case:{row['case_number']}:{row['part']}"
            tried, opened = tried + 1, opened + _opens(partial(composed.keys.unseal, row["key"], mine))
    assert len(strangers) == STRANGERS
    return tried, opened


def _opens(opening: Callable[[], bytes]) -> bool:
    try:
        opening()
    except SealBroken:
        return False
    return True
