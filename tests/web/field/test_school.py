"""A teacher's pages: lists in and mended, who is absent, registers, and what is nobody else's business."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from cases.absences import absences, classes, schools
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Line
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors

LIST = (
    "Класс;ФИО;Пол;Год рождения\r\n"
    "7А;Иванова Анна;ж;2013\r\n7А;=HYPERLINK(1);м;2012\r\n7А;Пак Олег;м;1950\r\n"
)
FORMULA = "=HYPERLINK(1)"
NAMES = ("Абаева Айгүл", "Бекова Дана", "Ғалымов Ерлан", "Қасымова Жанар", "Оспанов Нұрлан", "Төлеу Үміт")


@pytest.fixture
def school(outdoors: Outdoors) -> str:
    """Give the code of a school with one teacher, "teacher"."""
    code = add_school(outdoors)
    outdoors.join("teacher", MAKTAARAL, school=code)
    return code


def add_school(outdoors: Outdoors, *, conflict: bool = False) -> str:
    desk = outdoors.desk
    with desk.database.transaction() as tx:
        given = {"conflict": conflict, "entropy": outdoors.entropy, "now": desk.clock.now}
        return schools.add(tx, desk.office.keys, "Мектеп 5", MAKTAARAL, **given).code  # type: ignore[arg-type]


def add_class(outdoors: Outdoors, school: str, label: str = "7А", *, whose: str = "teacher") -> SchoolClass:
    desk, lines = outdoors.desk, [Line(name, "female", 2013) for name in NAMES]
    account, entropy, now = outdoors.account(whose), outdoors.entropy, desk.clock.now
    with desk.database.transaction() as tx:
        keys = desk.office.keys
        return classes.add(tx, keys, school, label, lines, account=account, entropy=entropy, now=now)


def of(outdoors: Outdoors, school: str) -> list[SchoolClass]:
    with outdoors.desk.database.reading() as tx:
        return classes.of_school(tx, outdoors.desk.office.keys, school)


def away(outdoors: Outdoors, school: str) -> list[Absence]:
    with outdoors.desk.database.reading() as tx:
        return absences.open_of_school(tx, outdoors.desk.office.keys, school)


def bring(visit: Visit, path: str, data: bytes, **fields: str) -> httpx.Response:
    headers = {"Sec-Fetch-Site": "same-origin"}
    sent = {"file": ("list.csv", data, "text/csv")}
    return visit.browser.post(f"{path}?csrf={visit.csrf}", data=fields, files=sent, headers=headers)


def fields(page: str) -> dict[str, list[str]]:
    """Give what a browser would send of a page: every field as it is filled in, and what stands ticked."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if told.get("name") not in (None, "csrf"):
            found.setdefault(told["name"], []).append(told.get("value", ""))
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', body)
    return found


@contextmanager
def teacher(outdoors: Outdoors) -> Iterator[Visit]:
    with outdoors.at("teacher") as visit:
        yield visit


def test_a_list_of_cp1251_is_looked_at_mended_in_place_and_kept(outdoors: Outdoors, school: str) -> None:
    with teacher(outdoors) as visit:
        assert visit.press("/field/class/upload/take", line="9" * 5000).status_code in (200, 422)
        crowd = {f"f{place}": "x" for place in range(30)}
        assert bring(visit, "/field/class/upload", b"", **crowd).status_code == 400
        seen = bring(visit, "/field/class/upload", LIST.encode("cp1251"))
        assert seen.status_code == 200
        assert ("Иванова Анна" in seen.text, FORMULA in seen.text, 'value="1950"' in seen.text) == (True,) * 3
        assert "Lines to correct: 1." in seen.text
        assert of(outdoors, school) == []
        refused = visit.press("/field/class/upload/take", **fields(seen.text), act="take")
        assert (refused.status_code, 'value="1950"' in refused.text) == (422, True)
        mended = fields(refused.text) | {"born.4": ["2012"], "act": ["take"]}
        assert visit.press("/field/class/upload/take", **mended).status_code == 303
        (kept,) = of(outdoors, school)
        told = [(one.label, one.name, one.sex, one.born) for one in kept.pupils]
        assert told == [
            ("1 · И.А.", "Иванова Анна", "female", 2013),
            ("2 · H.", FORMULA, "male", 2012),
            ("3 · П.О.", "Пак Олег", "male", 2012),
        ]
        assert "7А" in visit.get("/field/class").text


def test_a_new_list_of_a_known_class_says_who_is_gone_and_keeps_them(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    names = "\n".join(["Абаева Айгүл", "5. Жаңа Оқушы"])
    with teacher(outdoors) as visit:
        sent = {"text": names, "label": "7 а"}
        headers, nothing = {"Sec-Fetch-Site": "same-origin"}, {"file": ("", b"")}
        path = f"/field/class/upload?csrf={visit.csrf}"
        seen = visit.browser.post(path, data=sent, files=nothing, headers=headers).text
        assert "This class is here already" in seen
        assert "2 · Бекова Дана" in seen
        for gone in ("keep", "moved"):
            done = visit.press("/field/class/upload/take", **fields(seen) | {"gone": [gone], "act": ["take"]})
            assert done.status_code == 303
            (kept,) = of(outdoors, school)
            assert (kept.id, len(kept.present)) == (known.id, 7 if gone == "keep" else 2)
    assert kept.pupils[0].id == known.pupils[0].id


def test_two_pupils_are_flagged_from_the_table_after_one_look(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    path, pupils = f"/field/class/{known.id}", [one.id for one in known.pupils[1:3]]
    told = {"pupil": pupils, "since": outdoors.desk.clock.now.date().isoformat(), "note": "<b>"}
    with teacher(outdoors) as visit:
        assert "Ғалымов Ерлан" in visit.get(path).text
        lacking = visit.press(path, **told)
        assert (lacking.status_code, "Please choose a reason" in lacking.text) == (422, True)
        assert lacking.text.count("checked") >= 3
        told |= {"reason": ["work"], "work": "cotton", "who": "school", "excused": "no", "know": "seen"}
        review = visit.press(path, **told, act="look")
        assert ("The school management will not see" in review.text, "&lt;b&gt;" in review.text) == (
            True,
            True,
        )
        assert away(outdoors, school) == []
        sent = visit.press(path, **fields(review.text), act="send")
        assert "Sent. Reports: 2." in sent.text
        one, other = away(outdoors, school)
        assert ({one.pupil, other.pupil}, one.reasons, one.is_hidden) == (set(pupils), ("work",), True)
        assert one.case_number != other.case_number
        back = visit.press(f"{path}/back", absence=one.id)
        assert back.headers["location"] == f"{path}?done=back"
        assert visit.press(f"{path}/back", absence=one.id).status_code == 404
        assert visit.press(f"{path}/still", absence=other.id).status_code == 303
        assert visit.press(f"{path}/present").status_code == 303
        assert [left.id for left in away(outdoors, school)] == [other.id]


def test_a_reason_that_became_known_is_told_on_the_page(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    path, today = f"/field/class/{known.id}", outdoors.desk.clock.now.date().isoformat()
    with teacher(outdoors) as visit:
        visit.press(path, pupil=known.pupils[0].id, since=today, reason="unknown", act="send")
        (one,) = away(outdoors, school)
        assert f"{path}/reason/{one.id}" in visit.get(path).text
        visit.press(f"{path}/back", absence=one.id)
        page = visit.get(path).text
        assert ("nobody knew the reason: 1" in page, f"{path}/reason/{one.id}" in page) == (True, True)
        told = {"reason": ["work"], "work": "cotton", "who": "school", "note": "<i>"}
        lacking = visit.press(f"{path}/reason/{one.id}", note="<i>")
        assert (lacking.status_code, "&lt;i&gt;" in lacking.text) == (422, True)
        asked = visit.press(f"{path}/reason/{one.id}", **told)
        assert "learn only which school it is" in asked.text
        assert "written down" not in asked.text
        done = visit.press(f"{path}/reason/{one.id}", **fields(asked.text) | {"note": "x"})
        assert "The reason has been written down." in done.text
        assert "Sent. Reports: 1." in done.text
        assert visit.get(f"{path}/reason/x").status_code == 404
    outdoors.join("teacher", MAKTAARAL, school=school, name="colleague")
    with outdoors.at("colleague") as visit:
        assert visit.get(f"{path}/reason/{one.id}").status_code == 404


def test_a_day_without_lessons_is_answered_with_the_nearest_one(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    told = {"pupil": known.pupils[0].id, "since": "other", "reason": "unknown"}
    with teacher(outdoors) as visit:
        for typed in ("2026-10-25", "2099-01-01"):  # a Sunday; a day to come
            answer = visit.press(f"/field/class/{known.id}", **told, day=typed)
            assert answer.status_code == 422
            assert ("Nearest school day" in answer.text, f'value="{typed}"' in answer.text) == (True, True)
        assert "Please choose the first day" in visit.press(f"/field/class/{known.id}", **told, day="x").text


def test_a_register_proposes_and_the_teacher_decides(outdoors: Outdoors, school: str) -> None:
    known, today = add_class(outdoors, school), outdoors.desk.clock.now.date()
    days = range(1, today.day + 1)  # the 23rd
    told = "№;ФИО;" + ";".join(f"{day:02}.{today:%m}" for day in days) + "\n"
    told += "1;Абаева Айгүл;" + ";".join("н" for _ in days) + "\n2;Бекова Дана;" + ";".join("б" for _ in days)
    told += "\n9;Чужой;н\n"
    path = f"/field/class/{known.id}/register"
    with teacher(outdoors) as visit:
        broken = bring(visit, path, b"PK\x03\x04")
        assert (broken.status_code, "save it there as CSV" in broken.text) == (422, True)
        seen = bring(visit, path, told.encode("utf-8-sig")).text
        assert ("Абаева Айгүл" in seen, "Бекова Дана" in seen) == (True, False)
        assert "Not in the class list: Чужой." in seen
        assert away(outdoors, school) == []
        nobody = visit.press(f"{path}/confirm", **{k: v for k, v in fields(seen).items() if k != "pupil"})
        assert (nobody.status_code, "Абаева Айгүл" in nobody.text) == (422, True)
        done = visit.press(f"{path}/confirm", **fields(seen))
    assert "Sent. Reports: 1." in done.text
    (one,) = away(outdoors, school)
    assert (one.pupil, one.reasons, one.case_number is not None) == (known.pupils[0].id, ("unknown",), True)


def test_the_list_is_edited_and_a_pupil_who_moved_stays_in_it(outdoors: Outdoors, school: str) -> None:
    known = add_class(outdoors, school)
    path = f"/field/class/{known.id}/list"
    first, second, third = (one.id for one in known.pupils[:3])
    with teacher(outdoors) as visit:
        told = fields(visit.get(path).text)
        changed = told | {
            f"name.{first}": ["Абаева А."],
            f"state.{second}": ["moved"],
            f"state.{third}": ["out"],
        }
        wrong = visit.press(path, **changed | {"name.new0": ["Жаңа"], "born.new0": ["3000"]})
        assert (wrong.status_code, 'value="3000"' in wrong.text) == (422, True)
        assert [one.pupils for one in of(outdoors, school)] == [known.pupils]
        for _ in range(2):  # pressed twice
            assert visit.press(path, **changed | {"name.new0": ["Жаңа"]}).status_code == 303
    (kept,) = of(outdoors, school)
    assert [one.name for one in kept.pupils].count("Жаңа") == 1
    assert [(one.name, one.left) for one in kept.pupils][:2] == [("Абаева А.", False), ("Бекова Дана", True)]
    assert {"Жаңа"} == {one.name for one in kept.present} - {"Абаева А.", *NAMES}
    assert "Ғалымов Ерлан" not in {one.name for one in kept.pupils}


def test_nobody_sees_another_school_and_colleagues_see_numbers_without_reasons(outdoors: Outdoors) -> None:
    mine, theirs = add_school(outdoors, conflict=True), add_school(outdoors)
    outdoors.join("teacher", MAKTAARAL, school=mine)
    outdoors.join("teacher", MAKTAARAL, school=mine, name="colleague")
    outdoors.join("teacher", MAKTAARAL, school=theirs, name="stranger")
    known = add_class(outdoors, mine)
    path = f"/field/class/{known.id}"
    told = {"pupil": known.pupils[0].id, "since": outdoors.desk.clock.now.date().isoformat()}
    with teacher(outdoors) as visit:
        assert visit.press(path, **told, reason="work", work="cotton", act="send").status_code == 200
        own = visit.get("/field/class/school").text
        assert ("Абаева Айгүл" in own, "Work" in own) == (True, True)
    with outdoors.at("colleague") as visit:
        page = visit.get("/field/class/school").text
        assert ("1 · А.А." in page, "Абаева" in page, "Work" in page, "Reported" in page) == (True,) + (
            False,
        ) * 3
        assert visit.get(path).status_code == 404
        assert visit.press(f"{path}/teach").headers["location"].endswith("?done=asked")
        assert visit.get(path).status_code == 404
        # neither does bringing a list of it show who is in it, or take its place
        seen = bring(visit, "/field/class/upload", "Класс;ФИО\n7 а;Жаңа Оқушы\n".encode())
        assert ("This class is a colleague’s" in seen.text, "Абаева" in seen.text) == (True, False)
        refused = visit.press("/field/class/upload/take", **fields(seen.text), act="take")
        assert (refused.status_code, "Жаңа Оқушы" in refused.text) == (422, True)
        assert [one.pupils for one in of(outdoors, mine)] == [known.pupils]
        mended = fields(refused.text) | {"label.2": ["7Ә"], "act": ["take"]}
        assert visit.press("/field/class/upload/take", **mended).status_code == 303
    with teacher(outdoors) as visit:
        page = visit.get("/field/class").text
        (who,) = set(re.findall(r'name="who" value="(\w+)"', page))
        agreed = visit.press(f"{path}/agree", who=who, how="over")
        assert agreed.headers["location"].endswith("?done=over")
        assert visit.get(path).status_code == 404
        assert visit.press(f"{path}/agree", who=outdoors.account("teacher"), how="over").status_code == 404
    with outdoors.at("colleague") as visit:
        assert "Абаева Айгүл" in visit.get(path).text
    with outdoors.at("stranger") as visit:
        assert "А.А." not in visit.get("/field/class/school").text
        for act in ("", "/list", "/register"):
            assert visit.get(path + act).status_code == 404
        for act in ("", "/teach", "/present", "/back", "/leave", "/list", "/register/confirm"):
            assert visit.press(path + act).status_code == 404
