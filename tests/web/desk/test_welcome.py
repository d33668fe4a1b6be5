"""Coming by invitation: a link that is good once, a password, one-time passwords, and then a key."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from cases import officers, passwords
from cases.admission import invitations
from cases.admission.invitations import JOIN, Invitation
from tests.cases.told import NOW
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit
from tests.web.desk.test_second_step import set_up, sign_in

PASSWORD = "three other words"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make locks that cost a test almost nothing."""
    for slow in (passwords.make, passwords.with_password):
        monkeypatch.setattr(slow, "__kwdefaults__", {"limits": staff.QUICK})


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk that asks for one-time passwords."""
    return Desk(replace(desk.parts, second_step=True), desk.office, desk.clock)


def invited(desk: Desk, invitation: Invitation) -> str:
    """Give the link."""
    with desk.database.transaction() as tx:
        token = invitations.invite(
            tx, desk.parts.keys, invitation, actor="admin", entropy=desk.parts.entropy, now=desk.clock.now
        )
    return f"/desk/welcome/{token}"


def officer_of(desk: Desk) -> Invitation:
    return Invitation(JOIN, "officer", "", desk.office.departments.all()[0].code)


@contextmanager
def beside(visit: Visit) -> Iterator[Visit]:
    """Give another browser before the same server."""
    with httpx.Client(base_url=visit.browser.base_url, timeout=50, trust_env=False) as browser:
        yield Visit(browser)


def come(visit: Visit, link: str, **fields: str) -> int:
    """Open the link and fill the form in."""
    assert visit.get(link).headers["Location"] == "/desk/welcome"
    told = {"name": "aigul", "password": PASSWORD, "again": PASSWORD} | fields
    return visit.post("/desk/welcome", told).status_code


def test_a_link_makes_somebody_who_signs_in_with_two_passwords_and_waits_for_the_key(strict: Desk) -> None:
    link = invited(strict, officer_of(strict))
    with strict.stranger() as visit:
        assert come(visit, link) == 303
        assert visit.get("/desk/cases").headers["Location"] == "/desk/second-step"
        app, _ = set_up(strict, visit)
        assert visit.get("/desk/account").status_code == 200
        strict.clock.now += timedelta(minutes=1)
        assert sign_in(visit, app.at(strict.clock.now), PASSWORD) == 303
    with strict.database.reading() as tx:
        made = officers.present(tx, strict.parts.keys, "aigul")
        assert made.grantee not in officers.granted(tx)


def test_the_page_says_beforehand_that_a_key_is_needed_and_who_gives_it(strict: Desk) -> None:
    with strict.stranger() as visit:
        visit.get(invited(strict, officer_of(strict)))
        page = visit.get("/desk/welcome").text

    assert "not read any case yet" in page
    assert "At least 12 characters" in page


def test_the_token_stands_in_no_page_and_no_later_address(strict: Desk) -> None:
    link = invited(strict, officer_of(strict))
    token = link.rpartition("/")[2]
    with strict.stranger() as visit:
        first = visit.get(link)
        page = visit.get("/desk/welcome")

    assert token not in first.text + first.headers["Location"] + page.text
    assert first.headers["Referrer-Policy"] == "no-referrer"
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "Path=/desk/welcome" in cookie


def test_a_link_is_good_once_and_for_72_hours(strict: Desk) -> None:
    used, late = invited(strict, officer_of(strict)), invited(strict, officer_of(strict))
    with strict.stranger() as visit, beside(visit) as other:
        for one in (visit, other):
            one.get(used)  # both pages stand open
        names = ({"name": name, "password": PASSWORD, "again": PASSWORD} for name in ("aigul", "berik"))
        with ThreadPoolExecutor(2) as hands:
            sent = [hands.submit(one.post, "/desk/welcome", next(names)) for one in (visit, other)]
        assert sorted(one.result().status_code for one in sent) == [303, 403]
    with strict.stranger() as visit:
        assert come(visit, used, name="berik") == 403
        strict.clock.now += invitations.VALID_FOR
        assert come(visit, late, name="berik") == 403
        assert visit.get("/desk/welcome").status_code == 403
    with strict.stranger() as visit:
        assert visit.get("/desk/welcome").status_code == 403
        assert come(visit, "/desk/welcome/" + "A" * 32, name="berik") == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short", "again": "short"},
        {"password": "aigul and berik", "again": "aigul and berik"},
        {"again": "another one at all"},
        {"name": " "},
        {"name": "TAKEN"},
    ],
)
def test_what_is_refused_uses_nothing_up(strict: Desk, wrong: dict[str, str]) -> None:
    strict.hire("taken", strict.office.departments.all()[0].code)
    link = invited(strict, officer_of(strict))
    with strict.stranger() as visit:
        assert come(visit, link, **wrong) == 422
        assert come(visit, link) == 303


def test_a_lost_phone_is_replaced_with_the_password_and_keeps_the_keys(strict: Desk) -> None:
    strict.hire("aigul", strict.office.departments.all()[0].code)
    with strict.stranger() as visit:
        sign_in(visit)
        before, _ = set_up(strict, visit)
    with strict.database.reading() as tx:
        whom = officers.present(tx, strict.parts.keys, "aigul")
    link = invited(strict, invitations.of_officer(whom, invitations.PHONE))
    with strict.stranger() as visit:
        assert come(visit, link, password="not the password") == 422
        assert come(visit, link, password=staff.PASSWORD) == 303
        after, _ = set_up(strict, visit)
        strict.clock.now += timedelta(minutes=1)
        assert sign_in(visit, before.at(strict.clock.now)) == 403
        assert sign_in(visit, after.at(strict.clock.now)) == 303
    with strict.database.reading() as tx:
        assert whom.grantee in officers.granted(tx)


def test_a_forgotten_password_means_new_keys_and_the_same_role_and_place(strict: Desk) -> None:
    strict.hire("dana", role="coordinator", territory="610000000")
    with strict.database.reading() as tx:
        before = officers.present(tx, strict.parts.keys, "dana")
    link = invited(strict, invitations.of_officer(before, invitations.PASSWORD))
    with strict.stranger() as visit:
        sign_in(visit, name="dana")
        assert come(visit, link, name="somebody else") == 303
        set_up(strict, visit)
    with strict.database.reading() as tx:
        after = officers.present(tx, strict.parts.keys, "dana")
        assert after.grantee not in officers.granted(tx)

    assert (after.role, after.territory, after.department) == (
        before.role,
        before.territory,
        before.department,
    )
    assert after.public != before.public


def test_a_new_invitation_ends_the_one_before_it(strict: Desk) -> None:
    strict.hire("aigul", strict.office.departments.all()[0].code)
    with strict.database.reading() as tx:
        whom = officers.present(tx, strict.parts.keys, "aigul")
    first = invited(strict, invitations.of_officer(whom, invitations.PASSWORD))
    second = invited(strict, invitations.of_officer(whom, invitations.PASSWORD))
    with strict.stranger() as visit:
        assert come(visit, first) == 403
        assert come(visit, second) == 303


@pytest.mark.sqlite
def test_the_token_lies_as_a_keyed_hash_only(strict: Desk) -> None:
    token = invited(strict, officer_of(strict)).rpartition("/")[2]
    stored = b"".join(path.read_bytes() for path in strict.database.path.parent.glob("*.db*"))

    assert token.encode() not in stored
    assert re.fullmatch(r"[\w-]{32}", token)
    assert strict.clock.now == NOW
