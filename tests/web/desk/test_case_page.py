"""The page of a case: what it shows to whom, what it notes, and what it keeps to itself."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from cases import additions, appeals, erasure, history, opening, schema
from conversations import paths
from conversations.dialogue.answers import Answer
from locales import languages
from tests.cases.told import COTTON, DEBT
from tests.web.desk.office import Desk, Visit

POINT = (40.7733, 68.3167)
ANSWERS = {
    "script": "citizen_report",
    "needs_review": False,
    "answers": {
        "what": {"codes": ["cotton"], "text": "paxta terish"},
        "more": {"text": "<script>alert(1)</script> tongdan kechgacha"},
    },
}


def page(visit: Visit, number: int, language: str = "en") -> str:
    visit.browser.headers["Accept-Language"] = language
    answer = visit.get(f"/desk/cases/{number}")
    assert answer.status_code == 200, answer.text
    return answer.text


def acts(desk: Desk, number: int) -> list[str]:
    with desk.database.transaction() as tx:
        return [row["act"] for row in history.of_case(tx, number)]


@pytest.mark.parametrize("language", languages.CODES)
def test_a_report_made_in_uzbek_reads_in_the_language_of_the_officer(desk: Desk, language: str) -> None:
    filed = desk.file(answers=ANSWERS, point=POINT)
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number, language)

    cotton = {"kk": "Мақта", "ru": "Хлопок", "en": "Cotton", "uz": "Paxta", "ky": "Пахта"}[language]
    assert f"<dd>{cotton}</dd>" in text
    assert "paxta terish" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tongdan" in text
    assert "<script>" not in text
    assert text.count("<h1") == 1
    assert "Oʻzbekcha" in text


def test_that_it_is_opened_is_noted_before_anything_is_shown(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        assert "opened" not in acts(desk, filed.number)
        text = page(aigul, filed.number)

    assert acts(desk, filed.number).count("opened") == 1
    assert "Case read" in text


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "Farm work, and nobody said for whom: the education unit leads."),
        ({"employer_kind": "parent"}, "Work in the family or on a farm: the education unit leads."),
    ],
)
def test_of_a_family_nobody_reads_who_told_of_none(desk: Desk, told: dict[str, object], why: str) -> None:
    facts = {"activity": ["cotton"], "age": 12, **told}
    filed = desk.file(facts=facts)
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        assert why in page(aigul, filed.number)


def test_it_says_why_it_came_here_and_what_is_still_to_be_asked(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    for said in (
        "Under 14: below the minimum age for work",
        "Labour Code, article 31",
        "Work in the family or on a farm" if filed.lead.body == "EDU_LOC" else "body for child rights leads",
        "To ask next",
        "Anonymous signal",
    ):
        assert said in text


def test_a_point_is_drawn_among_the_nearest_settlements_without_any_map(desk: Desk) -> None:
    filed = desk.file(point=POINT)
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert "40.773300, 68.316700" in text
    assert len(re.findall(r'<circle class="spot"', text)) == 4
    assert re.search(r"<li>[^<]+: [\d.]+ km, [a-z-]+</li>", text)
    assert not re.findall(r'(?:src|href)="https?://', text)


def test_whoever_has_no_key_yet_sees_plain_facts_and_who_can_give_it(desk: Desk) -> None:
    filed = desk.file(answers=ANSWERS)
    desk.hire("aigul", filed.lead.code)
    with desk.database.transaction() as tx:
        tx.execute(schema.key_grant.delete().where(schema.key_grant.c.grantee.startswith("officer:")))
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert "nobody has given you the key" in text
    assert "Fields and animals" in text
    assert "paxta" not in text
    assert "opened" not in acts(desk, filed.number)


def test_an_erased_case_says_so_and_opens_nothing(desk: Desk) -> None:
    filed = desk.file(answers=ANSWERS)
    desk.hire("aigul", filed.lead.code)
    with desk.database.transaction() as tx:
        assert erasure.erase(
            tx, filed.number, actor="desk", reason=sorted(erasure.REASONS)[0], now=desk.clock.now
        )
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert "was erased on" in text
    assert "opened" not in acts(desk, filed.number)


def test_what_the_reporter_added_stands_there_as_it_was_written(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    with desk.database.transaction() as tx:
        for text in ("bugun ham <b>ishladi</b>", "yana keldi"):
            additions.add(tx, desk.office, filed.number, {"text": text}, now=desk.clock.now)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert text.index("bugun ham &lt;b&gt;ishladi&lt;/b&gt;") < text.index("yana keldi")
    assert "The reporter added something" in text


def test_a_signed_appeal_shows_its_dates_and_the_name_to_who_works_on_it(desk: Desk) -> None:
    given = {"path": Answer(codes=("appeal",)), "name": Answer(text="Oripov Sardor")}
    sender = paths.sender(appeals.in_force(desk.clock.now.date()), given)
    filed = desk.file(sender=sender)
    desk.hire("aigul", filed.lead.code)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert "Oripov Sardor" in text
    assert "To be passed on by</dt>" in re.sub(r"\s+<", "<", text)
    assert "26 Nov 2026" in text  # three working days after a Monday


def test_a_linked_case_is_named_only_to_whom_it_is_theirs(desk: Desk) -> None:
    here = desk.file(point=POINT)
    there = desk.file(point=POINT, facts={**COTTON, "employer_kind": "school"})
    assert there.linked == (here.number,)
    desk.hire("everything", role="operator")
    desk.hire("aigul", here.lead.code)
    with desk.database.transaction() as tx:
        theirs = update(schema.forwarding).where(schema.forwarding.c.case_number == there.number)
        tx.execute(theirs.values(state="held"))
    with desk.at("everything") as operator:
        assert f'href="/desk/cases/{there.number}"' in page(operator, here.number)
    with desk.at("aigul") as aigul:
        assert f'href="/desk/cases/{there.number}"' not in page(aigul, here.number)


def test_who_was_held_back_from_is_not_told_to_who_has_only_a_copy(desk: Desk) -> None:
    filed = desk.file(facts=DEBT, happening_now=True)
    states = {one.department: one.state for one in filed.forwardings}
    held = next(code for code, state in states.items() if state == "held")
    copy = next(
        one.department for one in filed.forwardings if one.state != "held" and "lead" not in one.roles
    )
    name = desk.office.departments.get(held).name("en")
    desk.hire("copied", copy)
    desk.hire("leads", filed.lead.code)
    with desk.at("copied") as copied:
        assert name not in page(copied, filed.number)
    with desk.at("leads") as leads:
        text = page(leads, filed.number)
        assert name in text.partition("Not told until released")[2]
        assert name not in text.partition("Has a copy")[2].partition("Not told until released")[0]


def test_the_history_is_told_in_sentences_and_the_reporters_hours_are_not(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    desk.hire("olga", role="coordinator")
    with desk.at("aigul") as aigul, desk.at("olga") as olga:
        page(aigul, filed.number)
        page(olga, filed.number)
        page(aigul, filed.number)
        desk.clock.now += timedelta(days=1)
    with desk.at("aigul") as aigul:
        text = page(aigul, filed.number)

    assert text.count("Case read") == 2  # a run of readings: everybody's once
    assert "Case read (times: 3)" in text
    assert "23 Nov 2026 – 24 Nov 2026, 11:00" in text
    assert "23 Nov 2026 · Reporter" in text
    assert "23 Nov 2026, 11:00 · Automatically" in text


def test_every_act_that_this_program_notes_of_a_case_has_words() -> None:
    """Read from the sources, so that a new act cannot be forgotten."""
    from pathlib import Path

    from conversations.dossier import deeds

    room = Path(opening.__file__).parent
    noted = {
        found
        for path in room.rglob("*.py")
        for found in re.findall(r'Entry\(\s*[^,"]*"?[^,"]*"?,\s*f?"([a-z ]+)[":]', path.read_text("utf-8"))
    }
    of_no_case = {"enrolled", "enrolment ended", "granted", "joined", "left", "rotated", "password_renewed"}
    of_no_case |= {"figure entered", "raid entered", "programme answered", "class asked for"}

    assert {"opened", "filed", "closed"} <= noted
    assert {
        one
        for one in noted - of_no_case
        if one not in deeds.DEEDS and not one.startswith(("chat", "private", "word", "correction", "invited"))
    } <= {"password", "second", "asked", "re", "question "}


def test_a_case_of_others_does_not_exist(desk: Desk) -> None:
    here, elsewhere = desk.file(), desk.file(territory="750000000")
    desk.hire("aigul", here.lead.code)
    with desk.at("aigul") as aigul:
        assert aigul.get(f"/desk/cases/{elsewhere.number}").status_code == 404
        assert aigul.get(f"/desk/cases/{elsewhere.number}/media/1").status_code == 404
        desk.clock.now += timedelta(minutes=1)
        assert aigul.get("/desk/cases/99").status_code == 404
