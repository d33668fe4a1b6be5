"""A list of somebody else says nowhere that a house is hidden: in doubt nobody reads where it is."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from directory.exchange.importing import Outcome
from directory.hsds import facts
from tests.directory.exchange import lists

STREET, CODE = "742 Evergreen Terrace", "33101"
POINT = (25.7751, -80.2105)
REFUGES: list[Mapping[str, object]] = [
    {"name": "Women's Safe House"},
    {"name": "Lotus House", "description": "Shelter and counselling for victims of domestic violence."},
    {"name": "Дом «Мейірім»", "description": "Временное проживание женщин, пострадавших от насилия."},
    {"name": "Мейірім үйі", "description": "Зорлық көргендерге уақытша баспана береді."},
    {"name": "A home", "attributes": [{"taxonomy_term": {"id": "t1", "name": "Crisis Shelters"}}]},
    {"name": "A home", "alternate_name": "Приют «Надежда»"},
    {"name": "A home", "organization": {"id": "o1", "name": "Shelter for Trafficking Victims"}},
    {"name": "A home", "eligibility_description": "Survivors of human trafficking who need housing"},
]  # fmt: skip
OTHERS: list[Mapping[str, object]] = [
    {"name": "Food pantry", "description": "Food for families who live in housing of the city."},
    {"name": "Legal clinic", "description": "Advice to victims of violence."},
    {"name": "Night school"},
]


def service(**told: object) -> dict[str, object]:
    address = {
        "id": "a1", "address_1": STREET, "city": "Miami", "state_province": "FL", "postal_code": CODE,
        "country": "US", "address_type": "physical",
    }  # fmt: skip
    location = {
        "id": "l1", "location_type": "physical", "name": f"The house at {STREET}", "latitude": POINT[0],
        "longitude": POINT[1], "description": f"Ring twice at {STREET}", "addresses": [address],
    }  # fmt: skip
    seat = {"id": "x1", "location": location}
    return {"id": "s1", "name": "A home", "status": "active", "service_at_locations": [seat]} | told


def taken(place: Path, tmp_path: Path, document: Mapping[str, object]) -> Outcome:
    return lists.take_in(place, lists.document(tmp_path / "list.json", document))


def traces(place: Path) -> list[str]:
    return [line for line in lists.content(place) if STREET in line or CODE in line or str(POINT[0]) in line]


def own() -> str:
    return facts.identifier("a list", "service", "s1")


def numbered(number: int, told: Mapping[str, object]) -> dict[str, object]:
    """The same house once more, with ids of its own."""
    text = json.dumps(service(**told), ensure_ascii=False)
    return json.loads(re.sub(r'"id": "(\w+)"', rf'"id": "\1-{number}"', text))  # type: ignore[no-any-return]


def test_where_likely_refuges_are_comes_into_no_table_and_is_kept_aside(place: Path, tmp_path: Path) -> None:
    path = lists.document(tmp_path / "list.json", *(numbered(*one) for one in enumerate(REFUGES)))
    outcome = lists.take_in(place, path)

    assert traces(place) == []
    services = lists.services(place)
    for number in range(len(REFUGES)):
        home = facts.identifier("a list", "service", f"s1-{number}")
        assert services[home].seats[0].hidden
        kept = outcome.journal.withheld[home].addresses
        assert any(STREET in text and CODE in text for text in kept)
        assert f"{POINT[0]}, {POINT[1]}" in kept
    told = [(one.origin.line, one.reason[:18]) for one in outcome.journal.refusals]
    assert sorted(told) == [(line, "address kept aside") for line in range(1, len(REFUGES) + 1)]
    again = lists.take_in(place, path)
    assert (sum(again.loaded.new.values()), sum(again.loaded.changed.values())) == (0, 0)


def test_other_services_keep_their_addresses(place: Path, tmp_path: Path) -> None:
    path = lists.document(tmp_path / "list.json", *(numbered(*one) for one in enumerate(OTHERS)))
    outcome = lists.take_in(place, path)

    assert len([line for line in traces(place) if line.startswith("address ")]) == len(OTHERS)
    assert (dict(outcome.journal.withheld), outcome.journal.refusals) == ({}, {})


def test_no_other_field_tells_the_street_or_shows_a_map(place: Path, tmp_path: Path) -> None:
    telling = f"Come to 742  evergreen terrace, {CODE}."
    told = {
        "name": "Safe House", "description": telling, "application_process": telling, "alert": telling,
        "url": "https://2gis.kz/almaty/geo/70000001", "organization": {
            "id": "o1", "name": "Umit", "description": telling, "website": "https://goo.gl/maps/abc",
        },
        "phones": [{"id": "p1", "number": "111", "description": telling}],
        "additional_urls": [{"id": "u1", "url": "https://yandex.kz/maps/?ll=1,2"}],
        "schedules": [{"id": "h1", "description": telling}],
    }  # fmt: skip
    taken(place, tmp_path, service(**told))
    translated = {"entity": "service", "entity_id": "s1", "field": "description", "language": "en",
                  "text": telling, "origin": "source"}  # fmt: skip
    lists.take_in(place, lists.document(tmp_path / "words.json", service(**told), translated))

    found = [line for line in lists.content(place) if "evergreen" in line.casefold() or CODE in line]
    assert found == []
    assert not [line for line in lists.content(place) if "2gis" in line or "/maps" in line]
    assert lists.rows(place, "SELECT number FROM phone WHERE number = '111'")


def test_rows_far_below_and_other_spellings_tell_the_street_neither(place: Path, tmp_path: Path) -> None:
    spoken = [{"id": "n1", "name": "Kazakh", "code": "kk", "note": STREET}]
    marks = [{"id": "k1", "label": STREET, "taxonomy_term": {"id": "t1", "name": "Rooms"}}]
    phone = {"id": "p1", "number": "111", "description": STREET, "languages": spoken, "attributes": marks}
    told = {
        "name": "Safe House", "description": "The yellow house in Evergreens, No. 742: ring.",
        "alert": "Уақытша жабық (742-үй, Evergreen)", "url": "https://a.kz/house-evergreen-terrace-742",
        "contacts": [{"id": "c1", "title": "Duty", "phones": [phone]}],
        "program": {"id": "g1", "name": "A programme", "description": STREET},
    }  # fmt: skip
    taken(place, tmp_path, service(**told))

    assert [line for line in lists.content(place) if "vergreen" in line] == []
    assert lists.rows(place, "SELECT note FROM language WHERE note = '…'")


def test_a_hidden_address_of_a_sheet_stands_in_no_text_of_its_row(place: Path, tmp_path: Path) -> None:
    heads = "№;Название;Вид;Описание;Скрытый адрес (не публикуется)"
    sheet = f"{heads}\n1;Дом;НПО;Приходите: Күміс 77, ворота;ул. Күміс, 77\n"
    outcome = lists.take_in(place, lists.written(tmp_path / "list", services=sheet))

    assert [list(one.addresses) for one in outcome.journal.withheld.values()] == [["ул. Күміс, 77"]]
    assert [line for line in lists.content(place) if "Күміс" in line] == []


def test_what_still_waits_for_its_owner_tells_no_street_once_it_is_known(place: Path, tmp_path: Path) -> None:
    note = f"id,contact_id,number,description\np1,c1,111,{STREET}\n"
    contact = "id,service_id,organization_id,title\nc1,s1,o9,Duty\n"
    lists.take_in(place, lists.written(tmp_path / "one", phones=note))
    assert traces(place) != []

    lists.take_in(place, lists.written(tmp_path / "two", contacts=contact))
    taken(place, tmp_path, service(name="Safe House"))

    assert traces(place) == []


def test_somebody_who_says_that_it_is_public_is_believed(place: Path, tmp_path: Path) -> None:
    taken(place, tmp_path, service(name="Safe House Museum"))
    assert traces(place) == []

    term = facts.term(f"profile:{facts.OPEN}")
    opened = service(name="Safe House Museum", attributes=[{"id": "m1", "taxonomy_term_id": term}])
    taken(place, tmp_path, opened)

    assert traces(place) != []
    assert not lists.services(place)[own()].seats[0].hidden
    taken(place, tmp_path, service(name="Safe House Museum"))
    assert not lists.services(place)[own()].seats[0].hidden


def test_nobody_can_open_the_seat_of_a_crisis_centre(place: Path, tmp_path: Path) -> None:
    marks = [
        {"id": "m1", "taxonomy_term_id": facts.term(f"profile:{facts.OPEN}")},
        {"id": "m2", "taxonomy_term_id": facts.term("kind:crisis_centre")},
    ]
    taken(place, tmp_path, service(attributes=marks))

    assert traces(place) == []
    assert lists.services(place)[own()].seats[0].hidden


def test_a_place_that_no_service_names_is_hidden_with_its_organization(place: Path, tmp_path: Path) -> None:
    location = service()["service_at_locations"][0]["location"]  # type: ignore[index]
    told = {"id": "o1", "name": "Refuge", "website": "https://a.kz", "locations": [location]}
    taken(place, tmp_path, told)

    assert traces(place) == []


def test_a_csv_list_of_the_standard_is_looked_through_alike(place: Path, tmp_path: Path) -> None:
    tables = {
        "services": f"id,name,description\ns1,A home,Shelter for victims of violence at {STREET}\n",
        "locations": f"id,name,latitude,longitude\nl1,{STREET},{POINT[0]},{POINT[1]}\n",
        "services_at_location": "id,service_id,location_id\nx1,s1,l1\n",
        "physical_addresses": "id,location_id,address_1,city,state_province,postal_code,country\n"
        f"a1,l1,{STREET},Miami,FL,{CODE},US\n",
    }
    outcome = lists.take_in(place, lists.written(tmp_path / "list", **tables))

    assert traces(place) == []
    assert [(one.origin.file, one.origin.line) for one in outcome.journal.refusals] == [
        ("physical_addresses.csv", 2)
    ]
