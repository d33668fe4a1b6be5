"""Too many messages in a minute: nothing that matters is lost, and nobody is answered without end."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from conversations import floods, person
from conversations.house import House
from conversations.incoming import Incoming
from conversations.limits import MESSAGES_A_MINUTE
from conversations.talk import Reception
from store.database import Database
from tests.conversations.conftest import NOON, Talker, filed

SLOW_DOWN = "Too many messages"


@pytest.fixture
def patient(database: Database, house: House) -> Callable[[int], Talker]:
    """Somebody in a house that hears so many messages a minute."""
    return lambda most: Talker(database, replace(house, messages_a_minute=most))


def _chatter(talker: Talker, times: int) -> list[str]:
    return [one.text for _ in range(times) for one in talker.say("сәлем")]


def test_thirty_messages_a_minute_are_answered_and_then_one_line_a_minute(talker: Talker) -> None:
    answers = _chatter(talker, MESSAGES_A_MINUTE)
    flood = _chatter(talker, 50)
    talker.wait(minutes=1)
    later = _chatter(talker, MESSAGES_A_MINUTE + 5)

    assert not any(SLOW_DOWN in text for text in answers)
    assert [text.partition(".")[0] for text in flood] == [SLOW_DOWN]
    assert "112" in flood[0]
    assert "111" in flood[0]
    assert sum(SLOW_DOWN in text for text in later) == 1


def test_an_answer_in_an_open_dialogue_is_heard_however_many_came(talker: Talker) -> None:
    talker.send("command", "report")
    _chatter(talker, MESSAGES_A_MINUTE + 10)
    talker.tap("Building site")
    talker.send("point", point=(40.875, 68.517))
    talker.tap("Send now")

    assert len(filed(talker.database)) == 1
    assert SLOW_DOWN not in talker.screen()


def test_words_of_danger_are_heard_beyond_every_limit(patient: Callable[[int], Talker]) -> None:
    talker = patient(2)
    _chatter(talker, 2 * floods.CEILING + 10)
    answers = talker.say("баланы ұрып жатыр, құрылыста")

    assert answers
    assert SLOW_DOWN not in answers[0].text


def test_a_machine_in_an_open_dialogue_is_stopped_and_its_draft_is_kept(
    patient: Callable[[int], Talker],
) -> None:
    talker = patient(3)
    talker.report_up_to_the_place()
    flood = _chatter(talker, 3 * floods.CEILING + 20)
    assert SLOW_DOWN in flood[-1]
    assert talker.send("button", talker.token("Send now")) == []
    talker.wait(minutes=1)
    talker.tap("Send now")

    assert [one.territory for one in filed(talker.database)] == ["614400000"]


def test_counting_lengthens_no_draft_and_makes_nobody_known(patient: Callable[[int], Talker]) -> None:
    talker = patient(1)
    first = talker.say("сәлем")
    assert "not an emergency service" in first[0].text
    talker.wait(minutes=1)
    talker.send("command", "report")
    talker.wait(hours=71)
    talker.send("command", "help")
    assert SLOW_DOWN in talker.send("command", "help")[0].text
    talker.wait(hours=1, minutes=1)
    with talker.database.transaction() as tx:
        assert person.sweep(tx, talker.now) == 1


def test_menu_and_commands_wait_but_a_way_out_never_does(patient: Callable[[int], Talker]) -> None:
    talker = patient(1)
    talker.send("command", "start")

    assert SLOW_DOWN in talker.send("command", "start")[0].text
    assert talker.send("button", "m:help") == []
    assert talker.send("command", "hide") != []


def test_in_a_crowd_small_talk_waits_and_reports_do_not(database: Database, house: House) -> None:
    def spoken(text: str) -> list[list[str]]:
        """Forty people say this six times, all of them in one batch."""
        crowd = [Talker(database, house, name=f"{text}-{number}") for number in range(40)]
        with database.transaction() as tx:
            for _ in range(floods.IDLE + 1):
                said = [Incoming(one.address, one.name, "text", text, language="en") for one in crowd]
                Reception(house).hear_all(tx, said, NOON)
        return [[message.text for message in one.news()] for one in crowd]

    for texts in spoken("сәлем"):
        assert SLOW_DOWN in texts[-1]
        assert sum(SLOW_DOWN in text for text in texts) == 1
    for texts in spoken("мақта"):
        assert not any(SLOW_DOWN in text for text in texts)
