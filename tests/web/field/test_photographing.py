"""Photos of a workplace: cleaned, sealed, the monitor's alone; after submitting those of the cases."""

import httpx
from sqlalchemy import select

from cases import case
from cases.visits.schema import visit_photo
from tests.cases.told import MAKTAARAL
from tests.doubles import files
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_on_form import filled_in
from tests.web.field.test_on_paper import OURS
from tests.web.field.test_visits import fill


def test_a_photo_is_cleaned_and_becomes_a_file_of_the_case(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("monitor", MAKTAARAL, name="stranger")
    raw = files.picture("JPEG", 1)
    with outdoors.at("monitor") as monitor, outdoors.at("stranger") as stranger:
        visit, _ = filled_in(outdoors, monitor)
        assert "Never a face" in monitor.get(f"{visit}/photos").text
        assert bring(monitor, visit, raw).headers["location"] == f"{visit}/photos"
        kept = monitor.get(f"{visit}/photos/1.jpg")
        assert (kept.headers["content-type"], kept.headers["cache-control"]) == ("image/jpeg", "no-store")
        assert kept.content.startswith(b"\xff\xd8")
        assert not any(word in kept.content for word in files.WORDS)
        assert stranger.get(f"{visit}/photos/1.jpg").status_code == 404
        assert bring(stranger, visit, raw).status_code == 404

        refused = bring(monitor, visit, b"no picture at all")
        assert (refused.status_code, "This is no photo" in refused.text) == (422, True)
        assert bring(monitor, visit, b"").status_code == 422
        fill(monitor, f"{visit}/0/arrival", x_point="43.2389, 76.8897")
        monitor.press(f"{visit}/send")
        assert monitor.get(f"{visit}/photos/1.jpg").status_code == 404
        assert bring(monitor, visit, raw).headers["location"] == visit  # where it says that it was sent
    with outdoors.desk.database.reading() as tx:
        lead = case.get(tx, 1).lead
        assert not tx.rows(select(visit_photo))
    outdoors.desk.hire("aigul", lead)
    with outdoors.desk.at("aigul") as aigul:
        assert "43.23890, 76.88970" in aigul.get("/desk/cases/1").text
        assert aigul.get("/desk/cases/1/media/1").content == kept.content


def test_where_sexual_exploitation_was_found_no_photo_is_taken(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        visit, child = filled_in(outdoors, monitor)
        bring(monitor, visit, files.picture("JPEG", 2))
        fill(monitor, f"{child}/worst", q19f="found")
        page = monitor.get(f"{visit}/photos").text
        assert "take no photos here" in page
        assert 'type="file"' not in page
        assert bring(monitor, visit, files.picture("JPEG", 3)).status_code == 422
        monitor.press(f"{visit}/photos/1/drop")
        assert monitor.get(f"{visit}/photos/1.jpg").status_code == 404


def bring(monitor: Visit, visit: str, raw: bytes) -> httpx.Response:
    """Send the form with a file, as a browser does: a file that was not chosen is empty."""
    name = "a.jpg" if raw else ""
    sent = {"file": (name, raw, "image/jpeg" if raw else "application/octet-stream")}
    return monitor.browser.post(f"{visit}/photos?csrf={monitor.csrf}", files=sent, headers=OURS)
