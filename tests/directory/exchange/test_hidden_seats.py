"""Where a home for victims is stands nowhere: in no table, in no list, in no byte of the file."""

import json
from pathlib import Path

import pytest

from directory.exchange import exporting
from directory.exchange import lists as told
from tests.directory.exchange import lists

STREET = "Құпия көшесі 77"
HEADINGS = "№;Название;Вид;Адрес;Индекс;Район;Адрес скрыт\n"


def _service(place: Path, *, hidden: bool, inside: bool = True) -> dict[str, object]:
    term = lists.rows(place, "SELECT id FROM taxonomy_term WHERE code = 'profile:hidden_seat'")[0][0]
    seat = {"id": "there", "description": STREET} | ({"location": _location()} if inside else {})
    marks = [{"id": "mark", "taxonomy_term_id": term}] if hidden else []
    return {
        "id": "home",
        "name": "Үй",
        "status": "active",
        "service_at_locations": [seat],
        "attributes": marks,
    }


def _location() -> dict[str, object]:
    address = {
        "id": "street", "address_1": STREET, "city": "Шымкент", "state_province": "Шымкент",
        "postal_code": "160000", "country": "KZ", "address_type": "physical",
    }  # fmt: skip
    changed = {
        "id": "change", "last_action_date": "2024-01-01", "last_action_type": "UPDATE",
        "field_name": "description", "previous_value": STREET, "replacement_value": STREET,
        "updated_by": "editor",
    }  # fmt: skip
    return {
        "id": "seat", "location_type": "physical", "name": STREET, "alternate_name": STREET,
        "description": STREET, "transportation": STREET, "latitude": 42.1, "longitude": 69.1,
        "external_identifier": STREET, "external_identifier_type": "KATO", "addresses": [address],
        "accessibility": [{"id": "way in", "description": STREET, "details": STREET}], "metadata": [changed],
    }  # fmt: skip


def _beside(path: Path) -> Path:
    translated = {"field": "name", "language": "kk", "text": STREET, "origin": "source"}
    return lists.document(
        path,
        {"entity": "location", "entity_id": "seat", **translated},
        {"entity": "address", "entity_id": "street", **translated},
        {"entity": "location", "entity_id": "seat", "name": "a list", "source_id": "seat", "note": STREET},
    )


def _tells(directory: Path, folder: Path) -> list[str]:
    """Whatever holds the street: the file, free pages included, and all that is exported."""
    found = [
        directory,
        *(path for form in exporting.FORMATS[:2] for path in _exported(directory, folder, form)),
    ]
    escaped = json.dumps(STREET).strip('"')
    return [
        path.name
        for path in found
        if STREET.encode() in (data := path.read_bytes()) or escaped.encode() in data
    ]


def _exported(directory: Path, folder: Path, form: exporting.Format) -> list[Path]:
    return list(exporting.write(directory, folder / form, form, "ru"))


def test_a_seat_that_becomes_hidden_is_told_nowhere_any_more(place: Path, tmp_path: Path) -> None:
    lists.take_in(place, lists.document(tmp_path / "a.json", _service(place, hidden=False)))
    lists.take_in(place, _beside(tmp_path / "b.json"))
    assert len(_tells(place, tmp_path / "before")) > 2

    mark = _service(place, hidden=True, inside=False) | {"service_at_locations": []}
    lists.take_in(place, lists.document(tmp_path / "c.json", mark))

    assert _tells(place, tmp_path / "after") == []


def test_a_seat_that_comes_hidden_is_told_nowhere(place: Path, tmp_path: Path) -> None:
    documents = lists.document(tmp_path / "a.json", _service(place, hidden=True))

    outcome = lists.take_in(place, documents, _beside(tmp_path / "b.json"))

    assert _tells(place, tmp_path / "after") == []
    assert outcome.journal.left_out["addresses and points of hidden seats"] > 4


def test_an_address_that_waits_for_its_place_goes_when_the_place_is_hidden(
    place: Path, tmp_path: Path
) -> None:
    columns = "id,location_id,address_1,city,state_province,postal_code,country,address_type"
    row = f"street,seat,{STREET},Шымкент,Шымкент,160000,KZ,physical"
    lists.take_in(place, lists.written(tmp_path / "list", addresses=f"{columns}\n{row}\n"))
    assert _tells(place, tmp_path / "before") == [place.name]

    seat = {"service_at_locations": [{"id": "there", "location_id": "seat"}]}
    lists.take_in(
        place, lists.document(tmp_path / "a.json", _service(place, hidden=True, inside=False) | seat)
    )

    assert _tells(place, tmp_path / "after") == []


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("ЦАН", "конфиденциально"), ("ЦАН", "не публиковать"), ("кризисный ценр", ""), ("", ""), ("НПО", "")],
)
def test_the_address_of_what_may_be_a_home_for_victims_waits(
    place: Path, tmp_path: Path, kind: str, answer: str
) -> None:
    name = "Центр" if answer else "Кризисный центр «Үміт»"
    row = f"1;{name};{kind};{STREET};160000;Шымкент;{answer}\n"

    outcome = lists.take_in(place, lists.written(tmp_path / "list", services=HEADINGS + row))

    assert _tells(place, tmp_path / "after") == []
    assert ("services.csv", 2, "address", "address_1") in lists.reasons(outcome)


def test_an_address_of_which_somebody_says_that_it_is_public_comes_in(place: Path, tmp_path: Path) -> None:
    row = f"1;Фонд «Жертвам насилия»;НПО;{STREET};160000;Шымкент;нет\n"

    lists.take_in(place, lists.written(tmp_path / "list", services=HEADINGS + row))

    assert place.name in _tells(place, tmp_path / "after")


def test_refusals_repeat_no_address(place: Path, tmp_path: Path) -> None:
    columns = "id,location_id,address_1,city,state_province,postal_code,country,address_type"
    row = f"1,1,улица,Шымкент,Шымкент,160000,Қазақстан {STREET},physical"

    outcome = lists.take_in(place, lists.written(tmp_path / "list", addresses=f"{columns}\n{row}\n"))
    told.write_refusals(tmp_path / "refusals.csv", outcome.journal.refusals)

    written = (tmp_path / "refusals.csv").read_text("utf-8-sig")
    assert "country" in written
    assert STREET not in written


def test_what_a_killed_import_left_goes_with_the_next(place: Path, tmp_path: Path) -> None:
    for name in ("directory.dbx1y2.import", "directory.dbx1y2.import-journal"):
        (place.parent / name).write_text(STREET, "utf-8")

    lists.take_in(place, lists.document(tmp_path / "a.json", _service(place, hidden=True)))

    assert [path.name for path in place.parent.iterdir()] == [place.name]
