"""Telling Telegram where to bring updates, at the start and then every ten minutes: it may be taken away.

Each time we also ask whether Telegram could bring what it has: nobody else would notice that it cannot.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
import structlog

from bot import errors, updates
from bot.line import Line
from bot.receive import LONGEST_PAUSE, Habits, Polling

log = structlog.get_logger(__name__)

AGAIN = 600.0  # seconds between two subscriptions while all is well; the second changes nothing at Telegram
LATELY = timedelta(hours=1)  # an older failure of Telegram's tells nothing of today
MOST_AT_ONCE = 64  # connections, as many as one unit of the intake holds; Telegram allows 1-100


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram finds us, and the secret by which we know it. Never logged."""

    url: str
    secret: str


class Info(msgspec.Struct):
    """What we read of WebhookInfo (Bot API). `url` holds no secret, but is nobody's business in a log."""

    url: str = ""
    pending_update_count: int = 0
    last_error_date: int = 0
    last_error_message: str = ""


class _Answer(msgspec.Struct):
    result: Info


async def keep_subscribed(line: Line, address: Address, health: Polling, habits: Habits) -> None:
    """Subscribe, again every ten minutes, and sooner as long as it fails; `health` says how it went.

    Raises:
        TokenRefused: Telegram does not know the token: trying again is no use.
    """
    while True:
        pause = AGAIN
        try:
            await subscribe(line, address)
            await _look(line, health, habits.now())
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


async def info(line: Line) -> Info:
    """Give what Telegram says of our webhook.

    Raises:
        LineError, TokenRefused: as `Line.ask`.
    """
    body = await line.ask("getWebhookInfo", {})
    try:
        return msgspec.json.decode(body, type=_Answer).result
    except msgspec.MsgspecError:
        raise errors.LineBroken("getWebhookInfo") from None


def is_brought(told: Info, *, since: datetime) -> bool:
    """Tell whether Telegram can bring what it has: False where it has tried in vain since this moment."""
    failed_at = datetime.fromtimestamp(told.last_error_date, UTC)
    return not (told.pending_update_count and told.last_error_date and failed_at >= since)


async def _look(line: Line, health: Polling, now: datetime) -> None:
    """Raise LineBroken when Telegram has lately tried in vain, and nothing has come since."""
    came = health.last_update_at
    since = max(came, now - LATELY) if came is not None else now - LATELY
    if not is_brought(await info(line), since=since):
        raise errors.LineBroken("Telegram cannot bring updates to HOTLINE_WEBHOOK_URL")


def _patience(error: errors.LineError, failures: int, habits: Habits) -> float:
    seconds = min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 6)) * (0.5 + habits.chance() / 2)
    wish = error.after.total_seconds() if isinstance(error, errors.LineBusy) else 0.0
    return max(seconds, wish)
