"""Polling against a Telegram that fails, with a real store: only what is on disk is confirmed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from bot import errors
from bot.line import Line
from bot.receive import LONGEST_PAUSE, Habits, Receiver
from store.database import Database
from store.schema import update_seen
from store.writer import Writer
from tests.bot.recording import NOW, Recording
from tests.doubles.phone import Phone
from tests.doubles.telegram import BOT, TOKEN, Telegram


class Desk:
    """A receiver under test with everything around it."""

    def __init__(self, telegram: Telegram, writer: Writer, token: str = TOKEN) -> None:
        self.telegram = telegram
        self.reception = Recording()
        self.pauses: list[float] = []
        self._writer = writer
        self._token = token
        self.receiver = self._new()

    def _new(self) -> Receiver:
        self.line = Line(self.telegram.url, self._token)
        habits = Habits(now=lambda: NOW, chance=lambda: 0.5, pause=self._pause, poll=5)
        return Receiver(self.line, self.reception, self._writer, habits, str(BOT["username"]))

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    def run(self, scenario: Callable[[], Awaitable[None]]) -> None:
        """Receive while the scenario plays."""

        async def both() -> None:
            receiving = asyncio.create_task(self.receiver.run())
            playing = asyncio.ensure_future(scenario())
            await asyncio.wait({receiving, playing}, return_when=asyncio.FIRST_COMPLETED)
            receiving.cancel()
            try:
                with suppress(asyncio.CancelledError):
                    await receiving
                await playing
            finally:
                playing.cancel()
                await self.line.close()

        asyncio.run(both())

    def play(self, *steps: Callable[[], object]) -> None:
        """Receive while the steps are done one after the other, in a thread of their own."""

        async def scenario() -> None:
            for step in steps:
                await asyncio.to_thread(step)

        self.run(scenario)

    def again(self) -> None:
        """Start anew, as after a crash: nothing is remembered but what is on disk and at Telegram."""
        self.receiver = self._new()

    def expect(self, condition: Callable[[], object]) -> Callable[[], None]:
        """A step that waits until the condition holds."""

        def step() -> None:
            assert self.telegram.wait(condition), "it never happened"

        return step


@pytest.fixture
def desk(telegram: Telegram, writer: Writer) -> Desk:
    return Desk(telegram, writer)


@pytest.fixture
def phone(telegram: Telegram) -> Phone:
    return Phone(telegram, 501, "kk")


def test_what_people_send_is_heard_in_order_and_confirmed(desk: Desk, phone: Phone) -> None:
    for text in ("1", "2", "3"):
        phone.type(text)
    desk.play(
        desk.expect(desk.telegram.is_quiet), lambda: phone.type("4"), desk.expect(desk.telegram.is_quiet)
    )

    assert desk.reception.texts == ["1", "2", "3", "4"]
    assert (desk.receiver.polling.last_poll_at, desk.receiver.polling.last_update_at) == (NOW, NOW)
    assert desk.receiver.polling.failures == 0


def test_nothing_is_confirmed_before_it_is_on_disk(desk: Desk, phone: Phone, database: Database) -> None:
    phone.type("a report")
    desk.reception.gate.clear()
    polls_before_commit: list[int] = []

    def while_writing() -> None:
        assert desk.reception.started.wait(50)
        polls_before_commit.append(desk.telegram.polls)
        assert not desk.telegram.is_quiet()
        desk.reception.gate.set()

    desk.play(while_writing, desk.expect(desk.telegram.is_quiet))

    assert polls_before_commit == [1]
    with database.reading() as tx:
        assert {row["update_id"] for row in tx.rows(update_seen.select())} == set(desk.telegram.deliveries)


def test_a_full_disk_confirms_nothing_and_is_tried_again(desk: Desk, phone: Phone) -> None:
    phone.type("a report")
    desk.reception.failures = 3
    with capture_logs() as logs:
        desk.play(desk.expect(desk.telegram.is_quiet))

    assert desk.reception.texts == ["a report"]
    assert [delivery.handed_out for delivery in desk.telegram.deliveries.values()] == [4]
    assert desk.pauses == [0.75, 1.5, 3.0]
    assert [line["kind"] for line in logs] == ["StoreUnavailable"] * 3


def test_a_crash_between_commit_and_confirmation_repeats_nothing(desk: Desk, phone: Phone) -> None:
    phone.type("a report")
    desk.reception.gate.clear()
    desk.play(lambda: desk.reception.started.wait(50))  # stopped while the writer is at it
    desk.reception.gate.set()

    assert not desk.telegram.is_quiet()

    desk.again()
    desk.play(desk.expect(desk.telegram.is_quiet))

    assert [delivery.handed_out for delivery in desk.telegram.deliveries.values()] == [2]
    assert desk.reception.texts == ["a report"]


def test_an_answer_that_is_lost_on_the_way_comes_again(desk: Desk, phone: Phone) -> None:
    phone.type("a report")
    desk.telegram.fault("drop", "getUpdates")
    desk.play(desk.expect(desk.telegram.is_quiet))

    assert desk.reception.texts == ["a report"]
    assert desk.pauses == [0.75]


def test_a_poisoned_update_is_put_aside_and_the_rest_goes_on(desk: Desk, phone: Phone) -> None:
    phone.type("before")
    poison = {"message": {"message_id": "?", "chat": {"id": 501, "type": "private", "first_name": "Canary"}}}
    number = desk.telegram.inject(poison)
    phone.type("after")
    desk.play(desk.expect(desk.telegram.is_quiet))

    assert desk.reception.texts == ["before", "after"]
    assert [aside[0] for aside in desk.reception.aside] == [number]
    assert b"Canary" not in desk.reception.aside[0][1]


def test_a_pressed_button_is_answered_with_words(desk: Desk, phone: Phone) -> None:
    desk.reception.toast = "Жазылды ✓" * 40
    query = phone.press("k:1")
    toasts: list[str] = []
    desk.play(lambda: toasts.append(phone.wait_for_toast(query)))

    assert toasts[0].startswith("Жазылды ✓")
    assert 190 < len(toasts[0]) <= 200


def test_a_button_that_is_too_old_to_be_answered_disturbs_nobody(desk: Desk, phone: Phone) -> None:
    query = phone.press("k:1")
    del desk.telegram.queries[query]
    phone.type("next")
    desk.play(
        desk.expect(lambda: desk.telegram.calls("answerCallbackQuery")), desk.expect(desk.telegram.is_quiet)
    )

    assert desk.reception.texts == ["k:1", "next"]
    assert desk.pauses == []


@pytest.mark.parametrize(
    ("kind", "name"), [("500", "LineBroken"), ("409", "LineConflict"), ("429", "LineBusy")]
)
def test_telegrams_bad_days_are_waited_out(desk: Desk, phone: Phone, kind: str, name: str) -> None:
    phone.type("a report")
    desk.telegram.fault(kind, "getUpdates", times=9, retry_after=40)
    with capture_logs() as logs:
        desk.play(desk.expect(desk.telegram.is_quiet))

    assert desk.reception.texts == ["a report"]
    assert [line["kind"] for line in logs] == [name] * 9
    assert desk.pauses[-1] == 0.75 * LONGEST_PAUSE
    assert min(desk.pauses) >= (40 if kind == "429" else 0.75)


def test_somebody_elses_webhook_is_taken_away_without_losing_updates(desk: Desk, phone: Phone) -> None:
    phone.type("a report")
    desk.telegram.fault("409", "getUpdates")
    desk.play(desk.expect(desk.telegram.is_quiet))

    calls = desk.telegram.calls("deleteWebhook")
    assert [call.fields["drop_pending_updates"] for call in calls] == [False, False]
    assert desk.reception.texts == ["a report"]


def test_telegram_out_of_reach_is_waited_for_and_shows_in_the_health(writer: Writer) -> None:
    telegram = Telegram().start()
    desk = Desk(telegram, writer)
    telegram.stop()
    enough = asyncio.Event()

    async def scenario() -> None:
        await enough.wait()

    async def pause(seconds: float) -> None:
        desk.pauses.append(seconds)
        if len(desk.pauses) == 8:
            enough.set()
            await asyncio.Event().wait()

    desk._pause = pause  # type: ignore[method-assign]
    desk.again()
    desk.run(scenario)

    assert desk.receiver.polling.failures == 8
    assert desk.receiver.polling.last_poll_at is None
    assert desk.pauses == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]


def test_a_wrong_token_ends_the_polling_in_one_clear_line(telegram: Telegram, writer: Writer) -> None:
    desk = Desk(telegram, writer, token="123456:wrong-token")

    async def receive() -> None:
        try:
            await desk.receiver.run()
        finally:
            await desk.line.close()

    with pytest.raises(errors.TokenRefused) as refused:
        asyncio.run(receive())

    assert "HOTLINE_BOT_TOKEN" in str(refused.value)
    assert "wrong-token" not in str(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_only_the_kinds_that_we_read_are_asked_for(desk: Desk, phone: Phone) -> None:
    phone.type("x")
    desk.play(desk.expect(desk.telegram.is_quiet))

    assert desk.telegram.inject({"poll_answer": {"poll_id": "1", "option_ids": []}}) is None
    assert desk.telegram.inject({"my_chat_member": {}}) is not None
