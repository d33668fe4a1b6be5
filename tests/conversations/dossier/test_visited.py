"""What a visit found reads in the officer's language; who the child is stands apart."""

import pytest

from conversations.dossier import visited
from conversations.dossier.section import Section
from conversations.house import House

VISIT = {
    "plan": {"day": "2026-11-23", "reason": "own", "team": [{"role": "police_juvenile", "name": "Ерлан"}]},
    "answers": {
        "q14b": {"low": 10.0, "high": 13.0, "told": "10-13"},
        "q16": "does_not_meet",
        "q18": "unknown",
        "q19a": "not_asked",
        "q19b": "found",
        "q19j": "not_found",
        "x_activity": ["cotton"],
        "x_decision": "now",
    },
    "unread": {"q14c": "екі-үш"},
    "proposed": {"q16": {"value": "does_not_meet"}, "q18": {"value": "found"}, "q17": {"value": "unknown"}},
}
CHILD = {"answers": {"q1": "Айым", "q2": "2013~", "q3": "female"}, "unread": {}}
PARTS: dict[str, dict] = {"visit:3": VISIT, "child": CHILD, "note:1": {"day": "2026-11-23", "words": "…"}}


def _lines(sections: tuple[Section, ...]) -> dict[str, str]:
    return {line.label: line.value or " · ".join(line.items) for one in sections for line in one.lines}


def test_a_visit_reads_as_the_paper_does_and_never_as_a_bare_yes(house: House) -> None:
    told = _lines(visited.sections(house, PARTS, "ru"))

    assert told["Соответствие минимальному возрасту"] == "Не соответствует"
    worst = "Безусловные наихудшие формы детского труда (C182, статья 3 a–c)"
    assert (told[f"{worst}: выявлено"], told[f"{worst}: не выявлено"]) == (
        "долговая кабала",
        "попрошайничество",
    )
    assert told["Опасная и вредная работа (по Списку) (предложено по правилам)"] == "Выявлено"
    assert told["Продолжительность работы, часов в день"] == "10-13"
    assert told["Группа"] == "Инспектор полиции по делам несовершеннолетних"
    assert told["Количество рабочих смен"] == "екі-үш"
    assert "рабство" not in str(told)


def test_who_the_child_is_stands_in_a_section_of_its_own(house: House) -> None:
    first, *others = visited.sections(house, PARTS, "kk")

    assert first.title == "Бала туралы мәлімет"
    assert [line.value for line in first.lines] == ["Айым", "2013~", "Қыз"]
    assert not any(line.value == "Айым" for one in others for line in one.lines)


@pytest.mark.parametrize("parts", [{}, {"note:1": {"words": "…"}}])
def test_a_case_that_came_from_no_visit_has_no_such_section(house: House, parts: dict) -> None:
    assert visited.sections(house, parts, "kk") == ()
