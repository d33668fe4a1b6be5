"""People of the desk: who sees, invites, grants and lets go whom; nobody raises themselves."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from cases import officers, passwords
from cases.officers import Newcomer, Officer
from tests.cases.told import MAKTAARAL, NOW
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit, sign_in

TURKISTAN, ALMATY = "610000000", "750000000"
LINK = re.compile(r">(http[^<]+/desk/welcome/[\w-]{32})</textarea>")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make locks that cost a test almost nothing."""
    for slow in (passwords.make, passwords.with_password):
        monkeypatch.setattr(slow, "__kwdefaults__", {"limits": staff.QUICK})


def whom(desk: Desk, name: str) -> Officer:
    with desk.database.reading() as tx:
        return officers.present(tx, desk.parts.keys, name)


def path(desk: Desk, name: str) -> str:
    return f"/desk/people/one/{whom(desk, name).lookup}"


def department_in(desk: Desk, territory: str) -> str:
    return next(one.code for one in desk.office.departments.all() if one.territory == territory)


def bring(desk: Desk, name: str, role: str, department: str = "", territory: str = "") -> None:
    """Let somebody in who waits for a key."""
    code = officers.department_of(desk.office.departments, role, department)
    new = Newcomer(name, role, code, staff.PASSWORD, territory)
    with desk.database.transaction() as tx:
        officers.add(tx, desk.parts.keys, passwords.make(desk.parts.keys, new, now=NOW), actor="desk")


@contextmanager
def beside(visit: Visit, name: str) -> Iterator[Visit]:
    """Give the browser of somebody else who has signed in before the same server."""
    with httpx.Client(
        base_url=visit.browser.base_url, timeout=50, trust_env=False, headers={"Accept-Language": "en"}
    ) as browser:
        other = Visit(browser)
        sign_in(other, name)
        yield other


def invite(visit: Visit, **fields: Any) -> httpx.Response:
    return visit.press("/desk/people/invite", **fields)


def test_a_coordinator_invites_an_officer_and_sees_the_link_once(desk: Desk) -> None:
    desk.hire("dana", role="coordinator", territory=TURKISTAN)
    department = department_in(desk, MAKTAARAL)
    with desk.at("dana") as visit:
        page = visit.get(f"/desk/people/invite?role=officer&territory={MAKTAARAL}")
        assert department in page.text
        answer = invite(visit, role="officer", territory=MAKTAARAL, department=department)
        assert answer.headers["Location"] == "/desk/people"
        assert LINK.search(visit.get("/desk/people").text)
        assert not LINK.search(visit.get("/desk/people").text)


@pytest.mark.parametrize(
    ("by", "place", "role", "territory"),
    [
        ("coordinator", TURKISTAN, "operator", ALMATY),
        ("coordinator", TURKISTAN, "coordinator", ""),
        ("coordinator", TURKISTAN, "officer", ALMATY),
        ("coordinator", TURKISTAN, "admin", TURKISTAN),
        ("coordinator", "", "admin", ""),
        ("coordinator", "", "king", ""),
        ("admin", TURKISTAN, "admin", ""),
    ],
)
def test_nobody_invites_beyond_their_own_territory_or_role(
    desk: Desk, by: str, place: str, role: str, territory: str
) -> None:
    desk.hire("somebody", role=by, territory=place)
    with desk.at("somebody") as visit:
        answer = invite(visit, role=role, territory=territory, department=department_in(desk, ALMATY))
        assert answer.status_code == 422
        assert not LINK.search(visit.get("/desk/people").text)


def test_a_key_that_is_given_opens_cases_without_signing_in_again(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    bring(desk, "berik", "officer", filed.lead.code)
    with desk.at("aigul") as aigul, beside(aigul, "berik") as berik:
        before = has_key(berik)
        assert "cannot read cases yet" in berik.get("/desk/cases").text
        aigul.get("/desk/people")
        answer = aigul.press(path(desk, "berik") + "/grant")
        after = has_key(berik)

    assert answer.headers["Location"] == "/desk/people?done=granted"
    assert (before, after) == (False, True)


def test_the_first_officer_of_a_department_gets_the_key_from_a_coordinator(desk: Desk) -> None:
    desk.hire("dana", role="coordinator")
    with desk.at("dana") as dana:
        bring(desk, "berik", "officer", department_in(desk, MAKTAARAL))
        page = dana.get("/desk/people")
        sure = dana.get(path(desk, "berik") + "/grant")
        answer = dana.press(path(desk, "berik") + "/grant")

    assert path(desk, "berik") + "/grant" in page.text
    assert ("Cases under this key" in sure.text, "dana" in sure.text) == (True, True)
    assert answer.headers["Location"] == "/desk/people?done=granted"


def has_key(visit: Visit) -> bool:
    """Whether their account says nothing of a key that they wait for."""
    return "cannot read cases yet" not in visit.get("/desk/account").text


def test_officers_grant_colleagues_of_their_own_department_only(desk: Desk) -> None:
    filed = desk.file()
    other = department_in(desk, ALMATY)
    desk.hire("aigul", filed.lead.code)
    bring(desk, "colleague", "officer", filed.lead.code)
    bring(desk, "stranger", "officer", other)
    bring(desk, "dana", "coordinator")
    with desk.at("aigul") as visit:
        page = visit.get("/desk/people").text
        assert "colleague" in page
        assert "stranger" not in page
        for name in ("stranger", "dana", "aigul"):
            assert visit.press(path(desk, name) + "/grant").status_code == 404
        for act in ("renew", "leave"):
            assert visit.press(f"{path(desk, 'colleague')}/{act}", purpose="phone").status_code == 404
        assert visit.press(path(desk, "colleague") + "/grant").status_code == 303


def test_an_admin_holds_no_key_that_could_be_given(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("marat", role="admin")
    bring(desk, "berik", "officer", filed.lead.code)
    with desk.at("marat") as visit:
        visit.get("/desk/people")
        assert visit.press(path(desk, "berik") + "/grant").status_code == 404
        assert visit.press("/desk/people/keys").status_code == 404


def test_a_coordinator_of_one_oblast_can_do_nothing_to_people_of_another(desk: Desk) -> None:
    desk.hire("dana", role="coordinator", territory=TURKISTAN)
    desk.hire("above", role="coordinator")
    desk.hire("marat", role="admin")
    desk.hire("elsewhere", department_in(desk, ALMATY))
    with desk.at("dana") as visit:
        page = visit.get("/desk/people").text
        for name in ("above", "marat", "elsewhere", "dana"):
            assert (f'"row">{name}' in page) == (name == "dana")
            assert visit.get(path(desk, name)).status_code == 404
            for act in ("renew", "leave", "grant"):
                assert visit.press(f"{path(desk, name)}/{act}", purpose="password").status_code == 404
                if act != "grant":
                    assert visit.get(f"{path(desk, name)}/{act}").status_code == 404
        for unknown in ("0" * 32, "%00", "%ff", "..%2f", "x" * 2000):
            assert visit.get(f"/desk/people/one/{unknown}").status_code == 404


def test_a_changed_password_ends_the_other_sessions_and_the_language_is_kept(desk: Desk) -> None:
    desk.hire("aigul", department_in(desk, MAKTAARAL))
    with desk.at("aigul") as visit:
        with beside(visit, "aigul") as other:
            new = {"new": "three other words", "again": "three other words"}
            assert visit.press("/desk/account/password", old="not it at all", **new).status_code == 422
            assert (
                visit.press("/desk/account/password", old=staff.PASSWORD, new="x", again="x").status_code
                == 422
            )
            assert visit.press("/desk/account/password", old=staff.PASSWORD, **new).status_code == 303
            assert other.get("/desk").headers["Location"] == "/desk/sign-in?over=1"
            assert visit.get("/desk/account").status_code == 200
        visit.press("/desk/account/language", language="ru")
        assert 'lang="ru"' in visit.get("/desk/account").text
        assert visit.press("/desk/account/language", language="xx").status_code == 400
    assert whom(desk, "aigul").language == "ru"
