"""Signing in and out at the desk."""

from datetime import timedelta

from tests.doubles import staff
from tests.web.desk.office import Desk
from web.desk import sessions


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(desk: Desk) -> None:
    with desk.stranger() as visit:
        answer = visit.get("/desk")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")


def test_a_name_and_a_password_open_the_desk_until_one_signs_out(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.at("aigul") as visit:
        assert visit.get("/desk").headers["Location"] == "/desk/cases"
        visit.press("/desk/sign-out")
        assert visit.get("/desk").headers["Location"] == "/desk/sign-in"


def test_half_an_hour_of_doing_nothing_ends_the_session(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.at("aigul") as visit:
        desk.clock.now += sessions.IDLE
        assert visit.get("/desk").headers["Location"] == "/desk/cases"
        desk.clock.now += sessions.IDLE + timedelta(seconds=1)
        assert visit.get("/desk").headers["Location"] == "/desk/sign-in?over=1"


def test_a_wrong_password_opens_nothing(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.stranger() as visit:
        answer = visit.post("/desk/sign-in", {"name": "aigul", "password": f"not {staff.PASSWORD}"})

        assert (answer.status_code, "desk" in visit.browser.cookies) == (403, False)


def test_a_form_without_its_token_or_from_elsewhere_is_refused(desk: Desk) -> None:
    desk.hire("aigul", desk.office.departments.all()[0].code)
    with desk.at("aigul") as visit:
        assert visit.post("/desk/sign-out", {}).status_code == 403
        foreign = visit.post("/desk/sign-out", {"csrf": visit.csrf}, **{"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403
        assert visit.browser.post("/desk/sign-out", data={"csrf": visit.csrf}).status_code == 403
