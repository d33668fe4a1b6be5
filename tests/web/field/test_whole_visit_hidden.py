"""After a whole visit, nothing that its monitor typed can be read in a file, a log line or an address."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import structlog

from tests.cases.told import MAKTAARAL
from tests.doubles import canaries, files
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_on_form import filled_in, text
from tests.web.field.test_on_paper import bring as bring_sheet
from tests.web.field.test_photographing import bring
from tests.web.field.test_visits import fill

PERSONAL = ("q1", "q4a", "q6", "q7")


@pytest.mark.sqlite
def test_words_of_a_visit_lie_nowhere_to_be_read(
    outdoors: Outdoors, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    outdoors.join("monitor", MAKTAARAL)
    addresses: list[str] = []
    with structlog.testing.capture_logs() as logged, outdoors.at("monitor") as monitor:
        monitor.browser.event_hooks["request"] = [lambda request: addresses.append(str(request.url))]
        visit, child = filled_in(outdoors, monitor)
        for number, id in enumerate(PERSONAL):
            fill(monitor, f"{child}/who", **{id: canaries.sentence(number)})
        fill(monitor, f"{child}/work", q13=canaries.sentence(8), q15=canaries.sentence(9))
        fill(monitor, f"{visit}/0/arrival", x_persons=canaries.sentence(10), x_started=canaries.WORDS[0])
        bring(monitor, visit, files.picture("JPEG", 1))
        bring_sheet(
            monitor, visit, f"[visit]\nx_agreed = {canaries.sentence(11)}\nq1 = {canaries.sentence(12)}\n"
        )
        before = canaries.hits(path for path in tmp_path.rglob("*") if path.is_file())
        monitor.press(f"{visit}/send")
        form = monitor.get(f"{child}/form-1.pdf?language=kk")
        assert all(f"үй {number}" in text(form) for number in (0, 3, 8, 10, 11))  # it was kept
        addresses += [str(form.headers), monitor.get(visit).headers.get("content-disposition", "")]
        links = re.findall(r'(?:href|src|action)="([^"]*)"', monitor.get(visit).text)
    told = capfd.readouterr()
    told_by_log = repr(logged) + told.out + told.err

    assert before == []
    assert canaries.hits(path for path in tmp_path.rglob("*") if path.is_file()) == []
    said = "\n".join([*addresses, *links, told_by_log])
    assert not [word for word in (*canaries.WORDS, canaries.PHONE) if word in unquote(said)]
    assert not any(word in path.read_bytes() for word in files.WORDS for path in tmp_path.rglob("*.db*"))
