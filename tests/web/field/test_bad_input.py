"""What teachers bring and type wrongly, at each door: a clear answer in their language, nothing lost."""

import re
from html import unescape

import pytest

from cases.admission import passes
from tests.cases.told import MAKTAARAL
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_school import NAMES, add_class, add_school, away, bring, fields, of

FILES = (
    ("\ufeffСынып;Оқушы\r\n8А;Әлиева Ұлжан\r\n".encode(), 200, ("Әлиева Ұлжан", "Әлиева Ұлжан")),
    ("Класс;ФИО;Пол\r\n8А;Ёлкина Анна;ж\r\n".encode("cp1251"), 200, ("Ёлкина Анна", "Ёлкина Анна")),
    ("Сынып,Аты-жөні\n8А,Өмір Ғани\n".encode("kz1048"), 200, ("Өмір Ғани", "Өмір Ғани")),
    (
        b"\xd0\x9f\xd0\xbe\xd0\xbb\n\xd0\xb6\n",
        422,
        ("Мына бағандар табылмады: Сынып, Тегі және аты.", "Не найдены столбцы: Класс, Фамилия и имя."),
    ),
    ("ФИО\nПак Олег\n".encode(), 422, ("қай сынып екені көрсетілмеген", "не указано, какой это класс")),
    ("Класс;ФИО\n8А;=1+1 Аман\n".encode(), 200, ("Жол: 2: Бұл формулаға ұқсайды", "Строка 2: Это похоже на")),
    ("Класс;ФИО\n8А;\n".encode(), 200, ("Аты-жөні көрсетілмеген.", "Не указано имя.")),
    (b"", 422, ("Бұл файл бос.", "Этот файл пуст.")),
    (b"%PDF-1.4\n\x00\x01", 422, ("мәтіндік кесте емес", "не является текстовой таблицей")),
)
DAYS = (
    ("2026-10-25", ("Ол күні сабақ жоқ.", "В этот день нет уроков."), "2026-10-23"),
    ("2026-11-29", ("Ол күн әлі келген жоқ.", "Этот день ещё не наступил."), "2026-11-23"),
    ("2025-11-10", ("Ол күн биылғы оқу жылына дейін", "до начала учебного года"), "2026-09-01"),
)
both = pytest.mark.parametrize("language", ["kk", "ru"])


@pytest.fixture
def school(outdoors: Outdoors) -> str:
    code = add_school(outdoors)
    outdoors.join("teacher", MAKTAARAL, school=code)
    return code


def said(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def field(page: str, name: str) -> str:
    (tag,) = [one for one in re.findall(r"<input [^>]*>", page) if f'name="{name}"' in one]
    return unescape(re.findall(r'value="([^"]*)"', tag)[0])


@both
def test_files_with_a_class_list(outdoors: Outdoors, school: str, language: str) -> None:
    with outdoors.at("teacher", language) as visit:
        for data, status, words in FILES:
            seen = bring(visit, "/field/class/upload", data)
            assert (seen.status_code, words[language == "ru"] in said(seen.text)) == (status, True), words
        kept = bring(visit, "/field/class/upload", b"", label="8А <b>")
        assert field(kept.text, "label") == "8А <b>"
    assert of(outdoors, school) == []


@both
def test_days_on_which_an_absence_cannot_begin(outdoors: Outdoors, school: str, language: str) -> None:
    known = add_class(outdoors, school)
    told = {"pupil": known.pupils[1].id, "since": "other", "reason": ["work"], "who": "family", "note": "<i>"}
    with outdoors.at("teacher", language) as visit:
        for day, words, nearest in DAYS:
            page = visit.press(f"/field/class/{known.id}", **told, day=day)
            assert (page.status_code, words[language == "ru"] in said(page.text)) == (422, True), day
            assert field(page.text, "day") == day
            for value in (nearest, known.pupils[1].id, "work", "family"):
                assert f'value="{value}" checked' in page.text
            assert "&lt;i&gt;" in page.text
    assert away(outdoors, school) == []


def test_a_pupil_who_moved_is_asked_for_no_more_and_may_come_again(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    path, today = f"/field/class/{known.id}", outdoors.desk.clock.now.date().isoformat()
    with outdoors.at("teacher") as visit:
        visit.press(path, pupil=known.pupils[0].id, since=today, reason="unknown", act="send")
        for names, gone in ((NAMES[1:], "moved"), (NAMES, "keep")):
            data = ("Класс;ФИО\n" + "".join(f"7А;{name}\n" for name in names)).encode()
            seen = bring(visit, "/field/class/upload", data)
            taken = visit.press("/field/class/upload/take", **lines(seen.text), gone=gone, act="take")
            assert taken.status_code == 303
            assert away(outdoors, school) == []
            (now,) = of(outdoors, school)
            assert (len(now.present), "Абаева" in visit.get(path).text) == (len(names), gone == "keep")
    assert now.pupils[0].id == known.pupils[0].id


def lines(page: str) -> dict[str, list[str]]:
    told = fields(page)
    told.pop("gone", None)
    return told


def test_what_was_typed_when_the_session_had_ended_is_shown_again(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    with outdoors.at("teacher", "ru") as visit:
        outdoors.desk.clock.now += passes.SESSION_LASTS
        late = visit.press(f"/field/class/{known.id}", note="Не ходит <b>", reason="work")
    assert (late.status_code, "Не ходит &lt;b&gt;</textarea>" in late.text) == (403, True)
    assert known.id not in late.text
