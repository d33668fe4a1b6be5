"""A monitor in the chat: days and districts, buttons to each visit, and nothing personal taken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.visits import drafts
from cases.visits.drafts import Draft
from conversations.fieldwork import visits
from conversations.house import House
from store import duties
from store.database import Database
from tests.cases.visits import filled
from tests.conversations.conftest import NOON, Talker

TOMORROW = (NOON + timedelta(days=1)).date().isoformat()


class Monitor(Talker):
    """A monitor with one planned visit."""

    draft: Draft

    def plan(self) -> "Monitor":
        keys = self.house.keys
        with self.database.transaction() as tx:
            account = filled.monitor(tx, keys, "web:monitor")
            plan = filled.PLAN
            self.draft = drafts.begin(tx, keys, account, plan, entropy=filled.entropy, now=NOON)
        return self


@pytest.fixture
def monitor(database: Database, house: House) -> Monitor:
    return Monitor(database, house, name="monitor").plan()


def test_work_lists_visits_by_day_and_district_with_a_link_to_each(monitor: Monitor) -> None:
    monitor.send("command", "work")
    message = monitor.read[-1]
    buttons = [row[0] for row in message.buttons]

    assert [one.label.partition(" · ")[0] for one in buttons] == ["23 Nov 2026", "Open my page"]
    assert buttons[0].link.endswith(f"?visit={monitor.draft.token}")
    assert filled.PLAN.place not in monitor.screen()
    assert message.protect


def test_words_written_while_a_visit_is_under_way_are_answered_with_the_link_and_dropped(
    monitor: Monitor,
) -> None:
    with monitor.database.transaction() as tx:
        filled.answer(tx, monitor.house.keys, monitor.draft, 0, {"x_found": "no"})
    monitor.say("Канарейка Айым, Мырзакент, Абай көшесі 5")

    assert "Your message was not kept." in monitor.read[-1].text
    assert monitor.read[-1].buttons[0][0].link.endswith(monitor.draft.token)


def test_a_point_is_put_into_the_visit_under_way_and_asked_for_nowhere_else(monitor: Monitor) -> None:
    monitor.send("command", "work")
    assert not monitor.read[-1].place_button
    keys, draft = monitor.house.keys, monitor.draft
    with monitor.database.transaction() as tx:
        filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
    monitor.send("command", "work")
    assert monitor.read[-1].place_button
    monitor.send("point", point=(43.2389, 76.8897))

    assert "The point has been put into your visit" in monitor.read[-1].text
    assert "43" not in monitor.read[-1].text
    with monitor.database.reading() as tx:
        content = drafts.get(tx, keys, draft.token, draft.account).content
    assert content.values(0)["x_point"] == {"lat": 43.2389, "lon": 76.8897, "told": "43.23890, 76.88970"}


def test_the_morning_of_a_visit_brings_one_reminder_unless_it_was_moved(monitor: Monitor) -> None:
    keys, house, early = monitor.house.keys, monitor.house, NOON - timedelta(days=2)
    with monitor.database.transaction() as tx:
        visits.remind(tx, house, monitor.draft, now=early)
        visits.remind(tx, house, monitor.draft, now=early)
        due = [one for one in duties.claim(tx, keys, now=NOON, holder="test") if one.kind == visits.KIND]
        for one in due:
            visits.look(tx, house, one, NOON)
        said = [one.kind.partition(":")[0] for one in duties.claim(tx, keys, now=NOON, holder="test")]
        moved = replace(monitor.draft.content.plan, day=TOMORROW)
        drafts.change_plan(tx, keys, monitor.draft.token, monitor.draft.account, moved, now=NOON)
        visits.look(tx, house, due[0], NOON)

        assert len(due) == 1
        assert said == ["say"]
        assert duties.claim(tx, keys, now=NOON, holder="test") == []
