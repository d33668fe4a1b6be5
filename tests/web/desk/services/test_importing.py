"""Lists brought at the desk: seen first, taken in by the doors of every import, bounded; and duplicates."""

import io
import re
import zipfile
from html import unescape

import httpx
import pytest
from sqlalchemy import select

from cases.services import private
from cases.services.schema import service_list
from directory.editing import changing
from directory.editing.changing import New
from directory.service import Service
from tests.web.desk.office import Desk, Visit
from tests.web.desk.services.test_editing import TURKISTAN, file, services
from web.desk.services import bounds

HEAD = "Название услуги (на русском);Вид;Район или город, где находится;Телефон;Адрес;Адрес скрыт"
FUND = "Фонд «Мейірім»;Общественный фонд;101000000;8 7222 52 00 00;улица Абая, 12;нет"


def bring(visit: Visit, data: bytes | str, name: str = "list.csv") -> httpx.Response:
    """Choose a file and press the button."""
    visit.browser.timeout = httpx.Timeout(60)  # a busy machine is no fault
    visit.get("/desk/services/import")
    raw = data.encode() if isinstance(data, str) else data
    return visit.browser.post(
        f"/desk/services/import?csrf={visit.csrf}",
        data={"source": "our list"},
        files={"file": (name, raw)},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def kept_lists(desk: Desk) -> list[bytes]:
    with desk.database.reading() as tx:
        return [row["content"] for row in tx.rows(select(service_list))]


def found(desk: Desk) -> list[Service]:
    return [one for one in services(desk).values() if "Мейірім" in str(one.names)]


@pytest.fixture
def editor(kept: Desk) -> str:
    kept.hire("editor", role="editor")
    return "editor"


def test_a_list_is_seen_before_it_changes_anything_and_then_taken_in(kept: Desk, editor: str) -> None:
    before = file(kept).read_bytes()
    with kept.at(editor) as visit:
        path = bring(visit, f"{HEAD}\n{FUND}\n;;;1;;\n").headers["Location"]
        page = unescape(visit.get(path).text)
        table = visit.get(f"{path}/refused.csv")
        untouched, sealed = file(kept).read_bytes(), kept_lists(kept)
        taken = visit.press(f"{path}/take")
        path = bring(visit, f"{HEAD}\n{FUND.replace('12;', '14;')}\n").headers["Location"]
        other = visit.get(path).text
        visit.press(f"{path}/take")
        past = visit.get(f"/desk/services/{found(kept)[0].id}/history").text

    assert "New: 1. Changed: 0. The same: 0. Refused: 1." in page
    assert "The service has no name." in page
    assert "refused.csv" in table.headers["Content-Disposition"]
    assert table.content.decode("utf-8-sig").splitlines()[1] == "list.csv,3,Name,,The service has no name."
    assert "Фонд «Мейірім»" in page
    assert untouched == before
    assert "Мейірім".encode() not in b"".join(sealed)
    assert taken.headers["Location"].endswith("done=taken")
    assert [one.phones[0].number for one in found(kept)] == ["8 7222 52 00 00"]
    assert re.search(r"<del>улица Абая, 12</del> → <ins>улица Абая, 14</ins>", other)
    assert "from a list" in past


def test_a_list_that_is_left_is_forgotten(kept: Desk, editor: str) -> None:
    with kept.at(editor) as visit:
        path = bring(visit, f"{HEAD}\n{FUND}\n").headers["Location"]
        visit.get(path)
        visit.press(f"{path}/discard")
        gone = visit.get(path)

    assert (kept_lists(kept), found(kept)) == ([], [])
    assert gone.headers["Location"].endswith("problem=gone")


def test_nobody_else_sees_a_list_that_somebody_has_brought(kept: Desk, editor: str) -> None:
    kept.hire("other", role="editor")
    with kept.at(editor) as visit:
        path = bring(visit, f"{HEAD}\n{FUND}\n").headers["Location"]
    with kept.at("other") as other:
        answers = [other.get(path).headers["Location"], other.press(f"{path}/take").headers["Location"]]

    assert answers == ["/desk/services/import?problem=gone"] * 2


def test_an_editor_of_one_oblast_cannot_take_in_services_of_another(kept: Desk) -> None:
    kept.hire("editor", role="editor", territory=TURKISTAN)
    with kept.at("editor") as visit:
        path = bring(visit, f"{HEAD}\n{FUND}\n").headers["Location"]
        page = visit.get(path).text
        visit.press(f"{path}/take")

    assert "not in your territory" in page
    assert "/take" not in page
    assert found(kept) == []


def test_the_hidden_address_of_a_list_goes_to_the_cases(kept: Desk, editor: str) -> None:
    with kept.at(editor) as visit:
        path = bring(visit, f"{HEAD}\n{FUND.replace(';нет', ';да')}\n").headers["Location"]
        visit.get(path)
        visit.press(f"{path}/take")
    with kept.database.reading() as tx:
        known = private.get(tx, kept.parts.keys, found(kept)[0].id)

    assert known.addresses == ("улица Абая, 12",)
    assert "улица Абая, 12".encode() not in file(kept).read_bytes()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "list.csv", "Please choose a file."),
        (b"\0\1\2", "list.exe", "This file cannot be read."),
        (b"no zip at all", "list.xlsx", "This file cannot be read."),
        (b"x;y\n" * (bounds.MOST_ROWS + 2), "list.csv", "There are too many rows"),
        (b"a" * (bounds.MOST_BYTES + 1), "list.csv", "This is too big."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    kept: Desk, editor: str, data: bytes, name: str, said: str
) -> None:
    with kept.at(editor) as visit:
        answer = bring(visit, data, name)

    assert answer.status_code == 422
    assert said in answer.text
    assert kept_lists(kept) == []


def test_an_archive_that_bursts_is_measured_and_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_MOST_UNPACKED", 3 * 2**20)

    def workbook(size: int, row: bytes) -> bytes:
        made = io.BytesIO()
        deflated = zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED)
        with deflated as archive, archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(size):
                sheet.write(row)
        return made.getvalue()

    megabyte = b" " * 2**20

    assert bounds.refusal("bomb.xlsx", workbook(4, megabyte)) == "large"
    assert bounds.refusal("rows.xlsx", workbook(100, b"<row r='1'/>" * 1000)) == "rows"
    assert bounds.refusal("good.xlsx", workbook(1, b"<row r='1'/>" * 10)) == ""


def test_a_list_in_the_letters_of_windows_is_read_and_a_formula_stays_text(kept: Desk, editor: str) -> None:
    formula = FUND.replace("Фонд «Мейірім»", '=HYPERLINK("http://evil")')
    rows = f"{HEAD}\n{formula}\nФонд помощи;Общественный фонд;101000000;;;нет\n"
    with kept.at(editor) as visit:
        path = bring(visit, rows.encode("cp1251")).headers["Location"]
        page = visit.get(path).text

    assert "<summary>Фонд помощи</summary>" in page
    assert "<summary>=HYPERLINK(&#34;http://evil&#34;)</summary>" in page


def test_two_services_that_resemble_each_other_are_joined_or_remembered_as_different(
    kept: Desk, editor: str
) -> None:
    own = ("0a0a0a0a-0000-4000-8000-000000000001", "0a0a0a0a-0000-4000-8000-000000000002")
    for one in own:
        new = New(one, "Фонд", {"name.ru": "Фонд «Мейірім»", "kinds": "ngo", "territory": "101000000"})
        changing.begin(file(kept), new, "editor", now=kept.clock.now, entrust=lambda withheld: None)
    with kept.at(editor) as visit:
        assert kept.parts.house is not None
        kept.parts.house.shelf.renew()
        page = visit.get("/desk/services/duplicates").text
        pair = {"first": own[0], "second": own[1]}
        apart = visit.press("/desk/services/duplicates", act="different", **pair)
        after = visit.get("/desk/services/duplicates").text
        joined = visit.press("/desk/services/duplicates", act="same", **pair)
        card = visit.get(f"/desk/services/{own[1]}").text

    assert all(one in page for one in own)
    assert own[0] not in after
    assert (apart.headers["Location"][-5:], joined.headers["Location"][-6:]) == ("apart", "joined")
    assert "Joined with another service" in card
    assert (services(kept)[own[1]].status, services(kept)[own[0]].status) == ("defunct", "active")
