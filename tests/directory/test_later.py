"""Places and services are made at the first question, once, whoever asks."""

import shutil
import sqlite3
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from directory import reading
from directory.errors import DirectoryDamaged
from directory.later import LaterPlaces, LaterServices
from directory.places import Places
from directory.reading import Directory
from directory.service import Service

AT_ONCE = 4


def test_services_are_read_once_however_many_ask_at_the_same_time(directory: Directory) -> None:
    made, gate = [], Barrier(AT_ONCE)

    def read() -> Mapping[str, Service]:
        made.append(1)
        return dict(directory.services)

    services = LaterServices(read)

    def ask(_: int) -> int:
        gate.wait(60)
        return len(services)

    assert made == []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert set(threads.map(ask, range(AT_ONCE))) == {len(directory.services)}
    assert made == [1]
    assert list(services) == list(directory.services)


def test_places_are_made_once_however_many_ask_at_the_same_time(directory: Directory) -> None:
    made, gate = [], Barrier(AT_ONCE)

    def make() -> Places:
        made.append(1)
        return Places(directory.territories, [("taraz", "311000000", 0)])

    places = LaterPlaces(make)

    def ask(_: int) -> list[str]:
        gate.wait(60)
        return [one.code for one in places.find("Тараз")]

    assert made == []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert list(threads.map(ask, range(AT_ONCE))) == [["311000000"]] * AT_ONCE
    assert made == [1]


def test_a_file_whose_services_are_damaged_is_refused_when_they_are_asked_for(
    directory_file: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "directory.db"
    shutil.copy(directory_file, damaged)
    opened = reading.open_directory(damaged)
    with closing(sqlite3.connect(damaged)) as database:
        database.execute("DROP TABLE schedule")
    with pytest.raises(DirectoryDamaged):
        len(opened.services)
