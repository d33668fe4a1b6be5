"""What the log says of an alarm: told where somebody was, untold where nobody could be; nothing unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot import errors
from bot.carrier import Carried
from cases import filing
from cases.report import Report
from conversations.saying import Saying
from tests.hotline.ward import BEGUN, MINUTE, Carrier, Ward, unreadable


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


class Barred(Carrier):
    """Telegram, which throws the bot out of some chats, and cannot be reached for others."""

    refusing: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()

    async def __call__(self, saying: Saying) -> Carried:
        if saying.address.chat in self.refusing:
            raise errors.Refused("HTTP 403", gone=True)
        if saying.address.chat in self.missing:
            raise errors.Later("HTTP 502")
        return await Carrier.__call__(self, saying)


def test_nobody_was_told_where_the_operator_has_no_chat_and_the_mail_is_away(
    ward: Ward, log: list[EventDict]
) -> None:
    ward.box.refusing = True
    ward.look(61 * MINUTE, well=False)
    ward.look(MINUTE / 2, well=False)
    assert said(log, "alarm.told") == []
    assert said(log, "alarm.untold") == [("silent", "begun", None)]

    ward.enrol()
    ward.look(MINUTE / 2, well=False)
    assert len(ward.carrier.said) == 1
    assert said(log, "alarm.told") == [("silent", "begun", "chat")]
    assert len(said(log, "alarm.untold")) == 1


def test_the_mail_alone_is_somebody_and_a_chat_that_comes_later_is_told_then(
    ward: Ward, log: list[EventDict]
) -> None:
    ward.look(61 * MINUTE, well=False)
    ward.look(MINUTE, well=False)
    assert said(log, "alarm.told") == [("silent", "begun", "mail")]

    ward.enrol()
    ward.look(MINUTE, well=False)
    assert said(log, "alarm.told")[1:] == [("silent", "begun", "chat")]
    assert said(log, "alarm.untold") == []
    assert ward.subjects() == [BEGUN]


def test_a_duty_for_one_chat_is_handed_over(ward: Ward, log: list[EventDict]) -> None:
    ward.enrol("somewhere", channel="elsewhere")
    ward.look(61 * MINUTE, well=False)

    assert ("silent", "begun", "chat") in said(log, "alarm.told")


def test_a_chat_that_refuses_was_not_told_and_is_tried_again(ward: Ward, log: list[EventDict]) -> None:
    barred = bar(ward, refusing=["-1001"])
    ward.look(61 * MINUTE, well=False)
    assert said(log, "alarm.told") == []
    assert said(log, "alarm.untold") == [("silent", "begun", None)]

    barred.refusing = frozenset()
    ward.look(MINUTE, well=False)
    assert said(log, "alarm.told") == [("silent", "begun", "chat")]


def test_where_one_of_two_chats_was_reached_somebody_knows(ward: Ward, log: list[EventDict]) -> None:
    ward.enrol("-1002")
    barred = bar(ward, missing=["-1002"])
    ward.look(61 * MINUTE, well=False)
    assert len(barred.said) == 1
    assert said(log, "alarm.untold") == []

    barred.missing = frozenset()
    ward.look(MINUTE, well=False)
    assert sorted(chat for chat, _ in barred.said) == ["-1001", "-1002"]
    assert said(log, "alarm.told") == [("silent", "begun", "chat")]


def test_a_trouble_of_the_database_neither_ends_nor_begins_anew_while_it_is_away(
    ward: Ward, log: list[EventDict], tmp_path: Path
) -> None:
    with ward.database.transaction() as tx:
        report = Report("probe", "web", "kk", {"age": 12, "activity": ["market"]}, "613800000")
        filing.file_report(tx, ward.house.office_at(ward.clock.moment), report, now=ward.clock.moment)
    ward.look(MINUTE)
    since = ward.watch.troubles["untold"]
    ward.look(MINUTE)
    with unreadable(ward, tmp_path):
        for _ in range(2):
            ward.look(MINUTE)
            assert ward.watch.troubles == {"untold": since}
    ward.look(MINUTE)

    assert ward.watch.troubles == {"untold": since}
    assert [line["trouble"] for line in log if line["event"] == "alarm.trouble_begins"] == ["untold"]
    assert [line for line in log if line["event"] == "alarm.trouble_ends"] == []
    assert ward.subjects() == [BEGUN]


def test_what_another_process_hears_cannot_be_judged_while_the_database_is_away(
    ward: Ward, tmp_path: Path
) -> None:
    ward.look(MINUTE)
    ward.watch.polling.last_poll_at = None
    with unreadable(ward, tmp_path):
        ward.look(MINUTE, well=False)
        ward.look(61 * MINUTE, well=False)
        assert set(ward.watch.troubles) == {"unkept"}


def bar(ward: Ward, refusing: list[str] | None = None, missing: list[str] | None = None) -> Barred:
    """Enrol a chat, and have Telegram refuse these chats or miss them; the mail is away."""
    ward.enrol()
    ward.box.refusing = True
    barred = Barred()
    barred.refusing, barred.missing = frozenset(refusing or []), frozenset(missing or [])
    ward.carrier = barred
    ward.restart()
    return barred


def said(log: list[EventDict], event: str) -> list[tuple[str, str, str | None]]:
    return [(line["trouble"], line["word"], line.get("by")) for line in log if line["event"] == event]
