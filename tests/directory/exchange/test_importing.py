"""Lists of any form come in whole; what is wrong is listed and stops nothing else."""

import json
import zipfile
from pathlib import Path

import pytest

from directory.errors import DirectoryBusy, DirectoryMissing, ListUnreadable
from directory.exchange import shelf
from tests.directory.exchange import lists

ORGANIZATIONS = "id,name,description,url\n1,Қамқорлық қоры,Балаларға көмек,qamqorlyq.kz\n"
SERVICES = "id,organization_id,name,status,fees,eligibility\n7,1,Психолог,,тегін,мектеп оқушылары\n"
LOCATIONS = "id,organization_id,name,latitude,longitude\n3,1,Кеңсе,,\n"
JOINS = "id,service_id,location_id\n1,7,3\n"
PHONES = "id,service_id,number,type\n1,7,305-573-4200 x57471,voice\n"
ADDRESSES = (
    "id,location_id,address_1,city,state_province,postal_code,country\n"
    "1,3,Абай көшесі 1,Кентау,Түркістан облысы,160400,KZ\n"
)
HOURS = "service_id,weekday,opens_at,closes_at\n7,Monday,9:00am,1:00pm\n7,Monday,14:00,6pm\n"
OLD = {
    "organization": ORGANIZATIONS,
    "services": SERVICES,
    "locations": LOCATIONS,
    "services_at_location": JOINS,
    "phones": PHONES,
    "physical_addresses": ADDRESSES,
    "regular_schedules": HOURS,
}


def test_a_folder_of_an_old_version_comes_in_by_its_old_names(place: Path, tmp_path: Path) -> None:
    folder = lists.written(tmp_path / "old", **OLD)
    taxonomies = {
        "taxonomy": "id,name,parent_id,parent_name,vocabulary\nA,Help,,,own\nA-1,School help,A,Help,own\n",
        "services_taxonomy": "id,service_id,taxonomy_id,taxonomy_detail\n1,7,A-1,\n",
        "eligibility": "id,service_id,eligibility\n1,7,жетім балалар\n",
        "postal_addresses": ADDRESSES.replace("Абай көшесі 1", "а/ж 15"),  # counted from 1 as well
    }
    outcome = lists.take_in(place, lists.written(folder, **taxonomies))
    service = next(one for one in lists.services(place).values() if "Психолог" in str(one))

    assert outcome.journal.refusals == {}
    assert service.organization == {"kk": "Қамқорлық қоры"}
    assert service.eligibility == {"kk": "мектеп оқушылары; жетім балалар"}
    assert [(one.number, one.extension) for one in service.phones] == [("305-573-4200", "57471")]
    assert [(one.opens, one.closes) for one in service.openings] == [(540, 780), (840, 1080)]
    assert [dict(seat.address) for seat in service.seats] == [{"kk": "Абай көшесі 1, Кентау"}]
    addresses = "SELECT address_type, address_1 FROM address WHERE city = 'Кентау' ORDER BY 1"
    assert lists.rows(place, addresses) == [
        ("physical", "Абай көшесі 1"), ("postal", "а/ж 15"),
    ]  # fmt: skip
    assert lists.rows(
        place,
        "SELECT s.status, s.fees_description, o.website, t.name FROM service s JOIN organization o"
        " ON o.id = organization_id JOIN attribute ON link_id = s.id JOIN taxonomy_term t"
        " ON t.id = taxonomy_term_id WHERE s.name = 'Психолог'",
    ) == [("active", "тегін", "http://qamqorlyq.kz", "School help")]


def test_the_same_import_twice_changes_nothing(place: Path, tmp_path: Path) -> None:
    folder = lists.written(tmp_path / "old", **OLD)
    first = lists.take_in(place, folder)
    after = lists.content(place)
    second = lists.take_in(place, folder)

    assert sum(first.loaded.new.values()) == sum(second.loaded.same.values()) > 7
    assert not second.loaded.new
    assert not second.loaded.changed
    assert lists.content(place) == after


def test_a_dry_run_tells_the_same_and_changes_nothing(place: Path, tmp_path: Path) -> None:
    folder, before = lists.written(tmp_path / "old", **OLD), place.read_bytes()
    dry = lists.take_in(place, folder, dry_run=True)

    assert place.read_bytes() == before
    assert dry.loaded.new == lists.take_in(place, folder).loaded.new
    assert [entry.name for entry in place.parent.iterdir()] == ["directory.db"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_csv_may_be_saved_in_any_encoding_with_any_delimiter(
    place: Path, tmp_path: Path, encoding: str
) -> None:
    text = 'name;kind;phone\n"Помощь; детям";центр поддержки семьи;8 (727) 250-00-00\n'
    (tmp_path / "one.csv").write_text(text, encoding=encoding)
    lists.take_in(place, tmp_path / "one.csv")

    assert lists.rows(place, "SELECT count(*) FROM service WHERE name = 'Помощь; детям'") == [(1,)]


def test_json_may_be_one_object_a_list_a_page_or_lines_and_a_zip_holds_folders(
    place: Path, tmp_path: Path
) -> None:
    def service(number: int) -> dict[str, object]:
        return {
            "id": f"00000000-0000-4000-8000-00000000000{number}",
            "name": f"Service {number}",
            "status": "active",
        }

    (tmp_path / "one.json").write_text(json.dumps(service(1)))
    (tmp_path / "list.json").write_text(json.dumps([service(2)]))
    (tmp_path / "page.json").write_text(json.dumps({"total_items": 1, "contents": [service(3)]}))
    (tmp_path / "lines.ndjson").write_text(f"{json.dumps(service(4))}\n{json.dumps(service(5))}\n")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("deep/down/six.json", json.dumps(service(6)))
        archive.writestr("deep/readme.md", "nothing to see")
    outcome = lists.take_in(place, *sorted(path for path in tmp_path.iterdir() if path.is_file()))

    assert outcome.loaded.new == {"service": 6}
    assert outcome.journal.left_out == {"deep/readme.md: a file that holds no list": 1}


def test_orphans_wait_and_come_in_with_what_they_ask_for(place: Path, tmp_path: Path) -> None:
    late = {name: text for name, text in OLD.items() if name not in ("organization", "locations")}
    first = lists.take_in(place, lists.written(tmp_path / "late", **late))

    assert first.loaded.aside == {
        "service": 1, "service_at_location": 1, "phone": 1, "address": 1, "schedule": 2, "source": 1,
    }  # fmt: skip
    assert not first.loaded.new

    second = lists.take_in(
        place, lists.written(tmp_path / "rest", organization=ORGANIZATIONS, locations=LOCATIONS)
    )

    assert second.loaded.arrived == first.loaded.aside
    assert second.loaded.new["service"] == second.loaded.new["phone"] == 1
    assert lists.rows(place, "SELECT count(*) FROM orphan") == [(0,)]


def test_a_link_that_leads_nowhere_waits_while_its_row_comes_in(place: Path, tmp_path: Path) -> None:
    child = "id,name,description,parent_organization_id\n1,Branch,A branch,2\n"
    outcome = lists.take_in(place, lists.written(tmp_path / "one", organizations=child))
    parent = "SELECT p.name FROM organization o LEFT JOIN organization p ON p.id = o.parent_organization_id"

    assert outcome.loaded.new["organization"] == outcome.loaded.aside["organization"] == 1
    assert lists.rows(place, f"{parent} WHERE o.name = 'Branch'") == [(None,)]

    whole = "id,name,description\n2,Head,The head\n"
    lists.take_in(place, lists.written(tmp_path / "two", organizations=whole))

    assert lists.rows(place, f"{parent} WHERE o.name = 'Branch'") == [("Head",)]


def test_names_of_persons_stay_out_of_the_directory_and_of_the_list_of_refusals(
    place: Path, tmp_path: Path
) -> None:
    contacts = (
        "id,organization_id,name,title,email\n"
        f"1,1,{lists.PERSON},Басшы,sarsenova@example.kz\n2,1,{lists.PERSON},Кеңсе,info@example.kz\n"
        f"3,,{lists.PERSON},Басшы,\n"
    )
    addresses = f"id,location_id,attention,address_1,city\n1,3,{lists.PERSON},,Кентау\n"
    tables = {
        "organization": ORGANIZATIONS,
        "locations": LOCATIONS,
        "contacts": contacts,
        "addresses": addresses,
    }
    outcome = lists.take_in(place, lists.written(tmp_path / "list", **tables))

    assert not [line for line in lists.content(place) if lists.PERSON in line or "sarsenova" in line]
    assert lists.PERSON not in str(outcome.journal)
    assert lists.rows(place, "SELECT title, email FROM contact ORDER BY title") == [
        ("Басшы", None), ("Кеңсе", "info@example.kz"),
    ]  # fmt: skip
    assert outcome.journal.left_out["names of persons in contacts"] == 3
    assert ("contacts.csv", 4, "contact", "") in lists.reasons(outcome)


def test_an_address_goes_when_its_service_says_that_it_is_hidden(place: Path, tmp_path: Path) -> None:
    street = "Абай көшесі 1"
    folder = lists.written(tmp_path / "old", **OLD)
    located = "id,organization_id,name,latitude,longitude,transportation\n3,1,Кеңсе,43.50071,68.5,аялдама\n"
    lists.take_in(place, lists.written(folder, locations=located))
    assert [line for line in lists.content(place) if street in line]

    service = lists.rows(place, "SELECT id FROM service WHERE name = 'Психолог'")[0][0]
    term = lists.rows(place, "SELECT id FROM taxonomy_term WHERE code = 'profile:hidden_seat'")[0][0]
    marks = f"id,link_id,link_entity,taxonomy_term_id\n1,{service},service,{term}\n"
    outcome = lists.take_in(place, lists.written(tmp_path / "old", attributes=marks))

    assert outcome.journal.left_out["addresses and points of hidden seats"] >= 2
    assert not [
        line for line in lists.content(place) if street in line or "43.50071" in line or "аялдама" in line
    ]

    lists.take_in(place, folder)

    assert not [line for line in lists.content(place) if street in line or "43.50071" in line]


def test_a_broken_file_or_row_stops_no_other(place: Path, tmp_path: Path) -> None:
    folder = lists.written(tmp_path / "old", **OLD, riddle="a,b\n1,2\n")
    (folder / "broken.json").write_text('{"id": ')
    (folder / "book.xlsx").write_bytes(b"no spreadsheet")
    (folder / "phones.csv").write_text(
        f"{PHONES}2,,8 727 000 00 00,voice\n3,7,,voice\n4,7,111,voice,too much\n"
    )
    outcome = lists.take_in(place, folder)

    assert {one[0] for one in lists.reasons(outcome)} == {
        "broken.json",
        "book.xlsx",
        "riddle.csv",
        "phones.csv",
    }
    assert outcome.journal.refused_rows["phone"] == 2
    assert outcome.loaded.new["phone"] == 2
    assert outcome.loaded.new["service"] == 1


def test_a_dump_as_it_really_is_comes_in_with_what_is_missing_named(place: Path, tmp_path: Path) -> None:
    dump = OLD | {
        "services": "id,organization_id,name,status,url,description\n"
        "7,1,Психолог,,qamqorlyq.kz,one\\ntwo GÇô three\n",
        "physical_addresses": "id,location_id,address_1,city,state_province,postal_code,country\n"
        "1,3,1 Main,Miami,FL,33101,   \n",
        "eligibility": "id,service_id,eligibility\n1,,everyone\n",
    }
    outcome = lists.take_in(place, lists.written(tmp_path / "dump", **dump))

    assert lists.reasons(outcome) == [("eligibility.csv", 2, "service", "service_id")]
    assert lists.rows(place, "SELECT status, url, description FROM service WHERE name = 'Психолог'") == [
        ("active", "http://qamqorlyq.kz", "one\ntwo – three")
    ]
    assert lists.rows(place, "SELECT country FROM address WHERE city = 'Miami'") == [("ZZ",)]
    assert outcome.journal.repaired["no status of service: active stands there"] == 1


def test_likely_duplicates_are_offered_and_numbers_are_a_veto(place: Path, tmp_path: Path) -> None:
    text = (
        "name,kind,territory,phone\n"
        "Общеобразовательная школа № 12 города Кентау,школа,612000000,8 (72536) 3-00-01\n"
        "Общеобразовательная школа № 21 города Кентау,школа,612000000,8 (72536) 3-00-01\n"
        "Общеобразовательная школа №12 г. Кентау,школа,612000000,\n"
        "Школа-лицей Дарын,лицей,612000000,+7 72536 30001\n"
        "Центр Дарын,центр поддержки семьи,612000000,8 72536 3-00-01\n"
    )
    (tmp_path / "schools.csv").write_text(text, encoding="utf-8")
    outcome = lists.take_in(place, tmp_path / "schools.csv")
    offered = {frozenset(pair.names): pair.why for pair in outcome.likely}

    assert not [
        names for names in offered if len({"12", "21"} & set(" ".join(names).replace("№", "№ ").split())) == 2
    ]
    assert offered[frozenset({"Школа-лицей Дарын", "Центр Дарын"})] == "same phone"
    assert len(lists.services(place)) == 52 + 5


def test_a_failure_while_writing_leaves_the_old_file(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, failures = place.read_bytes(), []

    def break_off(*_: object) -> None:
        failures.append(1)
        raise OSError("disk full")

    monkeypatch.setattr(shelf, "write_orphans", break_off)
    with pytest.raises(OSError, match="disk full"):
        lists.take_in(place, lists.written(tmp_path / "old", phones=PHONES))

    assert failures == [1]
    assert place.read_bytes() == before
    assert [entry.name for entry in place.parent.iterdir()] == ["directory.db"]


def test_two_who_change_the_directory_at_once_do_not_lose_each_others_work(
    place: Path, tmp_path: Path
) -> None:
    import sqlite3

    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DirectoryBusy):
        lists.take_in(place, lists.written(tmp_path / "old", **OLD))
    other.close()

    assert lists.take_in(place, tmp_path / "old").loaded.new["service"] == 1


def test_what_is_not_there_is_named(place: Path, tmp_path: Path) -> None:
    with pytest.raises(DirectoryMissing):
        lists.take_in(tmp_path / "none.db", tmp_path)
    (tmp_path / "none.zip").write_bytes(b"no archive")
    for name in ("nowhere.csv", "none.zip"):
        with pytest.raises(ListUnreadable, match=name.partition(".")[0]):
            lists.take_in(place, tmp_path / name)
