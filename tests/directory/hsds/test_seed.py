"""The named services that come with the program: as their sources have them, and nothing made up."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from directory import kinds
from directory.hsds import facts, seed, seed_words
from directory.reading import Directory
from directory.service import Seat, Service

#: Every number that a source gave. Whoever adds one adds it here too, with its source in the list.
NUMBERS = ["111", "150", "116 16", "1414", "1450", "112", "8 (7282) 24-40-33"]
#: Homes for people in danger, and organizations that keep some.
HIDDEN = {"S029", "S030", "S031", "S032", "S033", "S034", "S035", "S036", "S037", "S038"}
STREET = re.compile(r"\b(?:ул|улица|көшесі|пр|проспект|дом)\b\.?", re.IGNORECASE)


@pytest.fixture
def named(directory: Directory) -> Mapping[str, Service]:
    """The services of the list by its ids."""
    return {
        line["id"]: directory.services[facts.identifier(seed.SOURCE, line["id"], "service")]
        for line in seed.lines()
    }


def test_there_are_52_and_each_has_its_kind_its_names_and_its_source(named: Mapping[str, Service]) -> None:
    lines = {line["id"]: line for line in seed.lines()}

    assert len(named) == 52
    for own, service in named.items():
        line = lines[own]
        assert service.names == seed_words.names(line)
        assert service.kinds == (line["kind"],)
        assert line["source"]
        assert service.confidence == line["confidence"] != ""


def test_the_file_says_in_which_language_a_name_is(directory_file: Path) -> None:
    with closing(sqlite3.connect(directory_file)) as database:
        told = database.execute(
            "SELECT s.name, t.language FROM translation t JOIN service s ON s.id = t.entity_id"
            " WHERE t.entity = 'service' AND t.field = 'name' AND t.origin = 'source' AND t.text = s.name"
        ).fetchall()

    assert sorted(told) == sorted((line["name"], line["language"]) for line in seed.lines())


def test_each_has_a_kazakh_and_a_russian_name_and_says_in_every_language_what_it_does(
    named: Mapping[str, Service],
) -> None:
    without = [own for own, service in named.items() if not {"kk", "ru"} <= set(service.names)]
    silent = [own for own, service in named.items() if set(service.about) != set(kinds.LANGUAGES)]

    assert (without, silent) == ([], [])


def test_what_we_translated_is_told_from_what_the_source_wrote(directory_file: Path) -> None:
    with closing(sqlite3.connect(directory_file)) as database:
        told = database.execute(
            "SELECT field, origin, count(*), count(checked) FROM translation WHERE entity = 'service'"
            " GROUP BY field, origin ORDER BY field, origin"
        ).fetchall()
    ours = sum(len(line["ours"].split()) for line in seed.lines())
    names = sum(len(seed_words.names(line)) for line in seed.lines())

    assert told == [
        ("description", "machine", 4 * 52, 0),
        ("description", "source", 52, 0),
        ("name", "human", names - ours - 52, 0),
        ("name", "machine", ours, 0),
        ("name", "source", 52, 0),
    ]


def test_no_sentence_of_ours_says_where_a_home_is_or_gives_a_number() -> None:
    sentences = [text for line in seed.lines() for text in seed_words.about(line).values()]

    assert [text for text in sentences if STREET.search(text) or re.search(r"\d{4}|http|@", text)] == []


def test_a_mark_says_of_which_row_it_is() -> None:
    row = facts.mark("location", "l", "profile:hidden_seat")

    assert (row["link_entity"], row["link_id"], row["link_type"]) == ("location", "l", "profile")


def test_only_numbers_that_a_source_gave_are_there(directory: Directory) -> None:
    numbers = [phone.number for service in directory.services.values() for phone in service.phones]

    assert sorted(numbers) == sorted(NUMBERS)


def test_homes_for_people_in_danger_have_no_address_in_the_file(
    named: Mapping[str, Service], directory_file: Path
) -> None:
    hidden = {own for own, service in named.items() if any(seat.hidden for seat in service.seats)}
    lines = [line for line in seed.lines() if line["id"] in HIDDEN or line["kind"] == "crisis_centre"]
    with closing(sqlite3.connect(directory_file)) as database:
        dump = "\n".join(database.iterdump())

    assert hidden == HIDDEN == {line["id"] for line in lines}
    assert all(seat.point is None and not seat.address for own in hidden for seat in named[own].seats)
    assert not [
        line for line in lines if line["address"] or line["postal_code"] or STREET.search(line["note"])
    ]
    assert "Чехова" not in dump


def test_nobody_is_said_to_have_made_sure(named: Mapping[str, Service]) -> None:
    assert {service.assured for service in named.values()} == {None}
    assert {service.status for service in named.values()} == {"active"}
    assert named["S002"].confidence == "low-old"  # 150: perhaps it does not exist any more
    assert named["S003"].confidence == named["S004"].confidence == "medium"  # 116 16, 1414: not verified


def test_what_a_source_does_not_say_is_unknown(named: Mapping[str, Service]) -> None:
    school_department = named["S012"]

    unknown = [school_department.phones, school_department.openings, school_department.websites]
    assert unknown == [(), (), ()]
    assert school_department.seats == (Seat("790000000"),)
    assert named["S034"].seats == (Seat("", hidden=True),)
    assert named["S034"].serves == named["S037"].serves == ()


def test_hours_addresses_and_ages_are_as_the_sources_have_them(named: Mapping[str, Service]) -> None:
    (around_the_clock,), (office,) = named["S001"].openings, named["S005"].openings

    assert (len(around_the_clock.days), around_the_clock.opens, around_the_clock.closes) == (7, 0, 1440)
    assert (office.days, office.opens, office.closes) == (frozenset(range(5)), 540, 1110)
    assert named["S011"].seats[0].address == {"ru": "ул. Гоголя, 75, Костанай"}
    assert named["S028"].seats[0].address == {"ru": "здание универсального суперЦОНа, 2 этаж"}
    assert (named["S023"].terms.youngest, named["S023"].terms.oldest) == (3, 18)
    assert named["S023"].terms.decided_by == ("POLICE_JUV",)
    assert (named["S001"].terms.free, named["S002"].terms.free) == (True, None)
    assert named["S001"].serves == ("KZ",)


def test_a_unit_of_an_organization_is_not_an_organization_of_its_own(named: Mapping[str, Service]) -> None:
    assert named["S045"].organization == named["S041"].names
    assert named["S045"].names["ru"] == "Юридическая консультация Каратальского района"


def test_every_kind_need_and_territory_of_the_list_is_known(directory: Directory) -> None:
    for service in directory.services.values():
        assert set(service.kinds) <= set(kinds.all_kinds())
        assert set(service.needs) <= set(kinds.all_needs())
        for code in (*service.serves, *(seat.territory for seat in service.seats)):
            assert code in ("", "KZ") or directory.territories.find(code)


def test_no_row_stands_twice_and_each_has_the_same_id_every_time(directory: Directory) -> None:
    rows, again = (seed.rows(directory.territories) for _ in range(2))
    ids = [str(row["id"]) for table, found in rows.items() for row in found if "id" in row]

    assert rows == again
    assert len(ids) == len(set(ids))
    assert facts.identifier("named services", "S001", "service") == "c5d05bb5-e2a7-55cf-a6fb-23c8df733680"
