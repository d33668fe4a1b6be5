"""Schools at the desk: added by typing; teachers and monitors let in and out by territory, nameless."""

import re
from dataclasses import replace

from sqlalchemy import select

from cases import people, schema
from cases.absences import classes, handing_over, schools
from cases.absences.pupils import Line
from cases.admission import passes
from cases.people import Reach
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Desk, Visit
from web.desk.schools import paths

ALMATY, TURKISTAN = "750000000", "610000000"
TOKEN = re.compile(r"/start inv_([\w-]+)")


def add(visit: Visit, name: str = "№5 мектеп <b>", typed: str = "мактаарал") -> str:
    """Add a school as a coordinator does; gives the path of its page."""
    asked = visit.press("/desk/schools/new", name=name, place=typed)
    assert (asked.status_code, "Please choose which place it is." in asked.text) == (422, True)
    assert f'value="{MAKTAARAL}"' in asked.text
    done = visit.press("/desk/schools/new", name=name, place=typed, typed=typed, territory=MAKTAARAL)
    assert done.status_code == 303, done.text
    return done.headers["location"].partition("?")[0]


def join(desk: Desk, token: str, account: str) -> None:
    with desk.database.transaction() as tx:
        reach = Reach("telegram", account, "kk")
        people.join(tx, desk.office.keys, token, f"telegram:{account}", desk.clock.now, reach)


def test_a_teacher_is_invited_joins_and_is_let_go_in_two_steps(desk: Desk) -> None:
    desk.hire("coordinator", role="coordinator", territory=TURKISTAN)
    with desk.at("coordinator") as visit:
        school = add(visit)
        made = visit.press(f"{school}/invite")
        shown, again = visit.get(made.headers["location"]), visit.get(made.headers["location"])
        token = TOKEN.findall(shown.text)[0]
        assert f"?start=inv_{token}" in shown.text
        assert "<svg" in shown.text
        assert token not in again.text
        join(desk, token, "4711")
        page = visit.get(school).text
        assert ("№5 мектеп &lt;b&gt;" in page, "4711" in page) == (True, False)
        leave = re.findall(r"/desk/schools/people/\w+/leave", page)[0]
        keys, account = desk.office.keys, people.index(desk.office.keys, "telegram:4711")
        with desk.database.transaction() as tx:
            entropy, now = desk.parts.entropy, desk.clock.now
            link = passes.issue(tx, keys, account, language="kk", entropy=entropy, now=now)
        assert "Let them go now" in visit.get(leave).text
        with desk.database.reading() as tx:
            assert people.by_account(tx, account) is not None
        assert visit.press(leave).headers["location"] == "/desk/schools?done=left"
        assert visit.press(leave).status_code == 404
    with desk.database.reading() as tx:
        assert people.by_account(tx, account) is None
        assert not passes.is_good(tx, keys, link, desk.clock.now)


def test_a_monitor_is_invited_for_a_place_of_the_inviters_territory(desk: Desk) -> None:
    desk.hire("coordinator", role="coordinator", territory=TURKISTAN)
    with desk.at("coordinator") as visit:
        assert f'value="{TURKISTAN}" checked' in visit.get("/desk/schools/invite").text
        elsewhere = visit.press("/desk/schools/invite", place="алматы", typed="алматы", territory=ALMATY)
        assert elsewhere.status_code == 422
        told = {"place": "мақтаарал", "typed": "мақтаарал", "territory": MAKTAARAL}
        shown = visit.get(visit.press("/desk/schools/invite", **told).headers["location"])
    join(desk, TOKEN.findall(shown.text)[0], "5")
    with desk.database.reading() as tx:
        (one,) = people.of_role(tx, "monitor", territory=MAKTAARAL)
        assert people.by_account(tx, one) == people.Person("monitor", MAKTAARAL, "")


def test_schools_and_people_of_another_territory_are_not_there(desk: Desk) -> None:
    desk.hire("here", role="coordinator", territory=TURKISTAN)
    desk.hire("elsewhere", role="coordinator", territory=ALMATY)
    with desk.at("here") as visit:
        school = add(visit)
        token = TOKEN.findall(visit.get(visit.press(f"{school}/invite").headers["location"]).text)[0]
        join(desk, token, "4711")
        leave = re.findall(r"/desk/schools/people/\w+/leave", visit.get("/desk/schools").text)[0]
        changed = visit.press(school, name="Мектеп 6", conflict="yes")
        assert changed.status_code == 303
    with desk.at("elsewhere") as visit:
        seen = visit.get("/desk/schools").text
        assert ("Мектеп 6" in seen, leave in seen) == (False, False)
        assert {visit.get(one).status_code for one in (school, leave)} == {404}
        for path in (school, f"{school}/invite", leave):
            assert visit.press(path, name="x").status_code == 404
    with desk.database.reading() as tx:
        kept = schools.get(tx, desk.office.keys, school.rpartition("/")[2])
        assert (kept.name, kept.conflict) == ("Мектеп 6", True)


def test_the_coordinator_gives_a_class_to_the_teacher_who_asks(desk: Desk) -> None:
    desk.hire("here", role="coordinator", territory=TURKISTAN)
    desk.hire("elsewhere", role="coordinator", territory=ALMATY)
    keys, now, entropy = desk.office.keys, desk.clock.now, desk.parts.entropy
    with desk.at("here") as visit:
        path = add(visit)
        code = path.rpartition("/")[2]
        for account in ("1", "2"):
            token = TOKEN.findall(visit.get(visit.press(f"{path}/invite").headers["location"]).text)[0]
            join(desk, token, account)
        first, second = (people.index(keys, f"telegram:{account}") for account in ("1", "2"))
        with desk.database.transaction() as tx:
            lines, given = [Line("Абаева Айгүл")], {"account": first, "entropy": entropy, "now": now}
            of = classes.add(tx, keys, code, "7А", lines, **given)  # type: ignore[arg-type]
            assert handing_over.ask(tx, of, second, now=now)
            assert not handing_over.ask(tx, of, second, now=now)
        page, act = visit.get(path).text, f"{path}/classes/{of.id}"
        assert ("A colleague asks to teach this class: 7А" in page, "Абаева" in page) == (True, False)
        with desk.at("elsewhere") as other:
            assert other.press(act, who=second, how="over").status_code == 404
        assert visit.press(act, who=first, how="over").headers["location"] == f"{path}?done=nobody"
        assert visit.press(act, who=second, how="over").headers["location"] == f"{path}?done=over"
        assert visit.press(act, who=second, how="over").headers["location"] == f"{path}?done=nobody"
        with desk.database.reading() as tx:
            assert classes.teachers_of(tx, of.id) == (second,)
            told = [row["act"] for row in tx.rows(select(schema.history))]
        assert told.count(f"class handed over: {of.id}") == 1
        leave = paths.LEAVE.format(one=second)
        assert visit.press(leave).status_code == 303
    with desk.database.reading() as tx:
        assert classes.teachers_of(tx, of.id) == ()


def test_a_link_opens_telegram_where_the_name_of_the_bot_is_known(desk: Desk) -> None:
    assert desk.parts.house is not None
    house = replace(desk.parts.house, link=lambda: "https://t.me/a_bot")
    known = replace(desk, parts=replace(desk.parts, house=house))
    known.hire("coordinator", role="coordinator")
    with known.at("coordinator") as visit:
        shown = visit.get(visit.press(f"{add(visit)}/invite").headers["location"]).text
    assert f"https://t.me/a_bot?start=inv_{TOKEN.findall(shown)[0]}" in shown


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.hire("coordinator", role="coordinator", territory=TURKISTAN)
    with desk.at("coordinator") as visit:
        nameless = visit.press("/desk/schools/new", place="мактаарал", conflict="yes")
        placeless = visit.press("/desk/schools/new", name="Мектеп")
        unknown = visit.press("/desk/schools/new", name="Мектеп", place="жжжжж")
    assert "Please write the name of the school." in nameless.text
    assert ('value="мактаарал"' in nameless.text, 'value="yes" checked' in nameless.text) == (True, True)
    assert "Please write where it is" in placeless.text
    assert "We do not know such a place" in unknown.text
    assert 'value="Мектеп"' in unknown.text
