"""Troubles are told once, again after a day, and once when they are over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline import troubles
from hotline.figures import Stored
from hotline.troubles import (
    AGAIN,
    CODES,
    GRACE,
    SILENT_AFTER,
    UNKEPT_AFTER,
    WAITING_AFTER,
    WELL_FOR,
    Figures,
    Standing,
)
from store.duties import Waiting
from tests.hotline.test_worker import NOW

SECOND = timedelta(seconds=1)
NOTHING = Waiting(due=0, oldest_due=None, aside=0, failing=0)
WELL = Stored(NOTHING, untold=0, tasks_open=0, telephone_late=0, overdue=0, guesses=0, heard_at=None)
HOUSE = Figures(started_at=NOW - timedelta(days=1), stored=WELL)


def test_a_house_that_is_well_has_no_trouble() -> None:
    assert troubles.troubles(replace(HOUSE, heard_at=NOW), NOW) == {}
    assert troubles.troubles(HOUSE, NOW) == {}


@pytest.mark.parametrize(
    ("code", "after"), [("silent", SILENT_AFTER), ("waiting", WAITING_AFTER), ("unkept", UNKEPT_AFTER)]
)
def test_a_trouble_begins_at_its_time_and_not_before(code: str, after: timedelta) -> None:
    ill = {
        "silent": replace(HOUSE, heard_at=NOW),
        "waiting": replace(HOUSE, stored=replace(WELL, waiting=replace(NOTHING, oldest_due=NOW))),
        "unkept": replace(HOUSE, failing_since=NOW),
    }[code]

    assert troubles.troubles(ill, NOW + after - SECOND) == {}
    assert troubles.troubles(ill, NOW + after) == {code: NOW}


@pytest.mark.parametrize(
    ("code", "stored"), [("untold", replace(WELL, untold=1)), ("telephone", replace(WELL, telephone_late=1))]
)
def test_what_people_must_do_is_a_trouble_at_once(code: str, stored: Stored) -> None:
    assert troubles.troubles(replace(HOUSE, stored=stored), NOW) == {code: NOW}


def test_after_a_start_what_waited_may_first_be_caught_up_with() -> None:
    waiting = replace(WELL, waiting=replace(NOTHING, oldest_due=NOW - timedelta(hours=5)))
    fresh = Figures(started_at=NOW, stored=waiting, heard_at=NOW - timedelta(hours=5))

    assert troubles.troubles(fresh, NOW + GRACE - SECOND) == {}
    assert set(troubles.troubles(fresh, NOW + GRACE)) == {"silent", "waiting"}


def test_a_trouble_is_told_once_again_after_a_day_and_once_when_it_is_over() -> None:
    """Ten days of trouble, looked at every half minute, then well: eleven words."""
    standing: dict[str, Standing] = {}
    said = []
    moment, ends = NOW, NOW + timedelta(days=10, minutes=-1)
    while moment <= ends + WELL_FOR + 2 * SECOND:
        found = {"untold": NOW} if moment < ends else {}
        standing = troubles.seen(found, HOUSE, standing, moment)
        for word in troubles.words(found, HOUSE, standing, moment):
            said.append((word.kind, moment - NOW))
            standing = troubles.told(standing, word, moment)
        moment += timedelta(seconds=30)

    assert [kind for kind, _ in said] == ["begun", *["lasts"] * 9, "over"]
    assert [at for kind, at in said if kind == "lasts"] == [AGAIN * n for n in range(1, 10)]
    assert standing == {}


def test_what_comes_and_goes_is_one_trouble() -> None:
    standing = {"silent": Standing(NOW, NOW)}
    for minute in range(60):
        moment = NOW + timedelta(minutes=minute)
        found = {"silent": NOW} if minute % 4 == 0 else {}
        standing = troubles.seen(found, HOUSE, standing, moment)

        assert troubles.words(found, HOUSE, standing, moment) == []


@pytest.mark.parametrize("code", CODES)
def test_nothing_of_the_database_is_over_while_it_does_not_answer(code: str) -> None:
    blind = replace(HOUSE, stored=None)
    standing = {code: Standing(NOW, NOW)}
    for minutes in (0, 10, 20):
        standing = troubles.seen({}, blind, standing, NOW + timedelta(minutes=minutes))
    words = troubles.words({}, blind, standing, NOW + timedelta(minutes=20))

    assert [word.code for word in words] == (["silent"] if code == "silent" else [])


@pytest.mark.parametrize("code", ["waiting", "untold", "telephone"])
def test_what_only_the_database_tells_neither_ends_nor_begins_while_it_does_not_answer(code: str) -> None:
    blind = replace(HOUSE, stored=None)
    later = NOW + timedelta(hours=1)

    assert troubles.continued(troubles.troubles(blind, later), blind, {code: NOW}) == {code: NOW}
    assert troubles.continued(troubles.troubles(blind, later), blind, {}) == {}
    assert troubles.continued(troubles.troubles(HOUSE, later), HOUSE, {code: NOW}) == {}


def test_what_can_be_judged_without_the_database_begins_and_ends_while_it_does_not_answer() -> None:
    later = NOW + timedelta(hours=2)
    deaf = replace(HOUSE, stored=None, heard_at=NOW, failing_since=NOW)
    hearing = replace(deaf, heard_at=later)

    assert troubles.continued(troubles.troubles(deaf, later), deaf, {}) == {"silent": NOW, "unkept": NOW}
    assert troubles.continued(troubles.troubles(hearing, later), hearing, {"silent": NOW, "unkept": NOW}) == {
        "unkept": NOW
    }


def test_silence_that_another_process_may_have_ended_stays_as_it_was() -> None:
    unknown = replace(HOUSE, stored=None, is_heard_known=False)

    assert troubles.continued(troubles.troubles(unknown, NOW), unknown, {"silent": NOW}) == {"silent": NOW}
    assert troubles.continued(troubles.troubles(unknown, NOW), unknown, {}) == {}


@pytest.mark.parametrize(
    ("code", "stored"), [("untold", replace(WELL, untold=1)), ("telephone", replace(WELL, telephone_late=1))]
)
def test_a_trouble_that_goes_on_keeps_the_moment_it_was_first_seen(code: str, stored: Stored) -> None:
    ill, later = replace(HOUSE, stored=stored), NOW + timedelta(hours=1)

    assert troubles.continued(troubles.troubles(ill, later), ill, {code: NOW}) == {code: NOW}
