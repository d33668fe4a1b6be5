"""The alarm: tells by mail and chat, once; depends on nothing that it watches; outlives a restart."""

import asyncio
import threading
from datetime import datetime
from pathlib import Path

import pytest

from conversations.house import House
from hotline.alarm import Alarm, Caller, Reached, Rules
from hotline.health import Watch
from hotline.ringing import RingingWriter
from hotline.troubles import AGAIN, WELL_FOR, Word
from store import depth, marks
from store.database import Database
from store.transaction import Transaction
from tests.hotline.ward import ADMIN, BEGUN, LASTS, MINUTE, OVER, Ward, unreadable


def test_silence_is_told_once_again_after_a_day_and_once_when_it_is_over(ward: Ward) -> None:
    ward.enrol()
    for _ in range(59):
        ward.look(MINUTE, well=False)
    assert (ward.subjects(), ward.carrier.said) == ([], [])

    for _ in range(60):
        ward.look(MINUTE, well=False)
    assert ward.subjects() == [BEGUN]
    assert not ward.watch.look().ok

    ward.look(AGAIN, well=False)
    assert ward.subjects() == [BEGUN, LASTS]

    for _ in range(10):
        ward.look(MINUTE)
    assert ward.subjects() == [BEGUN, LASTS, OVER]
    assert [text.partition("\n")[0] for _, text in ward.carrier.said] == [
        "Неполадка на горячей линии",
        "Неполадка на горячей линии не устранена",
        "Неполадка на горячей линии устранена",
    ]
    assert {chat for chat, _ in ward.carrier.said} == {"-1001"}
    assert ward.watch.look().ok


def test_a_letter_is_written_in_the_first_language_and_in_english(ward: Ward) -> None:
    ward.look(61 * MINUTE, well=False)
    [letter] = ward.box.letters

    assert letter["To"] == ADMIN
    assert letter["Subject"] == f"Жедел желіде ақау бар · {BEGUN}"
    assert letter.get_content() == (
        "Жедел желіде ақау бар\n\nTelegram-мен байланыс жоқ. Ол хабарларды ең көбі 24 сағат сақтайды.\n\n"
        "Басталған уақыты: 23.11.2026, 12:00\n\n"
        "Серверде не істеу керегін мына команда айтады: hotline check\n\n--\n\nTrouble with the hotline\n\n"
        "Nothing is heard from Telegram. It keeps messages for 24 hours at most.\n\n"
        "Since: 23 Nov 2026, 12:00\n\nOn the server, this command says what to do: hotline check\n"
    )


def test_a_restart_tells_nothing_anew_and_forgets_nothing(ward: Ward) -> None:
    ward.look(61 * MINUTE, well=False)
    for _ in range(5):
        ward.restart()
        ward.look(3 * MINUTE, well=False)
    assert ward.subjects() == [BEGUN]

    ward.restart()
    ward.look(MINUTE)
    ward.look(WELL_FOR)
    assert ward.subjects() == [BEGUN, OVER]


def test_restarts_do_not_hide_silence(ward: Ward) -> None:
    for _ in range(13):
        ward.look(3 * MINUTE, well=False)
        ward.restart()
        ward.look(2 * MINUTE, well=False)

    assert ward.subjects() == [BEGUN]


def test_a_mail_server_that_is_away_is_tried_again_more_and_more_rarely(ward: Ward) -> None:
    ward.box.refusing = True
    ward.look(61 * MINUTE, well=False)
    for _ in range(120):
        ward.look(MINUTE / 2, well=False)
    assert 5 <= ward.box.tries <= 10

    ward.box.refusing = False
    ward.look(60 * MINUTE, well=False)
    assert ward.subjects() == [BEGUN]


def test_while_telegram_is_away_the_chat_waits_and_the_mail_does_not(ward: Ward) -> None:
    ward.enrol()
    ward.look()
    ward.carrier.away = True
    ward.look(61 * MINUTE, well=False)
    assert (ward.subjects(), ward.carrier.said) == ([BEGUN], [])

    ward.carrier.away = False
    ward.look(10 * MINUTE, well=False)
    assert (len(ward.box.letters), len(ward.carrier.said)) == (1, 1)


def test_a_store_that_does_not_answer_is_told_directly(ward: Ward, tmp_path: Path) -> None:
    ward.enrol()
    ward.look(MINUTE)
    with unreadable(ward, tmp_path):
        ward.look(MINUTE)
        ward.look(2 * MINUTE)
        assert ward.subjects() == []
        ward.look(2 * MINUTE)
        assert ward.watch.ready().figures == {"reason": "starting"}
        assert not ward.watch.look().ok
    assert ward.subjects() == [BEGUN]
    assert len(ward.carrier.said) == 1
    assert "Ничего не сохраняется" in ward.carrier.said[0][1]

    ward.look(MINUTE)
    ward.restart()
    ward.look(WELL_FOR)
    ward.look(WELL_FOR)
    assert ward.subjects() == [BEGUN, OVER]
    assert len(ward.carrier.said) == 2


def test_a_writer_that_hangs_is_noticed(ward: Ward) -> None:
    go_on = threading.Event()
    ward.alarm._rules = Rules(telegram=True, patience=0.05)
    ward.writer.submit(lambda tx: go_on.wait(30))
    for _ in range(5):
        ward.look(MINUTE)
    assert ward.subjects() == [BEGUN]

    go_on.set()
    ward.alarm._rules = Rules(telegram=True)
    ward.look(MINUTE)
    ward.look(WELL_FOR)
    assert ward.subjects() == [BEGUN, OVER]


def test_of_several_processes_only_the_one_that_leads_speaks(ward: Ward) -> None:
    ward.alarm._rules = Rules(telegram=True, leads=lambda: False)
    ward.look(61 * MINUTE, well=False)
    assert ward.subjects() == []

    ward.alarm._rules = Rules(telegram=True)
    ward.look(MINUTE, well=False)
    assert ward.subjects() == [BEGUN]


def test_a_process_that_hears_nothing_itself_knows_what_another_heard(ward: Ward) -> None:
    for _ in range(10):
        ward.clock.moment += 10 * MINUTE
        with ward.database.transaction() as tx:
            marks.put(tx, "heard", ward.clock.moment)
        asyncio.run(ward.alarm.look())

    assert ward.subjects() == []


def test_without_a_carrier_the_chat_is_told_by_a_duty(ward: Ward) -> None:
    ward.enrol("somewhere", channel="elsewhere")
    ward.look(61 * MINUTE, well=False)
    ward.look(MINUTE, well=False)

    with ward.database.reading() as tx:
        assert depth.by_kind(tx, ward.clock.moment) == {"say": 1}


def test_a_fault_of_its_own_does_not_end_the_alarm(database: Database, house: House) -> None:
    class Broken:
        def prepare(self, tx: Transaction) -> None:
            raise ValueError("probe")

        async def tell(self, word: Word, now: datetime) -> Reached:
            return "all"

    class Enough(Exception):
        pass

    rounds = []

    async def pause(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise Enough

    writer = RingingWriter(database, lambda: None)
    by: dict[str, Caller] = {"broken": Broken()}
    alarm = Alarm(Watch(database, telegram=False), writer, by, Rules(telegram=False, pause=pause))
    with pytest.raises(Enough):
        asyncio.run(alarm.run())
    writer.close()

    assert rounds == [30.0] * 3
