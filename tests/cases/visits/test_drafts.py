"""A visit is kept at every answer, sealed, its monitor's alone; two who edit it lose nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from cases.office import Office
from cases.visits import abandoned, drafts, errors, handing, submitting
from cases.visits.drafts import Place
from store.database import Database
from store.seal import Keys
from tests.cases.told import ITS_CITY, NOW
from tests.cases.visits import filled


def test_every_answer_is_kept_when_it_is_given(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {"q14b": "10-13", "q1": "Айым"})
    with database.transaction() as tx:
        [kept] = drafts.of_account(tx, keys, "aigul")

        assert kept.token == draft.token
        assert kept.state == "open"
        assert kept.content.values(1)["q14b"] == {"low": 10.0, "high": 13.0, "told": "10-13"}


def test_what_cannot_be_read_is_kept_as_it_was_typed(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {"q14b": "from dawn"})

        assert draft.content.of(1)["q14b"].typed == "from dawn"
        assert "q14b" not in draft.content.values(1)


def test_an_age_typed_as_birth_date_answers_the_age_too(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {"q2": "13"})

        assert draft.content.values(1)["q2"] == "2013~"
        assert draft.content.values(1)["x_age"] == 13


def test_an_age_that_only_followed_goes_with_the_answer_that_it_followed_from(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {"q2": "45"})
        draft = filled.answer(tx, keys, draft, 1, {"q2": "2013"})
        assert "x_age" not in draft.content.values(1)

        draft = filled.answer(tx, keys, draft, 1, {"q2": "45"})
        draft = filled.answer(tx, keys, draft, 1, {"x_age": "45"})
        draft = filled.answer(tx, keys, draft, 1, {"q2": "2013"})
        assert draft.content.values(1)["x_age"] == 45  # somebody typed it


def test_the_next_child_has_the_workplace_and_nothing_of_the_child_before(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"))
        drafts.add_child(tx, keys, draft.token, "aigul", now=NOW)
        second = drafts.get(tx, keys, draft.token, "aigul").content.values(2)

        assert second["q13"] == filled.PLAN.place
        assert second["x_activity"] == ["cotton"]
        assert second["q14b"]["high"] == 13.0
        assert not {"q1", "q2", "q3", "q6", "x_decision", "x_school_harm"} & set(second)


def test_the_later_of_two_saves_sees_both_values_and_loses_neither(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {})
        place = Place(draft.token, "aigul", 1, "q14b")
        first = drafts.save(tx, keys, place, "8", seen=draft.version, now=NOW)
        later = drafts.save(tx, keys, place, "11", seen=draft.version, now=NOW)

        assert first.conflict is None
        assert later.conflict is not None
        assert (later.conflict.theirs["high"], later.conflict.yours) == (8.0, "11")
        kept = drafts.get(tx, keys, draft.token, "aigul").content.of(1)["q14b"]
        assert (kept.typed, kept.beside) == ("8", ("11",))

        drafts.save(tx, keys, place, "11", seen=later.version, now=NOW)
        chosen = drafts.get(tx, keys, draft.token, "aigul").content.of(1)["q14b"]
        assert (chosen.typed, chosen.beside) == ("11", ())


def test_two_who_answer_different_questions_do_not_disturb_each_other(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"), {})
        drafts.save(tx, keys, Place(draft.token, "aigul", 1, "q13"), "A", seen=draft.version, now=NOW)
        other = drafts.save(tx, keys, Place(draft.token, "aigul", 1, "q15"), "B", seen=draft.version, now=NOW)

        assert other.conflict is None


def test_a_visit_is_no_other_monitors(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.begun(tx, keys, "aigul")

        assert drafts.of_account(tx, keys, "dana") == ()
        with pytest.raises(errors.UnknownVisit):
            drafts.get(tx, keys, draft.token, "dana")


def test_a_colleague_of_the_territory_takes_a_visit_over_once(database: Database, office: Office) -> None:
    keys = office.keys
    with database.transaction() as tx:
        first, second = filled.monitor(tx, keys), filled.monitor(tx, keys, "telegram:22")
        elsewhere = filled.monitor(tx, keys, "telegram:33", ITS_CITY)
        draft = filled.begun(tx, keys, first)
        code = handing.offer(tx, keys, draft, handing.HAND, entropy=filled.entropy, now=NOW)
        with pytest.raises(errors.UnknownVisit):
            handing.take(tx, keys, office.territories, code, elsewhere, now=NOW)
        taken = handing.take(tx, keys, office.territories, code, second, now=NOW)

        assert taken.account == second
        assert drafts.of_account(tx, keys, first) == ()
        with pytest.raises(errors.UnknownVisit):
            handing.take(tx, keys, office.territories, code, first, now=NOW)


def test_a_shared_visit_is_filled_in_by_both(database: Database, office: Office) -> None:
    keys = office.keys
    with database.transaction() as tx:
        first, second = filled.monitor(tx, keys), filled.monitor(tx, keys, "telegram:22")
        draft = filled.begun(tx, keys, first)
        code = handing.offer(tx, keys, draft, handing.SHARE, entropy=filled.entropy, now=NOW)
        handing.take(tx, keys, office.territories, code, second, now=NOW)

        assert [one.id for one in drafts.of_account(tx, keys, first)] == [draft.id]
        assert [one.id for one in drafts.of_account(tx, keys, second)] == [draft.id]


def test_who_shares_a_visit_sees_for_a_day_what_it_became(database: Database, office: Office) -> None:
    keys = office.keys
    with database.transaction() as tx:
        colleague = filled.monitor(tx, keys, "telegram:4712")
        draft = filled.begun(tx, keys, filled.monitor(tx, keys))
        code = handing.offer(tx, keys, draft, handing.SHARE, entropy=filled.entropy, now=NOW)
        handing.take(tx, keys, office.territories, code, colleague, now=NOW)
        draft = filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
        submitting.submit(tx, office, filled.with_child(tx, keys, draft), now=NOW)
        for now in (NOW, NOW + abandoned.SHARED - timedelta(seconds=1)):
            abandoned.sweep(tx, before=NOW - timedelta(days=90), now=now)
            assert drafts.get(tx, keys, draft.token, colleague).state == drafts.SENT

        abandoned.sweep(tx, before=NOW - timedelta(days=90), now=NOW + abandoned.SHARED)
        assert drafts.of_account(tx, keys, colleague) == ()
        assert drafts.get(tx, keys, draft.token, draft.account).state == drafts.SENT


def test_who_handed_a_visit_over_comes_back_by_no_earlier_code(database: Database, office: Office) -> None:
    keys = office.keys
    with database.transaction() as tx:
        first, second = filled.monitor(tx, keys), filled.monitor(tx, keys, "telegram:22")
        draft = filled.begun(tx, keys, first)
        code = handing.offer(tx, keys, draft, handing.HAND, entropy=filled.entropy, now=NOW)
        kept = handing.offer(tx, keys, draft, handing.SHARE, entropy=lambda size: b"8" * size, now=NOW)
        handing.take(tx, keys, office.territories, code, second, now=NOW)

        with pytest.raises(errors.UnknownVisit):
            handing.take(tx, keys, office.territories, kept, first, now=NOW)


def test_a_link_to_a_visit_expires(database: Database, office: Office) -> None:
    keys = office.keys
    with database.transaction() as tx:
        first, second = filled.monitor(tx, keys), filled.monitor(tx, keys, "telegram:22")
        draft = filled.begun(tx, keys, first)
        code = handing.offer(tx, keys, draft, handing.HAND, entropy=filled.entropy, now=NOW)
        late = NOW + handing.VALID_FOR + timedelta(minutes=1)

        with pytest.raises(errors.UnknownVisit):
            handing.take(tx, keys, office.territories, code, second, now=late)


@pytest.mark.sqlite
def test_nothing_that_a_monitor_wrote_stands_in_the_file(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert b"aigul" in stored
    assert "Канарейка".encode() not in stored
    assert "Мақта".encode() not in stored
    assert b"q14b" not in stored


def test_what_was_written_of_a_visit_that_nobody_submits_is_deleted(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        draft = filled.with_child(tx, keys, filled.begun(tx, keys, "aigul"))

        assert abandoned.sweep(tx, before=NOW, now=NOW) == 0
        assert abandoned.sweep(tx, before=NOW + timedelta(days=1), now=NOW) == 1
        assert drafts.get(tx, keys, draft.token, "aigul").body is None
        assert drafts.of_account(tx, keys, "aigul") == ()
