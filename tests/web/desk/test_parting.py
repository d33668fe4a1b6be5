"""Letting somebody go: said before it is done, with what breaks; what they gave out ends with them."""

from typing import Any

import pytest

from cases import passwords, rotation
from cases.admission import deciding, parting
from cases.admission.invitations import JOIN, PHONE, Invitation
from cases.errors import UnknownOfficer
from tests.cases.told import MAKTAARAL, NOW
from tests.doubles import staff
from tests.web.desk.office import Desk, Visit
from tests.web.desk.test_people import LINK, TURKISTAN, beside, bring, department_in, invite, path, whom

NEW = {"password": "four very new words", "again": "four very new words"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make locks that cost a test almost nothing."""
    for slow in (passwords.make, passwords.with_password):
        monkeypatch.setattr(slow, "__kwdefaults__", {"limits": staff.QUICK})


def wait_for_keys(visit: Visit) -> None:
    """Load the page until the keys are new; a second is enough by far, ten are allowed."""
    for _ in range(1000):
        if "New keys:" in visit.get("/desk/people").text:
            return
    raise AssertionError("the keys were not made new")


def signed(desk: Desk, name: str) -> Any:
    with desk.database.reading() as tx:
        return staff.signed_in(tx, desk.office, name)


def test_whoever_leaves_is_signed_out_and_the_key_is_made_new_for_those_who_stay(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("dana", role="coordinator")
    desk.hire("leaves", filed.lead.code)
    desk.hire("stays", filed.lead.code)
    with desk.at("leaves") as leaves, beside(leaves, "dana") as dana, beside(leaves, "stays") as stays:
        first = dana.get(path(desk, "leaves"))
        before = dana.get(path(desk, "leaves") + "/leave").text
        assert f'action="{path(desk, "leaves")}/leave"' not in first.text  # nobody leaves by one press
        for said in ("sealed anew for those who stay", "1, of them open: 1", "stays <", "Let leaves go now"):
            assert said in before
        assert whom(desk, "leaves").left_at is None
        answer = dana.press(path(desk, "leaves") + "/leave")
        assert answer.headers["Location"] == "/desk/people?done=left"
        assert leaves.get("/desk").headers["Location"] == "/desk/sign-in?over=1"
        wait_for_keys(dana)
        assert stays.get("/desk/account").status_code == 200
        assert "New keys: 1" in dana.get("/desk/people").text
        after = signed(desk, "stays").unlocked.pairs
    with desk.database.reading() as tx:
        assert rotation.due(tx) == ()
    assert (filed.lead.code, 2) in after


def test_what_an_admin_let_go_waits_for_a_coordinator_to_make_the_key_new(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("dana", role="coordinator")
    desk.hire("marat", role="admin")
    desk.hire("leaves", filed.lead.code)
    with desk.at("marat") as marat:
        assert "by a coordinator" in marat.get(path(desk, "leaves") + "/leave").text
        desk.clock.now = NOW.replace(minute=10)
        refused = marat.press(path(desk, "leaves") + "/leave")
        assert (refused.status_code, "Nothing has been done" in refused.text) == (422, True)
        gone = marat.press(path(desk, "leaves") + "/leave", understood=parting.NO_READER)
        assert gone.status_code == 303
        assert "ask a coordinator" in marat.get("/desk/people").text
        with beside(marat, "dana") as dana:
            assert "Keys to be made new: 1" in dana.get("/desk/people").text
            desk.clock.now = NOW.replace(minute=20)
            dana.press("/desk/people/keys")
            wait_for_keys(dana)
            assert "Keys to be made new" not in dana.get("/desk/people").text


def test_the_last_coordinator_goes_only_where_what_breaks_is_ticked(desk: Desk) -> None:
    desk.hire("marat", role="admin")
    desk.hire("dana", role="coordinator")
    desk.hire("rosa", role="coordinator", territory=TURKISTAN)
    leaving, renewing = path(desk, "dana") + "/leave", path(desk, "dana") + "/renew"
    with desk.at("marat") as visit:
        assert "answers for this territory then" in visit.get(leaving).text
        page = visit.get(path(desk, "rosa") + "/leave").text
        assert parting.NOT_HERE not in page  # dana answers for everybody
        ticked = {"understood": parting.NOT_HERE}  # the page stands open …
        assert visit.press(path(desk, "rosa") + "/leave").status_code == 303  # … while rosa leaves
        assert "No coordinator with a key is left" in visit.press(leaving, **ticked).text
        assert visit.press(renewing, purpose="password", **ticked).status_code == 422
        assert visit.press(renewing, purpose="phone").status_code == 303  # keys stay
        assert whom(desk, "dana").left_at is None
        assert visit.press(leaving, understood=parting.NO_COORDINATOR).status_code == 303

    assert whom_left(desk, "dana")


def whom_left(desk: Desk, name: str) -> bool:
    with pytest.raises(UnknownOfficer):
        whom(desk, name)
    return True


def test_an_invitation_of_who_has_left_is_no_way_in_to_their_name(desk: Desk) -> None:
    desk.hire("aigul", department_in(desk, MAKTAARAL))
    desk.hire("olga", role="coordinator")
    with desk.at("olga") as olga:
        answer = olga.press(f"{path(desk, 'aigul')}/renew", purpose="password", understood=parting.NO_READER)
        assert answer.status_code == 303
        found = LINK.search(olga.get("/desk/people").text)
        assert found
        olga.press(f"{path(desk, 'aigul')}/leave", understood=parting.NO_READER)
        bring(desk, "aigul", "officer", department_in(desk, MAKTAARAL))  # another person of this name
        before = whom(desk, "aigul").locked
        assert taken_up(desk, found.group(1)) == (403, 403)

    assert whom(desk, "aigul").locked == before


def test_what_somebody_gave_out_lets_nobody_in_once_they_have_left(desk: Desk) -> None:
    desk.hire("marat", role="admin")
    desk.hire("dana", role="coordinator")
    desk.hire("stays", role="coordinator")
    links = []
    with desk.at("dana") as dana, beside(dana, "marat") as marat:
        for visit in (dana, marat):
            assert invite(visit, role="operator", territory=TURKISTAN).status_code == 303
            found = LINK.search(visit.get("/desk/people").text)
            assert found
            links.append(found.group(1))
        dana.press(f"{path(desk, 'stays')}/renew", purpose="phone")
        found = LINK.search(dana.get("/desk/people").text)
        assert found
        assert marat.press(path(desk, "dana") + "/leave").status_code == 303
        assert taken_up(desk, links[0]) == (403, 403)
        assert taken_up(desk, found.group(1)) == (403, 403)
        assert taken_up(desk, links[1]) == (200, 303)


def taken_up(desk: Desk, link: str) -> tuple[int, int]:
    """Open a link and send its form; gives how both were answered."""
    with desk.stranger() as visit:
        visit.get(f"/desk/welcome/{link.rpartition('/')[2]}")
        page = visit.get("/desk/welcome")
        return page.status_code, visit.post("/desk/welcome", NEW | {"name": "newcomer"}).status_code


def test_whoever_was_let_go_while_their_page_stood_open_decides_nothing_more(desk: Desk) -> None:
    desk.hire("olga", role="coordinator")
    desk.hire("rosa", role="coordinator")
    bring(desk, "berik", "officer", department_in(desk, MAKTAARAL))
    olga, rosa, berik = (whom(desk, name) for name in ("olga", "rosa", "berik"))  # all let through the door
    keys = signed(desk, "rosa")
    joining = Invitation(JOIN, "operator", "", "")
    drawn: Any = {"entropy": desk.parts.entropy, "now": NOW}
    with desk.database.transaction() as tx:
        assert deciding.let_go(tx, desk.office, olga, rosa, now=NOW)
        for act in (
            lambda: deciding.let_go(tx, desk.office, rosa, olga, now=NOW),
            lambda: deciding.grant(tx, desk.office, keys, berik, now=NOW),
            lambda: deciding.invite(tx, desk.office, rosa, joining, **drawn),
            lambda: deciding.renew(tx, desk.office, rosa, olga, PHONE, **drawn),
        ):
            with pytest.raises(UnknownOfficer):
                act()

    assert whom(desk, "olga").left_at is None
