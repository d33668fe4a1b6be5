"""What strangers, officers and editors write stays text on every page that shows it: no dialog, no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page

from cases import additions, filing, officers
from cases.casework import noting
from directory.editing import changing
from directory.editing.changing import New
from tests.cases.told import MAKTAARAL, NOW, report
from tests.doubles import staff
from tests.journeys.desk import hostile
from tests.journeys.desk.hall import Hall

TEXTS = hostile.texts()
ROOM = 3800
"""Letters that one note has room for."""
NAMED, NAME, SERVICES = 60, 150, 8
OURS = r"""() => {
  const WAYS = ['href', 'src', 'action', 'formaction'];
  const all = [...document.querySelectorAll('*')];
  const ways = all.flatMap((one) => WAYS.map((name) => one.getAttribute(name)));
  return {
    handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
    scripts: [...document.scripts].filter((one) => !one.src.startsWith(location.origin + '/static/')).length,
    ways: ways.filter((way) => way && !/^(\/|#|\?|https:|tel:|mailto:|geo:)/.test(way)),
    frames: document.querySelectorAll('iframe, object, embed, base, meta[http-equiv], style').length,
  };
}"""
CLEAN = {"handlers": [], "scripts": 0, "ways": [], "frames": 0}


@dataclass(frozen=True)
class Written:
    """Where hostile words were written: a case, and the services whose names they are."""

    case: int
    services: dict[str, str]
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def written(furnished_hall: Hall) -> Written:
    """Everything that somebody can write, written in hostile words."""
    composed = furnished_hall.composed
    office, keys = composed.house.office, composed.keys
    joined = "\n".join(TEXTS)
    told = {"script": "citizen_report", "answers": {"more": {"text": joined}, "what": {"text": joined}}}
    with composed.database.transaction() as tx:
        filed = filing.file_report(tx, office, report("hostile", answers=told), now=NOW)
        additions.add(tx, office, filed.number, {"text": joined}, now=NOW)
        officer = officers.present(tx, keys, "child-rights")
        for words in _in_pieces(TEXTS):
            noting.note(tx, office, filed.number, officer, words, now=NOW)
        names = tuple(dict.fromkeys(officers.tidy(text) for text in TEXTS if len(text) <= NAMED))
        for name in names:
            staff.hire(tx, office, name, role="editor")
    return Written(filed.number, _services(furnished_hall), names)


def test_a_case_of_hostile_words_is_read_as_it_was_written(hall: Hall, written: Written) -> None:
    page = hall.desk("child-rights", "ru", to=f"/desk/cases/{written.case}")
    shown = _text(page)

    assert [text for text in TEXTS if shown.count(text) < 3] == []
    assert page.evaluate(OURS) == CLEAN
    pack = page.request.get(f"/desk/cases/{written.case}/pack.json?words=1").json()
    values = [line["value"] for section in pack["known"]["ru"] for line in section["lines"]]
    assert "\n".join(TEXTS) in values
    for path in ("/desk/cases", "/desk/tasks", f"/desk/cases/{written.case}/link"):
        page.goto(path)
        assert page.evaluate(OURS) == CLEAN


def test_hostile_names_of_people_are_read_as_they_were_written(hall: Hall, written: Written) -> None:
    page = hall.desk("admin", "kk", to="/desk/people")
    shown = _text(page)

    assert [name for name in written.names if name not in shown] == []
    assert page.evaluate(OURS) == CLEAN


@pytest.mark.parametrize("path", ["/desk/services/{id}", "/desk/services/{id}/history", "/services/{id}"])
def test_hostile_names_of_services_are_read_as_they_were_written(
    hall: Hall, written: Written, path: str
) -> None:
    page = hall.desk("editor", "kk") if path.startswith("/desk") else hall.page("kk")
    for id, name in written.services.items():
        page.goto(path.format(id=id))
        assert name in _text(page)
        assert page.evaluate(OURS) == CLEAN


def _in_pieces(texts: Sequence[str]) -> list[str]:
    """Put as many texts together as a note has room for."""
    pieces = [""]
    for text in texts:
        if len(pieces[-1]) + len(text) >= ROOM:
            pieces.append("")
        pieces[-1] += text + "\n"
    return pieces


def _services(hall: Hall) -> dict[str, str]:
    """Begin services that have several hostile texts each for a name; give their ids with the names."""
    file, made = hall.composed.settings.directory, {}
    for number in range(SERVICES):
        id = str(UUID(int=number + 1, version=4))
        words = " ".join(" ".join(text for text in TEXTS[number::SERVICES] if len(text) <= NAMED).split())
        name = words[:NAME].strip()
        values = {"name.ru": name, "name.kk": name, "about.kk": words, "kinds": "ngo", "needs": "shelter"}
        values |= {"territory": MAKTAARAL, "seat": "public", "address": name[:NAMED]}
        changing.begin(file, New(id, name, values), "editor", now=NOW, entrust=lambda _: None)
        made[id] = name
    hall.composed.house.shelf.renew()
    return made


def _text(page: Page) -> str:
    return str(page.evaluate("document.body.textContent"))
