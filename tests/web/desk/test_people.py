"""People of the desk: who sees, invites, grants and lets go whom; nobody raises themselves."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from cases import officers, passwords, rotation
from cases.admission import staffing
from cases.errors import UnknownOfficer
from cases.officers import Newcomer, Officer
from tests.cases.told import MAKTAARAL, NOW
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit, sign_in

TURKISTAN, ALMATY = "610000000", "750000000"
_LINK = re.compile(r">(http[^<]+/desk/welcome/[\w-]{32})</textarea>")


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
        base_url=visit.browser.base_url, trust_env=False, headers={"Accept-Language": "en"}
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
        assert _LINK.search(visit.get("/desk/people").text)
        assert not _LINK.search(visit.get("/desk/people").text)


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
        assert not _LINK.search(visit.get("/desk/people").text)


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
        answer = dana.press(path(desk, "berik") + "/grant")

    assert path(desk, "berik") + "/grant" in page.text
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
        unknown = f"/desk/people/one/{'0' * 32}"
        assert visit.get(unknown).status_code == 404


def test_whoever_leaves_is_signed_out_and_the_key_is_made_new_for_those_who_stay(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("dana", role="coordinator")
    desk.hire("leaves", filed.lead.code)
    desk.hire("stays", filed.lead.code)
    with desk.at("leaves") as leaves, beside(leaves, "dana") as dana, beside(leaves, "stays") as stays:
        assert "sealed anew for those who stay" in dana.get(path(desk, "leaves")).text
        answer = dana.press(path(desk, "leaves") + "/leave")
        assert answer.headers["Location"] == "/desk/people?done=left"
        assert leaves.get("/desk").headers["Location"] == "/desk/sign-in?over=1"
        wait_for_keys(dana)
        assert stays.get("/desk/account").status_code == 200
        assert "New keys: 1" in dana.get("/desk/people").text
        after = signed_in(desk, "stays")
    with desk.database.reading() as tx:
        assert rotation.due(tx) == ()
    assert (filed.lead.code, 2) in after


def test_an_invitation_of_who_has_left_is_no_way_in_to_their_name(desk: Desk) -> None:
    desk.hire("aigul", department_in(desk, MAKTAARAL))
    desk.hire("olga", role="coordinator")
    with desk.at("olga") as olga:
        olga.press(f"{path(desk, 'aigul')}/renew", purpose="password")
        found = _LINK.search(olga.get("/desk/people").text)
        assert found
        olga.press(f"{path(desk, 'aigul')}/leave")
        bring(desk, "aigul", "officer", department_in(desk, MAKTAARAL))  # another person of this name
        before = whom(desk, "aigul").locked
        with desk.stranger() as gone:
            gone.get(f"/desk/welcome/{found.group(1).rpartition('/')[2]}")
            page = gone.get("/desk/welcome")
            new = {"password": "four very new words", "again": "four very new words"}
            taken = gone.post("/desk/welcome", new)

    assert (page.status_code, taken.status_code) == (403, 403)
    assert whom(desk, "aigul").locked == before


def test_of_two_coordinators_who_let_each_other_go_one_stays(desk: Desk) -> None:
    desk.hire("olga", role="coordinator")
    desk.hire("rosa", role="coordinator")
    olga, rosa = whom(desk, "olga"), whom(desk, "rosa")  # both were let through the door
    with desk.database.transaction() as tx:
        assert staffing.let_go(tx, desk.office, olga, rosa, now=NOW)
        with pytest.raises(UnknownOfficer):
            staffing.let_go(tx, desk.office, rosa, olga, now=NOW)

    assert whom(desk, "olga").left_at is None


def test_what_an_admin_let_go_waits_for_a_coordinator_to_make_the_key_new(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("dana", role="coordinator")
    desk.hire("marat", role="admin")
    desk.hire("leaves", filed.lead.code)
    with desk.at("marat") as marat:
        assert "by a coordinator" in marat.get(path(desk, "leaves")).text
        desk.clock.now = NOW.replace(minute=10)
        assert marat.press(path(desk, "leaves") + "/leave").status_code == 303
        assert "ask a coordinator" in marat.get("/desk/people").text
        with beside(marat, "dana") as dana:
            assert "Keys to be made new: 1" in dana.get("/desk/people").text
            desk.clock.now = NOW.replace(minute=20)
            dana.press("/desk/people/keys")
            wait_for_keys(dana)
            assert "Keys to be made new" not in dana.get("/desk/people").text


def wait_for_keys(visit: Visit) -> None:
    """Load the page until the keys are new; a second is enough by far, ten are allowed."""
    for _ in range(1000):
        if "New keys:" in visit.get("/desk/people").text:
            return
    raise AssertionError("the keys were not made new")


def signed_in(desk: Desk, name: str) -> Any:
    with desk.database.reading() as tx:
        return staff.signed_in(tx, desk.office, name).unlocked.pairs


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
