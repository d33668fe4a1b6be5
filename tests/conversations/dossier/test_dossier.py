"""A case in words: every code in every language, what was typed as it was typed, why it came here."""

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from cases import facts, law
from cases.judgement import judge
from conversations.dossier import dossier, fact_words, rule_words, section
from conversations.house import House
from locales import catalogue, languages
from locales.texts import Text
from tests.cases import told

DAY = date(2026, 11, 23)
TEXTS = {
    "labels": list(fact_words.LABELS.values()),
    "values": [text for words in fact_words.VALUES.values() for text in words.values()],
    "rules": [*rule_words.RULES.values(), *rule_words.SEVERITIES.values(), *rule_words.ACTS.values()],
}


def content(
    house: House,
    *,
    answers: dict[str, Any] | None = None,
    script: str = "citizen_report",
    **changed: Any,
) -> dict[str, Any]:
    """What an officer opens of a report, as JSON gives it back."""
    report = told.report(**changed)
    kept = {
        "territory": report.territory,
        "point": report.point,
        "happening_now": report.happening_now,
        "sex": report.sex,
        "facts": dict(report.facts),
        "assessment": judge(house.office, report).assessment,
    }
    if answers is not None:
        kept["answers"] = {"script": script, "needs_review": False, "answers": answers}
    read: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(kept))
    return read


def all_lines(found: tuple[section.Section, ...]) -> list[tuple[str, str]]:
    return [(line.label, line.value) for one in found for line in one.lines]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", languages.CODES)
def test_every_word_of_facts_and_rules_is_said_in_every_language(kind: str, language: str) -> None:
    words = catalogue.load(language)

    untold = [
        text for text in TEXTS[kind] if words.say(text, article="1") == text.english.format(article="1")
    ]

    assert language == "en" or untold == []


def test_every_fact_that_rules_can_read_has_a_name_and_every_code_of_it_a_word() -> None:
    named = set(fact_words.LABELS) | {"given"}
    codes = facts.CHOICES | {"hazard": facts.HAZARDS, "wfcl": facts.WORST_FORMS}
    plain = {"yes", "no", "unknown"}

    assert named == set(facts.Facts.__struct_fields__)
    assert {key: set(known) - plain - set(fact_words.VALUES[key]) for key, known in codes.items()} == {
        key: set() for key in codes
    }


def test_every_rule_of_the_law_and_every_article_it_stands_on_has_words(house: House) -> None:
    book, speaker = law.book(), house.speaker("kk")

    assert {rule.id for rule in book.rule} == set(rule_words.RULES)
    for reference in book.reference:
        assert reference.act not in rule_words.article(reference, speaker)


@pytest.mark.parametrize("language", languages.CODES)
def test_every_answer_of_every_script_reads_in_every_language(house: House, language: str) -> None:
    speaker, english, words = house.speaker(language), house.speaker("en"), catalogue.load(language)
    for script in house.scripts.values():
        for step in (one for one in script.steps if one.kind not in ("review", "media", "place")):
            for option in step.options:
                given = content(house, answers={step.name: {"codes": [option.code]}}, script=script.name)
                (line, *_) = dossier.read(house, given, language)[0].lines

                assert line.label == speaker.words(step.label or step.ask)
                assert line.value == speaker.words(option.text, option.values)
                assert not line.verbatim
                if language in ("kk", "ru") and "{" not in option.text[1]:
                    assert words.say(Text(*option.text)) != english.words(option.text)


@pytest.mark.parametrize("language", languages.CODES)
def test_the_facts_of_every_answer_read_in_every_language_without_the_answers(
    house: House, language: str
) -> None:
    for script in house.scripts.values():
        for option in (option for step in script.steps for option in step.options if option.facts):
            extract = content(house, facts=dict(option.facts))
            lines = dossier.read(house, extract, language)[0].lines[:-1]

            assert [one.label for one in lines] == [
                fact_words.label(key, house.speaker(language))
                for key in fact_words.LABELS
                if key in option.facts
            ]
            assert not {code for one in lines for code in one.value.split(", ") if "_" in code}


def test_a_report_made_in_uzbek_reads_in_kazakh_and_russian(house: House) -> None:
    answers = {
        "what": {"codes": ["g_farm"], "text": "paxta terish"},
        "refine": {"codes": ["cotton"]},
        "age": {"ages": [12, 13], "text": "12-13"},
        "hours": {"codes": ["over_8"]},
        "danger": {"codes": ["d_hurt", "d_no_school"]},
        "more": {"text": "Ular <b>tong</b>dan beri ishlaydi"},
    }
    given = content(house, answers=answers, point=(40.87, 68.52), sex="male")
    kazakh, russian = (all_lines(dossier.read(house, given, one)) for one in ("kk", "ru"))

    assert kazakh[:3] == [
        ("Жұмыс", "Мақта, егіс немесе мал – Мақта"),
        ("Жұмыс", "paxta terish"),
        ("Қауіп", "Жарақаттанған не ауырып жүр; Мектепке бармайды"),
    ]
    assert {("Возраст", "12–13"), ("Часов в день", "Больше 8 ч")} <= set(russian)
    assert ("Дополнительно", "Ular <b>tong</b>dan beri ishlaydi") in russian
    assert ("Мальчики или девочки", "Мальчики") in russian
    assert ("Район, населённый пункт", "Мактааральский район, Туркестанская область") in russian
    assert ("Точные координаты", "40.870000, 68.520000") in russian


def test_what_was_typed_is_marked_and_what_was_pressed_is_not(house: House) -> None:
    given = content(house, answers={"what": {"codes": ["cotton"], "text": "мақта теріп жүр"}})
    lines = dossier.read(house, given, "ru")[0].lines

    assert [(one.value, one.verbatim) for one in lines] == [("Хлопок", False), ("мақта теріп жүр", True)]


def test_it_says_which_rules_apply_because_of_which_answers_and_by_which_law(house: House) -> None:
    lines = all_lines(dossier.read(house, content(house), "ru"))
    at = lines.index(("Применимо", "Младше 14 лет: возраст ниже минимального"))

    assert ("Тяжесть по сообщению", "Ребёнку нельзя выполнять эту работу") in lines
    assert lines[at + 1] == ("На основании", "Возраст: 13")
    assert lines[at + 2] == ("Закон", "Трудовой кодекс, статья 31")
    assert lines[at + 3] == ("Источник правила", "G §1, T2.1, §3.3, §4.2")


def test_it_says_what_is_still_open_and_what_would_settle_it(house: House) -> None:
    unknown_age = content(house, facts={"activity": ["cotton"], "employer_kind": "private"})
    lines = all_lines(dossier.read(house, unknown_age, "ru"))

    assert ("Возможно", "Младше 14 лет: возраст ниже минимального") in lines
    assert next(value for label, value in lines if label == "О чём спросить").startswith("Возраст, ")


def test_whoever_has_only_the_extract_reads_the_facts_and_is_told_so(house: House) -> None:
    lines = all_lines(dossier.read(house, content(house, happening_now=True), "ru"))

    assert {("Работа", "Хлопок"), ("Когда", "Прямо сейчас")} <= set(lines)
    assert {("Часов в день", "11"), ("Школа", "Пропускает занятия")} <= set(lines)
    assert any("закодированные" in value for _, value in lines)


def test_bands_of_hours_and_ages_read_without_words(house: House) -> None:
    speaker = house.speaker("ru")
    read = {
        said: fact_words.value("hours_day", said, (), speaker) for said in ("<=2.5", "24-48", ">56", "11")
    }

    assert read == {"<=2.5": "≤ 2,5", "24-48": "24–48", ">56": "> 56", "11": "11"}
    assert fact_words.value("age", "12,13,14", (), speaker) == "12–14"
    assert fact_words.value("age", "9,12", (), speaker) == "9, 12"
    assert fact_words.value("start", "485", (), speaker) == "08:05"


def test_an_answer_to_a_question_that_no_longer_exists_is_not_lost(house: House) -> None:
    given = content(house, answers={"what": {"codes": ["gone"]}, "former": {"text": "ескі жауап"}})
    lines = dossier.read(house, given, "kk")[0].lines

    assert [(one.label, one.value) for one in lines] == [("Жұмыс", "gone"), ("former", "ескі жауап")]


def test_a_report_without_a_known_script_shows_its_facts_and_every_typed_word(house: House) -> None:
    given = content(house, answers={"story": {"text": "сөзбе-сөз"}})
    given["answers"]["script"] = "another"
    lines = dossier.read(house, given, "kk")[0].lines

    assert ("Жұмыс", "Мақта") in [(one.label, one.value) for one in lines]
    assert [one.value for one in lines if one.verbatim] == ["сөзбе-сөз"]


def test_the_meter_says_what_an_inspector_knows_and_lacks(house: House) -> None:
    answers = {
        "where": {"text": "Жаңа ауыл көшесі"},
        "refine": {"codes": ["cotton"]},
        "age": {"codes": ["12_13"]},
    }
    given = content(house, answers=answers)
    found = dossier.meter(given, DAY, pictures=True)
    assert found is not None
    lines = all_lines(dossier.read(house, given, "ru", found=found))

    assert ("Вывод", "Пока недостаточно") in lines
    assert ("Неизвестно", "дни и часы работы") in lines
    assert dossier.meter(content(house), DAY) is None


def test_a_place_that_nobody_knows_is_said_to_be_unknown(house: House) -> None:
    given = content(house, territory="", answers={})
    told_there = dossier.read(house, given, "ru")[1]

    assert [one.value for one in told_there.lines] == ["Место пока неизвестно."]
    assert replace(told_there.lines[0], value="") == section.Line("Примечание", "")
