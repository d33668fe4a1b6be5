"""Telling Telegram where to bring updates: everything it must know, again and again as long as it fails."""

import asyncio

import pytest

from bot import errors, subscribing, updates
from bot.line import Line
from bot.receive import LONGEST_PAUSE, Habits, Polling
from bot.subscribing import AGAIN, Address
from tests.bot.recording import NOW
from tests.doubles.telegram import TOKEN, Telegram

ADDRESS = Address("http://127.0.0.1:1/hook", "a-secret-of-the-webhook")


class _Enough(Exception):
    """The test has seen what it wanted."""


def _subscribe(telegram: Telegram, rounds: int, token: str = TOKEN) -> tuple[Polling, list[float]]:
    health, pauses = Polling(), list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == rounds:
            raise _Enough

    async def run() -> None:
        line = Line(telegram.url, token)
        habits = Habits(now=lambda: NOW, chance=lambda: 0.5, pause=pause)
        try:
            await subscribing.keep_subscribed(line, ADDRESS, health, habits)
        except _Enough:
            return
        finally:
            await line.close()

    asyncio.run(run())
    return health, pauses


def test_telegram_is_told_everything_and_asked_to_drop_nothing(telegram: Telegram) -> None:
    health, pauses = _subscribe(telegram, 1)

    [call] = telegram.calls("setWebhook")
    assert call.fields["url"] == ADDRESS.url
    assert call.fields["secret_token"] == ADDRESS.secret
    assert call.fields["allowed_updates"] == list(updates.ALLOWED)
    assert call.fields["drop_pending_updates"] is False
    assert (health.failures, health.last_poll_at, pauses) == (0, NOW, [AGAIN])


def test_it_is_tried_again_until_it_succeeds_and_health_says_so(telegram: Telegram) -> None:
    telegram.fault("500", "setWebhook", times=2)
    telegram.fault("429", "setWebhook", retry_after=90)
    failing, _ = _subscribe(telegram, 1)
    healed, pauses = _subscribe(telegram, 3)

    assert failing.failures == 1
    assert pauses[1] == 90  # as long as we were asked to wait, however long that is
    assert pauses[0] <= LONGEST_PAUSE
    assert (healed.failures, healed.last_poll_at) == (0, NOW)


def test_a_wrong_token_ends_it(telegram: Telegram) -> None:
    with pytest.raises(errors.TokenRefused):
        _subscribe(telegram, 1, "7000000001:wrongwrongwrong")
