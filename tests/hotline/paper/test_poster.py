"""Posters: the code leads where it should, and a school's name is never read as markup."""

import io

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from conversations import links
from conversations.house import House
from directory.reading import Directory
from hotline import compose
from hotline.paper import leading, poster
from hotline.paper.leading import LinkRefused
from hotline.paper.poster import Poster
from locales import languages
from store.seal import Keys
from tests.cases.told import MAKTAARAL

HOSTILE = '#panic("x") $sqrt(x)$ *b* _i_ `raw` [a] <l> @r \\ #read("/etc/passwd") "quoted" #"\u202eabc"'
DOTS = 150 / 25.4  # a millimetre of the picture


@pytest.fixture(scope="module")
def told(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


def words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def seen(png: bytes, modules: int, *, top: float, size: float) -> list[list[bool]]:
    """The modules of the code as a camera sees them on the page; `top` and `size` in millimetres."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    left, module = (picture.width - size * DOTS) / 2, size * DOTS / (modules + 2 * poster.QUIET)

    def is_dark(row: int, column: int) -> bool:
        x = left + (column + poster.QUIET + 0.5) * module
        y = top * DOTS + (row + poster.QUIET + 0.5) * module
        level = picture.getpixel((int(x), int(y)))
        assert isinstance(level, int)
        return level < 128

    return [[is_dark(row, column) for column in range(modules)] for row in range(modules)]


@pytest.mark.parametrize(("strips", "top", "size"), [(False, 108, 78), (True, 96, 66)])
def test_the_code_on_the_page_is_that_of_the_link(told: House, strips: bool, top: float, size: float) -> None:
    link = leading.to("https://t.me/some_bot", MAKTAARAL)
    made = segno.make(link, error="q", micro=False, boost_error=False)
    matrix = [[bool(module) for module in row] for row in made.matrix]
    page = poster.draw(Poster(link, with_strips=strips), told.speaker("kk"), form="png")

    assert link == f"https://t.me/some_bot?start=p_{MAKTAARAL}"
    assert seen(page, len(matrix), top=top, size=size) == matrix
    assert size * len(matrix) / (len(matrix) + 2 * poster.QUIET) >= 50


def test_the_bot_understands_what_the_poster_says(told: House) -> None:
    argument = leading.to("https://t.me/some_bot", MAKTAARAL).partition("?start=")[2]

    assert links.suggested(told, argument) == MAKTAARAL
    assert links.answers(told, argument) == {}
    assert len(argument) <= leading.LONGEST


@pytest.mark.parametrize("language", languages.CODES)
def test_a_poster_is_one_page_with_the_numbers_to_call(told: House, language: str) -> None:
    pdf = poster.draw(Poster("https://hotline.example/", with_strips=True), told.speaker(language))

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert all(part in words(pdf) for part in ("111", "112", "hotline.example"))


def test_kazakh_letters_stand_on_the_page(told: House) -> None:
    pdf = poster.draw(Poster("https://hotline.example/", "Әғқңөұүһі мектебі"), told.speaker("kk"))

    assert "Әғқңөұүһі мектебі" in words(pdf)
    assert "Сабаққа барудың орнына" in words(pdf)


def test_a_hostile_name_stands_there_as_it_was_written(told: House) -> None:
    pdf = poster.draw(Poster("https://hotline.example/", HOSTILE), told.speaker("ru"))
    shown = words(pdf).replace("\n", " ")

    assert '#panic("x") $sqrt(x)$ *b* _i_ `raw` [a] <l> @r' in shown
    assert "root:" not in shown
    assert "\u202e" not in shown


def test_the_same_poster_has_the_same_bytes(told: House) -> None:
    one, two = (poster.draw(Poster("https://hotline.example/", "№ 5"), told.speaker("kk")) for _ in "ab")

    assert one == two


@pytest.mark.parametrize(
    "link",
    [
        "",
        "t.me/bot",
        "http://hotline.example",
        "javascript:alert(1)",
        "https://t.me/bot?start=inv_x",
        "https://t.me/bot#x",
        "https://user:secret@hotline.example",
        "https:\\\\hotline.example",
        "https://",
    ],
)
def test_a_link_that_says_more_than_where_is_refused(link: str) -> None:
    with pytest.raises(LinkRefused):
        leading.to(link, MAKTAARAL)


def test_a_place_that_telegram_would_cut_off_is_refused() -> None:
    with pytest.raises(LinkRefused):
        leading.to("https://t.me/bot", "6" * 63)
