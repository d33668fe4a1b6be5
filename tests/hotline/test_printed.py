"""`hotline statistics` and `hotline poster`: what the public is told, exact ones are noted."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader

from cases import schema
from cases.statistics.errors import PeriodUnknown
from hotline.commands import poster as posters
from hotline.commands import statistics as commands
from hotline.errors import CommandRefused
from store.seal import Keys
from store.transaction import Transaction
from tests.cases import told
from tests.hotline.infirmary import change

LINK = "https://t.me/some_bot"
MARCH = datetime(2025, 3, 10, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE", f"sqlite:///{folder}/cases.db")
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(folder / "directory.db"))
    monkeypatch.setenv("HOTLINE_KEYS", str(folder / "keys"))


@pytest.fixture
def busy(folder: Path) -> Path:
    """An installation with 23 cases of March 2025: 20 girls, 3 boys."""

    def file(tx: Transaction, keys: Keys) -> None:
        for number in range(1, 24):
            row = told.plain_case(number) | {
                "territory": told.MAKTAARAL,
                "activity": "farm",
                "age_band": "12-13",
                "sex": "female" if number > 3 else "male",
                "filed_at": MARCH,
                "due_at": MARCH + timedelta(hours=24),
                "acknowledged_at": MARCH + timedelta(hours=5),
            }
            tx.insert(schema.case, row)

    change(folder, file)
    return folder


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def cells(rows: list[dict[str, str]], table: str) -> dict[str, str]:
    return {row["Код"]: row["Хабарламалар"] for row in rows if row["Кесте"] == table}


def test_the_public_is_told_rounded_counts_and_no_small_ones(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.statistics("2025-Q1")
    rows = printed(capsys)

    assert cells(rows, "Барлығы") == {"": "25"}
    assert cells(rows, "Қыздар мен ұлдар") == {"female": "20", "": "<5"}
    assert rows[0]["Растауға дейінгі медиана, сағ"] == "5"


def test_a_year_is_the_sum_of_its_quarters(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.statistics("2025")

    assert cells(printed(capsys), "Қыздар мен ұлдар") == {"female": "20", "": "<5"}


def test_exact_figures_say_all_and_are_noted(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.statistics("2025-03", exact=True)
    acts: list[str] = []
    change(busy, lambda tx, keys: acts.extend(row["act"] for row in tx.rows(schema.history.select())))

    assert cells(printed(capsys), "Қыздар мен ұлдар") == {"female": "20", "male": "3"}
    assert "figures exported" in acts


def test_json_says_the_same(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.statistics("2025-Q1", "json", lang="kk")
    read = json.loads(capsys.readouterr().out)

    assert read["period"] == "2025-Q1"
    assert {"table": "sex", "title": "Қыздар мен ұлдар", "name": "Қыздар", "reports": 20}.items() <= next(
        row for row in read["rows"] if row["code"] == "female"
    ).items()


def test_spreadsheet_and_pdf_are_written_to_a_file(busy: Path) -> None:
    commands.statistics("2025-Q1", "xlsx", lang="ru", out=busy / "figures.xlsx")
    commands.statistics("2025-Q1", "pdf", lang="kk", out=busy / "figures.pdf")
    sheet = openpyxl.load_workbook(busy / "figures.xlsx").active
    page = PdfReader(busy / "figures.pdf").pages[0].extract_text()

    assert [cell.value for cell in sheet[1]][:4] == ["Период", "Таблица", "Код", "Строка"]
    assert any(row[4] == 20 for row in sheet.iter_rows(values_only=True))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "Қыздар" in page
    assert "2025 жыл, тоқсан: 1" in page


@pytest.mark.parametrize(
    ("period", "form"), [("2025-03", "csv"), ("2999-Q1", "csv"), ("2025-Q1", "exe"), ("2025-Q1", "pdf")]
)
def test_what_cannot_be_told_is_refused_in_one_line(folder: Path, period: str, form: str) -> None:
    with pytest.raises(CommandRefused):
        commands.statistics(period, form)


def test_a_period_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(PeriodUnknown):
        commands.statistics("yesterday")


def test_the_command_writes_a_poster_for_a_district(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posters.poster(folder / "poster.pdf", "kk", told.MAKTAARAL, "№ 5 мектеп", LINK, True)
    page = PdfReader(folder / "poster.pdf").pages[0].extract_text()

    assert "№ 5 мектеп, Мақтаарал ауданы" in page
    assert f"{LINK}?start=p_{told.MAKTAARAL}" in capsys.readouterr().out


def test_a_place_that_has_no_name_in_the_language_of_a_poster_is_told_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posters.poster(folder / "poster.pdf", "uz", told.MAKTAARAL, "", LINK, False)

    assert "no name of this place in “uz”; printed is: Мактааральский район" in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "place", "link"), [("kk", "", ""), ("kk", "999", LINK), ("de", "", LINK)])
def test_a_poster_that_leads_nowhere_is_refused(folder: Path, lang: str, place: str, link: str) -> None:
    with pytest.raises(CommandRefused):
        posters.poster(folder / "poster.pdf", lang, place, "", link)
