"""Free places that a list of the standard tells stand in the directory as its service has them."""

from datetime import date
from pathlib import Path

from directory.service import Capacity
from tests.directory.exchange import lists


def test_free_places_come_with_their_unit_and_the_day(place: Path, tmp_path: Path) -> None:
    told = {"id": "c1", "available": 3, "maximum": 12, "updated": "2026-11-20T09:00:00Z",
            "unit": {"id": "u1", "name": "кровати"}}  # fmt: skip
    service = {"id": "s1", "name": "Бесік", "status": "active", "capacities": [told]}

    outcome = lists.take_in(place, lists.document(tmp_path / "list.json", service))

    (found,) = (one for one in lists.services(place).values() if one.names == {"kk": "Бесік"})
    assert found.capacities == (Capacity(3, 12, "кровати", "", date(2026, 11, 20)),)
    assert outcome.journal.refusals == {}
