"""Services as the house sees them, read from rows of the standard."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from directory import reading, schema
from directory.errors import DirectoryDamaged
from directory.hsds import areas, facts, services
from directory.hsds.shape import Row
from directory.service import Phone, Seat, Service, Terms

ORGANIZATION: Row = {"id": "o", "name": "Фонд", "description": "d", "website": "https://fond.example"}
SERVICE: Row = {"id": "s", "organization_id": "o", "name": "Центр", "status": "active"}

Read = Callable[..., Service]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "directory.db")) as database:
        schema.create(database)
        for name, rows in facts.taxonomies().items():
            database.table(name).insert_all(rows)
        yield database


@pytest.fixture
def read(empty: Database) -> Read:
    """Put rows beside one service of one organization, and give the service as it is read."""

    def read(service: Row | None = None, **rows: list[Row]) -> Service:
        rows = {"organization": [ORGANIZATION], "service": [SERVICE | (service or {})], **rows}
        numbers = itertools.count()
        for table, found in rows.items():
            has_id = table not in ("translation", "source")
            for row in found:
                empty.table(table).insert(({"id": f"{table}-{next(numbers)}"} if has_id else {}) | row)
        return services.all_services(empty.conn)["s"]

    return read


def at(location: Row, **more: object) -> dict[str, list[Row]]:
    """A place of the service."""
    at_location: Row = {"id": "x", "service_id": "s", "location_id": "l"}
    return {
        "location": [{"id": "l", "location_type": "physical", **location, **more}],
        "service_at_location": [at_location],
    }


def test_a_service_of_which_nothing_is_told_has_nothing(read: Read) -> None:
    assert read({"organization_id": None}) == Service("s", {"ru": "Центр"})


def test_the_language_of_a_text_is_told_or_seen_by_its_letters(read: Read) -> None:
    told: Row = {
        "entity": "service",
        "entity_id": "s",
        "field": "name",
        "language": "uz",
        "text": "Markaz",
        "origin": "source",
    }
    other = told | {"language": "kk", "text": "Орталық", "origin": "human"}

    service = read({"name": "Markaz", "description": "Тегін көмек"}, translation=[told, other])

    assert service.names == {"uz": "Markaz", "kk": "Орталық"}
    assert service.about == {"kk": "Тегін көмек"}
    assert service.organization == {"ru": "Фонд"}


def test_a_field_that_was_changed_is_newer_than_what_a_translation_calls_its_source(read: Read) -> None:
    told: Row = {
        "entity": "service",
        "entity_id": "s",
        "field": "name",
        "language": "kk",
        "text": "Ескі",
        "origin": "source",
    }

    assert read({"name": "Жаңа"}, translation=[told]).names == {"kk": "Жаңа"}


def test_a_seat_has_its_territory_its_point_and_its_address(read: Read) -> None:
    address: Row = {
        "location_id": "l", "address_1": "Абай көшесі, 1", "city": "Тараз", "state_province": "Жамбыл облысы",
        "postal_code": "080000", "country": "KZ", "address_type": "physical",
    }  # fmt: skip

    service = read(**at(areas.seat("l", "311000000"), latitude=42.9, longitude=71.4), address=[address])

    assert service.seats == (Seat("311000000", (42.9, 71.4), {"kk": "Абай көшесі, 1, Тараз"}),)


@pytest.mark.parametrize(("entity", "own"), [("service", "s"), ("location", "l")])
def test_the_address_of_a_hidden_seat_is_not_read_even_if_the_file_had_it(
    read: Read, entity: str, own: str
) -> None:
    place = areas.seat("l", "311000000") | {"description": "ул. Тайная, 1"}

    service = read(
        **at(place, latitude=42.9, longitude=71.4), attribute=[facts.mark(entity, own, "profile:hidden_seat")]
    )

    assert service.seats == (Seat("311000000", hidden=True),)


def test_a_location_of_another_register_has_no_territory(read: Read) -> None:
    service = read(**at({"external_identifier": "311000000", "external_identifier_type": "UPRN"}))

    assert service.seats == (Seat(),)


def test_phones_of_the_service_and_its_places_come_before_those_of_the_organization(read: Read) -> None:
    phones: list[Row] = [
        {"organization_id": "o", "number": "111"},
        {"service_id": "s", "number": "8 727 000 00 01", "extension": 12.0, "description": "касса"},
        {"location_id": "l", "number": "8 727 000 00 02"},
        {"service_at_location_id": "x", "number": "8 727 000 00 02"},
    ]

    service = read(**at({}), phone=phones)

    assert service.phones == (Phone("8 727 000 00 01", "12", {"ru": "касса"}), Phone("8 727 000 00 02"))


def test_a_service_without_a_phone_has_those_of_its_organization(read: Read) -> None:
    assert read(phone=[{"organization_id": "o", "number": "111"}]).phones == (Phone("111"),)


def test_hours_of_the_service_come_before_those_of_its_place(read: Read) -> None:
    hours: Row = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "18:00"}
    place = hours | {"location_id": "l", "byday": "TU"}

    assert [span.days for span in read(**at({}), schedule=[place]).openings] == [{1}]


def test_hours_of_the_service_alone(read: Read) -> None:
    hours: Row = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "18:00"}
    rows = [hours | {"location_id": "l", "byday": "TU"}, hours | {"service_at_location_id": "x"}]

    assert [span.days for span in read(**at({}), schedule=rows).openings] == [{0}]


def test_terms_are_read_from_marks_ages_languages_and_costs(read: Read) -> None:
    codes = [
        "girls_only",
        "by_request",
        "decided_by:POLICE_JUV",
        "decided_by:CHILD_RIGHTS",
        "without_documents",
    ]

    service = read(
        {"minimum_age": 3, "maximum_age": 17.5},
        attribute=[facts.mark("service", "s", f"profile:{code}") for code in codes],
        language=[{"service_id": "s", "code": "kaz"}, {"service_id": "s", "code": "uz"}],
        cost_option=[{"service_id": "s", "amount": 0}],
    )

    assert service.terms == Terms(
        3, 17.5, "girls", ("kk", "uz"), True, True, "by_request", ("POLICE_JUV", "CHILD_RIGHTS")
    )


def test_what_costs_something_is_not_free(read: Read) -> None:
    rows: list[Row] = [{"service_id": "s", "amount": 0}, {"service_id": "s", "amount": 500}]

    assert read(cost_option=rows).terms.free is False


def test_needs_are_those_it_is_marked_with(read: Read) -> None:
    marks = ["kind:adaptation_centre", "kind:ngo", "need:medical"]

    service = read(attribute=[facts.mark("service", "s", code) for code in marks])

    assert (service.kinds, service.needs) == (("adaptation_centre", "ngo"), ("medical",))


def test_a_service_marked_with_no_need_answers_those_of_its_kind(read: Read) -> None:
    service = read(attribute=[facts.mark("service", "s", "kind:adaptation_centre")])

    assert "shelter" in service.needs


def test_terms_of_other_taxonomies_are_none_of_ours(read: Read) -> None:
    term: Row = {"id": "t", "code": "kind:boat", "name": "Boat", "description": "d", "taxonomy": "elsewhere"}
    mark: Row = {"link_id": "s", "link_entity": "service", "taxonomy_term_id": "t"}

    assert read(taxonomy_term=[term], attribute=[mark]).kinds == ()


def test_areas_websites_day_and_confidence_are_read(read: Read) -> None:
    source: Row = {
        "entity": "service",
        "entity_id": "s",
        "name": "n",
        "source_id": "1",
        "confidence": "medium",
    }

    service = read(
        {"url": "https://a.example", "assured_date": "2026-05-04"},
        service_area=[areas.served("s", "KZ", "Қазақстан"), {"service_id": "s", "uri": "https://b.example"}],
        url=[
            {"service_id": "s", "url": "https://c.example"},
            {"service_id": "s", "url": "https://a.example"},
        ],
        source=[source],
    )

    assert service.serves == ("KZ",)
    assert service.websites == ("https://a.example", "https://c.example")
    assert (service.assured, service.confidence) == (date(2026, 5, 4), "medium")


def test_a_day_that_is_none_is_damage(read: Read) -> None:
    with pytest.raises(DirectoryDamaged, match="assured_date 31 May"):
        read({"assured_date": "31 May"})


def test_services_stand_in_order_of_their_ids(directory_file: Path) -> None:
    ids = list(reading.open_directory(directory_file).services)

    assert ids == sorted(ids)


def test_a_hundred_times_as_many_services_take_as_few_statements(
    directory_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "directory.db"
    path.write_bytes(directory_file.read_bytes())

    def statements() -> int:
        asked: list[str] = []
        with closing(sqlite3.connect(path)) as database:
            database.set_trace_callback(asked.append)
            services.all_services(database)
        return len(asked)

    before = statements()
    with closing(sqlite3.connect(path)) as database:
        database.executemany(
            "INSERT INTO service (id, name, status) VALUES (?, 'x', 'active')",
            [(f"{n}",) for n in range(5000)],
        )
        database.commit()

    assert statements() == before <= 20
