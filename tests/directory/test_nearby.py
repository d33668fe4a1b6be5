"""The settlements around a point: how far, and in which direction the point lies from them."""

import pytest

from directory import nearby
from directory.territory import Territories, Territory


def land(*places: tuple[str, float, float]) -> Territories:
    names = {"kk": "Ауыл"}
    return Territories(
        [
            Territory("1", "oblast", "oblast", "", names),
            *(Territory(code, "settlement", "village", "1", names, lat, lon) for code, lat, lon in places),
        ]
    )


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    found = nearby.nearest(
        land(("a", 41.0, 68.0), ("b", 41.1, 68.0), ("c", 41.01, 68.0)), 41.0, 68.0, limit=2
    )

    assert [one.code for one in found] == ["a", "c"]
    assert [round(one.km, 1) for one in found] == [0.0, 1.1]


@pytest.mark.parametrize(
    ("north", "east", "wind"),
    [
        (1, 0, "n"),
        (1, 1, "ne"),
        (0, 1, "e"),
        (-1, 1, "se"),
        (-1, 0, "s"),
        (-1, -1, "sw"),
        (0, -1, "w"),
        (1, -1, "nw"),
    ],
)
def test_the_direction_is_from_the_settlement_to_the_point(north: int, east: int, wind: str) -> None:
    (found,) = nearby.nearest(land(("a", 41.0, 68.0)), 41.0 + north * 0.1, 68.0 + east * 0.1325)

    assert found.wind == wind


def test_a_place_without_a_point_and_one_far_away_are_not_near() -> None:
    assert nearby.nearest(land(("far", 51.0, 68.0)), 41.0, 68.0) == ()
