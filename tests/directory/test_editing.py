"""A service changed by hand: every field, its history, nobody overwritten, no hidden address in the file."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest

from directory import reading, verifying
from directory.editing import changing, fields, history, merging, sheet, spot
from directory.editing.changing import New, Wanted
from directory.editing.errors import Overtaken, Refused
from directory.exchange.withheld import Withheld
from directory.service import Opening
from directory.verifying import Verified

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OWN = "0a0a0a0a-0000-4000-8000-000000000001"
SEMEY = "101000000"
VALUES = {
    "name.ru": "Фонд «Мейірім»", "name.kk": "«Мейірім» қоры", "about.ru": "Кормят и учат", "kinds": "ngo",
    "needs": "shelter", "territory": SEMEY, "address": "улица Абая, 12", "phones": "+7 727 123 45 67 – офис",
    "youngest": "6", "oldest": "17", "languages": "kk;ru", "free": "free", "papers": "yes", "sex": "girls",
    "documents": "Свидетельство о рождении", "referral": "by_request", "decided_by": "POLICE_JUV",
    "hours": "Mon-Fri 09:00-18:00", "serves": SEMEY, "access": "Пандус", "email": "info@fond.kz",
    "url": "https://fond.kz", "fees": "", "eligibility.ru": "Все дети", "seat": "public",
}  # fmt: skip


@pytest.fixture
def place(directory_file: Path, tmp_path: Path) -> Path:
    file = Path(copy(directory_file, tmp_path / "directory.db"))
    changing.begin(file, New(OWN, "Мейірім", VALUES), "editor", now=NOW, entrust=nobody)
    return file


def nobody(withheld: Mapping[str, Withheld]) -> None:
    raise AssertionError(f"nothing was to be withheld: {withheld}")


def values(file: Path, own: str = OWN) -> dict[str, str]:
    with reading.connected(file) as database:
        return fields.read_all(sheet.sheet(database, own, NOW.date()))


def change(file: Path, new: Mapping[str, str], seen: Mapping[str, str] | None = None) -> None:
    before = values(file) if seen is None else seen
    changing.change(file, Wanted(OWN, new, before), "editor", now=NOW, entrust=nobody)


def entries(file: Path) -> list[tuple[str, str, str, str]]:
    with reading.connected(file) as database:
        found = history.of(database, OWN)
    return [(one.act, one.field, one.before, one.after) for one in found if one.act != history.CREATE]


def test_a_new_service_has_every_field_as_it_was_told(place: Path) -> None:
    assert {key: value for key, value in values(place).items() if value} == {
        key: value for key, value in VALUES.items() if value
    } | {"status": "active", "organization.kk": "Мейірім"}


def test_the_rest_of_the_house_reads_it_as_a_service(place: Path) -> None:
    found = reading.open_directory(place).services[OWN]

    assert found.names == {"ru": "Фонд «Мейірім»", "kk": "«Мейірім» қоры"}
    assert [one.number for one in found.phones] == ["+7 727 123 45 67"]
    assert found.openings == (Opening(frozenset(range(5)), 540, 1080),)
    assert (found.terms.free, found.terms.without_documents, found.terms.sex) == (True, True, "girls")
    assert [seat.address for seat in found.seats] == [{"ru": "улица Абая, 12"}]


def test_a_new_service_without_name_kind_or_place_is_refused(directory_file: Path, tmp_path: Path) -> None:
    file = Path(copy(directory_file, tmp_path / "directory.db"))
    with pytest.raises(Refused) as refused:
        changing.begin(file, New(OWN, "", {"about.ru": "?"}), "editor", now=NOW, entrust=nobody)

    assert refused.value.why == {"name.ru": "needed", "kinds": "needed", "territory": "needed"}


def test_each_changed_field_stands_in_the_history_with_before_and_after(place: Path) -> None:
    change(place, {"phones": "116 16", "youngest": "7", "about.ru": "Кормят и учат"})

    assert entries(place) == [
        ("update", "youngest", "6", "7"),
        ("update", "phones", "+7 727 123 45 67 – офис", "116 16"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("phones", "позвоните Айгуль", "phone"), ("email", "no address", "email"), ("url", "не знаю", "url"),
        ("youngest", "шесть", "age"), ("oldest", "3", "ages"), ("hours", "когда как", "hours"),
        ("kinds", "", "needed"), ("kinds", "castle", "choice"), ("status", "gone", "choice"),
        ("name.ru", "я" * 301, "long"), ("territory", "", "needed"), ("sex", "both", "choice"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_field_is_refused_and_nothing_is_written(
    place: Path, key: str, value: str, code: str
) -> None:
    before = values(place)
    with pytest.raises(Refused) as refused:
        change(place, {key: value, "fees": "500 тенге"})

    assert refused.value.why == {key: code}
    assert values(place) == before


def test_who_comes_second_sees_what_was_changed_meanwhile_and_overwrites_nothing(place: Path) -> None:
    seen = values(place)
    change(place, {"phones": "111"}, seen)
    with pytest.raises(Overtaken) as overtaken:
        change(place, {"phones": "112", "youngest": "8"}, seen)

    assert overtaken.value.now == {"phones": "111"}
    assert (values(place)["phones"], values(place)["youngest"]) == ("111", "6")


def test_two_who_change_different_fields_do_not_disturb_each_other(place: Path) -> None:
    seen = values(place)
    change(place, {"phones": "111"}, seen)
    change(place, {"youngest": "8"}, seen)

    assert (values(place)["phones"], values(place)["youngest"]) == ("111", "8")


def test_the_address_of_a_home_for_victims_leaves_the_file_and_its_history(place: Path) -> None:
    change(place, {"address": "улица Абая, 14"})
    kept: dict[str, list[str]] = {}

    def keep(withheld: Mapping[str, Withheld]) -> None:
        kept.update({own: list(one.addresses) for own, one in withheld.items()})

    wanted = Wanted(OWN, {"kinds": "crisis_centre", "seat": ""}, values(place))
    changing.change(place, wanted, "editor", now=NOW, entrust=keep)

    assert kept == {OWN: ["улица Абая, 14"]}
    assert values(place)["seat"] == "hidden"
    assert "Абая" not in str(entries(place))
    assert "улица Абая".encode() not in place.read_bytes()


def test_when_nobody_takes_the_hidden_address_nothing_is_changed(place: Path) -> None:
    wanted = Wanted(OWN, {"seat": "hidden"}, values(place))
    with pytest.raises(AssertionError):
        changing.change(place, wanted, "editor", now=NOW, entrust=nobody)

    assert values(place)["seat"] == "public"


def test_a_translation_older_than_its_source_is_named_until_somebody_compares_it(place: Path) -> None:
    change(place, {"about.kk": "Тамақтандырады"})
    change(place, {"about.ru": "Кормят, учат и лечат"})

    assert outdated(place) == {"about.kk", "about.en", "about.uz", "about.ky"}
    changing.compared(place, OWN, "about.kk", "editor", now=NOW)

    assert "about.kk" not in outdated(place)


def outdated(file: Path) -> frozenset[str]:
    with reading.connected(file) as database:
        return history.outdated(history.of(database, OWN), {"about": "ru"})


def test_without_the_source_text_the_next_language_is_the_source(place: Path) -> None:
    change(place, {"name.ru": ""})

    assert reading.open_directory(place).services[OWN].names == {"kk": "«Мейірім» қоры"}
    with pytest.raises(Refused):
        change(place, {"name.kk": ""})


def test_how_somebody_made_sure_stands_in_the_history(place: Path) -> None:
    verifying.verify(place, [Verified(OWN, NOW.date(), "editor", "right", "phone")], NOW)

    assert entries(place) == [("verify", "verification", "phone", "right")]


def test_of_two_services_made_one_the_other_stays_as_gone_and_says_where_it_went(place: Path) -> None:
    other = OWN.replace("1", "2")
    told = VALUES | {"phones": "8 727 123 45 67\n111", "about.kk": "Тамақтандырады", "needs": "education"}
    changing.begin(place, New(other, "Мейірім", told), "editor", now=NOW, entrust=nobody)
    offered = [frozenset((one.first, one.second)) for one in merging.pairs(place)]
    merging.merge(place, OWN, other, "editor", now=NOW + timedelta(days=1), entrust=nobody)

    assert frozenset((OWN, other)) in offered
    assert values(place)["phones"] == "+7 727 123 45 67 – офис\n111"
    assert values(place)["needs"] == "education;shelter"
    assert values(place)["about.kk"] == "Тамақтандырады"
    assert values(place, other)["status"] == "defunct"
    with reading.connected(place) as database:
        last = history.of(database, other)[-1]
    assert (last.field, last.after) == (merging.INTO, OWN)
    assert merging.pairs(place) == ()


def test_a_pair_that_was_found_different_is_not_offered_again(place: Path) -> None:
    other = OWN.replace("1", "2")
    changing.begin(place, New(other, "Мейірім", VALUES), "editor", now=NOW, entrust=nobody)
    before = merging.pairs(place)
    merging.keep_apart(place, OWN, other, "editor", now=NOW)

    assert (len(before), merging.pairs(place)) == (1, ())


@pytest.mark.parametrize(
    "told",
    [
        "43.238889, 76.889722",
        "43,238889 76,889722",
        "43°14′20″ 76°53′23″",
        "43°14'20\"N, 76°53'23\"E",
        "43° 14′ 20″ с. ш. 76° 53′ 23″ в. д.",
        "43.238889° 76.889722°",
    ],
)
def test_a_point_is_read_however_a_map_writes_it(told: str) -> None:
    after = sheet.Sheet(OWN, {"service": [{"id": OWN}]}, NOW.date())
    spot.write(after, told)

    assert spot.read(after) == "43.238889, 76.889722"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("76.8897, 43.2389", "abroad"),
        ("55.75, 37.62", "abroad"),
        ("Абая 12", "point"),
        ("43.2", "point"),
        ("43° x", "point"),
    ],
)
def test_a_point_that_cannot_be_is_refused(told: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        spot.write(sheet.Sheet(OWN, {"service": [{"id": OWN}]}, NOW.date()), told)

    assert refused.value.why == {"point": why}


def test_a_point_stands_in_the_history_goes_back_and_is_that_of_the_service(place: Path) -> None:
    change(place, {"point": "50.4111, 80.2275"})
    seat = reading.open_directory(place).services[OWN].seats[0]
    change(place, {"point": ""})

    assert seat.point == (50.4111, 80.2275)
    assert entries(place) == [
        ("update", "point", "", "50.4111, 80.2275"),
        ("update", "point", "50.4111, 80.2275", ""),
    ]


def test_the_point_of_a_hidden_seat_is_kept_apart_and_stands_in_no_history(place: Path) -> None:
    kept: dict[str, Withheld] = {}
    wanted = Wanted(OWN, {"seat": "hidden", "point": "50.4111, 80.2275"}, values(place))

    changing.change(place, wanted, "editor", now=NOW, entrust=kept.update)

    assert "50.4111, 80.2275" in kept[OWN].addresses
    assert values(place)["point"] == ""
    assert b"80.2275" not in place.read_bytes()
