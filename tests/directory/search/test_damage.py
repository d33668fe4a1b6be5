"""A service is found however its kind and place are written."""

import pytest

from directory.search.asked import Asked
from directory.search.finding import Finder
from tests.directory.search import cast


def first(finder: Finder, text: str, **others: object) -> str:
    """The id of the first hit; "" when there is none."""
    hits = finder.find(Asked(text, **others), cast.NOW).hits  # type: ignore[arg-type]
    return hits[0].service.id if hits else ""


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        ("none", "кризисный центр Тараз"),
        ("capitals", "КРИЗИСНЫЙ ЦЕНТР ТАРАЗ"),
        ("a letter is missing", "кризсный центр Тараз"),
        ("two letters changed places", "кризисынй центр Тарза"),
        ("Kazakh", "дағдарыс орталығы Тараз"),
        ("Kazakh letters replaced by Russian ones", "дагдарыс орталыгы Тараз"),
        ("Kazakh in Latin of 2021", "dağdarys ortalyğy taraz"),
        ("Kazakh in Latin of 2018", "daǵdarys ortalyǵy taraz"),
        ("Russian in Latin", "krizisnyi tsentr taraz"),
        ("Russian in Latin of a chat", "krizisniy centr taraz"),
        ("English", "crisis centre Taraz"),
        ("Uzbek in Latin", "inqiroz markazi taraz"),
        ("Uzbek in Cyrillic", "инқироз маркази тараз"),
        ("Kyrgyz", "кризистик борбор тараз"),
        ("the wrong keyboard", "rhbpbcysq wtynh nfhfp"),
        ("the wrong keyboard, Kazakh", "lf5lfhsc jhnfks5s nfhfp"),
        ("words in another order", "Тараз центр кризисный"),
        ("two languages", "дағдарыс орталығы г. Тараз"),
        ("without spaces", "кризисныйцентртараз"),
        ("without vowels", "крзснй цнтр трз"),
        ("cut short", "криз цент Тараз"),
        ("case endings, Russian", "в кризисном центре в Таразе"),
        ("case endings, Kazakh", "Тараздағы дағдарыс орталығында"),
        ("an abbreviation", "КЦ Тараз"),
        ("words that say nothing", "подскажите где находится кризисный центр Тараз срочно"),
        ("said otherwise", "домашнее насилие Тараз"),
        ("the oblast beside", "кризисный центр Тараз Жамбылская область"),
    ],
)
def test_a_crisis_centre_is_found_whatever_the_damage(finder: Finder, damage: str, text: str) -> None:
    assert first(finder, text) == "crisis-taraz", damage


def test_an_old_name_of_the_place_is_as_good(finder: Finder) -> None:
    assert first(finder, "кризисный центр Чимкент") == "crisis-shymkent"


@pytest.mark.parametrize(
    "text",
    ["школа 12 тараз", "12 мектеп тараз", "№12 мектеп Тараз", "мектеп12тараз", "СШ №12 Тараз",
     "school 12 taraz", "Тараз школа имени Абая 12",
     "wkola 12 taraz", "6kola 12 taraz", "irjkf 12 nfhfp", "школа １２ тараз"],
)  # fmt: skip
def test_a_school_is_found_by_its_number(finder: Finder, text: str) -> None:
    assert first(finder, text) == f"school-12-{cast.TARAZ}"


def test_school_12_is_not_school_21(finder: Finder) -> None:
    hits = finder.find(Asked("школа 12 тараз"), cast.NOW).hits

    assert [hit.service.id for hit in hits if hit.is_good] == [f"school-12-{cast.TARAZ}"]
    assert all("number" not in hit.reasons for hit in hits[1:])


@pytest.mark.parametrize(
    "text",
    ["", "   ", "1", "12345678901234567890", '"', "AND", "NOT OR NEAR(", "тараз*", "a" * 4096, "слово " * 700,
     "т̷̛а̸р̶а̸з̵", "😀😀😀", "٣٤", "\x00", "\ud800", "№", "-", "4", "шш", "школа " * 30 + "тараз"],
)  # fmt: skip
def test_any_text_is_answered(finder: Finder, text: str) -> None:
    answer = finder.find(Asked(text), cast.NOW)

    assert all(60 <= hit.score <= 100 for hit in answer.hits)


def test_full_width_digits_and_zalgo_are_read(finder: Finder) -> None:
    assert first(finder, "школа №２４ Шымкент") == f"school-24-{cast.SHYMKENT}"
    assert first(finder, "к̷р̸изисный ц̶ентр т̵араз") == "crisis-taraz"


def test_the_same_question_gets_the_same_answer(finder: Finder) -> None:
    asked = Asked("школа", territory=cast.TARAZ, limit=50)
    answers = [[hit.service.id for hit in finder.find(asked, cast.NOW).hits] for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0][:3] == [f"school-{number}-{cast.TARAZ}" for number in (5, 12, 21)]
