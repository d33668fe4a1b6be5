"""What somebody finds who tries the house out: people to sign in as, and cases of every kind."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from cases import case, forwarding, keyring, linking, media, opening, passwords, schema
from cases.absences import classes
from cases.admission import passes
from cases.followups import checks
from cases.people import index
from cases.referrals import measures
from cases.statistics import codes, counting, period, releasing
from cases.visits import drafts, plans
from conversations.house import House
from conversations.talk import Reception
from directory.reading import Directory
from hotline import compose
from hotline.commands import demo
from hotline.compose import Composed
from hotline.samples import cases, earlier, monitored, outdoors, people
from hotline.samples.elapsing import Elapsing
from hotline.samples.reporter import Reporter, Told
from hotline.settings import Settings
from store import database as databases
from store.seal import Keys
from tests.cases.told import NOW
from tests.doubles import recovery

EARLIER, VISITED = 27, 2


@pytest.fixture(scope="module")
def house(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


@pytest.fixture
def composed(address: Callable[..., str], house: House) -> Iterator[Composed]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    made = Composed(Settings(), opened, house.keys, house.directory, house, Reception(house))
    demo.enrol_everybody(made)
    with opened.transaction() as tx:
        keyring.ensured(tx, [one.code for one in house.directory.departments.all()], now=NOW)
        people.join(tx, house.keys, house.directory.departments, recovery.unlocked(tx), now=NOW)
    yield made
    opened.close()


def test_the_samples_tell_a_case_of_every_kind_once(composed: Composed) -> None:
    assert cases.tell(composed, NOW) == 8
    assert cases.tell(composed, NOW) == 0
    with composed.database.reading() as tx:
        rows = {row.number: row for row in case.listing(tx)}
        late = [row["number"] for row in tx.rows(select(schema.case).where(schema.case.c.level > 0))]
        states = {one.state for number in rows for one in forwarding.of_case(tx, number)}
        assert {row.urgency for row in rows.values()} == {"U0", "U1", "U2"}
        assert {row.state for row in rows.values()} == {"received", "acknowledged"}
        assert {row.language for row in rows.values()} == {"kk", "ru", "en", "uz", "ky"}
        assert [rows[number].state for number in late] == ["received"]
        assert {"declined", "held"} <= states
        assert [number for number in rows if media.count(tx, number)] == [5]
        assert linking.of_case(tx, 5) == (3,)
        assert max(row.filed_at for row in rows.values()) < NOW
        assert min(row.filed_at for row in rows.values()) > NOW - timedelta(days=6)


def test_every_sample_person_signs_in_and_each_opens_what_is_theirs(composed: Composed) -> None:
    before = [*earlier.events(NOW), *monitored.events()]
    assert cases.tell(composed, NOW, before) == EARLIER + VISITED + 8
    _what_was_found_on_the_visit_is_followed_up(composed)
    office, departments = composed.house.office, composed.directory.departments
    with composed.database.transaction() as tx:
        signed = {
            one.name: passwords.sign_in(tx, composed.keys, one.name, people.PASSWORD)
            for one in people.present(tx, composed.keys, departments)
        }
        told = opening.open_case(tx, office, signed["child-rights"], EARLIER + VISITED + 3, now=NOW)
        opening.open_case(tx, office, signed["education"], 1, now=NOW)
        opening.open_case(tx, office, signed["police"], EARLIER + VISITED + 7, now=NOW)
        opening.open_case(tx, office, signed["operator"], EARLIER + VISITED + 2, now=NOW)

    assert {one.officer.role for one in signed.values()} == {one.role for one in people.PEOPLE}
    assert [one for one in told.further if one.startswith("addition")]
    assert not signed["editor"].unlocked.opens("CHILD_RIGHTS:610000000")
    _a_quarter_that_is_over_shows_rounded_figures_and_hides_small_ones(composed)


def _what_was_found_on_the_visit_is_followed_up(composed: Composed) -> None:
    outdoors.furnish(composed, NOW)
    assert (monitored.flag(composed, NOW), monitored.flag(composed, NOW)) == (1, 0)
    with composed.database.reading() as tx:
        here = monitored.found(tx, composed)
        kept = {one.line: one for one in measures.of_case(tx, here.elder)}
        asked = [one for one in checks.of_case(tx, here.elder) if one.asked_at is not None]

    assert here == monitored.Found(EARLIER + 1, EARLIER + 2, EARLIER + VISITED + 9)
    assert [(line, one.state) for line, one in kept.items()] == [
        ("10", "agreed"),
        ("11a", "agreed"),
        ("12b", "sent"),
        ("14a", "accepted"),
        ("15", "agreed"),
    ]
    assert kept["14a"].service
    assert [one.answer for one in asked if one.fact == checks.WORK] == ["no"]
    assert any(one.is_open for one in asked)
    assert f"/desk/cases/{here.elder} " in " ".join(monitored.listed(here))
    assert not monitored.listed(monitored.Found())


def _a_quarter_that_is_over_shows_rounded_figures_and_hides_small_ones(composed: Composed) -> None:
    newest = period.read("2026-Q3")
    chart = counting.Map(composed.directory.territories, composed.directory.departments)
    with composed.database.reading() as tx:
        assert period.released(counting.first_filed(tx) or NOW, NOW)[0] == newest
        counted = counting.count(tx, chart, newest, until=newest.released_at)
        old = [row for row in case.listing(tx, limit=100) if row.number <= EARLIER]
    told = releasing.release(counted, codes.of(chart, newest))

    assert {row.state for row in old} == {"closed"}
    assert told.total == 25
    assert len(told.tables["activity"]) == 2
    assert 3 in counted.counts("activity").values()
    assert 3 not in told.tables["activity"].values()


def test_a_cotton_report_of_three_taps_is_opened_by_a_sample_officer_wherever_it_was_made(
    composed: Composed,
) -> None:
    elapsing, office = Elapsing(composed, NOW), composed.house.office
    told = [
        Told("cotton", place, answers)
        for place in ("613800000", "750000000", (43.25, 76.95), "611600000")
        for answers in ({}, {"age": "12-13"})
    ]
    for one in told:
        Reporter(elapsing, repr(one), "kk").report(one, wants_answer=True)
    names = {one.department: one.name for one in people.everybody(composed.directory.departments)}
    with composed.database.transaction() as tx:
        opened = []
        for row in case.listing(tx):
            signed = passwords.sign_in(tx, composed.keys, names[row.lead], people.PASSWORD)
            opening.open_case(tx, office, signed, row.number, now=NOW)
            opened.append(signed.officer.name)

    assert len(opened) == len(told)
    assert {"child-rights", "child-rights-almaty", "education-arys", "education"} <= set(opened)


def test_who_can_sign_in_is_said_with_the_password_or_that_nobody_can() -> None:
    assert people.PASSWORD in people.listed(people.PEOPLE)[0]
    assert len(people.listed(people.PEOPLE)) == 1 + len(people.PEOPLE)
    assert people.PASSWORD not in " ".join(people.listed(()))


def test_the_field_has_a_class_a_planned_visit_and_links_that_open_both(composed: Composed) -> None:
    outdoors.furnish(composed, NOW)
    outdoors.furnish(composed, NOW)
    opened = outdoors.tokens(composed, NOW)
    keys = composed.keys
    with composed.database.transaction() as tx:
        (visit,) = drafts.of_account(tx, keys, index(keys, outdoors.MONITOR))
        standing = {
            role: passes.enter(tx, keys, token, entropy=composed.house.entropy, now=NOW)
            for role, token in opened.items()
        }
        teacher = passes.find(tx, keys, standing["teacher"], NOW)
        assert teacher is not None
        (of,) = classes.of_teacher(tx, keys, index(keys, outdoors.TEACHER), teacher.person.school)

    assert plans.check(visit.content.plan, NOW.date()) == ()
    assert len(of.pupils) == 8
    assert all("/field/enter/" in line for line in outdoors.listed(opened, "http://127.0.0.1:8080"))


def test_the_first_start_says_that_sample_data_are_being_made_and_no_later_one(tmp_path: Path) -> None:
    told = Settings(directory=tmp_path / "directory.db")

    assert demo.making(told) == "Making sample data …"
    told.directory.touch()
    assert demo.making(told) == ""
