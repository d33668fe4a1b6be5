"""A list that was spoilt at random is taken in as far as it goes, and stops nothing."""

import json
from pathlib import Path
from random import Random

from tests.directory.exchange import lists, mutation
from tests.directory.exchange.test_importing import LOCATIONS, SERVICES
from tests.directory.exchange.test_refuges import service

LISTS = {
    "service.json": json.dumps([service(phones=[{"id": "p1", "number": "111"}]), service(id="s2")]),
    "services.csv": SERVICES * 3,
    "locations.csv": LOCATIONS * 3,
    "sheet.csv": "№;Название;Вид;Телефон;Район\n1;Дом;школа;111;Арыс\n",
}


def test_no_spoilt_list_stops_an_import(place: Path, tmp_path: Path) -> None:
    """One after the other into the same directory, as an editor would try again and again."""
    expected = len(lists.services(place))
    for seed in range(20):
        name, text = list(LISTS.items())[seed % 3 if seed < 18 else 3]  # a sheet reads all places
        (tmp_path / name).write_bytes(mutation.spoilt(text.encode(), Random(seed)))
        outcome = lists.take_in(place, tmp_path / name)
        expected += outcome.loaded.new["service"]

    assert len(lists.services(place)) == expected > 52
