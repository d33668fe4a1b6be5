"""Telling Telegram where to bring updates, at the start and then every hour: a webhook may be taken away."""

from dataclasses import dataclass

import structlog

from bot import errors, updates
from bot.line import Line
from bot.receive import LONGEST_PAUSE, Habits, Polling

log = structlog.get_logger(__name__)

AGAIN = 3600.0  # seconds between two subscriptions while all is well; the second changes nothing at Telegram
MOST_AT_ONCE = 64  # connections, as many as one unit of the intake holds; Telegram allows 1-100


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram finds us, and the secret by which we know it. Never logged."""

    url: str
    secret: str


async def keep_subscribed(line: Line, address: Address, health: Polling, habits: Habits) -> None:
    """Subscribe, again every hour, and sooner as long as it fails; `health` says how it went.

    Raises:
        TokenRefused: Telegram does not know the token: trying again is no use.
    """
    while True:
        pause = AGAIN
        try:
            await subscribe(line, address)
        except errors.LineError as error:
            health.failures += 1
            pause = _patience(error, health.failures, habits)
            log.warning("telegram.webhook_not_set", kind=type(error).__name__, reason=str(error))
        else:
            health.failures = 0
            health.last_poll_at = habits.now()
        await habits.pause(pause)


async def subscribe(line: Line, address: Address) -> None:
    """Tell Telegram the address; what waits there is kept and comes.

    Raises:
        LineError, TokenRefused: as `Line.ask`.
    """
    fields = {
        "url": address.url,
        "secret_token": address.secret,
        "allowed_updates": list(updates.ALLOWED),
        "drop_pending_updates": False,
        "max_connections": MOST_AT_ONCE,
    }
    await line.ask("setWebhook", fields)


def _patience(error: errors.LineError, failures: int, habits: Habits) -> float:
    seconds = min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 6)) * (0.5 + habits.chance() / 2)
    wish = error.after.total_seconds() if isinstance(error, errors.LineBusy) else 0.0
    return max(seconds, wish)
