"""Conditions of a look-up: understood in words of five languages, and asked of the directory."""

from dataclasses import replace

import pytest

from conversations.house import House
from conversations.lookup import conditions, offering
from conversations.lookup.searching import Search
from directory.search.asked import Asked
from directory.service import Terms
from tests.conversations.conftest import NOON
from tests.conversations.lookup.test_looking import MAKTAARAL, SHELTER

MEANT = {
    "бесплатный психолог": ("free",),
    "тегін психолог": ("free",),
    "bepul psixolog": ("free",),
    "акысыз психолог": ("free",),
    "free psychologist": ("free",),
    "приют без документов": ("without_documents",),
    "құжатсыз баспана": ("without_documents",),
    "hujjatsiz boshpana": ("without_documents",),
    "баш калкалоочу жай документсиз": ("without_documents",),
    "shelter without documents": ("without_documents",),
    "врач без направления": ("referral",),
    "дәрігер жолдамасыз": ("referral",),
    "shifokor yo'llanmasiz": ("referral",),
    "дарыгер жолдомосуз": ("referral",),
    "doctor without a referral": ("referral",),
    "приют для девочек": ("girls",),
    "қызыма баспана": ("girls",),
    "qizimga boshpana": ("girls",),
    "кызыма жай": ("girls",),
    "a shelter for my daughter": ("girls",),
    "кружок для мальчика": ("boys",),
    "ұлыма үйірме": ("boys",),
    "o‘g‘limga to‘garak": ("boys",),
    "уулума ийрим": ("boys",),
    "a club for my son": ("boys",),
    "сейчас открыто приют": ("open",),
    "қазір ашық баспана": ("open",),
    "hozir ochiq boshpana": ("open",),
    "азыр ачык жай": ("open",),
    "shelter open now": ("open",),
    "приют для дочери и сына": (),
    "психолог Шымкент": (),
    "ребёнок не ходит в школу": (),
    "жұмыс ақысын бермейді": (),
    "сыныпта ұрады": (),
    "Қызылорда мектеп": (),
    "қызылша жинап жүр": (),
    "қызмет көрсету орталығы": (),
    "мальчик сейчас работает, нужна школа": ("boys",),
    "нужен приют прямо сейчас": (),
    "": (),
}


@pytest.mark.parametrize(("words", "meant"), MEANT.items())
def test_conditions_are_understood_in_every_language(words: str, meant: tuple[str, ...]) -> None:
    assert conditions.active(conditions.heard(words)) == meant


@pytest.mark.parametrize(
    ("words", "years", "rest"),
    [
        ("психолог, девочке 14 лет, Шымкент", 14, "психолог, девочке , Шымкент"),
        ("баламыз 9 жаста психолог", 9, "баламыз психолог"),
        ("bola 12 yoshda, boshpana", 12, "bola , boshpana"),
        ("бала 7 жашта", 7, "бала"),
        ("a boy of 16 years, shelter", 16, "a boy of , shelter"),
        ("школа 14 Сарыагаш", None, "школа 14 Сарыагаш"),
        ("женщина 45 лет", None, "женщина 45 лет"),
        ("14 лет", 14, "14 лет"),
    ],
)
def test_an_age_is_taken_out_of_the_words(words: str, years: int | None, rest: str) -> None:
    heard = conditions.heard(words)

    assert (heard.ages and heard.ages[0], heard.text) == (years, rest)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("психолог на казахском", "kk"),
        ("қазақша психолог", "kk"),
        ("психолог на русском языке", "ru"),
        ("орыс тілінде", "ru"),
        ("oʻzbek tilida psixolog", "uz"),
        ("кыргызча психолог", "ky"),
        ("psychologist in English", "en"),
        ("школа русская", ""),
    ],
)
def test_a_language_is_understood(words: str, language: str) -> None:
    assert conditions.heard(words).speaks == language


def test_all_conditions_reach_the_question() -> None:
    search = Search(
        only=("open", "free", "without_documents", "referral", "girls"), speaks="uz", ages=(7, 13)
    )

    assert conditions.narrow(Asked(need="shelter"), search, NOON) == Asked(
        need="shelter",
        open_at=NOON,
        free=True,
        without_documents=True,
        referral="direct",
        sex="girls",
        language="uz",
        age=10.0,
    )
    assert conditions.narrow(Asked(), Search(), NOON) == Asked()


def test_a_girl_is_no_boy_and_a_second_tick_takes_the_first_back() -> None:
    girl = conditions.toggled(Search(), "girls")
    boy = conditions.toggled(girl, "boys")

    assert (girl.only, boy.only) == (("girls",), ("boys",))
    assert conditions.toggled(boy, "boys") == Search()
    assert conditions.without_all(Search(only=("free",), speaks="kk", ages=(3, 6))) == Search()


def test_what_nobody_told_is_asked_for_and_what_was_told_otherwise_is_left_out(house: House) -> None:
    told = replace(SHELTER, id="told", terms=Terms(free=False))
    untold = replace(SHELTER, id="untold", terms=Terms())
    services = {**house.directory.services, "told": told, "untold": untold, SHELTER.id: SHELTER}
    stocked = replace(house, directory=replace(house.directory, services=services))
    search = Search(need="need.shelter", territory=MAKTAARAL, only=("free",))
    hits = {hit.service.id: hit for hit in offering.offer(stocked, search, NOON).hits}

    assert "told" not in hits
    assert conditions.unknown(hits["untold"], search) == ("free",)
    assert conditions.unknown(hits[SHELTER.id], search) == ()
    assert list(hits).index(SHELTER.id) < list(hits).index("untold")
