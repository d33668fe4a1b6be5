"""The register of children in difficult life situations: a table for those who may read who the child is."""

import csv
import io
import zipfile

from cases import case, history
from cases.referrals import measures, register
from cases.referrals.measures import New
from cases.visits import submitting
from tests.cases.told import NOW
from tests.cases.visits import filled
from tests.web.desk.office import Desk

PATH = "/desk/register"
SPAN = "first=2026-11-23&last=23.11.2026"


def visited(desk: Desk) -> int:
    with desk.database.transaction() as tx:
        keys = desk.office.keys
        draft = filled.begun(tx, keys, filled.monitor(tx, keys))
        draft = filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
        draft = filled.with_child(tx, keys, draft, {**filled.CHILD, "q1": "=cmd|' /C calc'!A0"})
        number = submitting.submit(tx, desk.office, draft, now=NOW).children[0].number
        words = {"template": "school_aid", "text": "Мектепке киім"}
        new = New("12b", "school_aid", "", "direct", "yes", "2026-11-23", "", words)
        measures.keep(tx, desk.office, number, new, by="coordinator", now=NOW)
        return number


def acts(desk: Desk, number: int) -> list[str]:
    with desk.database.reading() as tx:
        return [row["act"] for row in history.of_case(tx, number)]


def test_a_child_is_one_row_of_form_2_for_who_acts_on_it_and_the_history_says_so(desk: Desk) -> None:
    number, other = visited(desk), desk.file().number
    with desk.database.reading() as tx:
        desk_of_lead = case.get(tx, number).lead
    desk.hire("lead", desk_of_lead)
    desk.hire("olga", role="operator")
    desk.hire("boris", "PROS:610000000")
    with desk.at("lead") as lead, desk.at("olga") as olga, desk.at("boris") as boris:
        assert "Legal path" in lead.get(f"/desk/cases/{other}").text
        assert "Legal path" not in lead.get(f"/desk/cases/{number}").text  # nobody has sent it
        counted = lead.get(f"{PATH}?{SPAN}")
        assert "23 Nov 2026 to 23 Nov 2026: 1" in counted.text
        assert "cmd|" not in counted.text
        assert register.ACT not in acts(desk, number)

        table = lead.get(f"{PATH}/csv?{SPAN}")
        assert table.headers["Cache-Control"] == "no-store"
        [heads, row] = csv.reader(io.StringIO(table.content.decode("utf-8-sig")))
        told = dict(zip(heads, row, strict=True))
        assert (told["No."], told["Given name, family name"]) == (str(number), "'=cmd|' /C calc'!A0")
        assert "Мектепке киім, 23 Nov 2026" in row
        assert acts(desk, number).count(register.ACT) == 1
        assert register.ACT not in acts(desk, other)  # nobody is named there

        book = zipfile.ZipFile(io.BytesIO(lead.get(f"{PATH}/xlsx?{SPAN}").content))
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
        assert acts(desk, number).count(register.ACT) == 2
        assert "Taken out with the register" in lead.get(f"/desk/cases/{number}").text
        assert "2025: 0" in lead.get(f"{PATH}?first=2025-01-01&last=2025-12-31").text
        assert ": 1" in lead.get(f"{PATH}?first=0001-01-01&last=9999-12-31").text
        assert lead.get(f"{PATH}?first=2026-12-01&last=2026-11-01").status_code == 422
        assert lead.get(f"{PATH}/pdf?{SPAN}").status_code == 404
        assert ": 0" in boris.get(f"{PATH}?{SPAN}").text
        assert len(boris.get(f"{PATH}/csv?{SPAN}").content.splitlines()) == 1
        assert olga.get(f"{PATH}?{SPAN}").status_code == 404
    assert acts(desk, number).count(register.ACT) == 2
