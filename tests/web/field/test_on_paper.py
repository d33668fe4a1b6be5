"""A sheet is taken along, filled in without network and read back on the page of the visit."""

import re

import httpx

from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_visits import begun

OURS = {"Sec-Fetch-Site": "same-origin"}


def test_a_sheet_is_saved_filled_in_and_read_back(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("monitor", MAKTAARAL, name="stranger")
    with outdoors.at("monitor") as monitor, outdoors.at("stranger") as stranger:
        visit = begun(outdoors, monitor)
        assert f'href="{visit}/sheet"' in monitor.get(visit).text
        saved = monitor.get(f"{visit}/sheet.txt")
        assert (saved.status_code, saved.headers["cache-control"]) == (200, "no-store")
        assert stranger.get(f"{visit}/sheet.txt").status_code == 404

        filled = saved.text.replace("x_found =", "x_found = иә").replace("q3 =", "q3 = Қыз")
        filled = re.sub(r"^q14b =.*$", "q14b = a lot", filled, flags=re.MULTILINE) + "x_age = 13\n"
        page = bring(monitor, visit, filled)
        assert page.status_code == 200
        assert "Write the hours like this" in page.text
        assert "a lot" in page.text  # nothing that was typed is lost
        assert "Add a child" not in monitor.get(visit).text

        assert bring(monitor, visit, "class,pupil").status_code == 422
        assert monitor.browser.post(f"{visit}/sheet", files={"text": "x"}, headers=OURS).status_code == 403


def bring(monitor: Visit, visit: str, text: str) -> httpx.Response:
    """Paste a sheet, as a browser sends a form with a file that was not chosen."""
    fields: dict[str, tuple[str | None, bytes]] = {"text": (None, text.encode()), "file": ("", b"")}
    return monitor.browser.post(f"{visit}/sheet?csrf={monitor.csrf}", files=fields, headers=OURS)
