"""The directory for everybody: found in any spelling, printed on one sheet, and nothing of a hidden seat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import httpx
import pytest

from conversations.house import House
from directory.reading import Directory
from directory.service import Former, Naming, Phone, Seat, Service
from tests.web.house import MORNING
from web.public import sought
from web.public.sought import Wanted

SHYMKENT = "790000000"
HIDDEN = Service(
    "11111111-2222-4333-8444-555555555555",
    {"ru": "Приют «Тёплый дом»", "kk": "«Жылы үй» баспанасы"},
    kinds=("crisis_centre",),
    seats=(Seat(SHYMKENT, (42.3, 69.6), {"ru": "улица Секретная, 7"}, hidden=True),),
    phones=(Phone("+7 7252 00-00-00"),),
)


@pytest.fixture
def house(furnished: House, directory: Directory) -> House:
    return replace(furnished, directory=replace(directory, services={HIDDEN.id: HIDDEN}), file=None)


def texts(house: House, words: str = "", place: str = "") -> str:
    found = sought.find(house, house.speaker("ru"), Wanted(words, place=place), (MORNING, 20))
    return "\n".join(f"{row.name}\n{row.where}\n" + "\n".join(row.paragraphs) for row in found.rows)


@pytest.mark.parametrize("words", ["тёплый дом", "teplyi dom", "жылы уй", "приют", "ntgksq ljv"])
def test_a_service_is_found_in_any_spelling(house: House, words: str) -> None:
    assert "Тёплый дом" in texts(house, words=words)


def test_of_a_hidden_seat_neither_address_nor_district_is_shown(house: House) -> None:
    shown = texts(house, place="Шымкент") + texts(house, words="приют") + texts(house, words="секретная")
    one = sought.one(house, house.speaker("ru"), HIDDEN.id, MORNING)

    assert one is not None
    assert "Секретная" not in shown + "".join(one.paragraphs)
    assert "Адрес не показан" in one.paragraphs[1]


def test_under_its_name_stand_its_former_name_whose_it_is_and_that_it_is_closed(
    furnished: House, directory: Directory
) -> None:
    day = date(2025, 9, 1)
    former = Naming((Former("«Жылы ұя»", day), Former("Очаг", day)))
    known = replace(HIDDEN, organization={"ru": "Фонд"}, naming=former, status="temporarily closed")
    house = replace(furnished, directory=replace(directory, services={known.id: known}), file=None)
    one = sought.one(house, house.speaker("ru"), known.id, MORNING)

    assert one is not None
    assert one.paragraphs[0].splitlines() == [
        "Прежнее название: Очаг (до 01.09.2025)", "Фонд", "Временно закрыто.",
    ]  # fmt: skip


def test_a_place_of_several_is_asked_for(public: httpx.Client) -> None:
    answer = public.get("/services", params={"place": "Алматы"})

    assert "There are several such places. Which one?" in answer.text
    assert answer.text.count("place=75") >= 1


def test_an_unknown_place_is_said_and_the_regions_are_offered(public: httpx.Client) -> None:
    answer = public.get("/services", params={"place": "zzzzqqqq"})

    assert "We could not find this place." in answer.text
    assert "By region" in answer.text


def test_without_a_question_the_regions_are_offered(public: httpx.Client) -> None:
    answer = public.get("/services")

    assert answer.text.count('href="/services?place=') == 20


def test_a_card_leads_to_its_number_and_a_strange_id_to_404(public: httpx.Client) -> None:
    found = public.get("/services", params={"q": "111"})
    paths = [
        part.split('"')[0] for part in found.text.split('<a href="')[1:] if part.startswith("/services/")
    ]
    card = public.get(next(one for one in paths if "print" not in one))

    assert 'href="tel:' in card.text
    assert public.get("/services/nobody").status_code == 404


def test_the_list_for_paper_holds_one_sheet(public: httpx.Client) -> None:
    sheet = public.get("/services/print", params={"place": SHYMKENT})

    assert sheet.status_code == 200
    assert 0 < sheet.text.count("<li><h2>") <= 14


def test_what_was_typed_comes_back_as_text(public: httpx.Client, hostile: Callable[[], str]) -> None:
    answer = public.get("/services", params={"q": hostile(), "place": hostile()})

    assert "<script>" not in answer.text
    assert answer.status_code == 200


@pytest.fixture
def hostile() -> Callable[[], str]:
    return lambda: '"><script>alert(1)</script>{{ 7 * 7 }}'
