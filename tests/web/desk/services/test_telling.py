"""What people told, looked for in vain, and what is missing: at the desk of an editor."""

import re

import pytest

from cases.services import checks, corrections, lookups, words
from cases.services.lookups import LookUp
from directory.service import Service
from tests.web.desk.office import Desk
from tests.web.desk.services.test_editing import SEMEY, TURKISTAN, about, form, services


@pytest.fixture
def one(kept: Desk) -> Service:
    """A service of Semey."""
    return next(one for one in services(kept).values() if any(seat.territory == SEMEY for seat in one.seats))


def tell(desk: Desk, service: str, what: str = "phone", told: str = "It is 8 7222 52 00 00 now") -> int:
    with desk.database.transaction() as tx:
        number = corrections.tell(
            tx, desk.parts.keys, service, what, told, account="telegram:1", now=desk.clock.now
        )
    assert number is not None
    return number


def test_an_accepted_correction_leads_to_its_field_with_what_was_told_in_it(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    number = tell(kept, one.id)
    with kept.at("editor") as visit:
        listed = visit.get("/desk/services/corrections").text
        accepted = visit.press(f"/desk/services/corrections/{number}/accept")
        page = visit.get(accepted.headers["Location"]).text

    assert "It is 8 7222 52 00 00 now" in listed
    assert form(page)["phones"] == ["8 7222 52 00 00"]
    assert form(page)["was.phones"] == [""]
    assert about(kept) == [("editor", f"correction {number} accepted")]


def test_a_correction_is_refused_with_a_reason_only(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    number = tell(kept, one.id)
    with kept.at("editor") as visit:
        visit.get("/desk/services/corrections")
        path = f"/desk/services/corrections/{number}/refuse"
        seen = [
            visit.press(path, reason=reason).headers["Location"] for reason in ("", "no", "right", "right")
        ]

    assert [re.sub(".*done=", "", one) for one in seen] == ["reason", "reason", "refused", "decided"]
    assert about(kept) == [("editor", f"correction {number} refused: right")]


def test_corrections_and_checks_of_another_territory_are_nowhere(kept: Desk, one: Service) -> None:
    kept.hire("elsewhere", role="editor", territory=TURKISTAN)
    number = tell(kept, one.id)
    with kept.database.transaction() as tx:
        checks.ask(tx, one.id, "dead_phone", now=kept.clock.now)
    with kept.at("elsewhere") as visit:
        listed = visit.get("/desk/services/corrections").text
        accepted = visit.press(f"/desk/services/corrections/{number}/accept")
        gaps = visit.get(f"/desk/services/gaps?territory={SEMEY}")

    assert one.id not in listed
    assert (accepted.status_code, gaps.status_code) == (404, 404)


def test_a_word_that_was_looked_for_in_vain_is_taught_to_the_search_at_once(kept: Desk) -> None:
    kept.hire("editor", role="editor")
    sought = LookUp("выгнали из дома", "", "", "ru", "none")
    with kept.database.transaction() as tx:
        lookups.note(tx, kept.parts.keys, sought, lambda word: True, now=kept.clock.now)
    with kept.at("editor") as visit:
        page = visit.get("/desk/services/words").text
        told = {"words": "выгнали  из дома", "meaning": "need:shelter", "spoken": "ru"}
        added = visit.press("/desk/services/words", **told)
        wrong = visit.press("/desk/services/words", **told | {"meaning": "need:castle"})
        with kept.database.reading() as tx:
            known = words.spoken(tx)
        visit.press("/desk/services/words/remove", words="выгнали из дома", meaning="need:shelter")

    assert "выгнали из дома" in page
    assert [one.headers["Location"][-7:] for one in (added, wrong)] == ["e=added", "unclear"]
    assert known == (("выгнали из дома", "need:shelter"),)
    with kept.database.reading() as tx:
        assert words.spoken(tx) == ()


def test_gaps_of_the_own_territory_lead_to_a_form_with_place_and_need(kept: Desk) -> None:
    kept.hire("editor", role="editor", territory=TURKISTAN)
    with kept.at("editor") as visit:
        page = visit.get("/desk/services/gaps").text
        link = re.search(r'"(/desk/services/new\?territory=\d+&amp;needs=\w+)"', page)
        assert link
        blank = form(visit.get(link[1].replace("&amp;", "&")).text)

    assert "Turkistan" in blank["territory"][0]
    assert len(blank["needs"]) == 1
