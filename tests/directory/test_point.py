"""A point on the map: in the country or not, and of which district."""

import pytest

from directory import border
from directory.places import Places
from directory.point import Found, Points
from directory.reading import Directory
from directory.territory import Territories, Territory

INSIDE = {
    "Korday": (43.04, 74.71),
    "Saryagash": (41.46, 69.17),
    "Zhetisay": (40.776, 68.327),
    "Petropavl": (54.866, 69.15),
    "Oral": (51.23, 51.37),
    "Semey": (50.41, 80.25),
    "Khorgos": (44.21, 80.38),
    "Aktau": (43.65, 51.17),
    "Baikonur": (45.62, 63.32),
    "Almaty": (43.238, 76.945),
}
OUTSIDE = {
    "Bishkek": (42.874, 74.57),
    "Tashkent": (41.31, 69.28),
    "Orenburg": (51.768, 55.097),
    "Omsk": (54.98, 73.37),
    "Isilkul, Omsk region": (54.91, 71.26),
    "Cherlak, Omsk region": (54.16, 74.80),
    "Gulistan": (40.49, 68.78),
    "Urumqi": (43.82, 87.61),
    "null island": (0.0, 0.0),
    "north pole": (90.0, 0.0),
}


@pytest.mark.parametrize("place", INSIDE)
def test_a_place_of_the_country_is_inside(place: str) -> None:
    assert border.is_inside(*INSIDE[place])


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_place_abroad_is_outside(place: str) -> None:
    assert not border.is_inside(*OUTSIDE[place])


def test_a_few_kilometres_beyond_the_line_still_count_but_not_ten() -> None:
    korday_bridge_lat = 42.80  # the Chu, on the border; south of it is Kyrgyzstan
    inside = [border.is_inside(korday_bridge_lat - km / 111.2, 74.70) for km in range(40)]

    assert inside[-1] is False
    assert inside == sorted(inside, reverse=True)


def test_known_places_lie_in_the_country(directory: Directory) -> None:
    known = [unit for unit in directory.territories if unit.lat is not None and unit.lon is not None]
    abroad = [unit.code for unit in known if not border.is_inside(unit.lat or 0, unit.lon or 0)]

    assert len(known) > 5000
    assert len(abroad) <= 1


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (43.04, 74.71, "314800000"),
        (41.46, 69.17, "615400000"),
        (40.776, 68.327, "613800000"),
        (43.25, 76.90, "750000000"),
        (51.13, 71.43, "710000000"),
        (42.32, 69.60, "790000000"),
        (54.866, 69.15, "591000000"),
        # around Almaty
        (43.352, 77.040, "750000000"),  # its airport; a village of Talgar district begins behind the fence
        (43.215, 76.800, "750000000"),
        (43.128, 77.080, "750000000"),
        (43.200, 76.620, "195200000"),
        (43.303, 77.240, "196200000"),
        (43.303, 77.055, "196200000"),
        (43.420, 77.020, "196800000"),
        # around Astana
        (51.022, 71.467, "710000000"),  # its airport; Kosshy is near
        (51.089, 71.416, "710000000"),
        (51.113, 71.532, "710000000"),
        (50.975, 71.355, "111600000"),
        (50.995, 70.980, "116600000"),
        (51.270, 71.680, "116600000"),
        # around Shymkent
        (42.364, 69.479, "790000000"),  # its airport
        (42.372, 69.629, "790000000"),
        (42.420, 69.830, "615200000"),
        (42.470, 69.870, "615200000"),
        (42.530, 69.790, "615200000"),
        (42.180, 69.880, "615800000"),
        (42.600, 69.270, "614600000"),
    ],
)
def test_a_point_has_the_district_of_the_nearest_place(
    directory: Directory, lat: float, lon: float, code: str
) -> None:
    found = directory.places.at(lat, lon)

    assert found is not None
    assert found.code == code
    assert found.km < 15


def test_the_distance_is_in_kilometres_along_the_earth(directory: Directory) -> None:
    found = directory.places.at(41.31, 69.28)  # Tashkent: the nearest place is over the border

    assert found is not None
    assert 5 < found.km < 25


def test_without_known_places_there_is_no_nearest() -> None:
    nowhere = Territories([Territory("1", "oblast", "oblast", "", {"kk": "А", "ru": "А", "en": "A"})])

    assert Points(nowhere).nearest(43.0, 76.0) is None
    assert Places(nowhere, []).at(43.0, 76.0) is None


def test_a_place_of_no_district_gives_its_oblast() -> None:
    names = {"kk": "А", "ru": "А", "en": "A"}
    oblast = Territory("1", "oblast", "oblast", "", names)
    village = Territory("2", "settlement", "village", "1", names, 43.0, 76.0)

    assert Points(Territories([oblast, village])).nearest(43.0, 76.0) == Found("1", 0.0)
