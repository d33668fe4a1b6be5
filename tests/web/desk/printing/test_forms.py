"""Forms 1 and 2 on paper: every question by its number, every letter, the same layout in every language."""

import io
import re

import httpx
import pypdf

from cases import case, history
from cases.referrals import templates
from cases.referrals.form2 import Entry
from cases.referrals.measures import Measure
from cases.visits import form, submitting
from conversations.rendering import Speaker
from locales import catalogue
from tests.cases.told import NOW
from tests.cases.visits import filled
from tests.web.desk.office import Desk
from web.forms import drawing, first, second, wording
from web.forms.sheet import Sheet

LETTERS = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і"
NUMBER = re.compile(r"^(\d{1,2}(?: [a-l](?= ))?)(?= [^/]|$)", re.MULTILINE)
ANSWERS = {
    "q1": LETTERS,
    "q2": "2013~",
    "q14b": {"low": 10, "high": 13, "told": "10-13"},
    "q16": "does_not_meet",
    "q19b": "found",
    "x_activity": ["cotton"],
}


def _pages(desk: Desk, sheet: Sheet) -> list[str]:
    assert desk.parts.house is not None
    return [
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(drawing.draw(sheet, desk.parts.house))).pages
    ]


def _speaker(desk: Desk, language: str) -> Speaker:
    assert desk.parts.house is not None
    return desk.parts.house.speaker(language)


def test_every_kazakh_letter_is_read_back_in_order_and_answers_are_in_words(desk: Desk) -> None:
    sheet = first.sheet(_speaker(desk, "kk"), first.Filled("r-1", "17", ANSWERS, digest="a" * 64))
    text = "\n".join(_pages(desk, sheet))

    assert LETTERS in text
    for words in ("≈ 2013", "10–13", "Сәйкес келмейді", "Мақта", "SHA-256 " + "a" * 64, "r-1", "1 / 3"):
        assert words in text


def test_what_was_chosen_is_ticked_and_nothing_else(desk: Desk) -> None:
    sheet = first.sheet(_speaker(desk, "en"), first.Filled("r-1", "17", ANSWERS))
    ticked = {
        row.number: one.text
        for part in sheet.sections
        for row in part.rows
        for one in row.choices
        if one.ticked
    }

    assert ticked == {"16": "Does not meet the requirement", "19 b": "Found"}


def test_every_question_of_the_paper_stands_on_the_same_page_in_every_language(desk: Desk) -> None:
    laid = [
        [NUMBER.findall(page) for page in _pages(desk, first.sheet(_speaker(desk, one), first.Filled("r-1")))]
        for one in ("kk", "ru", "en")
    ]
    asked = {one.id for one in form.on_paper()} | set(form.groups())

    assert laid[0][:2] == laid[1][:2] == laid[2][:2]
    assert {f"q{one.replace(' ', '')}" for page in laid[0] for one in page} >= asked


def test_form_2_has_all_its_lines_on_two_pages_in_every_language(desk: Desk) -> None:
    for language in ("kk", "ru", "en"):
        pages = _pages(desk, second.sheet(_speaker(desk, language), second.Filled("r-1")))
        lines = re.findall(r"^(1[0-6](?: [ab])?)\. ", pages[1], re.MULTILINE)

        assert len(pages) == 2
        assert lines == ["10", "11 a", "11 b", "12 a", "12 b", "13", "14 a", "14 b", "15", "16"]


def test_form_2_has_its_measures_on_their_lines_in_the_language_of_the_form(desk: Desk) -> None:
    kazakh = _speaker(desk, "kk")
    for language in ("kk", "ru", "en"):
        speaker = _speaker(desk, language)
        lines: dict[str, tuple[Entry, ...]] = {
            one.line: (_entry(number, one.line, one.code, kazakh.say(one.text)),)
            for number, one in enumerate(templates.templates())
        }
        lines["13"] += (_entry(90, "13", "doctor", f"Көз дәрігері {LETTERS}"),)
        filled = second.Filled("r-1", "17", {"q1": "Айым"}, lines, service=lambda id: f"<{id}>")
        pages = _pages(desk, second.sheet(speaker, filled))
        rows = re.split(r"^(1[0-6](?: [ab])?)\. ", pages[1], flags=re.MULTILINE)
        told = dict(zip(rows[1::2], (" ".join(row.split()) for row in rows[2::2]), strict=True))

        assert (len(pages), "Айым" in pages[0]) == (2, True)
        for line, entries in lines.items():
            proposed = templates.find(entries[0].template)
            assert proposed is not None
            row = told[wording.number(f"q{line}")]
            assert speaker.say(proposed.text) in row, (language, line)
            assert f"<s-{entries[0].measure.id}>" in row
            assert ("23 Nov 2026" if language == "en" else "23.11.2026") in row
        assert f"Көз дәрігері {LETTERS}" in told["13"]  # own words stay as they are


def _entry(number: int, line: str, code: str, words: str) -> Entry:
    told = {"id": number, "line": line, "service": f"s-{number}", "agreed_on": "2026-11-23"}
    plain = dict.fromkeys(("need", "mode", "state", "due_on", "reason", "consent", "made_by", "done_on"), "")
    moments = {"sent_at": None, "answered_at": None, "made_at": NOW}
    return Entry(Measure(case_number=17, **told, **plain, **moments), code, words)  # type: ignore[arg-type]


def test_a_name_is_printed_only_for_who_acts_and_the_hash_is_that_of_every_language(desk: Desk) -> None:
    number = _visited(desk)
    desk.hire("lead", _lead(desk, number))
    desk.hire("olga", role="operator")
    with desk.at("lead") as lead, desk.at("olga") as olga:
        named = lead.get(f"/desk/cases/{number}/form-1.pdf?language=kk")
        nameless = olga.get(f"/desk/cases/{number}/form-1.pdf?language=ru")
        measures = lead.get(f"/desk/cases/{number}/form-2.pdf?language=kk")
        russian = lead.get(f"/desk/cases/{number}/form-1.pdf?language=ru")

    assert "Канарейка Айым" in _text(named)
    assert "Канарейка" not in _text(nameless)
    assert "Только для тех" in _text(nameless)
    assert "Канарейка Айым" in _text(measures)
    with desk.database.reading() as tx:
        acts = [row["act"].partition(":")[0] for row in history.of_case(tx, number)]
    assert (acts.count("form 1 printed"), acts.count("form 2 printed")) == (3, 1)
    hashes = [set(re.findall(r"SHA-256 ([0-9a-f]{64})", _text(one))) for one in (named, russian)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 1


def test_a_case_without_a_visit_says_so_and_empty_forms_are_for_the_pen(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        refused = aigul.get(f"/desk/cases/{filed.number}/form-1.pdf")
        empty = aigul.get("/desk/forms/form-2.pdf?language=ru")
        strange = aigul.get("/desk/forms/form-3.pdf")

    assert (refused.status_code, strange.status_code) == (409, 404)
    assert "Форма 2" in _text(empty)


def test_what_people_wrote_is_never_read_as_markup(desk: Desk) -> None:
    words = '#panic("x") $sum$ `raw` *b* \\u{41}'
    pages = _pages(desk, first.sheet(_speaker(desk, "ru"), first.Filled("r-1", "1", {"q15": words})))

    assert words[:20] in "".join(pages).replace("\n", "")


def test_the_words_of_the_forms_are_there_in_every_language() -> None:
    for one in ("kk", "ru", "uz", "ky"):
        assert catalogue.load(one).say(first.TITLE) != first.TITLE.english


def _visited(desk: Desk) -> int:
    with desk.database.transaction() as tx:
        keys = desk.office.keys
        draft = filled.begun(tx, keys, filled.monitor(tx, keys))
        draft = filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
        draft = filled.with_child(tx, keys, draft)
        return submitting.submit(tx, desk.office, draft, now=NOW).children[0].number


def _lead(desk: Desk, number: int) -> str:
    with desk.database.reading() as tx:
        return case.get(tx, number).lead


def _text(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
