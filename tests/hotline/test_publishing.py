"""`hotline statistics digest`, `half-year`, `open-data`, `week`, `hotline forms`: what the files say."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader

from cases.statistics import period, reported
from cases.statistics.reported import Told
from hotline.commands import digest, forms, halfyear, opendata, rules
from hotline.errors import CommandRefused
from locales import daytime
from tests.cases.statistics import happened
from tests.hotline.infirmary import change


@pytest.fixture(autouse=True)
def settled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE", f"sqlite:///{folder}/cases.db")
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(folder / "directory.db"))
    monkeypatch.setenv("HOTLINE_KEYS", str(folder / "keys"))


@pytest.fixture
def busy(folder: Path) -> Path:
    """An installation in which a quarter of 2025 has happened, and another body has told a figure."""
    figure = Told("inspections", "2025-Q1", "", 118, "=Bulletin 4")
    change(folder, lambda tx, keys: happened.quarter(tx))
    change(
        folder,
        lambda tx, keys: reported.enter(
            tx, figure, by="coordinator", actor="coordinator", now=happened.MARCH
        ),
    )
    return folder


def _text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_half_year_report_is_one_pdf_in_two_languages_and_a_sheet(busy: Path) -> None:
    halfyear.half_year("2025-1", busy / "report")
    text = _text(busy / "report" / "half-year-2025-H1.pdf")
    book = openpyxl.load_workbook(busy / "report" / "half-year-2025-H1.xlsx")

    for words in (
        "Ұлттық үйлестіру кеңесі",
        "Национального координационного совета",
        "118",
        "Контроль поручений",
    ):
        assert words in text
    assert "Выявленные преступления" in text  # nobody has told: it stands under what is missing
    assert book.sheetnames[:4] == ["figures kk", "others kk", "missing kk", "actions kk"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_half_year_without_reports_and_one_that_is_not_over_say_so_at_once(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    halfyear.half_year("2024-2", busy)
    assert len(capsys.readouterr().out.splitlines()) == 2
    empty = _text(busy / "half-year-2024-H2.pdf")
    assert "Таблицы, где в сумме меньше пяти, не приводятся." in empty
    assert "<5" not in empty

    now = daytime.day(datetime.now(UTC) - timedelta(days=31))
    running = period.quarter_of(now)  # the newest quarter of which the public may not be told yet
    half = period.read(f"{running.code[:4]}-H{(int(running.code[-1]) + 1) // 2}")
    if half.quarters[0].released_at > datetime.now(UTC):
        with pytest.raises(CommandRefused, match="is counted on"):
            halfyear.half_year(half.code, busy)
    else:
        halfyear.half_year(half.code, busy)
        said = capsys.readouterr().out.splitlines()
        assert len(said) == 3
        assert said[2].endswith(f"is counted on {daytime.day(half.quarters[-1].released_at)}.")
        assert "будет подсчитано" in _text(busy / f"half-year-{half.code}.pdf").partition("О чём сообщили")[0]


def test_open_data_tells_no_small_number_and_describes_every_column(busy: Path) -> None:
    opendata.open_data(busy / "open", "")
    rows = list(csv.DictReader(io.StringIO((busy / "open" / "figures.csv").read_text("utf-8"))))
    package = json.loads((busy / "open" / "datapackage.json").read_text("utf-8"))
    told = {row["id"]: (row["number"], row["state"]) for row in rows if row["period"] == "2025-Q1"}

    assert told["2025-Q1:sex:female"] == ("20", "told")
    assert told["2025-Q1:sex:male"] == ("", "fewer_than_five")
    assert told["2025-Q1:reason:work"] == ("10", "told")
    assert all(not row["number"] or int(row["number"]) >= 5 for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert "licenses" not in package
    dictionary = list(csv.DictReader(io.StringIO((busy / "open" / "dictionary.csv").read_text("utf-8"))))
    described = {(row["file"], row["column"]) for row in dictionary if row["description"] and row["type"]}
    for file in (busy / "open").glob("*.csv"):
        head = next(csv.reader(io.StringIO(file.read_text("utf-8"))))
        assert {(file.name, column) for column in head} <= described
    assert len(described) == len(dictionary) == sum(len(one) for one in opendata.FILES.values())
    for resource in package["resources"]:
        head = (busy / "open" / resource["path"]).read_text("utf-8").splitlines()[0]
        assert head.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    codes = csv.DictReader(io.StringIO((busy / "open" / "codes.csv").read_text("utf-8")))
    known = {(row["table"], row["code"]) for row in codes}
    assert {(row["table"], row["code"]) for row in rows if row["table"] != "all"} <= known
    assert "'=Bulletin 4" in (busy / "open" / "reported_figures.csv").read_text("utf-8")


def test_a_digest_for_the_public_is_of_whole_quarters_and_the_whole_country(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest.digest("2025-01-01", "2025-06-30", lang="ru")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))

    assert ["Девочки и мальчики", "female", "Девочки", "20", "", "", "", ""] in rows
    assert not [row for row in rows if row[3].isdigit() and int(row[3]) < 5]
    with pytest.raises(CommandRefused):
        digest.digest("2025-01-01", "2025-06-29")
    with pytest.raises(CommandRefused):
        digest.digest("2025-01-01", "2025-06-30", region="610000000")


def test_an_exact_digest_of_a_region_says_how_soon_each_department_answered(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest.digest("2025-03-01", "2025-03-31", region="610000000", exact=True, lang="en")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    [times] = [row for row in rows if row[1] == "CHILD_RIGHTS:610000000"]

    assert times[3:] == ["23", "23", "100", "12.0", "21.0"]
    assert ["Pupils absent from school, by reason", "work", "Work", "11", "", "", "", ""] in rows


def test_the_digest_is_a_document_and_the_week_a_picture(busy: Path) -> None:
    digest.digest("2025-01-01", "2025-03-31", form="pdf", lang="kk", out=busy / "digest.pdf")
    digest.week(busy / "week.png", until="2025-03-12", lang="kk")

    assert "Мектепке келмеген оқушылар" in _text(busy / "digest.pdf")
    assert (busy / "week.png").read_bytes().startswith(b"\x89PNG")


def test_empty_forms_and_the_rules_need_nothing_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE", "DIRECTORY", "KEYS"):
        monkeypatch.delenv(f"HOTLINE_{name}")
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    forms.forms(Path("forms"), "")
    rules.rules(15, language="kk")

    assert "15 жастан:" in capsys.readouterr().out
    assert [path.name for path in empty.iterdir()] == ["forms"]
    names = sorted(path.name for path in (empty / "forms").iterdir())
    assert names == [f"form-{number}-{code}.pdf" for number in (1, 2) for code in ("en", "kk", "ru")]
