"""A monitor's visit as pages, without a script: planned, filled in, alarmed, handed over, sent."""

import re

import httpx
from sqlalchemy import select

from cases import schema
from cases.visits import form
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from web.field.visits import screens

PLAN = {"territory": MAKTAARAL, "place": "Field by the canal", "sector": "informal", "reason": "own"}
PLAN |= {"role": "child_rights", "name.child_rights": "Aigul", "places": "1"}
_FIELD = re.compile(r'name="((?:was|seen)\.[\w]+|seen|screen)" value="([^"]*)"')


def test_every_question_of_the_form_stands_on_exactly_one_screen() -> None:
    for of, child in (("visit", 0), ("child", 1)):
        asked = [id for one in screens.of(child) for id in one.questions]

        assert sorted(asked) == sorted(one.id for one in form.questions() if one.of == of)


def test_a_plan_that_needs_the_police_is_not_kept_before_that_is_answered(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        household = PLAN | {"sector": "household", "day": str(outdoors.desk.clock.now.date())}
        refused = monitor.press("/field/visits/new", **household)
        assert refused.status_code == 422
        assert "juvenile police inspector" in refused.text
        assert "Field by the canal" in refused.text
        past = monitor.press("/field/visits/new", **PLAN, day="2020-01-01")
        assert "This day has passed" in past.text
        kept = monitor.press("/field/visits/new", **household, **{"why.police_needed": "He comes later"})
        assert kept.status_code == 303
        assert "Field by the canal" in monitor.get("/field/visits").text


def test_two_children_are_filled_in_and_sent_and_become_cases(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        visit = begun(outdoors, monitor)
        assert "This answer is still missing" in monitor.get(f"{visit}/review").text
        fill(monitor, f"{visit}/0/found", x_found="yes")
        first = monitor.press(f"{visit}/next-child", after="0").headers["location"]
        twice = monitor.press(f"{visit}/next-child", after="0").headers["location"]  # a double click
        assert (twice, monitor.get(f"{visit}/2/who").status_code) == (f"{visit}#child-1", 404)
        child = first.rpartition("/")[0]
        again = fill(monitor, first, q1="Secret Name", x_age="13", q2="01.05.2090", q3="female")
        assert again.headers["location"] == f"{first}#q-q2"
        stays_with_an_age_that_cannot_be_read(monitor, first)
        fill(monitor, first, q2="01.05.2090", x_age="13")
        page = monitor.get(first).text
        assert "This birth date is in the future" in page
        assert "01.05.2090" in page
        fill(monitor, first, q2="01.05.2013")
        fill(monitor, f"{child}/work", q13="Field by the canal", x_activity="cotton", q14b="10-13")
        work = monitor.get(f"{child}/work").text
        assert "10-13" in work
        folds = (work.count('<details class="kind" open>'), work.count('<details class="kind">'))
        assert folds == (1, 3)  # the kind of what is chosen stands open
        law = monitor.get(f"{child}/law").text
        assert "Does not meet the requirement" in law
        counts_nothing_that_was_not_asked(monitor, visit, child)
        fill(monitor, f"{child}/worst", q19c="found")
        assert 'href="tel:112"' in monitor.get(f"{child}/worst").text
        alarmed = monitor.press(f"{child}/alarm", screen="worst")
        assert alarmed.status_code == 303
        assert "The police have been told" in monitor.get(f"{child}/worst").text
        fill(monitor, f"{child}/talk", x_home_known="no")
        warns_of_whoever_is_a_danger(monitor, child)
        fill(monitor, f"{child}/decision", x_given="police")
        assert "Where the child can stay for now" in monitor.get(f"{child}/decision").text
        second = monitor.press(f"{visit}/next-child").headers["location"]
        assert "10-13" in monitor.get(second.replace("who", "work")).text
        fill(monitor, second, x_age="16", q3="male")
        fill(monitor, second.replace("who", "decision"), x_decision="now", x_given="parents")
        review = monitor.get(f"{visit}/review").text
        assert "Submit the visit report" in review, review
        says_who_receives_what(review)
        assert monitor.press(f"{visit}/send").status_code == 303
        sent = monitor.get(visit).text
        assert "Case 1" in sent
        assert "Case 2" in sent
        assert "Secret Name" not in sent
    with outdoors.desk.database.reading() as tx:
        assert [
            row["severity"] for row in tx.rows(select(schema.case.c.severity).order_by(schema.case.c.number))
        ] == [4, 2]


def test_a_visit_is_nobody_elses_and_two_who_share_it_see_both_answers(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("monitor", MAKTAARAL, name="colleague")
    with outdoors.at("monitor") as monitor, outdoors.at("colleague") as colleague:
        visit = begun(outdoors, monitor)
        assert colleague.get(visit).status_code == 404
        offered = monitor.press(f"{visit}/hand-over", kind="share").text
        code = re.search(r"/field/visits/take/([\w-]+)", offered)
        assert code is not None
        assert colleague.get(f"/field/visits/take/{code[1]}").status_code == 200
        assert colleague.press("/field/visits/take", code=code[1]).headers["location"] == visit
        assert colleague.press("/field/visits/take", code=code[1]).status_code == 404
        arrival = f"{visit}/0/arrival"
        seen = hidden(monitor.get(arrival)), hidden(colleague.get(arrival))
        monitor.press(arrival, **seen[0], x_organisation="First body")
        colleague.press(arrival, **seen[1], x_organisation="Second body")
        both = colleague.get(arrival).text
        assert "Two people answered differently" in both
        assert "First body" in both
        colleague.press(arrival, **hidden(colleague.get(arrival)), keep="x_organisation:1")
        chosen = monitor.get(arrival).text
        assert 'value="Second body"' in chosen
        assert "First body" not in chosen


def test_a_script_saves_one_answer_and_is_told_when_and_what_does_not_fit(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        visit = begun(outdoors, monitor)
        who = monitor.press(f"{visit}/next-child").headers["location"]
        version = hidden(monitor.get(who))["seen"]
        sent = {"csrf": monitor.csrf, "was.x_age": "", "seen.x_age": version, "x_age": "-3"}
        told = monitor.post(who, sent, Accept="application/json").json()

        form = monitor.get(who).text.partition('action="/field/language"')[2].partition("</form>")[0]
        assert f'name="here" value="{who}"' in form
        assert monitor.press("/field/language", language="en", here=who).headers["location"] == who
        for elsewhere in ("//evil.example", "/field/../desk", "https://evil.example/field", "/field//x"):
            there = monitor.press("/field/language", language="en", here=elsewhere).headers["location"]
            assert there == "/field"
        assert told["said"] == {"x_age": ["A number below zero is not possible here."]}
        assert told["kept"].startswith("Saved at ")
        assert 'value="-3"' in monitor.get(who).text


def begun(outdoors: Outdoors, monitor: Visit) -> str:
    """Plan a visit for today; gives its path."""
    day = str(outdoors.desk.clock.now.date())
    return monitor.press("/field/visits/new", **PLAN, day=day).headers["location"]


def hidden(page: httpx.Response) -> dict[str, str]:
    """Give what the page sends along unseen."""
    return dict(_FIELD.findall(page.text))


def fill(monitor: Visit, path: str, **typed: str) -> httpx.Response:
    """Type into a screen and press its button: only these fields are on the page of this test."""
    kept = hidden(monitor.get(path))
    ours = {"seen": kept["seen"]} | {f"was.{id}": kept[f"was.{id}"] for id in typed}
    return monitor.press(path, **ours, **typed)


def stays_with_an_age_that_cannot_be_read(monitor: Visit, first: str) -> None:
    """However often it is pressed."""
    fill(monitor, first, q2="", x_age="abc")
    again = fill(monitor, first, x_age="abc")
    assert again.headers["location"] == f"{first}#q-x_age"


def counts_nothing_that_was_not_asked(monitor: Visit, visit: str, child: str) -> None:
    """Twelve times "not asked" is no answer."""
    fill(monitor, f"{child}/worst", q19a="not_asked", q19b="not_asked")
    worst = monitor.get(visit).text.partition(f"{child}/worst")[2].partition("</li>")[0]
    assert "Answered" not in worst


def warns_of_whoever_is_a_danger(monitor: Visit, child: str) -> None:
    """On the same page."""
    threat = {"x_decision": "now", "x_given": "parents", "x_receiver_threat": "yes"}
    stays = fill(monitor, f"{child}/decision", **threat).headers["location"]
    assert stays == f"{child}/decision#q-x_given"
    assert "must not be handed" in monitor.get(stays).text


def says_who_receives_what(review: str) -> None:
    """Of a child in forced labour, and of another."""
    one, two = (review.partition(f"<h2>Child {n}")[2].partition("</section>")[0] for n in (1, 2))
    assert "Who will receive it: Juvenile police inspection" in one
    assert "Copies: Department for the Protection of Child Rights" in one
    assert "A limit of the law is exceeded" in two
    assert "Who will receive it: Department for the Protection of Child Rights" in two
