"""What is sent after the session has ended: words are shown again, passwords never."""

from tests.cases.told import NOW
from tests.doubles import staff
from tests.web.desk.office import Desk


def test_passwords_that_came_too_late_are_shown_to_nobody(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    secrets = {"old": "three old words", "new": "four very new words", "again": "four very new words"}
    with desk.at("aigul") as visit:
        desk.clock.now = NOW.replace(hour=12)
        late = [
            visit.press("/desk/account/password", **secrets),
            visit.press("/desk/account/phone", old=secrets["old"]),
            visit.press("/desk/second-step", code="123 456"),
        ]

    for answer in late:
        assert answer.headers["Location"] == "/desk/sign-in?over=1"
        assert not any(one in answer.text for one in (*secrets.values(), "123 456"))


def test_words_that_came_too_late_are_shown_again_and_not_sent(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.at("aigul") as visit:
        desk.clock.now = NOW.replace(hour=12)
        told = {"note": "The foreman said <b>nothing</b>.", "csrf": visit.csrf, "password": "not to be seen"}
        late = visit.post("/desk/cases/1/note", told, Referer="http://here/desk/cases/1")
        again = visit.post(
            "/desk/sign-in?next=/desk/cases/1",
            {"name": "aigul", "password": staff.PASSWORD, "kept": told["note"]},
        )

    assert late.status_code == 403
    assert "The foreman said &lt;b&gt;nothing&lt;/b&gt;." in late.text
    assert "not to be seen" not in late.text
    assert "next=/desk/cases/1" in late.text
    assert again.status_code == 200
    assert "The foreman said &lt;b&gt;nothing&lt;/b&gt;." in again.text
    assert 'href="/desk/cases/1"' in again.text
