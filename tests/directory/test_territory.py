"""The tree of territories."""

import pytest

from directory import alphabet
from directory.errors import UnknownTerritory
from directory.reading import Directory


def test_the_first_level_has_seventeen_oblasts_and_three_cities(directory: Directory) -> None:
    units = directory.territories.oblasts()

    assert sorted(unit.level for unit in units) == ["city"] * 3 + ["oblast"] * 17
    assert {"710000000", "750000000", "790000000"} < {unit.code for unit in units}


def test_every_unit_has_names_and_a_way_up_to_the_first_level(directory: Directory) -> None:
    first = set(directory.territories.oblasts())

    assert len(directory.territories) == 12_293
    for unit in directory.territories:
        assert all(unit.names[language] for language in ("kk", "ru", "en"))
        assert directory.territories.path(unit.code)[-1] in first
        assert unit.level in ("oblast", "city", "district", "rural_district", "settlement")


def test_path_district_and_oblast_of_a_village(directory: Directory) -> None:
    tree = directory.territories

    assert [unit.code for unit in tree.path("613930100")] == [
        "613930100",
        "613930000",
        "613900000",
        "610000000",
    ]
    assert tree.oblast_of("613930100").code == "610000000"
    assert (district := tree.district_of("613930100")) is not None
    assert district.code == "613900000"


def test_a_district_inside_a_city_has_the_citys_services(directory: Directory) -> None:
    district = directory.territories.district_of("751710000")

    assert district is not None
    assert district.code == "750000000"


def test_an_oblast_has_no_district(directory: Directory) -> None:
    assert directory.territories.district_of("610000000") is None


def test_a_city_is_not_listed_as_its_own_part(directory: Directory) -> None:
    assert "101010000" not in {unit.code for unit in directory.territories.children("101000000")}
    assert directory.territories.get("101010000").kind == "city_proper"


def test_children_stand_in_the_order_of_the_kazakh_alphabet(directory: Directory) -> None:
    names = [unit.names["kk"] for unit in directory.territories.children("610000000", "kk")]

    assert names.index("Жетісай ауданы") < names.index("Қазығұрт ауданы") < names.index("Мақтаарал ауданы")
    assert names == sorted(names, key=alphabet.order)


def test_a_word_before_the_name_does_not_change_its_place_in_the_order() -> None:
    names = ["Сарыагашский район", "район Байдибека", "Жетысайский район", "10 лет"]

    assert sorted(names, key=alphabet.order) == [
        "10 лет", "район Байдибека", "Жетысайский район", "Сарыагашский район",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("614400000", "kk", "Мақтаарал ауданы, Түркістан облысы"),
        ("613820100", "kk", "Жетісай, Жетісай ауданы, Түркістан облысы"),
        ("613930100", "ru", "Абай, Келесский район, Туркестанская область"),
        ("613930100", "uz", "Абай, Келесский район, Туркестанская область"),
        ("751710000", "en", "Medeu District, Almaty"),
        ("750000000", "kk", "Алматы"),
        ("610000000", "en", "Turkistan Region"),
    ],
)
def test_full_names_show_the_parents_that_matter(
    directory: Directory, code: str, language: str, name: str
) -> None:
    assert directory.territories.full_name(code, language) == name


def test_two_villages_of_one_name_in_one_district_show_their_rural_district(directory: Directory) -> None:
    villages = [
        unit.code
        for unit in directory.territories
        if unit.names["kk"] == "Жасқайрат" and unit.level == "settlement"
    ]
    names = {directory.territories.full_name(code, "kk") for code in villages}

    assert len(villages) >= 2
    assert len(names) == len(villages)


def test_an_unknown_code_is_named(directory: Directory) -> None:
    assert directory.territories.find("999") is None
    with pytest.raises(UnknownTerritory, match="999"):
        directory.territories.path("999")
    with pytest.raises(UnknownTerritory):
        directory.territories.children("999")
