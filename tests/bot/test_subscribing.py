"""Telling Telegram where to bring updates: everything it must know, again and again as long as it fails."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot import errors, subscribing, updates
from bot.line import Line
from bot.receive import LONGEST_PAUSE, Habits, Polling
from bot.subscribing import AGAIN, LATELY, Address
from tests.bot.recording import NOW
from tests.bot.samples import message
from tests.doubles.telegram import TOKEN, Telegram

ADDRESS = Address("http://127.0.0.1:1/hook", "a-secret-of-the-webhook")


class _Enough(Exception):
    """The test has seen what it wanted."""


def _subscribe(
    telegram: Telegram,
    rounds: int,
    token: str = TOKEN,
    *,
    now: datetime = NOW,
    heard_at: datetime | None = None,
) -> tuple[Polling, list[float]]:
    health, pauses = Polling(last_update_at=heard_at), list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == rounds:
            raise _Enough

    async def run() -> None:
        line = Line(telegram.url, token)
        habits = Habits(now=lambda: now, chance=lambda: 0.5, pause=pause)
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


def test_that_telegram_cannot_bring_what_waits_is_noticed(telegram: Telegram) -> None:
    _subscribe(telegram, 1)
    telegram.inject({"message": message(text="Сәлем")})
    telegram.wait(lambda: bool(telegram.inbox.last_failure))
    now = datetime.now(UTC)

    failing, pauses = _subscribe(telegram, 1, now=now)
    assert (failing.failures, failing.last_poll_at) == (1, None)
    assert pauses[0] <= LONGEST_PAUSE

    later, pauses = _subscribe(telegram, 1, now=now + 2 * LATELY)
    assert (later.failures, pauses) == (0, [AGAIN])

    heard, pauses = _subscribe(telegram, 1, now=now, heard_at=now + timedelta(seconds=1))
    assert (heard.failures, pauses) == (0, [AGAIN])


def test_a_wrong_token_ends_it(telegram: Telegram) -> None:
    with pytest.raises(errors.TokenRefused):
        _subscribe(telegram, 1, "7000000001:wrongwrongwrong")
