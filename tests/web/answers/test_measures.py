"""The page of an organisation: behind a link, after a press, without account."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import closing, tasks
from cases.casework import reopening
from cases.referrals import measures, referring
from cases.referrals.measures import New
from cases.referrals.referring import Sending
from conversations import referring as letters
from locales import languages
from store.duties import Claimed
from store.schema import duty as duty_table
from tests.cases import told
from tests.cases.told import DEBT
from tests.web.desk.office import Desk

OWNER = "CHILD_RIGHTS:610000000"
NAME = "Канарейка"


@pytest.fixture
def token(desk: Desk) -> str:
    with desk.database.transaction() as tx:
        told.enrol(tx, desk.office.keys, OWNER)
    number, now = desk.file(facts=DEBT).number, desk.clock.now
    new = New("13", "medical", "s-1", "direct", "yes", "2026-11-23", "", {"text": "осмотр"})
    with desk.database.transaction() as tx:
        known = measures.keep(tx, desk.office, number, new, by=OWNER, now=now)
        sending = Sending("doctor", "uz", OWNER, "+7 700 000 00 00", NAME)
        return referring.send(tx, desk.office, known, sending, entropy=desk.parts.entropy, by=OWNER, now=now)


def test_an_organisation_opens_accepts_and_says_done(desk: Desk, token: str) -> None:
    path = f"/answer/{token}"
    with desk.stranger() as guest:
        cover = guest.get(path)
        assert (cover.status_code, NAME in cover.text) == (200, False)
        assert cover.headers["Referrer-Policy"] == "no-referrer"
        assert "set-cookie" not in cover.headers
        page = guest.post(path, {"language": "ru"})
        assert page.status_code == 200
        for words in (NAME, "+7 700 000 00 00", "Oʻzbekcha", "Осмотр и лечение у врача"):
            assert words in page.text
        half = guest.post(f"{path}/said", {"language": "ru", "answer": "more", "words": ""})
        assert (half.status_code, NAME in half.text) == (422, True)
        kept = guest.post(f"{path}/said", {"answer": "cannot", "words": "<b>мест нет</b>"})
        assert kept.status_code == 422
        assert "&lt;b&gt;мест нет&lt;/b&gt;" in kept.text  # nothing typed is lost
        assert guest.post(f"{path}/said", {"answer": "accepted"}).status_code == 200
        done = guest.post(f"{path}/said", {"answer": "done", "day": "23.11.2026"})
        assert done.status_code == 200
        again = guest.get(path)
        assert (again.status_code, NAME in again.text) == (410, False)
        late = guest.post(f"{path}/said", {"answer": "more", "words": "<i>какой адрес?"})
        assert late.status_code == 410
        assert "&lt;i&gt;какой адрес?</textarea>" in late.text  # whoever was writing loses nothing
    with desk.database.reading() as tx:
        [known] = measures.of_case(tx, 1)
    assert (known.state, known.done_on) == ("done", "2026-11-23")


def test_a_link_that_is_over_says_so_in_five_languages(desk: Desk, token: str) -> None:
    with desk.stranger() as guest:
        with desk.database.transaction() as tx:
            closing.close(tx, 1, "passed_on", actor=OWNER, now=desk.clock.now)
        over = guest.get(f"/answer/{token}?language=en")
        assert (over.status_code, "Nothing more has to be done here" in over.text) == (410, True)
        assert guest.post(f"/answer/{token}", {"language": "en"}).status_code == 410
        with desk.database.transaction() as tx:
            reopening.reopen(tx, desk.office, 1, "goes_on", actor=OWNER, now=desk.clock.now)
        assert guest.get(f"/answer/{token}").status_code == 200
        desk.clock.now += timedelta(days=14)
        said = set()
        for language in languages.CODES:
            answer = guest.get(f"/answer/{token}?language={language}")
            assert answer.status_code == 410
            [heading] = re.findall("<h1>(.*)</h1>", answer.text)
            said.add(heading)
        assert len(said) == len(languages.CODES)
        assert guest.get("/answer/" + "x" * 32).status_code == 404
        assert guest.get("/answer/short").status_code == 404


def test_another_site_can_press_nothing(desk: Desk, token: str) -> None:
    with desk.stranger() as guest:
        answer = guest.post(f"/answer/{token}/said", {"answer": "done"}, **{"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_the_department_is_told_of_an_answer_and_asked_to_call_when_there_is_none(
    desk: Desk, token: str
) -> None:
    house, now = desk.parts.house, desk.clock.now
    assert house is not None
    with desk.database.transaction() as tx:
        [known] = measures.of_case(tx, 1)
        duty = Claimed(1, "referral", "referral:1", "", str(known.id).encode(), 1, now, doubtful=False)
        letters.look(tx, house, duty, now)
        [asked] = [one for one in tasks.open_of(tx, 1) if one.errand.kind == tasks.REFERRAL]
        assert asked.errand.department == OWNER
    with desk.stranger() as guest:
        assert guest.post(f"/answer/{token}/said", {"answer": "accepted"}).status_code == 200
    with desk.database.reading() as tx:
        kinds = [one.errand.kind for one in tasks.open_of(tx, 1)]
        keys = [row["key"] for row in tx.rows(select(duty_table.c.key))]
    assert tasks.REFERRAL not in kinds
    assert len([key for key in keys if key.startswith("remark:referral:1:")]) == 1
    assert len([key for key in keys if key.startswith("task:")]) == 1
