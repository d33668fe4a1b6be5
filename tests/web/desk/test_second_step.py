"""One-time passwords: set up at the first sign-in, asked for at every other, taken once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import event

from cases import officers, passwords
from cases.admission import onetime, proving
from cases.admission.onetime import Fresh
from cases.errors import SignInRefused
from cases.officers import Officer
from store.boxes import Pair
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit

STEP = timedelta(seconds=30)
_SECRET = re.compile(r'class="secret">((?:<span>[A-Z2-7]{4}</span>)+)<')
_CODE = re.compile(r"<li>([a-z2-7]{5}) ([a-z2-7]{5})</li>")


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk that asks for one-time passwords, and one officer who has none yet."""
    strict = Desk(replace(desk.parts, second_step=True), desk.office, desk.clock)
    strict.hire("aigul", desk.office.departments.all()[0].code)
    return strict


def sign_in(visit: Visit, code: str = "", password: str = staff.PASSWORD, name: str = "aigul") -> int:
    answer = visit.post("/desk/sign-in", {"name": name, "password": password, "code": code})
    return answer.status_code


def set_up(desk: Desk, visit: Visit) -> tuple[pyotp.TOTP, list[str]]:
    """Do what the page says; gives the app of the phone and the recovery codes."""
    page = visit.get("/desk/second-step")
    found = _SECRET.search(page.text)
    assert found is not None
    app = pyotp.TOTP(re.sub(r"</?span>", "", found[1]))
    assert visit.press("/desk/second-step", code=app.at(desk.clock.now)).status_code == 303
    codes = ["".join(one) for one in _CODE.findall(visit.get("/desk/second-step").text)]
    assert visit.press("/desk/second-step/kept").status_code == 303
    return app, codes


def test_nothing_opens_before_they_are_set_up_and_everything_after(strict: Desk) -> None:
    with strict.stranger() as visit:
        assert sign_in(visit) == 303
        for page in ("/desk", "/desk/account"):
            assert visit.get(page).headers["Location"] == "/desk/second-step"
        picture = visit.get("/desk/second-step/code.svg")
        assert picture.status_code == 404  # nothing has been drawn before the page was opened
        visit.get("/desk/second-step")
        picture = visit.get("/desk/second-step/code.svg")
        assert (picture.headers["Content-Type"], picture.headers["Cache-Control"]) == (
            "image/svg+xml",
            "no-store",
        )
        set_up(strict, visit)
        assert visit.get("/desk/account").status_code == 200
        assert visit.get("/desk/second-step/code.svg").status_code == 404


def test_a_wrong_first_number_keeps_the_secret_on_the_page(strict: Desk) -> None:
    with strict.stranger() as visit:
        sign_in(visit)
        before = _SECRET.search(visit.get("/desk/second-step").text)
        refused = visit.press("/desk/second-step", code="000000")
        after = _SECRET.search(refused.text)

    assert refused.status_code == 422
    assert before is not None
    assert after is not None
    assert before[1] == after[1]


def test_no_one_time_password_is_taken_twice_and_the_neighbours_of_now_are_taken(strict: Desk) -> None:
    with strict.stranger() as visit:
        sign_in(visit)
        app, _ = set_up(strict, visit)
        now = strict.clock.now
        assert sign_in(visit, app.at(now)) == 403  # it was typed when it was set up
        assert sign_in(visit, app.at(now + STEP)) == 303  # the phone is half a minute ahead
        assert sign_in(visit, app.at(now + STEP)) == 403
        strict.clock.now += timedelta(minutes=5)
        assert sign_in(visit, app.at(strict.clock.now - STEP)) == 303
        assert sign_in(visit, app.at(strict.clock.now - 2 * STEP)) == 403
        assert sign_in(visit, app.at(strict.clock.now)) == 303


def test_each_of_ten_recovery_codes_lets_in_once(strict: Desk) -> None:
    with strict.stranger() as visit:
        sign_in(visit)
        _, codes = set_up(strict, visit)
        assert len(set(codes)) == 10
        assert sign_in(visit, f"{codes[0][:5]} {codes[0][5:].upper()}") == 303
        assert sign_in(visit, codes[0]) == 403
        assert sign_in(visit, codes[1]) == 303
        assert "not used up: 8." in visit.get("/desk/account").text


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """Give a list that fills with what the database is asked, whatever it is asked about."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engines = {desk.database._ground.reading, desk.database._ground.writing}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_nobody_learns_which_of_the_three_was_wrong(strict: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    strict.hire("gone", strict.office.departments.all()[0].code)
    with strict.database.transaction() as tx:
        left = officers.present(tx, strict.parts.keys, "gone")
        officers.leave(tx, left, actor="admin", now=strict.clock.now)
    with strict.stranger() as visit:
        sign_in(visit)
        app, codes = set_up(strict, visit)
        strict.clock.now += timedelta(minutes=1)
        good = app.at(strict.clock.now)
        answers, works = set(), set()
        hashes: list[str] = []
        whole = passwords.opened

        def opened(officer: Officer | None, password: str) -> Pair:
            hashes.append(password)
            return whole(officer, password)

        monkeypatch.setattr(passwords, "opened", opened)
        for wrong in (
            {"code": "123456"},
            {"code": ""},
            {"password": "not this one at all"},
            {"name": "nobody"},
            {"name": "gone"},
        ):
            tried = {"name": "aigul", "password": staff.PASSWORD, "code": good} | wrong
            with statements(strict) as asked:
                answer = visit.post("/desk/sign-in", tried)
            said = answer.text.replace("nobody", "aigul").replace("gone", "aigul")
            answers.add((answer.status_code, said))
            works.add(tuple(asked))
            strict.clock.now += timedelta(minutes=1)
            good = app.at(strict.clock.now)
        assert len(answers) == len(works) == 1, works  # the same reads and writes, to the last statement
        assert len(hashes) == 5
        assert sign_in(visit, codes[0], password="not this one at all") == 403
        assert sign_in(visit, codes[0]) == 303  # a wrong password uses no code up


def test_another_phone_is_set_up_with_the_password_and_ends_other_sessions(strict: Desk) -> None:
    with strict.stranger() as first:
        sign_in(first)
        app, _ = set_up(strict, first)
    with strict.stranger() as first:
        strict.clock.now += timedelta(minutes=1)
        assert sign_in(first, app.at(strict.clock.now)) == 303
        first.get("/desk/account")
        assert first.press("/desk/account/phone", old="not the password").status_code == 422
        assert first.press("/desk/account/phone", old=staff.PASSWORD).status_code == 303
        assert first.get("/desk/account").headers["Location"] == "/desk/second-step"
        other, codes = set_up(strict, first)
        assert other.secret != app.secret
        strict.clock.now += timedelta(minutes=1)
        assert sign_in(first, app.at(strict.clock.now)) == 403
        assert sign_in(first, other.at(strict.clock.now)) == 303
    assert len(codes) == 10


@pytest.mark.sqlite
def test_secret_and_codes_lie_sealed(strict: Desk) -> None:
    with strict.stranger() as visit:
        sign_in(visit)
        app, codes = set_up(strict, visit)
    with strict.database.reading() as tx:
        kept = officers.present(tx, strict.parts.keys, "aigul")
    stored = b"".join(path.read_bytes() for path in strict.database.path.parent.glob("*.db*"))

    assert kept.totp == app.byte_secret()
    assert app.byte_secret() not in stored
    assert app.secret.encode() not in stored
    assert not any(code.encode() in stored for code in codes)


def test_a_password_that_waited_while_one_time_passwords_were_set_up_opens_nothing(strict: Desk) -> None:
    keys, now, fresh = strict.parts.keys, strict.clock.now, Fresh(b"s" * onetime.SECRET_SIZE, 7)
    with strict.database.transaction() as tx:
        before = officers.present(tx, keys, "aigul")
        tried = proving.opened(before, staff.PASSWORD)  # nobody asks for a number yet …
        onetime.keep(tx, keys, before, fresh, entropy=strict.parts.entropy, now=now)  # … and now they do
        assert proving.proven(tx, keys, tried, "", now=now)
        with pytest.raises(SignInRefused):
            proving.keys_of(tx, keys, tried)
        with pytest.raises(SignInRefused):  # nor does another browser put its own secret in its place
            onetime.keep(tx, keys, before, fresh, entropy=strict.parts.entropy, now=now)
