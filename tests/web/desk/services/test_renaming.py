"""A service or an organization that was renamed: the old name stays, and only who keeps all may rename."""

from html import unescape

from directory.exchange import workshop
from directory.service import Service
from tests.web.desk.office import Desk
from tests.web.desk.services.test_editing import edit, file, one, services

__all__ = ["one"]  # a fixture


def test_who_renames_a_service_with_a_day_keeps_its_old_name_on_the_card(kept: Desk, one: Service) -> None:
    kept.hire("editor", role="editor")
    with kept.at("editor") as visit:
        path, old = f"/desk/services/{one.id}/edit", one.names["ru"]
        unchanged = visit.post(path, edit(visit, one.id, renamed="2026-09-01"))
        too_late = visit.post(path, edit(visit, one.id, name_ru="Опора", renamed="2099-01-01"))
        visit.post(path, edit(visit, one.id, name_ru="Опора", renamed="2026-09-01"))
        card = unescape(visit.get(f"/desk/services/{one.id}").text)

    assert "no name was changed" in unchanged.text
    assert "cannot be later than today" in too_late.text
    assert services(kept)[one.id].names["ru"] == "Опора"
    assert f"Formerly: {old} (until 1 Sep 2026)" in card


def test_only_who_keeps_all_services_of_an_organization_renames_it(kept: Desk, one: Service) -> None:
    kept.hire("everywhere", role="editor")
    kept.hire("here", role="editor", territory="100000000")
    with workshop.changing(file(kept), keep=True) as database:  # an organization with a service elsewhere
        there = services(kept)[next(own for own in services(kept) if own not in of_oblast(kept, "10"))]
        database.execute(
            "UPDATE service SET organization_id = (SELECT organization_id FROM service WHERE id = ?)"
            " WHERE id = ?",
            (one.id, there.id),
        )
    with kept.at("everywhere") as visit:
        renaming = edit(visit, one.id, organization_ru="Другое имя")
    with kept.at("here") as visit:
        offered = edit(visit, one.id)
        forged = {key: told for key, told in renaming.items() if "organization." in key}
        refused = visit.post(f"/desk/services/{one.id}/edit", offered | forged)
    with kept.at("everywhere") as visit:
        visit.post(f"/desk/services/{one.id}/edit", edit(visit, one.id, organization_ru="Другое имя"))

    assert (refused.status_code, offered.keys() & forged.keys()) == (422, set())
    assert {services(kept)[own].organization["ru"] for own in (one.id, there.id)} == {"Другое имя"}


def of_oblast(desk: Desk, code: str) -> frozenset[str]:
    """The services of an oblast."""
    known = services(desk).items()
    return frozenset(own for own, one in known if any(seat.territory.startswith(code) for seat in one.seats))
