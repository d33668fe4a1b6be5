"""The round at the desk: what nobody has made sure of for long, a press each, and what monitors reached."""

import re
from html import unescape

from cases.services import outcomes
from locales import daytime
from tests.web.desk.office import Desk
from tests.web.desk.services.test_editing import SEMEY, services


def asked_about(page: str) -> str:
    found = re.search(r'name="service" value="([^"]+)"', page)
    return found[1] if found else ""


def test_one_press_makes_sure_of_a_service_and_shows_the_next(kept: Desk) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        first = visit.get("/desk/services/round").text
        service = asked_about(first)
        nameless = visit.press("/desk/services/round", service=service, found="right", days="365")
        said = {"days": "365", "way": "phone"}
        done = visit.press("/desk/services/round", service=service, found="right", **said)
        second = visit.get(done.headers["Location"]).text
        dead = visit.press("/desk/services/round", service=asked_about(second), found="dead_phone", **said)
        third = visit.get(dead.headers["Location"]).text
        later = re.search(r'href="(/desk/services/round\?[^"]*behind=[^"]+)"', third)
        assert later
        fourth = visit.get(unescape(later[1])).text

    day = daytime.day(kept.clock.now)
    assert nameless.headers["Location"].endswith("done=way")
    assert services(kept)[service].assured == day
    assert services(kept)[asked_about(second)].assured != day
    assert len({service, *map(asked_about, (second, third, fourth))}) == 4
    assert 'value="phone" required checked' in second
    assert re.search(r'value="right" autofocus', second)
    assert "Left for later: 1" in fourth


def test_what_monitors_reached_is_written_at_once_in_the_territory_of_the_editor(kept: Desk) -> None:
    kept.hire("editor", role="editor", territory=SEMEY)
    kept.hire("operator", role="operator")
    is_inside = {
        own: any(seat.territory == SEMEY for seat in one.seats) for own, one in services(kept).items()
    }
    inside = next(own for own, is_in in is_inside.items() if is_in)
    outside = next(own for own, is_in in is_inside.items() if not is_in)
    before = services(kept)[outside].assured
    with kept.database.transaction() as tx:
        for own in (inside, outside):
            outcomes.tell(
                tx, kept.parts.keys, own, "reached", role="monitor", account="web:1", now=kept.clock.now
            )
    with kept.at("operator") as visit:
        nothing = visit.get("/desk/services/round").text
        refused = visit.press("/desk/services/round/reached").status_code
    with kept.at("editor") as visit:
        page = visit.get("/desk/services/round").text
        visit.press("/desk/services/round/reached")
        after = visit.get("/desk/services/round").text

    assert "round/reached" not in nothing
    assert refused == 404
    assert "since anybody made sure of them: 1." in page
    assert "round/reached" not in after
    assert services(kept)[inside].assured == daytime.day(kept.clock.now)
    assert services(kept)[outside].assured == before


def test_a_check_late_in_the_evening_of_utc_is_of_the_next_day_in_kazakhstan(kept: Desk) -> None:
    kept.hire("editor", role="editor")
    kept.clock.now = kept.clock.now.replace(hour=19, minute=30)
    with kept.at("editor") as visit:
        service = asked_about(visit.get("/desk/services/round").text)
        visit.press("/desk/services/round", service=service, found="right", days="365", way="visit")

    assert services(kept)[service].assured == daytime.day(kept.clock.now) != kept.clock.now.date()
