"""What strangers, officers and editors write stays text on every page that shows it: no dialog, no script."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page

from cases import additions, filing, officers, questions
from cases.casework import noting, proposals
from cases.questions import Asking
from cases.services import corrections, lists
from cases.services.lists import Brought
from conversations.phone import call as calls
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
SPOKEN = ("where", "danger", "when", "how_many", "more")
"""Questions of a call whose answers can be written in the caller's own words."""
HEAD = ("Название услуги (на русском)", "Вид", "Район или город, где находится")
LISTED = 40
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
    """Where hostile words were written: a case, a call, and the services whose names they are."""

    case: int
    call: int
    services: dict[str, str]
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def written(furnished_hall: Hall) -> Written:
    """Everything that somebody can write, written in hostile words."""
    composed = furnished_hall.composed
    office, keys = composed.house.office, composed.keys
    joined = "\n".join(TEXTS)
    answers = {name: {"text": joined} for name in ("more", "what", "media")}  # the last: under a photo
    told = {"script": "citizen_report", "answers": answers}
    with composed.database.transaction() as tx:
        filed = filing.file_report(tx, office, report("hostile", answers=told), now=NOW)
        additions.add(tx, office, filed.number, {"text": joined}, now=NOW)
        officer = officers.present(tx, keys, "child-rights")
        questions.ask(tx, keys, filed.number, Asking(officer.department, words=joined), token="q", now=NOW)
        (asked,) = questions.open_of(tx, filed.number)
        question = questions.get(tx, keys, asked)
        assert question is not None
        questions.answer(tx, office, question, {"text": joined}, now=NOW)
        for words in _in_pieces(TEXTS):
            noting.note(tx, office, filed.number, officer, words, now=NOW)
        names = tuple(dict.fromkeys(officers.tidy(text) for text in TEXTS if len(text) <= NAMED))
        for name in names:
            staff.hire(tx, office, name, role="editor")
        proposals.propose(tx, office, filed.number, officer.department, _short(proposals.LONGEST), now=NOW)
        editor, operator = (officers.present(tx, keys, name).lookup for name in ("editor", "operator"))
        lists.keep(
            tx,
            keys,
            "hostile",
            editor,
            Brought("<img src=x onerror=alert(1)>.csv", _list(), TEXTS[1]),
            now=NOW,
        )
        call = calls.begin(tx, composed.house, operator, now=NOW)
        calls.keep(tx, composed.house, call, _said(calls.get(tx, composed.house, call)), now=NOW)
    services = _services(furnished_hall)
    with composed.database.transaction() as tx:
        for piece in _in_pieces(TEXTS, corrections.LONGEST):
            corrections.tell(tx, keys, next(iter(services)), "other", piece, account="", now=NOW)
    return Written(filed.number, call, services, names)


def test_a_case_of_hostile_words_is_read_as_it_was_written(hall: Hall, written: Written) -> None:
    page = hall.desk("child-rights", "ru", to=f"/desk/cases/{written.case}")
    shown = _text(page)

    assert [text for text in TEXTS if shown.count(text) < 6] == []
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


def test_hostile_words_of_a_call_and_of_a_question_are_read_as_they_were_written(
    hall: Hall, written: Written
) -> None:
    page = hall.desk("operator", "kk", to=f"/desk/calls/{written.call}")
    shown = _text(page)
    assert [text for text in TEXTS if text not in shown] == []
    assert page.evaluate(OURS) == CLEAN
    for path, words in ((f"/desk/calls/{written.call}/check", TEXTS[0]), ("/desk/calls", "")):
        page.goto(path)
        assert words in _text(page)
        assert page.evaluate(OURS) == CLEAN
    page.goto(f"/desk/cases/{written.case}/ask")
    assert _short(proposals.LONGEST) in _text(page)
    assert page.evaluate(OURS) == CLEAN


def test_hostile_words_of_a_list_and_of_corrections_are_read_as_they_were_written(
    hall: Hall, written: Written
) -> None:
    page = hall.desk("editor", "kk", to="/desk/services/corrections")
    shown = _text(page)
    assert [text for text in TEXTS if len(text) <= NAMED and text not in shown] == []
    assert page.evaluate(OURS) == CLEAN
    page.goto("/desk/services/import/hostile")
    shown = _text(page)
    assert [name for name in _listed() if shown.count(name) < 2] == []
    assert page.evaluate(OURS) == CLEAN
    refused = page.request.get("/desk/services/import/hostile/refused.csv").text()
    cells = [cell for row in csv.reader(io.StringIO(refused.lstrip("\ufeff"))) for cell in row]
    assert len(cells) > LISTED
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def _short(room: int) -> str:
    """Give as many of the texts as fit in one line of so many letters."""
    return " ".join(_in_pieces([text for text in TEXTS if len(text) <= NAMED], room)[1].split())


def _listed() -> Sequence[str]:
    """Give texts that no list changes on its way: the signs that begin a formula, and others."""
    plain = [text for text in TEXTS if text == " ".join(text.split()) and 3 < len(text) <= NAMED]
    formulas = [text for text in plain if text[0] in "=+-@"]
    return [*formulas, *(text for text in plain if text[0] == "<")][:LISTED]


def _list() -> bytes:
    """Give a list of services with these names, of kinds that nobody knows."""
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows([HEAD, *((name, name, MAKTAARAL) for name in _listed())])
    return made.getvalue().encode()


def _said(one: calls.Open | None) -> calls.Call:
    """Give the call with all texts said, in the words of the caller."""
    assert one is not None
    pieces = _in_pieces(TEXTS)
    told = {"name": TEXTS[0], "number": TEXTS[1], "call_back": TEXTS[2], "language": "ru", "kind": "report"}
    return replace(one.call, words=dict(zip(SPOKEN, pieces, strict=False)), **told)


def _in_pieces(texts: Sequence[str], room: int = ROOM) -> list[str]:
    """Put as many texts together as there is room for: in a note, unless it is said."""
    pieces = [""]
    for text in texts:
        if len(pieces[-1]) + len(text) >= room:
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
    """Give what the page says, with what stands in its fields."""
    fields = "[...document.querySelectorAll('input')].map((one) => one.value)"
    return str(page.evaluate(f"[document.body.textContent, ...{fields}].join('\\n')"))
