"""The practice house: a folder of its own, no way out, a banner on each page and a mark on each paper."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
import typst

from conversations.house import House
from hotline import compose, outside, practice
from hotline.commands import departments
from hotline.errors import CommandRefused, PracticeStaysInside
from hotline.settings import Settings
from tests.hotline.infirmary import told_in
from web import mark
from web import practice as pages_of

TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
PAGE = '<!doctype html>\n<html lang="ru">\n<head>\n</head>\n<body class="desk">\n<p>x</p></body></html>'


def test_whatever_the_environment_names_practice_goes_on_in_its_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("HOTLINE_SMTP_URL", "smtp://mail.example:587")
    monkeypatch.setenv("HOTLINE_ADMIN_EMAIL", "admin@hotline.example")
    monkeypatch.setenv("HOTLINE_DATABASE", "sqlite:///real/cases.db")
    monkeypatch.setenv("HOTLINE_KEYS", "real/keys")
    real = Settings()
    told = practice.settings(real, tmp_path)

    assert (told.bot_token.get_secret_value(), told.smtp_url.get_secret_value()) == ("", "")
    assert (told.database, told.keys) == (f"sqlite:///{tmp_path}/cases.db", tmp_path / "keys")
    assert {told.directory, told.keys}.isdisjoint({real.directory, real.keys})


@pytest.mark.parametrize("way", [{"bot_token": TOKEN}, {"webhooks_here": True}])
def test_a_marked_house_does_not_open_with_a_way_out(folder: Path, way: dict[str, object]) -> None:
    practice.mark(told_in(folder))

    with pytest.raises(PracticeStaysInside):
        compose.compose(told_in(folder, **way))


def test_from_a_marked_house_nothing_is_carried_and_no_department_can_be_told_outside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = told_in(folder)
    composed = compose.compose(told)
    assert outside.carriers(composed) != {}
    composed.database.close()
    practice.mark(told)
    composed = compose.compose(told)

    assert outside.carriers(composed) == {}
    composed.database.close()
    for name, value in (("DATABASE", told.database), ("DIRECTORY", told.directory), ("KEYS", told.keys)):
        monkeypatch.setenv(f"HOTLINE_{name}", str(value))
    with pytest.raises(CommandRefused, match="practice"):
        departments.enrol("OPERATOR:KZ", webhook="https://hook.example/x")


def test_every_page_says_that_it_is_practice_in_its_own_language() -> None:
    marked = pages_of.marked(PAGE)

    assert '<body class="desk"><p class="practice" role="note">Учебный режим' in marked
    assert "/static/practice.css" in marked
    assert pages_of.marked("plain words") == "plain words"


def test_paper_from_practice_is_marked_on_every_page_and_other_paper_is_not(
    house: House, tmp_path: Path
) -> None:
    template = tmp_path / "two.typ"
    template.write_text('#set page(paper: "a5", footer: [f])\none #pagebreak() two')
    learning = replace(house, is_practice=True)

    assert mark.source(template, house) == template.read_bytes()
    drawn = typst.compile(mark.source(template, learning), format="pdf", ignore_system_fonts=True)
    read = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(drawn)).pages]
    assert len(read) == 2
    assert all("Жаттығу үлгісі" in one and "Учебный образец" in one for one in read)
