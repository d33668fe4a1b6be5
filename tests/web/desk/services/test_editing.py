"""Services at the desk: found by everybody, changed by those who keep them, nobody overwritten."""

import re
import threading
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from cases import schema
from cases.services import checks, private
from cases.services.private import Private
from directory.exchange import workshop
from directory.service import Service
from tests.web.desk.office import Desk, Visit

SEMEY, TURKISTAN = "101000000", "610000000"
_INPUT = re.compile(r"<input ([^>]*)>|<textarea ([^>]*)>(.*?)</textarea>", re.S)
_PART = re.compile(r'([\w-]+)="([^"]*)"|(checked)')


@pytest.fixture
def one(kept: Desk) -> Service:
    """A service of Semey."""
    found = services(kept)
    return next(one for one in found.values() if any(seat.territory == SEMEY for seat in one.seats))


def services(desk: Desk) -> Mapping[str, Service]:
    assert desk.parts.house is not None
    return desk.parts.house.shelf.services


def file(desk: Desk) -> Path:
    """The directory file of the desk."""
    assert desk.parts.house is not None
    assert desk.parts.house.file is not None
    return desk.parts.house.file


def form(page: str) -> dict[str, list[str]]:
    """What a browser would send of the last form of a page, as it stands."""
    found: dict[str, list[str]] = {}
    for inside, around, text in _INPUT.findall(page.split('class="editing"')[-1]):
        parts = {name or flag: unescape(value) for name, value, flag in _PART.findall(inside or around)}
        is_chosen = parts.get("type") not in ("radio", "checkbox") or "checked" in parts
        if "name" in parts and is_chosen:
            value = unescape(text) if around else parts.get("value", "on")
            found.setdefault(parts["name"], []).append(value)
    return found


def edit(visit: Visit, service: str, **changed: str | list[str]) -> dict[str, list[str]]:
    """The form of a service, with some fields filled in otherwise."""
    told = {key.replace("_", ".", 1): one for key, one in changed.items()}
    asked = form(visit.get(f"/desk/services/{service}/edit").text)
    return asked | {key: [one] if isinstance(one, str) else one for key, one in told.items()}


def about(desk: Desk) -> list[tuple[str, str]]:
    """Who did what to services, as the history has it."""
    with desk.database.reading() as tx:
        rows = tx.rows(select(schema.history).order_by(schema.history.c.id))
    return [(row["actor"], row["act"]) for row in rows if str(row["about"]).startswith("service:")]


def test_everybody_finds_a_service_in_any_spelling_and_reads_its_card(kept: Desk, one: Service) -> None:
    kept.hire("aigul", kept.office.departments.all()[0].code)
    with kept.at("aigul") as visit:
        found = visit.get("/desk/services?q=otdel+zanyatosti+semei")
        card = visit.get(f"/desk/services/{one.id}")

    assert (found.status_code, card.status_code) == (200, 200)
    assert f"/desk/services/{one.id}" in found.text
    assert one.names["en"] in unescape(card.text)
    assert "/edit" not in card.text


def test_an_officer_cannot_edit_and_an_editor_only_in_the_own_territory(kept: Desk, one: Service) -> None:
    kept.hire("aigul", kept.office.departments.all()[0].code)
    kept.hire("elsewhere", role="editor", territory=TURKISTAN)
    kept.hire("here", role="editor", territory="100000000")
    answers = {}
    for name in ("aigul", "elsewhere", "here"):
        with kept.at(name) as visit:
            answers[name] = [
                visit.get(f"/desk/services/{one.id}/edit").status_code,
                visit.get(f"/desk/services/{one.id}/history").status_code,
                visit.press(f"/desk/services/{one.id}/state", status="active", was="active").status_code,
            ]

    assert answers == {"aigul": [404] * 3, "elsewhere": [404] * 3, "here": [200, 200, 303]}


def test_what_an_editor_writes_everybody_sees_at_once(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        sent = edit(
            visit, one.id, phones="8 7222 52 00 00 – office", hours="Пн-Пт 09:00-18:00", kinds=["ngo"]
        )
        saved = visit.post(f"/desk/services/{one.id}/edit", sent)
        card = visit.get(saved.headers["Location"]).text
        past = visit.get(f"/desk/services/{one.id}/history").text

    assert saved.status_code == 303
    assert services(kept)[one.id].phones[0].number == "8 7222 52 00 00"
    assert services(kept)[one.id].kinds == ("ngo",)
    assert services(kept)[one.id].about == one.about
    assert "Mon-Fri 09:00-18:00" in card
    assert past.count("· Editor of the directory") == 3


def test_who_has_just_renamed_a_service_finds_it_by_its_new_name(kept: Desk, one: Service) -> None:
    other = next(id for id in services(kept) if id != one.id)
    kept.hire("erlan", role="editor")
    with kept.at("erlan") as erlan:
        erlan.get(f"/desk/services?q={services(kept)[other].names['ru']}")  # the search is made by now
        erlan.post(f"/desk/services/{one.id}/edit", edit(erlan, one.id, name_ru="Служба Бармаглот"))
        found = erlan.get("/desk/services?q=Служба Бармаглот").text

    assert f"/desk/services/{one.id}" in found


def test_a_form_that_nobody_changed_writes_nothing(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    before = file(kept).read_bytes()
    with kept.at("editor") as visit:
        visit.post(f"/desk/services/{one.id}/edit", edit(visit, one.id))

    assert file(kept).read_bytes() == before


def test_what_cannot_stand_in_a_field_is_said_and_the_form_is_kept(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        answer = visit.post(
            f"/desk/services/{one.id}/edit", edit(visit, one.id, phones="ask Aigul", fees="500 tenge")
        )

    assert answer.status_code == 422
    assert "One number a line, with digits" in answer.text
    assert "ask Aigul" in answer.text
    assert "500 tenge" in answer.text
    assert services(kept)[one.id].phones == one.phones


def test_the_second_editor_sees_what_was_changed_meanwhile_and_decides(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        first, second = edit(visit, one.id, phones="111"), edit(visit, one.id, phones="112")
        visit.post(f"/desk/services/{one.id}/edit", first)
        stopped = visit.post(f"/desk/services/{one.id}/edit", second)
        between = services(kept)[one.id].phones[0].number
        again = visit.post(f"/desk/services/{one.id}/edit", form(stopped.text))

    assert (stopped.status_code, between, again.status_code) == (422, "111", 303)
    assert "Now there stands:" in stopped.text
    assert services(kept)[one.id].phones[0].number == "112"


def test_one_field_is_put_back(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        visit.post(f"/desk/services/{one.id}/edit", edit(visit, one.id, phones="111", youngest="5"))
        past = visit.get(f"/desk/services/{one.id}/history").text
        entry = re.search(r'name="entry" value="([^"]+)"><input type="hidden" name="was" value="111"', past)
        assert entry
        back = visit.press(f"/desk/services/{one.id}/revert", entry=entry[1], was="111")

    assert back.headers["Location"].endswith("done=reverted")
    assert (services(kept)[one.id].phones, services(kept)[one.id].terms.youngest) == ((), 5)


def test_while_somebody_else_changes_the_file_the_editor_waits_a_little(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        sent = edit(visit, one.id, phones="111")
        begun, freed = threading.Event(), threading.Event()
        path = file(kept)

        def hold() -> None:
            with workshop.changing(path, keep=False):
                begun.set()
                freed.wait(50)

        holder = threading.Thread(target=hold)
        holder.start()
        begun.wait(50)
        threading.Timer(0.3, freed.set).start()
        answer = visit.post(f"/desk/services/{one.id}/edit", sent)
        holder.join()

    assert answer.status_code == 303
    assert services(kept)[one.id].phones[0].number == "111"


def test_a_new_service_lies_in_the_territory_of_who_writes_it(kept: Desk) -> None:
    kept.hire("editor", role="editor", territory=TURKISTAN)
    with kept.at("editor") as visit:
        blank = form(visit.get("/desk/services/new").text)
        told = blank | {"name.ru": ["Фонд"], "kinds": ["ngo"], "organization": ["Фонд"]}
        outside = visit.post("/desk/services/new", told | {"territory": ["Семей"]})
        empty = visit.post("/desk/services/new", blank)
        begun = visit.post("/desk/services/new", told | {"territory": ["Мактаарал"]})
        card = visit.get(begun.headers["Location"])

    assert (outside.status_code, empty.status_code, begun.status_code) == (422, 422, 303)
    assert "This place is not in your territory" in outside.text
    assert "This is needed." in empty.text
    assert "Фонд" in card.text
    assert "Maktaaral" in card.text


def test_a_closed_service_stays_and_is_offered_to_nobody(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        visit.get(f"/desk/services/{one.id}")
        visit.press(f"/desk/services/{one.id}/state", status="defunct", was="active")
        stale = visit.press(f"/desk/services/{one.id}/state", status="inactive", was="active")
        card, closed = visit.get(f"/desk/services/{one.id}"), visit.get("/desk/services?state=closed")

    assert stale.headers["Location"].endswith("done=overtaken")
    assert "Is no more" in card.text
    assert one.id in closed.text


def test_who_made_sure_writes_how_and_what_and_ends_the_re_check(kept: Desk, one: Service) -> None:
    kept.hire("operator", role="operator")
    with kept.database.transaction() as tx:
        checks.ask(tx, one.id, "dead_phone", now=kept.clock.now)
    with kept.at("operator") as visit:
        visit.get(f"/desk/services/{one.id}")
        half = visit.press(f"/desk/services/{one.id}/verify", found="right")
        saved = visit.press(f"/desk/services/{one.id}/verify", found="right", way="phone", on="2026-11-20")
        card = visit.get(saved.headers["Location"]).text
    with kept.database.reading() as tx:
        open_ones = checks.open_ones(tx)

    assert (half.status_code, saved.status_code) == (422, 303)
    assert re.search(r"Checked by telephone: (\d+ days ago|yesterday|today) – Operator", card)
    assert open_ones == ()


def test_what_is_not_public_is_shown_to_few_and_each_look_is_noted(kept: Desk, one: Service) -> None:
    secret = Private(addresses=("Secret street 5",), contact="Aunt Nurgul")
    with kept.database.transaction() as tx:
        private.put(tx, kept.parts.keys, one.id, secret, by="editor", now=kept.clock.now)
    kept.hire("aigul", kept.office.departments.all()[0].code)
    kept.hire("operator", role="operator")
    answers = {}
    for name in ("aigul", "operator"):
        with kept.at(name) as visit:
            card = visit.get(f"/desk/services/{one.id}").text
            shown = visit.press(f"/desk/services/{one.id}/private")
            answers[name] = (shown.status_code, "Secret street 5" in card, "Secret street 5" in shown.text)

    assert answers == {"aigul": (404, False, False), "operator": (200, False, True)}
    assert about(kept)[1:] == [("operator", "private facts read")]


def test_a_hidden_address_goes_to_the_cases_and_never_into_the_file(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        sent = edit(visit, one.id, address="Secret street 5", seat="hidden")
        saved = visit.post(f"/desk/services/{one.id}/edit", sent)
        shown = visit.press(f"/desk/services/{one.id}/private").text
        first = {"was.addresses": "Secret street 5", "addresses": "Secret street 6", "contact": "Aunt"}
        changed = visit.press(f"/desk/services/{one.id}/private/change", **first)
        second = visit.press(f"/desk/services/{one.id}/private/change", **first | {"contact": "Uncle"})
    with kept.database.reading() as tx:
        known = private.get(tx, kept.parts.keys, one.id)

    assert (saved.status_code, changed.status_code, second.status_code) == (303, 303, 422)
    assert "Secret street 5" in shown
    assert known == Private(addresses=("Secret street 6",), contact="Aunt")
    assert b"Secret street" not in file(kept).read_bytes()
